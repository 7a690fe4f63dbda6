//! Rewrites the errors of serde_json in plain words.

use super::line_index::char_start;
use super::typing_slip;
use crate::model::text::sanitize;
use memchr::{memchr_iter, memrchr};
use serde_json::error::Category;

/// Returns the message of an error without its position, which messages show in front.
pub(crate) fn describe(e: &serde_json::Error) -> String {
    sanitize(&rewrite(message(&e.to_string()))).into_owned()
}

/// Does the same for an error in a text, and names the sign that people write where JSON has
/// another one.
pub(crate) fn describe_in(text: &str, e: &serde_json::Error) -> String {
    let offset = parser_offset(text, e);
    if let Some(slip) = typing_slip::find(text, e, offset) {
        return slip.message;
    }
    let at = text.get(offset..).unwrap_or_default();
    let is_syntax = e.classify() == Category::Syntax;
    let sign = at.chars().next().filter(|_| is_syntax);
    match sign {
        Some(mark) if QUOTATION_MARKS.contains(mark) => {
            format!(
                "unexpected {mark}: JSON has the straight quotation mark \" around keys and strings"
            )
        }
        Some('#') => "unexpected #: a comment begins with //".into(),
        Some('/') if at.starts_with("/*") => "a comment without an end: write */ behind it".into(),
        _ => describe(e),
    }
}

/// Quotation marks that word processors and other languages write.
const QUOTATION_MARKS: &str = "'`´‘’‚‛“”„‟‹›«»″＂";

/// Returns the message of serde_json without its position.
fn message(text: &str) -> &str {
    text.rsplit_once(" at line ").map_or(text, |(message, _)| message)
}

/// Returns the byte of a text at which an error is shown, where it is mended: always the first of a
/// character.
pub(crate) fn error_offset(text: &str, e: &serde_json::Error) -> usize {
    let offset = parser_offset(text, e);
    typing_slip::find(text, e, offset).map_or(offset, |slip| slip.offset)
}

/// Returns the first byte of the character that the parser rejects.
///
/// serde_json counts lines and bytes from 1 and may stop within a character, or next to the one
/// that it rejects.
fn parser_offset(text: &str, e: &serde_json::Error) -> usize {
    let line_start = match e.line().checked_sub(2) {
        Some(earlier) => memchr_iter(b'\n', text.as_bytes()).nth(earlier).map_or(0, |at| at + 1),
        None => 0,
    };
    let byte = line_start + e.column().saturating_sub(1);
    let found = match message(&e.to_string()) {
        CONTROL_CHARACTER => {
            let is_control = |at: &usize| text.as_bytes().get(*at).is_some_and(|byte| *byte < b' ');
            (byte.saturating_sub(1)..byte + 2).find(is_control)
        }
        message if ESCAPE_ERRORS.contains(&message) => {
            let end = text.len().min(byte + 1);
            memrchr(b'\\', &text.as_bytes()[..end])
        }
        _ => None,
    };
    found.unwrap_or_else(|| char_start(text, byte))
}

const CONTROL_CHARACTER: &str = "control character (\\u0000-\\u001F) found while parsing a string";

/// The errors that are shown at the backslash of the escape.
const ESCAPE_ERRORS: [&str; 4] = [
    "invalid escape",
    "invalid unicode code point",
    "lone leading surrogate in hex escape",
    "unexpected end of hex escape",
];

/// The messages of serde_json about texts that are not JSON, and ours.
const SYNTAX_ERRORS: &[(&str, &str)] = &[
    ("EOF while parsing a list", "the text ends inside a list"),
    ("EOF while parsing a string", "the text ends inside a string"),
    ("EOF while parsing a value", "the text ends where a value is expected"),
    ("EOF while parsing an object", "the text ends inside an object"),
    (CONTROL_CHARACTER, "line break or tab inside a string: write \\n or \\t"),
    ("expected `,` or `]`", "expected a comma or ]"),
    ("expected `,` or `}`", "expected a comma or }"),
    ("expected `:`", "expected a colon"),
    ("expected ident", EXPECTED_VALUE),
    ("expected value", EXPECTED_VALUE),
    ("invalid escape", "unknown escape after a backslash: write \\\\ for a backslash"),
    ("invalid number", "invalid number"),
    ("invalid unicode code point", INVALID_CODE_POINT),
    ("key must be a string", "expected a key in quotation marks"),
    ("lone leading surrogate in hex escape", INVALID_CODE_POINT),
    ("number out of range", "the number is too large"),
    ("recursion limit exceeded", "nested too deeply"),
    ("trailing characters", "unexpected text after the end"),
    ("trailing comma", "unexpected comma before the end"),
    ("unexpected end of hex escape", INVALID_CODE_POINT),
];

const INVALID_CODE_POINT: &str = "half of a character after \\u: write the character itself";

const EXPECTED_VALUE: &str = "expected a value: a string in quotation marks, a number, true, \
                              false, null, a list or an object";

/// The names of types in serde's messages, and ours.
const TYPE_NAMES: &[(&str, &str)] = &[
    ("a JSON number", "a number"),
    ("a boolean", "true or false"),
    ("a map", "an object"),
    ("a sequence", "a list"),
    ("an array", "a list"),
    ("boolean ", ""),
    ("f64", "a number"),
    ("floating point", "the number"),
    ("integer", "the number"),
    ("map", "an object"),
    ("sequence", "a list"),
    // the value of an enumeration
    ("string or map", "a string"),
    ("string", "the string"),
    ("u32", "a whole number, 0 or more"),
    ("u64", "a whole number, 0 or more"),
    ("unit value", "null"),
];

fn rewrite(text: &str) -> String {
    if let Some((_, message)) = SYNTAX_ERRORS.iter().find(|(serde, _)| *serde == text) {
        return message.to_string();
    }
    let mismatch =
        text.strip_prefix("invalid type: ").or_else(|| text.strip_prefix("invalid value: "));
    if let Some((found, expected)) = mismatch.and_then(|text| text.rsplit_once(", expected ")) {
        return format!("expected {}, found {}", type_name(expected), type_name(found));
    }
    let length =
        text.strip_prefix("invalid length ").and_then(|text| text.split_once(", expected "));
    if let Some((found, expected)) = length {
        return format!("expected {}, found length {found}", type_name(expected));
    }
    // names of fields and values
    text.replace("unknown variant", "unknown value").replace('`', "\"")
}

/// Replaces the name of a type in front of a value.
fn type_name(text: &str) -> String {
    let renamed = TYPE_NAMES.iter().find_map(|(serde, name)| {
        let value = text.strip_prefix(serde)?;
        let is_whole_name =
            value.is_empty() || serde.ends_with(' ') || value.starts_with([' ', '`', '"']);
        is_whole_name.then(|| format!("{name}{value}"))
    });
    renamed.unwrap_or_else(|| text.to_string()).replace('`', "")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_are_rewritten_in_plain_words() {
        for (serde, message) in [
            (
                "invalid type: string \"two\", expected u32",
                "expected a whole number, 0 or more, found the string \"two\"",
            ),
            (
                "invalid type: integer `524`, expected a string",
                "expected a string, found the number 524",
            ),
            ("invalid type: boolean `true`, expected a string", "expected a string, found true"),
            (
                "invalid value: integer `-1`, expected u64",
                "expected a whole number, 0 or more, found the number -1",
            ),
            ("invalid type: sequence, expected an object", "expected an object, found a list"),
            ("invalid type: null, expected f64", "expected a number, found null"),
            (
                "invalid type: integer `5`, expected string or map",
                "expected a string, found the number 5",
            ),
            (
                "unknown variant `bogus`, expected one of `lead`, `joint`",
                "unknown value \"bogus\", expected one of \"lead\", \"joint\"",
            ),
            (
                "invalid length 3, expected an array of length 2",
                "expected a list of length 2, found length 3",
            ),
            ("unknown field `a`, expected `b`", "unknown field \"a\", expected \"b\""),
            ("missing field `date`", "missing field \"date\""),
            ("trailing comma", "unexpected comma before the end"),
            ("duplicate key \"a\"", "duplicate key \"a\""),
        ] {
            assert_eq!(rewrite(serde), message);
        }
    }

    #[test]
    fn errors_are_shown_at_the_rejected_character() {
        for (text, rest) in [
            ("{\"a\": \"é\n\"}", "\n\"}"),
            ("{\"é\t\": 1}", "\t\": 1}"),
            ("{\"a\":\n \"é\\x\"}", "\\x\"}"),
            ("[\"\\u00é\"]", "\\u00é\"]"),
            ("[\"é\\ud800\"]", "\\ud800\"]"),
            ("[1, é]", "é]"),
            ("\n[1]é", "é"),
        ] {
            let e = serde_json::from_str::<serde_json::Value>(text).expect_err(text);
            assert_eq!(&text[error_offset(text, &e)..], rest, "{text}");
        }
    }

    #[test]
    fn other_quotation_marks_and_comments_are_named() {
        for (text, words) in [
            ("{“a”: 1}", "unexpected “: JSON has the straight quotation mark"),
            ("{\"a\": „b“}", "unexpected „"),
            ("{'a': 1}", "unexpected '"),
            ("{\"a\": «b»}", "unexpected «"),
            ("{\"a\": 1} # one", "unexpected #: a comment begins with //"),
            ("{\"a\": 1, # one\n}", "unexpected #"),
            ("{\"a\": 1 /* one }", "a comment without an end"),
            ("{\"a\": x}", "expected a value"),
            ("{\"’\": \"’\n\"}", "line break or tab"),
        ] {
            let e = serde_json::from_str::<serde_json::Value>(text).expect_err(text);
            let message = describe_in(text, &e);
            assert!(message.starts_with(words), "{text}: {message}");
        }
    }

    #[test]
    fn every_syntax_error_of_serde_json_has_a_message_of_ours() {
        for text in [
            "{",
            "[1",
            "\"a",
            "{\"a\" 1}",
            "[1 2]",
            "{\"a\":1 \"b\"}",
            "{a:1}",
            "[1,]",
            "1 1",
            "nul",
            "\"\n\"",
            "\"\\x\"",
            "\"\\ud800\"",
            "\"\\ud800\\u0041\"",
            "\"\\udc00\"",
            "01",
            "1e999",
        ] {
            let e = serde_json::from_str::<serde_json::Value>(text).expect_err(text).to_string();
            let serde = e.rsplit_once(" at line ").expect(text).0;
            assert!(SYNTAX_ERRORS.iter().any(|(known, _)| *known == serde), "{text}: {e}");
        }
    }
}
