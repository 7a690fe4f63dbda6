//! Decodes keyboard bytes into crossterm's key, paste and mouse events.
//!
//! crossterm's own reader is not used on Unix, because over an unreliable connection it stops
//! working: it uses all of a core when the terminal is gone (crossterm #793), loses wake-ups
//! (#1057), waits for ever for the end of a paste (#1060), and takes replies of the terminal to
//! private queries for errors (#1104). Here the next key is always heard: an unfinished sequence is
//! dropped after a time-out, and its length is limited.

use crate::command::key::{self, KeyCode, KeyEvent};
use crossterm::event::{Event, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use std::time::Duration;

/// Time for the rest of a sequence; after that a lone ESC is the key.
const ESC_TIMEOUT: Duration = Duration::from_millis(100);
/// Time for the rest of a paste, or of a character, over a slow connection.
const PASTE_TIMEOUT: Duration = Duration::from_secs(1);
const MAX_SEQUENCE_BYTES: usize = 64;
const MAX_PASTE_BYTES: usize = 1 << 16;
const PASTE_END: &[u8] = b"\x1b[201~";
const CTRL_C: u8 = 0x03;

/// Decodes bytes as they arrive.
#[derive(Default)]
pub(super) struct KeyDecoder {
    /// The bytes of an unfinished sequence.
    pending: Vec<u8>,
    /// The bytes of an unfinished paste.
    paste: Option<Vec<u8>>,
}

/// The meaning of the pending bytes. Sequences without a meaning here, such as replies of the
/// terminal, are complete without an event.
enum Decoded {
    /// More bytes must come.
    Incomplete,
    Complete(Option<Event>),
    /// Complete without the last byte, which begins the next sequence.
    CompleteBeforeLast(Option<Event>),
    PasteStart,
}

impl KeyDecoder {
    /// Takes bytes and returns the events that they complete.
    pub(super) fn feed(&mut self, bytes: &[u8]) -> Vec<Event> {
        let mut events = Vec::new();
        // a Ctrl-C that comes alone is a key, not part of a paste
        if bytes == [CTRL_C] {
            events.extend(self.end_paste());
        }
        for byte in bytes {
            match &mut self.paste {
                None => self.push_byte(*byte, &mut events),
                Some(paste) => {
                    paste.push(*byte);
                    if paste.ends_with(PASTE_END) {
                        paste.truncate(paste.len() - PASTE_END.len());
                        events.extend(self.end_paste());
                    } else if paste.len() > MAX_PASTE_BYTES + PASTE_END.len() {
                        // keep enough of the end to recognise the sequence that ends the paste
                        paste.remove(MAX_PASTE_BYTES);
                    }
                }
            }
        }
        events
    }

    /// Returns how long to wait for more bytes, or `None` if nothing is pending.
    pub(super) fn timeout(&self) -> Option<Duration> {
        let is_in_character = self.pending.first().is_some_and(|byte| *byte >= 0x80);
        if self.paste.is_some() || is_in_character {
            Some(PASTE_TIMEOUT)
        } else if self.pending.is_empty() {
            None
        } else {
            Some(ESC_TIMEOUT)
        }
    }

    /// Ends what is pending after the time-out: a paste is what there is of it, a lone ESC is the
    /// key, any other sequence is dropped.
    pub(super) fn flush(&mut self) -> Option<Event> {
        self.end_paste().or_else(|| self.flush_partial())
    }

    /// Ends an unfinished sequence, but not a paste.
    pub(super) fn flush_partial(&mut self) -> Option<Event> {
        let pending = std::mem::take(&mut self.pending);
        let is_escape = matches!(pending[..], [0x1b] | [0x1b, b'[' | b'O']);
        is_escape.then(|| Event::Key(KeyEvent::from(KeyCode::Esc)))
    }

    fn end_paste(&mut self) -> Option<Event> {
        let bytes = self.paste.take()?;
        Some(Event::Paste(String::from_utf8_lossy(&bytes).into_owned()))
    }

    fn push_byte(&mut self, byte: u8, events: &mut Vec<Event>) {
        self.pending.push(byte);
        match decode(&self.pending) {
            Decoded::Incomplete if self.pending.len() > MAX_SEQUENCE_BYTES => {
                // a shortened sequence must not become a key: mark it as a private one
                self.pending[2] = b'?';
                self.pending.remove(MAX_SEQUENCE_BYTES - 1);
            }
            Decoded::Incomplete => {}
            Decoded::PasteStart => {
                self.pending.clear();
                self.paste = Some(Vec::new());
            }
            Decoded::Complete(event) => {
                self.pending.clear();
                events.extend(event);
            }
            Decoded::CompleteBeforeLast(event) => {
                self.pending.clear();
                events.extend(event);
                self.push_byte(byte, events);
            }
        }
    }
}

fn complete(key: impl Into<KeyEvent>) -> Decoded {
    Decoded::Complete(Some(Event::Key(key.into())))
}

fn decode(pending: &[u8]) -> Decoded {
    match pending {
        [0x1b] | [0x1b, b'[' | b'O' | b']' | b'P' | b'_'] => Decoded::Incomplete,
        [0x1b, b'[', rest @ ..] => decode_csi(rest),
        [0x1b, b'O', byte] => decode_ss3(*byte),
        // strings (OSC, DCS, APC) end with BEL or ST; Ctrl-C is heard in any case
        [0x1b, b']' | b'P' | b'_', .., last] => match last {
            0x07 => Decoded::Complete(None),
            b'\\' if pending.ends_with(b"\x1b\\") => Decoded::Complete(None),
            &CTRL_C => Decoded::CompleteBeforeLast(None),
            _ => Decoded::Incomplete,
        },
        // no command uses Alt: this is Esc, and a key that arrived with it
        [0x1b, _] => Decoded::CompleteBeforeLast(Some(Event::Key(KeyEvent::from(KeyCode::Esc)))),
        [b'\r' | b'\n'] => complete(KeyCode::Enter),
        [b'\t'] => complete(KeyCode::Tab),
        [0x7f] => complete(KeyCode::Backspace),
        [0] => complete(key::ctrl(' ')),
        [byte @ 0x01..=0x1a] => complete(key::ctrl((byte + 0x60) as char)),
        [byte @ 0x1c..=0x1f] => complete(key::ctrl((byte + 0x40) as char)),
        bytes => decode_utf8(bytes),
    }
}

/// Decodes the byte after `ESC O`: cursor keys, and the numeric keypad.
fn decode_ss3(byte: u8) -> Decoded {
    match byte {
        b'A'..=b'D' | b'H' | b'F' => Decoded::Complete(cursor_key(byte)),
        b'M' => complete(KeyCode::Enter),
        b'j'..=b'y' => complete(KeyCode::Char((byte - 0x40) as char)),
        0x20..=0x7e => Decoded::Complete(None),
        _ => Decoded::CompleteBeforeLast(None),
    }
}

/// Decodes a character in UTF-8; invalid bytes are skipped.
fn decode_utf8(bytes: &[u8]) -> Decoded {
    let expected_len = match bytes[0] {
        0x20..=0x7e => 1,
        0xc2..=0xdf => 2,
        0xe0..=0xef => 3,
        0xf0..=0xf4 => 4,
        _ => return Decoded::Complete(None),
    };
    match std::str::from_utf8(bytes) {
        Ok(text) => match text.chars().next().filter(|c| !c.is_control()) {
            Some(c) => complete(KeyCode::Char(c)),
            None => Decoded::Complete(None),
        },
        Err(e) if e.error_len().is_none() && bytes.len() < expected_len => Decoded::Incomplete,
        Err(_) => Decoded::CompleteBeforeLast(None),
    }
}

/// Decodes the bytes after `ESC [`: parameters, then the final byte.
fn decode_csi(rest: &[u8]) -> Decoded {
    let Some((last, parameters)) = rest.split_last() else { return Decoded::Incomplete };
    match last {
        // the Linux console sends function keys as `ESC [ [ A`
        b'[' if parameters.is_empty() => return Decoded::Incomplete,
        0x20.. if parameters.first() == Some(&b'[') => return Decoded::Complete(None),
        0x20..=0x3f => return Decoded::Incomplete,
        0x40..=0x7e => {}
        _ => return Decoded::CompleteBeforeLast(None),
    }
    if parameters == b"200" && *last == b'~' {
        return Decoded::PasteStart;
    }
    let parameters = std::str::from_utf8(parameters).unwrap_or("?");
    if let Some(report) = parameters.strip_prefix('<')
        && *last == b'M'
    {
        return Decoded::Complete(decode_mouse(report));
    }
    // any other prefix marks a reply or a report
    if !parameters.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b';' | b':')) {
        return Decoded::Complete(None);
    }
    Decoded::Complete(decode_csi_key(*last, parameters))
}

/// Decodes a key with numeric parameters: a code, and the modifiers plus one.
fn decode_csi_key(last: u8, parameters: &str) -> Option<Event> {
    let mut numbers = parameters
        .split(';')
        .map(|number| number.split(':').next().and_then(|number| number.parse::<u32>().ok()));
    let code = numbers.next().flatten();
    let modifiers = numbers.next().flatten().unwrap_or(1).saturating_sub(1);
    let has_shift = modifiers & 1 > 0;
    let has_alt = modifiers & 2 > 0;
    let has_ctrl = modifiers & 4 > 0;
    if has_alt {
        return None;
    }
    let code = match (last, code) {
        (b'A'..=b'D' | b'H' | b'F', _) => return cursor_key(last),
        (b'Z', _) => KeyCode::BackTab,
        (b'~', Some(1 | 7)) => KeyCode::Home,
        (b'~', Some(4 | 8)) => KeyCode::End,
        (b'~', Some(3)) => KeyCode::Delete,
        (b'~', Some(5)) => KeyCode::PageUp,
        (b'~', Some(6)) => KeyCode::PageDown,
        // terminals that send every key by its number
        (b'u', Some(9)) if has_shift => KeyCode::BackTab,
        (b'u', Some(9)) => KeyCode::Tab,
        (b'u', Some(13)) => KeyCode::Enter,
        (b'u', Some(27)) => KeyCode::Esc,
        (b'u', Some(127)) => KeyCode::Backspace,
        (b'u', Some(code)) => {
            let c = char::from_u32(code).filter(|c| !c.is_control())?;
            let modifiers = if has_ctrl { KeyModifiers::CONTROL } else { KeyModifiers::NONE };
            return Some(Event::Key(KeyEvent::new(KeyCode::Char(c), modifiers)));
        }
        _ => return None,
    };
    Some(Event::Key(KeyEvent::from(code)))
}

/// Decodes a mouse report: button, then column and row from 1.
fn decode_mouse(report: &str) -> Option<Event> {
    let mut numbers = report.split(';').map(|number| number.parse::<u16>().ok());
    let kind = match numbers.next()?? {
        0 => MouseEventKind::Down(MouseButton::Left),
        64 => MouseEventKind::ScrollUp,
        65 => MouseEventKind::ScrollDown,
        _ => return None,
    };
    let column = numbers.next()??.checked_sub(1)?;
    let row = numbers.next()??.checked_sub(1)?;
    Some(Event::Mouse(MouseEvent { kind, column, row, modifiers: KeyModifiers::NONE }))
}

fn cursor_key(byte: u8) -> Option<Event> {
    let code = match byte {
        b'A' => KeyCode::Up,
        b'B' => KeyCode::Down,
        b'C' => KeyCode::Right,
        b'D' => KeyCode::Left,
        b'H' => KeyCode::Home,
        b'F' => KeyCode::End,
        _ => return None,
    };
    Some(Event::Key(KeyEvent::from(code)))
}

#[cfg(test)]
mod tests;
