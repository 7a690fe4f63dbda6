//! Asks the terminal for its background, and how many cells it takes for a text: the text is
//! printed, and the answer is the column of the cursor.

use super::tty::timespec;
use crate::term::ProbeAnswers;
use crate::term::background_query::BACKGROUND_QUESTION;
use crate::term::terminal_reply::TerminalReply;
use rustix::event::{PollFd, PollFlags, poll};
use rustix::stdio::{stdin, stdout};
use rustix::termios::{LocalModes, OptionalActions, isatty, tcgetattr, tcsetattr};
use signal_hook::consts::{SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP};
use signal_hook::flag;
use signal_hook::low_level::emulate_default_handler;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// Time for the answer, also over a slow connection.
const ANSWER_TIMEOUT: Duration = Duration::from_millis(1500);
/// Signals that would end or stop the program while the terminal is in another mode.
const HELD_SIGNALS: [i32; 5] = [SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP];
const ERASE_LINE: &[u8] = b"\r\x1b[K";

/// Returns the answers of the terminal, or `None` if there is no terminal or it does not answer.
pub fn probe_terminal(text: &str, asks_background: bool) -> Option<ProbeAnswers> {
    if !isatty(stdin()) || !isatty(stdout()) {
        return None;
    }
    let hold = SignalHold::acquire()?;
    let original = tcgetattr(stdin()).ok()?;
    let mut quiet = original.clone();
    // the answer comes without Enter and must not be echoed; Ctrl-C stays a signal
    quiet.local_modes.remove(LocalModes::ICANON | LocalModes::ECHO);
    tcsetattr(stdin(), OptionalActions::Now, &quiet).ok()?;
    let background = if asks_background { BACKGROUND_QUESTION } else { "" };
    let question = format!("{background}\r{text}\x1b[6n");
    let is_asked = rustix::io::write(stdout(), question.as_bytes()).is_ok();
    let answers = if is_asked { read_answers() } else { None };
    let _ = rustix::io::write(stdout(), ERASE_LINE);
    // flushed, so that a late answer is not taken for input of the shell
    let _ = tcsetattr(stdin(), OptionalActions::Flush, &original);
    hold.release();
    answers
}

/// Holds signals back until the terminal has its original mode.
struct SignalHold {
    /// The number of the signal that came, or 0.
    received: Arc<AtomicUsize>,
    is_released: Arc<AtomicBool>,
}

impl SignalHold {
    fn acquire() -> Option<SignalHold> {
        let hold = SignalHold { received: Arc::default(), is_released: Arc::default() };
        for signal in HELD_SIGNALS {
            flag::register_conditional_default(signal, Arc::clone(&hold.is_released)).ok()?;
            let value = usize::try_from(signal).ok()?;
            flag::register_usize(signal, Arc::clone(&hold.received), value).ok()?;
        }
        Some(hold)
    }

    /// Lets signals act as by default, beginning with the one that came.
    fn release(self) {
        self.is_released.store(true, Ordering::SeqCst);
        let received = i32::try_from(self.received.load(Ordering::SeqCst)).unwrap_or(0);
        if received > 0 {
            let _ = emulate_default_handler(received);
        }
    }
}

/// Reads the background and the cursor, `ESC [ row ; column R`. Terminals answer in the order of
/// the questions, so that nothing comes behind the cursor.
fn read_answers() -> Option<ProbeAnswers> {
    let deadline = Instant::now() + ANSWER_TIMEOUT;
    let mut answer: Vec<u8> = Vec::new();
    loop {
        let left = timespec(deadline.checked_duration_since(Instant::now())?);
        let keyboard = stdin();
        if poll(&mut [PollFd::new(&keyboard, PollFlags::IN)], Some(&left)).ok()? == 0 {
            return None;
        }
        let mut bytes = [0; 64];
        let n = rustix::io::read(stdin(), &mut bytes).ok().filter(|n| *n > 0)?;
        answer.extend(&bytes[..n]);
        let text = String::from_utf8_lossy(&answer);
        if let Some((_, report)) = text.rsplit_once("\x1b[")
            && let Some(report) = report.strip_suffix('R')
        {
            let column: u16 = report.split_once(';')?.1.parse().ok()?;
            return Some(ProbeAnswers {
                width: column.checked_sub(1)?,
                background: find_background(&answer),
            });
        }
    }
}

/// Returns the background that an answer contains.
fn find_background(answer: &[u8]) -> Option<[u8; 3]> {
    (0..answer.len()).find_map(|start| {
        (start..answer.len()).find_map(|end| match TerminalReply::parse(&answer[start..=end]) {
            Some(TerminalReply::Background(rgb)) => Some(rgb),
            _ => None,
        })
    })
}
