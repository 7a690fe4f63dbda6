//! Parses the answers of the terminal to the question for its background.

use std::ops::RangeInclusive;

const BACKGROUND_START: &[u8] = b"\x1b]11;";
const ATTRIBUTES_START: &[u8] = b"\x1b[?";
/// The digits of each part of a colour.
const HEX_DIGITS: RangeInclusive<usize> = 1..=4;

/// An answer of the terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TerminalReply {
    /// The background as red, green and blue.
    Background([u8; 3]),
    Attributes,
}

impl TerminalReply {
    /// Parses a whole sequence; `None` for any other than these two answers.
    pub(super) fn parse(sequence: &[u8]) -> Option<TerminalReply> {
        if let Some(attributes) = sequence.strip_prefix(ATTRIBUTES_START) {
            let numbers = attributes.strip_suffix(b"c")?;
            let is_list = numbers.iter().all(|byte| matches!(byte, b'0'..=b'9' | b';'));
            return (is_list && !numbers.is_empty()).then_some(TerminalReply::Attributes);
        }
        let color = sequence.strip_prefix(BACKGROUND_START)?;
        let color = color.strip_suffix(b"\x07").or_else(|| color.strip_suffix(b"\x1b\\"))?;
        parse_color(std::str::from_utf8(color).ok()?).map(TerminalReply::Background)
    }
}

/// Parses a colour as XParseColor writes it: `rgb:1212/1616/1c1c`, with an opacity behind `rgba:`.
fn parse_color(text: &str) -> Option<[u8; 3]> {
    let (kind, parts) = text.split_once(':')?;
    let count = match kind {
        "rgb" => 3,
        "rgba" => 4,
        _ => return None,
    };
    let parts: Vec<u8> = parts.split('/').map(parse_part).collect::<Option<_>>()?;
    if parts.len() != count {
        return None;
    }
    parts.get(..3)?.try_into().ok()
}

/// Parses one to four hexadecimal digits, of which the largest number is full light.
fn parse_part(digits: &str) -> Option<u8> {
    let is_hex = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    if !is_hex || !HEX_DIGITS.contains(&digits.len()) {
        return None;
    }
    let value = u32::from_str_radix(digits, 16).ok()?;
    let largest = (1 << (4 * digits.len())) - 1;
    u8::try_from(value * 255 / largest).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_of_terminals_are_parsed() {
        for (sequence, reply) in [
            ("\x1b]11;rgb:1212/1616/1c1c\x1b\\", Some(TerminalReply::Background([18, 22, 28]))),
            ("\x1b]11;rgb:ff/ff/ff\x07", Some(TerminalReply::Background([255; 3]))),
            ("\x1b]11;rgb:f/0/8\x07", Some(TerminalReply::Background([255, 0, 136]))),
            ("\x1b]11;rgba:0000/2b2b/3636/ffff\x07", Some(TerminalReply::Background([0, 43, 54]))),
            ("\x1b[?1;2c", Some(TerminalReply::Attributes)),
            ("\x1b[?62;22c", Some(TerminalReply::Attributes)),
            ("\x1b]11;rgb:ffff/ffff\x07", None),
            ("\x1b]11;rgb:+f/ff/ff\x07", None),
            ("\x1b]11;rgb:fffff/ff/ff\x07", None),
            ("\x1b]11;?\x07", None),
            ("\x1b]10;rgb:0/0/0\x07", None),
            ("\x1b]11;rgb:0/0/0", None),
            ("\x1b[?c", None),
            ("\x1b[>1;2c", None),
            ("\x1b[?1;2", None),
        ] {
            assert_eq!(TerminalReply::parse(sequence.as_bytes()), reply, "{sequence:?}");
        }
    }
}
