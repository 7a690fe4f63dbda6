//! Finds the slip of the keyboard behind a syntax error of JSON.

use crate::model::text::sanitize;
use serde_json::error::Category;

/// The message about a number that JSON does not have.
pub(super) const NUMBER_FORM: &str =
    "a number has no separators, and a point before its decimals: 6500000 or 12.5";

/// The longest text that a message repeats.
const MAX_QUOTED_BYTES: usize = 60;

/// A slip that has a plainer message than that of the parser.
pub(super) struct TypingSlip {
    /// The byte at which the text is to be mended.
    pub(super) offset: usize,
    pub(super) message: String,
}

/// Returns the slip behind an error that the parser reports at the byte `at`.
pub(super) fn find(text: &str, e: &serde_json::Error, at: usize) -> Option<TypingSlip> {
    if e.classify() != Category::Syntax {
        return None;
    }
    let rest = text.get(at..)?;
    let before = text.get(..at)?;
    let found = rest.chars().next()?;
    let message = e.to_string();
    if message.starts_with("key must be a string") {
        let number = number_start(before.trim_end().strip_suffix(',')?)?;
        let message = NUMBER_FORM.into();
        return found.is_ascii_digit().then_some(TypingSlip { offset: number, message });
    }
    if !message.starts_with("expected `,` or") {
        return None;
    }
    let value_end = before.trim_end().len();
    let is_adjacent = value_end == at;
    let number = number_start(&before[..value_end]);
    if before.ends_with('"') && found.is_alphanumeric() {
        let message = "a string ends here: write \\\" for a quotation mark inside it".into();
        return Some(TypingSlip { offset: at - 1, message });
    }
    let digits = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
    if let Some(offset) = number
        && (is_adjacent || digits == 3)
    {
        let end = rest.find([',', '}', ']', '\n', '"']).unwrap_or(rest.len());
        let token = text[offset..at + end].trim_end();
        let is_number = token.bytes().filter(u8::is_ascii_alphabetic).count() == 0
            && !token.contains(['-', '/', ':', '?', '~', '%']);
        let message = match (is_number, token.len() <= MAX_QUOTED_BYTES) {
            (true, _) => NUMBER_FORM.into(),
            (false, true) => format!("a date or text has quotation marks: \"{}\"", sanitize(token)),
            (false, false) => "a date or text has quotation marks".into(),
        };
        return Some(TypingSlip { offset, message });
    }
    let begins_value = matches!(found, '"' | '{' | '[' | '-') || found.is_alphanumeric();
    let message = "a comma is missing after this value".into();
    begins_value.then_some(TypingSlip { offset: value_end, message })
}

/// Returns where the number begins that a text ends with.
fn number_start(text: &str) -> Option<usize> {
    let is_number = |c: char| c.is_ascii_digit() || matches!(c, '.' | '-' | '+' | 'e' | 'E');
    let start = text.trim_end_matches(is_number).len();
    text[start..].starts_with(|c: char| c.is_ascii_digit() || c == '-').then_some(start)
}

#[cfg(test)]
mod tests {
    use super::super::json_error_message::{describe_in, error_offset};

    #[test]
    fn slips_are_told_where_they_are_mended() {
        for (text, rest, message) in [
            ("{\"a\": \"x\"\n \"b\": 2}", "\n \"b\": 2}", "a comma is missing after this value"),
            ("{\"a\": [1 2]}", " 2]}", "a comma is missing after this value"),
            ("{\"a\": {} \"b\": 2}", " \"b\": 2}", "a comma is missing after this value"),
            ("{\"a\": true\n\"b\": 2}", "\n\"b\": 2}", "a comma is missing after this value"),
            ("{\"a\": 6,500,000}", "6,500,000}", super::NUMBER_FORM),
            ("{\"a\": 6.500.000}", "6.500.000}", super::NUMBER_FORM),
            ("{\"a\": [6 500 000]}", "6 500 000]}", super::NUMBER_FORM),
            ("{\"a\": 2,5}", "2,5}", super::NUMBER_FORM),
            (
                "{\"a\": 2025-03-21, \"b\": 1}",
                "2025-03-21, \"b\": 1}",
                "a date or text has quotation marks: \"2025-03-21\"",
            ),
            (
                "{\"a\": \"the \"best\" one\"}",
                "\"best\" one\"}",
                "a string ends here: write \\\" for a quotation mark inside it",
            ),
            ("{\"a\": 1 ! 2}", "! 2}", "expected a comma or }"),
        ] {
            let e = serde_json::from_str::<serde_json::Value>(text).expect_err(text);
            assert_eq!(&text[error_offset(text, &e)..], rest, "{text}");
            assert_eq!(describe_in(text, &e), message, "{text}");
        }
    }
}
