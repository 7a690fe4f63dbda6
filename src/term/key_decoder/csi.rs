//! Decodes control sequences: `ESC [`, parameters, and a final byte. Terminals send keys with
//! modifiers, reports of the mouse, and replies in this form.

use super::Decoded;
use crate::command::key::{KeyCode, KeyEvent, KeyModifiers};
use crossterm::event::{Event, MouseButton, MouseEvent, MouseEventKind};
use std::ops::RangeInclusive;

/// Modifiers as bits: Shift, Alt and Ctrl.
const SHIFT: u32 = 1;
const ALT: u32 = 2;
const CTRL: u32 = 4;
/// Super, Hyper and Meta: no key here has them.
const OTHER_MODIFIERS: u32 = 8 | 16 | 32;

/// The kind of event of a key that is let go.
const RELEASE: u32 = 3;

/// The byte that stands for 0 in a report of the mouse in three bytes.
const FIRST_MOUSE_BYTE: u8 = 0x20;

/// Numbers of keys without a character, such as those of the numeric keypad.
const FUNCTION_KEYS: RangeInclusive<u32> = 0xe000..=0xf8ff;

/// Decodes the bytes after `ESC [`: parameters, then the final byte.
pub(super) fn decode_csi(rest: &[u8]) -> Decoded {
    let Some((last, parameters)) = rest.split_last() else { return Decoded::Incomplete };
    if let Some(report) = rest.strip_prefix(b"M") {
        return decode_short_mouse(report);
    }
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
    Decoded::Complete(decode_key(*last, parameters).map(Event::Key))
}

/// Decodes a key with numeric parameters: a code, and the modifiers plus one. Behind colons stand
/// the shifted character of the code, and the kind of event.
fn decode_key(last: u8, parameters: &str) -> Option<KeyEvent> {
    let mut numbers = parameters
        .split(';')
        .map(|field| field.split(':').map(|number| number.parse::<u32>().ok()).collect::<Vec<_>>());
    let mut next = || numbers.next().unwrap_or_default();
    let (code, state) = (next(), next());
    let part = |field: &[Option<u32>], index: usize| field.get(index).copied().flatten();
    if part(&state, 1) == Some(RELEASE) {
        return None;
    }
    let number = part(&state, 0).unwrap_or(1);
    let modifiers = modifiers(number)?;
    let has_shift = number.saturating_sub(1) & SHIFT > 0;
    let code = match (last, part(&code, 0)) {
        (b'A'..=b'D' | b'H' | b'F', _) => cursor_key(last)?,
        (b'Z', _) => KeyCode::BackTab,
        (b'~', Some(1 | 7)) => KeyCode::Home,
        (b'~', Some(4 | 8)) => KeyCode::End,
        (b'~', Some(3)) => KeyCode::Delete,
        (b'~', Some(5)) => KeyCode::PageUp,
        (b'~', Some(6)) => KeyCode::PageDown,
        // xterm's option modifyOtherKeys puts the character behind the modifiers
        (b'~', Some(27)) => character_key(part(&next(), 0)?, None, has_shift)?,
        // terminals that send every key by its number
        (b'u', Some(number)) => character_key(number, part(&code, 1), has_shift)?,
        _ => return None,
    };
    Some(KeyEvent::new(code, modifiers))
}

/// Returns the modifiers of a number, which is their bits plus one; `None` if no key here has them.
pub(super) fn modifiers(number: u32) -> Option<KeyModifiers> {
    let bits = number.saturating_sub(1);
    if bits & OTHER_MODIFIERS > 0 {
        return None;
    }
    let mut modifiers = KeyModifiers::NONE;
    modifiers.set(KeyModifiers::ALT, bits & ALT > 0);
    modifiers.set(KeyModifiers::CONTROL, bits & CTRL > 0);
    Some(modifiers)
}

/// Returns the key of a character by its number. With Shift it is the shifted character, if the
/// terminal sends that too or it is a letter.
fn character_key(number: u32, shifted: Option<u32>, has_shift: bool) -> Option<KeyCode> {
    let code = match number {
        9 if has_shift => KeyCode::BackTab,
        9 => KeyCode::Tab,
        13 => KeyCode::Enter,
        27 => KeyCode::Esc,
        8 | 127 => KeyCode::Backspace,
        number if FUNCTION_KEYS.contains(&number) => return keypad_key(number),
        number => {
            let number = shifted.filter(|_| has_shift).unwrap_or(number);
            let c = char::from_u32(number).filter(|c| !c.is_control())?;
            let mut upper = c.to_uppercase();
            let is_one_letter = upper.len() == 1;
            KeyCode::Char(upper.next().filter(|_| has_shift && is_one_letter).unwrap_or(c))
        }
    };
    Some(code)
}

/// Returns the key of the numeric keypad by its number in kitty's protocol.
fn keypad_key(number: u32) -> Option<KeyCode> {
    const CHARACTERS: &[u8] = b"0123456789./*-+";
    const MOVES: &[KeyCode] = &[
        KeyCode::Left,
        KeyCode::Right,
        KeyCode::Up,
        KeyCode::Down,
        KeyCode::PageUp,
        KeyCode::PageDown,
        KeyCode::Home,
        KeyCode::End,
    ];
    let index = number.checked_sub(57399)? as usize;
    if let Some(c) = CHARACTERS.get(index) {
        return Some(KeyCode::Char(*c as char));
    }
    match number {
        57414 => Some(KeyCode::Enter),
        57415 => Some(KeyCode::Char('=')),
        57426 => Some(KeyCode::Delete),
        _ => MOVES.get(number.checked_sub(57417)? as usize).copied(),
    }
}

/// Decodes a report of the mouse: button, then column and row from 1.
fn decode_mouse(report: &str) -> Option<Event> {
    let mut numbers = report.split(';').map(|number| number.parse::<u16>().ok());
    mouse_event(numbers.next()??, numbers.next()??, numbers.next()??)
}

/// Decodes a report of the mouse in three bytes, from terminals without decimal numbers. Their
/// bytes must not become keys.
fn decode_short_mouse(report: &[u8]) -> Decoded {
    match report {
        [.., last] if *last < FIRST_MOUSE_BYTE => Decoded::CompleteBeforeLast(None),
        [button, column, row] => {
            let number = |byte: &u8| u16::from(*byte - FIRST_MOUSE_BYTE);
            Decoded::Complete(mouse_event(number(button), number(column), number(row)))
        }
        _ => Decoded::Incomplete,
    }
}

/// Returns the event of a button; column and row are from 1.
fn mouse_event(button: u16, column: u16, row: u16) -> Option<Event> {
    let kind = match button {
        0 => MouseEventKind::Down(MouseButton::Left),
        64 => MouseEventKind::ScrollUp,
        65 => MouseEventKind::ScrollDown,
        _ => return None,
    };
    let (column, row) = (column.checked_sub(1)?, row.checked_sub(1)?);
    Some(Event::Mouse(MouseEvent { kind, column, row, modifiers: KeyModifiers::NONE }))
}

/// Returns the cursor key of the final byte of a sequence.
pub(super) fn cursor_key(byte: u8) -> Option<KeyCode> {
    match byte {
        b'A' => Some(KeyCode::Up),
        b'B' => Some(KeyCode::Down),
        b'C' => Some(KeyCode::Right),
        b'D' => Some(KeyCode::Left),
        b'H' => Some(KeyCode::Home),
        b'F' => Some(KeyCode::End),
        _ => None,
    }
}
