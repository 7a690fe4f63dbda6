//! Decodes keyboard bytes into crossterm's key, paste and mouse events.
//!
//! crossterm's own reader is not used on Unix, because over an unreliable connection it stops
//! working: it uses all of a core when the terminal is gone (crossterm #793), loses wake-ups
//! (#1057), waits for ever for the end of a paste (#1060), and takes replies of the terminal to
//! private queries for errors (#1104). Here the next key is always heard: an unfinished sequence is
//! dropped after a time-out, and its length is limited.

mod csi;

use super::terminal_reply::TerminalReply;
use crate::command::key::{self, KeyCode, KeyEvent, KeyModifiers};
use crossterm::event::Event;
use csi::decode_csi;
use std::time::Duration;

/// Time for the rest of a sequence; after that a lone ESC is the key.
const ESC_TIMEOUT: Duration = Duration::from_millis(100);
/// Time for the rest of a paste, or of a character, over a slow connection.
const PASTE_TIMEOUT: Duration = Duration::from_secs(1);
const MAX_SEQUENCE_BYTES: usize = 64;
const MAX_PASTE_BYTES: usize = 1 << 16;
const PASTE_END: &[u8] = b"\x1b[201~";
const CTRL_C: u8 = 0x03;
const ESC: u8 = 0x1b;

/// Decodes bytes as they arrive.
#[derive(Default)]
pub(super) struct KeyDecoder {
    /// The bytes of an unfinished sequence.
    pending: Vec<u8>,
    /// The pending bytes begin with an ESC that arrived without the byte after it. That ESC is a
    /// key, unless a sequence follows; an ESC that arrives with a letter is Alt.
    is_escape_alone: bool,
    /// The bytes of an unfinished paste.
    paste: Option<Vec<u8>>,
    /// The beginning of a sequence whose rest did not come in time. If the next bytes complete a
    /// reply of the terminal, they are not keys.
    cut_sequence: Vec<u8>,
    /// Replies of the terminal since they were taken.
    replies: Vec<TerminalReply>,
}

/// The meaning of the pending bytes. Sequences without a meaning here, such as replies of the
/// terminal, are complete without an event.
enum Decoded {
    /// More bytes must come.
    Incomplete,
    Complete(Option<Event>),
    /// Complete without the last byte, which begins the next sequence.
    CompleteBeforeLast(Option<Event>),
    /// An ESC, and the key behind it.
    AfterEscape(Option<Event>),
    /// The first byte is the key Esc; the others begin the next sequence.
    EscapeFirst,
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
        self.is_escape_alone |= self.has_lone_escape();
        let reply_len = self.complete_cut_reply(bytes);
        for byte in &bytes[reply_len..] {
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

    /// Takes the rest of a reply whose beginning came too early. Returns its length.
    fn complete_cut_reply(&mut self, bytes: &[u8]) -> usize {
        let mut sequence = std::mem::take(&mut self.cut_sequence);
        if sequence.is_empty() || !self.pending.is_empty() || self.paste.is_some() {
            return 0;
        }
        for (index, byte) in bytes.iter().take(MAX_SEQUENCE_BYTES).enumerate() {
            sequence.push(*byte);
            if let Some(reply) = TerminalReply::parse(&sequence) {
                self.replies.push(reply);
                return index + 1;
            }
        }
        0
    }

    /// Returns the replies of the terminal that came since the last call.
    pub(super) fn take_replies(&mut self) -> Vec<TerminalReply> {
        std::mem::take(&mut self.replies)
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

    /// Returns whether the last byte is an ESC whose meaning the next byte decides.
    pub(super) fn has_lone_escape(&self) -> bool {
        self.paste.is_none() && matches!(self.pending[..], [ESC] | [ESC, ESC])
    }

    /// Ends what is pending after the time-out: a paste is what there is of it, a lone ESC is the
    /// key, any other sequence is dropped.
    pub(super) fn flush(&mut self) -> Vec<Event> {
        match self.end_paste() {
            Some(paste) => vec![paste],
            None => self.flush_partial(),
        }
    }

    /// Ends an unfinished sequence, but not a paste.
    pub(super) fn flush_partial(&mut self) -> Vec<Event> {
        self.cut_sequence.clone_from(&self.pending);
        match std::mem::take(&mut self.pending)[..] {
            [ESC] => vec![escape()],
            [ESC, ESC] => vec![escape(), escape()],
            [ESC, byte @ (b'[' | b'O' | b']' | b'P' | b'_')] => {
                self.events_after_escape(Some(Event::Key(KeyCode::Char(byte as char).into())))
            }
            _ => Vec::new(),
        }
    }

    /// Returns the events of an ESC and the event behind it: a key with Alt if both arrived
    /// together, else two keys.
    fn events_after_escape(&self, event: Option<Event>) -> Vec<Event> {
        match event {
            Some(Event::Key(key)) if !self.is_escape_alone => {
                vec![Event::Key(KeyEvent::new(key.code, key.modifiers | KeyModifiers::ALT))]
            }
            // a reply of the terminal
            None if !self.is_escape_alone => Vec::new(),
            event => [Some(escape()), event].into_iter().flatten().collect(),
        }
    }

    fn end_paste(&mut self) -> Option<Event> {
        let bytes = self.paste.take()?;
        Some(Event::Paste(String::from_utf8_lossy(&bytes).into_owned()))
    }

    fn push_byte(&mut self, byte: u8, events: &mut Vec<Event>) {
        let is_first = self.pending.is_empty();
        self.is_escape_alone &= !is_first;
        match byte {
            // the sequences of terminals that send eight bits
            0x8f if is_first => self.pending.extend([ESC, b'O']),
            0x9b if is_first => self.pending.extend([ESC, b'[']),
            _ => self.pending.push(byte),
        }
        match decode(&self.pending) {
            Decoded::Incomplete if self.pending.len() > MAX_SEQUENCE_BYTES => {
                // a shortened sequence must not become a key: mark it as a private one
                let start = if self.pending.starts_with(&[ESC, ESC]) { 3 } else { 2 };
                self.pending[start] = b'?';
                self.pending.remove(MAX_SEQUENCE_BYTES - 1);
            }
            Decoded::Incomplete => {}
            Decoded::PasteStart => {
                self.pending.clear();
                self.paste = Some(Vec::new());
            }
            Decoded::Complete(event) => {
                if event.is_none() {
                    self.replies.extend(TerminalReply::parse(&self.pending));
                }
                self.pending.clear();
                events.extend(event);
            }
            Decoded::CompleteBeforeLast(event) => {
                self.pending.clear();
                events.extend(event);
                self.push_byte(byte, events);
            }
            Decoded::AfterEscape(event) => {
                self.pending.clear();
                events.extend(self.events_after_escape(event));
            }
            Decoded::EscapeFirst => {
                let rest = self.pending.split_off(1);
                self.pending.clear();
                events.push(escape());
                rest.into_iter().for_each(|byte| self.push_byte(byte, events));
            }
        }
    }
}

fn escape() -> Event {
    Event::Key(KeyEvent::from(KeyCode::Esc))
}

fn complete(key: impl Into<KeyEvent>) -> Decoded {
    Decoded::Complete(Some(Event::Key(key.into())))
}

fn decode(pending: &[u8]) -> Decoded {
    match pending {
        [ESC] | [ESC, b'[' | b'O' | b']' | b'P' | b'_' | ESC] => Decoded::Incomplete,
        [ESC, b'[', rest @ ..] => decode_csi(rest),
        [ESC, b'O', rest @ ..] => decode_ss3(rest),
        // strings (OSC, DCS, APC) end with BEL or ST; Ctrl-C is heard in any case
        [ESC, b']' | b'P' | b'_', .., last] => match last {
            0x07 => Decoded::Complete(None),
            b'\\' if pending.ends_with(b"\x1b\\") => Decoded::Complete(None),
            &CTRL_C => Decoded::CompleteBeforeLast(None),
            _ => Decoded::Incomplete,
        },
        // rxvt and PuTTY send Alt as an ESC before the sequence of the key
        [ESC, ESC, b'[' | b'O', ..] => match decode(&pending[1..]) {
            Decoded::Complete(event) => Decoded::AfterEscape(event),
            other => other,
        },
        [ESC, ESC, _] => Decoded::EscapeFirst,
        [ESC, CTRL_C] => Decoded::CompleteBeforeLast(None),
        [ESC, rest @ ..] => match decode(rest) {
            Decoded::Complete(event) => Decoded::AfterEscape(event),
            other => other,
        },
        [b'\r' | b'\n'] => complete(KeyCode::Enter),
        [b'\t'] => complete(KeyCode::Tab),
        [0x7f] => complete(KeyCode::Backspace),
        [0] => complete(key::ctrl(' ')),
        [byte @ 0x01..=0x1a] => complete(key::ctrl((byte + 0x60) as char)),
        [byte @ 0x1c..=0x1f] => complete(key::ctrl((byte + 0x40) as char)),
        bytes => decode_utf8(bytes),
    }
}

/// Decodes the bytes after `ESC O`: cursor keys, the numeric keypad, and in old terminals a digit
/// for the modifiers before them.
fn decode_ss3(rest: &[u8]) -> Decoded {
    let (modifiers, byte) = match rest {
        [b'0'..=b'9'] => return Decoded::Incomplete,
        [digit @ b'0'..=b'9', byte] => (csi::modifiers(u32::from(digit - b'0')), *byte),
        [byte] => (Some(KeyModifiers::NONE), *byte),
        _ => return Decoded::CompleteBeforeLast(None),
    };
    let code = match byte {
        b'A'..=b'D' | b'H' | b'F' => csi::cursor_key(byte),
        b'M' => Some(KeyCode::Enter),
        b'j'..=b'y' => Some(KeyCode::Char((byte - 0x40) as char)),
        // rxvt sends Ctrl with a cursor key so
        b'a'..=b'd' => {
            let code = csi::cursor_key(byte.to_ascii_uppercase());
            return Decoded::Complete(
                code.map(|code| Event::Key(KeyEvent::new(code, KeyModifiers::CONTROL))),
            );
        }
        0x20..=0x7e => None,
        _ => return Decoded::CompleteBeforeLast(None),
    };
    let key = code.zip(modifiers).map(|(code, modifiers)| KeyEvent::new(code, modifiers));
    Decoded::Complete(key.map(Event::Key))
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

#[cfg(test)]
mod tests;
