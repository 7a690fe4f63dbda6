//! Bytes of the keyboard as keys and pastes. Whatever arrives (replies of a terminal, half a sequence, a paste without an
//! end), the next key is heard: what is not finished is given up after a moment.

use crate::app::Mouse;
use crate::command::key::{Code, Key, Name};
use std::time::Duration;

/// How long the rest of a sequence may take.
const ESC_TIMEOUT: Duration = Duration::from_millis(100);
/// How long the rest of a paste may take on a slow line.
const PASTE_TIMEOUT: Duration = Duration::from_secs(1);
/// The most bytes of a sequence that are kept: what is longer means nothing here.
const MAX_SEQUENCE_BYTES: usize = 64;
/// The most bytes of a paste that are kept.
const MAX_PASTE_BYTES: usize = 1 << 16;
/// What ends a paste.
const PASTE_END: &[u8] = b"\x1b[201~";

/// What came from the keyboard.
#[derive(Clone, Debug, PartialEq)]
pub enum InputEvent {
    /// A key.
    Key(Key),
    /// A text that was pasted.
    Paste(String),
    /// The mouse.
    Mouse(Mouse),
}

/// Reads bytes as they come.
#[derive(Default)]
pub struct KeyDecoder {
    /// The bytes of what is not finished.
    pending: Vec<u8>,
    /// A paste of which the end has not come.
    paste: Option<Vec<u8>>,
}

/// What the bytes that are held come to.
enum Decoded {
    /// More must come.
    Incomplete,
    /// They are something, or nothing.
    Complete(Option<InputEvent>),
    /// They are something, or nothing, without the last byte: that one begins anew.
    CompleteBeforeLast(Option<InputEvent>),
    /// A paste begins.
    PasteStart,
}

impl KeyDecoder {
    /// Takes bytes; gives back what they come to.
    pub fn feed(&mut self, bytes: &[u8]) -> Vec<InputEvent> {
        let mut found = Vec::new();
        // Ctrl-C that comes alone is pressed, not pasted
        if bytes == [0x03] {
            found.extend(self.end_paste());
        }
        for byte in bytes {
            if let Some(paste) = &mut self.paste {
                paste.push(*byte);
                if paste.ends_with(PASTE_END) {
                    paste.truncate(paste.len() - PASTE_END.len());
                    found.extend(self.end_paste());
                } else if paste.len() > MAX_PASTE_BYTES + PASTE_END.len() {
                    // the end must be seen, the rest need not be kept
                    paste.remove(MAX_PASTE_BYTES);
                }
                continue;
            }
            self.push_byte(*byte, &mut found);
        }
        found
    }

    /// How long to wait for more; nothing when all is read.
    pub fn timeout(&self) -> Option<Duration> {
        // a letter may be cut by a slow line, as a paste may
        let long = self.paste.is_some() || self.pending.first().is_some_and(|byte| *byte >= 0x80);
        if long { Some(PASTE_TIMEOUT) } else { (!self.pending.is_empty()).then_some(ESC_TIMEOUT) }
    }

    /// Nothing more came: a lone Esc is the key, a paste is what there is of it, half a sequence is forgotten.
    pub fn flush(&mut self) -> Option<InputEvent> {
        self.end_paste().or_else(|| self.flush_partial())
    }

    /// Half a sequence is forgotten; a lone Esc, alone or before what came with it, is the key.
    pub fn flush_partial(&mut self) -> Option<InputEvent> {
        let held = std::mem::take(&mut self.pending);
        matches!(held[..], [0x1b] | [0x1b, b'[' | b'O'])
            .then_some(InputEvent::Key(Key::plain(Code::Named(Name::Esc))))
    }

    fn end_paste(&mut self) -> Option<InputEvent> {
        self.paste
            .take()
            .map(|bytes| InputEvent::Paste(String::from_utf8_lossy(&bytes).into_owned()))
    }

    fn push_byte(&mut self, byte: u8, found: &mut Vec<InputEvent>) {
        self.pending.push(byte);
        match decode(&self.pending) {
            Decoded::Incomplete if self.pending.len() > MAX_SEQUENCE_BYTES => {
                // what is cut must not come to a key
                self.pending[2] = b'?';
                self.pending.remove(MAX_SEQUENCE_BYTES - 1);
            }
            Decoded::Incomplete => {}
            Decoded::PasteStart => (self.pending, self.paste) = (Vec::new(), Some(Vec::new())),
            Decoded::Complete(input) => {
                self.pending.clear();
                found.extend(input);
            }
            Decoded::CompleteBeforeLast(input) => {
                self.pending.clear();
                found.extend(input);
                self.push_byte(byte, found);
            }
        }
    }
}

fn decode(held: &[u8]) -> Decoded {
    let key = |key: Option<Key>| Decoded::Complete(key.map(InputEvent::Key));
    let named = |name| Some(Key::plain(Code::Named(name)));
    match held {
        [0x1b] | [0x1b, b'[' | b'O' | b']' | b'P' | b'_'] => Decoded::Incomplete,
        [0x1b, b'[', rest @ ..] => decode_csi(rest),
        [0x1b, b'O', byte] => match byte {
            b'A'..=b'D' | b'H' | b'F' => key(cursor_key(*byte)),
            b'M' => key(named(Name::Enter)),
            // the keys of the number block
            b'j'..=b'y' => key(Some(Key::plain(Code::Char((byte - 0x40) as char)))),
            0x20..=0x7e => key(None),
            _ => Decoded::CompleteBeforeLast(None),
        },
        // texts of the terminal itself: up to BEL or ST; Ctrl-C is heard in any case
        [0x1b, b']' | b'P' | b'_', .., last] => match last {
            0x07 => key(None),
            b'\\' if held.ends_with(b"\x1b\\") => key(None),
            0x03 => Decoded::CompleteBeforeLast(None),
            _ => Decoded::Incomplete,
        },
        // no command has Alt, so this is Esc and a key that came with it over a slow line
        [0x1b, _] => {
            Decoded::CompleteBeforeLast(Some(InputEvent::Key(Key::plain(Code::Named(Name::Esc)))))
        }
        [b'\r' | b'\n'] => key(named(Name::Enter)),
        [b'\t'] => key(named(Name::Tab)),
        [0x7f] => key(named(Name::Backspace)),
        [0] => key(Some(Key { code: Code::Char(' '), ctrl: true })),
        [byte @ 0x01..=0x1a] => {
            key(Some(Key { code: Code::Char((byte + 0x60) as char), ctrl: true }))
        }
        [byte @ 0x1c..=0x1f] => {
            key(Some(Key { code: Code::Char((byte + 0x40) as char), ctrl: true }))
        }
        bytes => decode_utf8(bytes),
    }
}

/// A letter in UTF-8; what is none is passed over.
fn decode_utf8(bytes: &[u8]) -> Decoded {
    let wanted = match bytes[0] {
        0x20..=0x7e => 1,
        0xc2..=0xdf => 2,
        0xe0..=0xef => 3,
        0xf0..=0xf4 => 4,
        _ => return Decoded::Complete(None),
    };
    match std::str::from_utf8(bytes) {
        Ok(text) => Decoded::Complete(
            text.chars()
                .next()
                .filter(|c| !c.is_control())
                .map(|c| InputEvent::Key(Key::plain(Code::Char(c)))),
        ),
        Err(e) if e.error_len().is_none() && bytes.len() < wanted => Decoded::Incomplete,
        Err(_) => Decoded::CompleteBeforeLast(None),
    }
}

/// A sequence behind `ESC [`: parameters, then the byte that says what it is.
fn decode_csi(rest: &[u8]) -> Decoded {
    let Some((last, parameters)) = rest.split_last() else { return Decoded::Incomplete };
    match last {
        // the console of Linux writes its F keys so
        b'[' if parameters.is_empty() => return Decoded::Incomplete,
        _ if parameters.first() == Some(&b'[') && *last >= 0x20 => return Decoded::Complete(None),
        0x20..=0x3f => return Decoded::Incomplete,
        0x40..=0x7e => {}
        _ => return Decoded::CompleteBeforeLast(None),
    }
    if parameters == b"200" && *last == b'~' {
        return Decoded::PasteStart;
    }
    let text = std::str::from_utf8(parameters).unwrap_or("?");
    if let Some(report) = text.strip_prefix('<').filter(|_| *last == b'M') {
        return Decoded::Complete(decode_mouse(report).map(InputEvent::Mouse));
    }
    // what begins otherwise is a reply or a report
    if !text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b';' | b':')) {
        return Decoded::Complete(None);
    }
    let mut numbers = text
        .split(';')
        .map(|number| number.split(':').next().and_then(|number| number.parse::<u32>().ok()));
    let (first, held) =
        (numbers.next().flatten(), numbers.next().flatten().unwrap_or(1).saturating_sub(1));
    let (shift, alt, ctrl) = (held & 1 > 0, held & 2 > 0, held & 4 > 0);
    let named = |name| Some(Key::plain(Code::Named(name)));
    let key = match (last, first) {
        _ if alt => None,
        (b'A'..=b'D' | b'H' | b'F', _) => cursor_key(*last),
        (b'Z', _) => named(Name::BackTab),
        (b'~', Some(1 | 7)) => named(Name::Home),
        (b'~', Some(4 | 8)) => named(Name::End),
        (b'~', Some(3)) => named(Name::Delete),
        (b'~', Some(5)) => named(Name::PageUp),
        (b'~', Some(6)) => named(Name::PageDown),
        // terminals that tell every key by its number
        (b'u', Some(9)) if shift => named(Name::BackTab),
        (b'u', Some(9)) => named(Name::Tab),
        (b'u', Some(13)) => named(Name::Enter),
        (b'u', Some(27)) => named(Name::Esc),
        (b'u', Some(127)) => named(Name::Backspace),
        (b'u', Some(code)) => char::from_u32(code)
            .filter(|c| !c.is_control())
            .map(|c| Key { code: Code::Char(c), ctrl }),
        _ => None,
    };
    Decoded::Complete(key.map(InputEvent::Key))
}

/// A report of the mouse: button, column and row from 1.
fn decode_mouse(report: &str) -> Option<Mouse> {
    let mut numbers = report.split(';').map(|number| number.parse::<u16>().ok());
    let (button, x, y) =
        (numbers.next()??, numbers.next()??.checked_sub(1)?, numbers.next()??.checked_sub(1)?);
    match button {
        0 => Some(Mouse::Press(x, y)),
        64 => Some(Mouse::WheelUp),
        65 => Some(Mouse::WheelDown),
        _ => None,
    }
}

fn cursor_key(byte: u8) -> Option<Key> {
    let names = [
        (b'A', Name::Up),
        (b'B', Name::Down),
        (b'C', Name::Right),
        (b'D', Name::Left),
        (b'H', Name::Home),
        (b'F', Name::End),
    ];
    names.iter().find(|(of, _)| *of == byte).map(|(_, name)| Key::plain(Code::Named(*name)))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What bytes come to, each as people read it; a paste in quotation marks.
    fn read(bytes: &[u8]) -> String {
        let mut decoder = KeyDecoder::default();
        let mut all = decoder.feed(bytes);
        all.extend(decoder.flush());
        assert_eq!(decoder.timeout(), None);
        words(&all)
    }

    fn words(all: &[InputEvent]) -> String {
        let word = |input: &InputEvent| match input {
            InputEvent::Key(key) => key.display(),
            InputEvent::Paste(text) => format!("{text:?}"),
            InputEvent::Mouse(mouse) => format!("{mouse:?}"),
        };
        all.iter().map(word).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn keys_are_what_terminals_send() {
        for (bytes, keys) in [
            (&b"q"[..], "q"),
            (b"\x1b", "Esc"),
            (b"\x1b[A\x1b[1;5B\x1bOC\x1b[D", "Up Down Right Left"),
            (b"\x1b[H\x1b[4~\x1b[5~\x1b[6~\x1b[3~\x1bOF", "Home End PgUp PgDn Del End"),
            (b"\r\n\t\x1b[Z\x7f\x08", "Enter Enter Tab Shift-Tab Backspace C-h"),
            (b"\x03\x0b\x1f\x00", "C-c C-k C-_ C-Space"),
            ("é日ж".as_bytes(), "é 日 ж"),
            (b"\x1b[27u\x1b[107;5u\x1b[97u", "Esc C-k a"),
            (b"\x1bOM\x1bOq", "Enter 1"),
            (b"\x1b[<0;3;4M\x1b[<0;3;4m\x1b[<64;1;1M", "Press(2, 3) WheelUp"),
            // Esc and a key in one piece
            (b"\x1bq\x1b\x1b[A", "Esc q Esc Up"),
            (b"\x1b[200~a\x1b[31m\x03\r\n\x1b[201~q", "\"a\\u{1b}[31m\\u{3}\\r\\n\" q"),
        ] {
            assert_eq!(read(bytes), keys, "{bytes:?}");
        }
    }

    #[test]
    fn replies_and_halves_are_passed_over_and_the_next_key_is_heard() {
        let halves = [
            "\x1b[",
            "\x1b[?",
            "\x1b[<",
            "\x1b[<0;0;0",
            "\x1b[1;",
            "\x1bO",
            "\x1bP",
            "\x1b]11;rgb:",
            "\x1b_",
            "\x1b[?2026;2$",
            "\x1b[[",
            "\x1b[200~abc",
        ];
        for half in halves {
            let mut decoder = KeyDecoder::default();
            decoder.feed(half.as_bytes());
            assert!(decoder.timeout().is_some(), "{half:?}");
            decoder.flush();
            assert_eq!(words(&decoder.feed(b"q")), "q", "{half:?}");
            // at once it may be taken for the end of the sequence; Ctrl-C is not
            let mut decoder = KeyDecoder::default();
            decoder.feed(half.as_bytes());
            if !half.contains("200~") {
                assert!(words(&decoder.feed(b"\x03")).ends_with("C-c"), "{half:?}");
            }
        }
        for reply in [
            "\x1b[?2026;2$y",
            "\x1b[?62;22c",
            "\x1b[12;40R",
            "\x1b]11;rgb:0/0/0\x07",
            "\x1bP1$r0m\x1b\\",
            "\x1b[<0;0;0M",
            "\x1b[<35;10;20m",
            "\x1b[I",
            "\x1b[99999999999999999999999999999999~",
            "\x1b[[A",
            "\x1b[15~",
        ] {
            assert_eq!(read(format!("{reply}q").as_bytes()), "q", "{reply:?}");
        }
        let long = format!("\x1b[{}~q", "1;".repeat(5000));
        assert_eq!(read(long.as_bytes()), "q");
        let long = format!("\x1b]52;c;{}\x07q", "x".repeat(100_000));
        assert_eq!(read(long.as_bytes()), "q");
        assert_eq!(read(b"\xff\xc3(\xe2\x82q"), "( q");
    }

    #[test]
    fn a_long_paste_is_held_to_its_size() {
        let text = format!("\x1b[200~{}\x1b[201~q", "é".repeat(100_000));
        let mut decoder = KeyDecoder::default();
        let all = decoder.feed(text.as_bytes());
        assert!(
            matches!(&all[..], [InputEvent::Paste(text), InputEvent::Key(_)] if text.len() <= MAX_PASTE_BYTES + 6),
            "{}",
            all.len()
        );
    }

    #[test]
    fn any_bytes_leave_the_keyboard_free() {
        bolero::check!().with_iterations(2000).with_max_len(300).for_each(|bytes: &[u8]| {
            let mut decoder = KeyDecoder::default();
            for byte in bytes {
                decoder.feed(&[*byte]);
                assert!(decoder.pending.len() <= MAX_SEQUENCE_BYTES);
            }
            decoder.flush();
            assert_eq!(decoder.timeout(), None);
            assert_eq!(words(&decoder.feed(b"q")), "q");
        });
    }

    proptest::proptest! {
        #[test]
        fn how_bytes_are_cut_does_not_matter(keys in "(\u{1b}\\[[ABZ]|\u{1b}\\[5~|[a-z]|é|\u{1b}\\[200~[a-z]{0,5}\u{1b}\\[201~){0,20}", size in 1usize..7) {
            let (mut whole, mut cut) = (KeyDecoder::default(), KeyDecoder::default());
            let pieces: Vec<InputEvent> = keys.as_bytes().chunks(size).flat_map(|piece| cut.feed(piece)).collect();
            proptest::prop_assert_eq!(whole.feed(keys.as_bytes()), pieces);
        }
    }
}
