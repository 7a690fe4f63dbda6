//! Reads numbers with separators between thousands, such as `6,500,000`, which JSON does not have.

use super::jsonc::string_length;
use super::value_hints::number_in;
use std::ops::Range;

/// In longer texts, which programs write, such numbers are not sought.
const MAX_TEXT_BYTES: usize = 1 << 20;

/// A number with separators in a text.
#[derive(Clone)]
pub(super) struct SeparatedNumber {
    pub(super) range: Range<usize>,
    /// The number as JSON has it.
    pub(super) digits: String,
}

/// Returns the text with each of the numbers as JSON has it. Spaces behind it keep the offsets.
pub(super) fn without_separators(text: &str, numbers: &[SeparatedNumber]) -> String {
    let mut plain = text.to_string();
    for SeparatedNumber { range, digits } in numbers {
        let length = range.len();
        plain.replace_range(range.clone(), &format!("{digits:<length$}"));
    }
    plain
}

/// Returns the numbers with separators that are values of members, in order. In a list the commas
/// could be those between its items.
pub(super) fn separated_numbers(text: &str) -> Vec<SeparatedNumber> {
    let mut numbers = Vec::new();
    if text.len() > MAX_TEXT_BYTES || !may_have_separators(text.as_bytes()) {
        return numbers;
    }
    let mut at = 0;
    let mut previous = b'{';
    while let Some(&byte) = text.as_bytes().get(at) {
        let length = match byte {
            b'"' => string_length(&text.as_bytes()[at..]),
            b'0'..=b'9' | b'-' if previous == b':' => {
                let token = number_token(&text[at..]);
                if let Some(digits) = number_in(token)
                    && digits != token
                    && has_groups_of_three(token)
                    && digits.len() <= token.len()
                {
                    let range = at..at + token.len();
                    numbers.push(SeparatedNumber { range, digits });
                }
                token.len().max(1)
            }
            _ => 1,
        };
        if !byte.is_ascii_whitespace() {
            previous = byte;
        }
        at += length;
    }
    numbers
}

/// Returns whether three digits stand behind a digit and a sign between them anywhere.
fn may_have_separators(text: &[u8]) -> bool {
    let digits = |part: &[u8]| part.iter().all(u8::is_ascii_digit);
    text.windows(5)
        .any(|part| part[0].is_ascii_digit() && is_separator(part[1].into()) && digits(&part[2..]))
}

fn is_separator(sign: char) -> bool {
    matches!(sign, ',' | '.' | ' ' | '\'' | '_')
}

/// Returns the digits that a text begins with, and the separators between them.
fn number_token(text: &str) -> &str {
    let bytes = text.as_bytes();
    let is_digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let is_part = |at: &usize| {
        let byte = bytes[*at];
        is_digit(*at)
            || (*at == 0 && byte == b'-')
            || (is_separator(byte.into()) && is_digit(at + 1))
    };
    let end = (0..bytes.len()).find(|at| !is_part(at)).unwrap_or(bytes.len());
    &text[..end]
}

/// Returns whether three digits follow each separator. A point may be that before decimals.
fn has_groups_of_three(token: &str) -> bool {
    let whole = match token.rsplit_once('.') {
        Some((whole, _)) if !whole.contains('.') => whole,
        _ => token,
    };
    whole.split(is_separator).skip(1).all(|group| group.len() == 3)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn separators_of_members_become_spaces() {
        for (text, plain) in [
            ("{\"a\": 6,500,000}", "{\"a\": 6500000  }"),
            ("{\"a\":-6.500.000,\"b\":1}", "{\"a\":-6500000  ,\"b\":1}"),
            ("{\"a\": 6 500 000, \"b\": 1}", "{\"a\": 6500000  , \"b\": 1}"),
            ("{\"a\": 1'250.75\n}", "{\"a\": 1250.75 \n}"),
        ] {
            assert_eq!(without_separators(text, &separated_numbers(text)), plain);
        }
    }

    #[test]
    fn other_numbers_and_strings_stay() {
        for text in [
            "{\"a\": [6,500,000], \"b\": [1,200]}",
            "{\"a\": \"6,500,000\", \"b: 6,500,000\": 1.500}",
            "{\"a\": 6,50,000}",
            "{\"a\": 1.500, \"b\": 2,\"c\": 100}",
            "{\"a\": 2025-03,100}",
            "{\"a\": 2 50, \"b\": 1 5}",
        ] {
            assert!(separated_numbers(text).is_empty(), "{text}");
        }
    }
}
