//! The sequences that begin and end terminal modes: crossterm's commands, as text.

use crossterm::Command;
use crossterm::cursor::{MoveTo, Show};
use crossterm::event::{DisableBracketedPaste, EnableBracketedPaste};
use crossterm::terminal::{
    BeginSynchronizedUpdate, Clear, ClearType, EndSynchronizedUpdate, EnterAlternateScreen,
    LeaveAlternateScreen,
};

/// Reports presses and the wheel, as decimal numbers. crossterm's own command also asks for every
/// movement of the mouse, which would flood a slow connection.
pub(super) const MOUSE_ON: &str = "\x1b[?1000h\x1b[?1006h";
pub(super) const MOUSE_OFF: &str = "\x1b[?1006l\x1b[?1000l";

fn push(sequence: &mut String, command: impl Command) {
    // writing to a string cannot fail
    let _ = command.write_ansi(sequence);
}

/// Returns the sequence for the alternate screen and pastes in brackets.
pub(super) fn enter() -> String {
    let mut sequence = String::new();
    push(&mut sequence, EnterAlternateScreen);
    push(&mut sequence, EnableBracketedPaste);
    sequence
}

/// Returns the sequence that ends every mode this program sets. On a terminal without an alternate
/// screen (the Linux console, GNU screen by default) the shell continues on the last line.
pub(super) fn restore() -> String {
    let mut sequence = String::new();
    push(&mut sequence, EndSynchronizedUpdate);
    push(&mut sequence, DisableBracketedPaste);
    // not crossterm's ResetColor: under NO_COLOR it writes nothing
    sequence.push_str("\x1b[m");
    push(&mut sequence, MoveTo(0, 998));
    push(&mut sequence, Clear(ClearType::UntilNewLine));
    push(&mut sequence, LeaveAlternateScreen);
    push(&mut sequence, Show);
    sequence
}

/// Returns the sequence after which the terminal holds its picture until the frame is complete.
pub(super) fn begin_frame() -> String {
    let mut sequence = String::new();
    push(&mut sequence, BeginSynchronizedUpdate);
    sequence
}

/// Returns the sequence that shows the frame.
pub(super) fn end_frame() -> String {
    let mut sequence = String::new();
    push(&mut sequence, EndSynchronizedUpdate);
    sequence
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_mode_that_begins_also_ends() {
        assert_eq!(enter(), "\x1b[?1049h\x1b[?2004h");
        assert_eq!(restore(), "\x1b[?2026l\x1b[?2004l\x1b[m\x1b[999;1H\x1b[K\x1b[?1049l\x1b[?25h");
        assert_eq!((begin_frame(), end_frame()), ("\x1b[?2026h".into(), "\x1b[?2026l".into()));
    }
}
