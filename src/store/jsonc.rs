//! Blanks comments and trailing commas, so that a JSON parser reads a text at unchanged offsets.

use crate::model::text::BYTE_ORDER_MARK;
use memchr::{memchr2, memchr2_iter, memmem};
use serde_json::Value;
use std::borrow::Cow;
use std::ops::Range;

/// Returns the text as plain JSON: each byte of a comment and each trailing comma becomes a space.
///
/// So does a byte order mark. Line ends stay, so that offsets, lines and byte columns are those of
/// the text as written. A text that is plain JSON is returned as it is.
pub fn to_plain_json(text: &str) -> Cow<'_, str> {
    if !text.starts_with(BYTE_ORDER_MARK) && !may_need_blanking(text.as_bytes()) {
        return Cow::Borrowed(text);
    }
    let ranges = ranges_to_blank(text.as_bytes());
    if ranges.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut bytes = text.as_bytes().to_vec();
    for byte in ranges.into_iter().flat_map(|range| range.into_iter()) {
        if !matches!(bytes[byte], b'\n' | b'\r') {
            bytes[byte] = b' ';
        }
    }
    // whole characters were replaced, so this is UTF-8 again
    String::from_utf8(bytes).map_or(Cow::Borrowed(text), Cow::Owned)
}

/// Returns where the first comment of a text begins.
pub(super) fn first_comment(text: &str) -> Option<usize> {
    let ranges = ranges_to_blank(text.as_bytes());
    ranges.into_iter().map(|range| range.start).find(|start| text.as_bytes()[*start] == b'/')
}

/// Returns the first key of a remark in a value.
pub(super) fn remark_key(value: &Value) -> Option<&str> {
    let nested = |(key, value)| {
        let key: &String = key;
        if key.starts_with('$') { Some(&**key) } else { remark_key(value) }
    };
    match value {
        Value::Object(object) => object.iter().find_map(nested),
        Value::Array(items) => items.iter().find_map(remark_key),
        _ => None,
    }
}

/// Returns true unless a quick search shows that a text has no comment and no trailing comma.
///
/// Large files are plain JSON as a rule; this takes a tenth of the time of a scan.
fn may_need_blanking(text: &[u8]) -> bool {
    // `https://` stands in strings alone
    let is_url = |at: usize| {
        at.checked_sub(2).is_some_and(|at| text[at].is_ascii_alphabetic() && text[at + 1] == b':')
    };
    let ends_with_comma =
        |text: &[u8]| text.iter().rev().find(|byte| !byte.is_ascii_whitespace()) == Some(&b',');
    memmem::find(text, b"/*").is_some()
        || memmem::find_iter(text, b"//").any(|at| !is_url(at))
        || memchr2_iter(b'}', b']', text).any(|at| ends_with_comma(&text[..at]))
}

/// Returns where the comments and trailing commas of a text are, in order.
fn ranges_to_blank(text: &[u8]) -> Vec<Range<usize>> {
    let mut ranges = Vec::new();
    if text.starts_with(BYTE_ORDER_MARK.to_string().as_bytes()) {
        ranges.push(0..BYTE_ORDER_MARK.len_utf8());
    }
    // the latest byte that is neither white space nor comment, and a comma that follows a value
    let (mut previous, mut comma) = (b'{', None);
    let mut at = 0;
    while let Some(&byte) = text.get(at) {
        let rest = &text[at..];
        match byte {
            b' ' | b'\t' | b'\n' | b'\r' => {
                at += 1;
                continue;
            }
            b'/' if rest.starts_with(b"//") => {
                let length = memchr2(b'\n', b'\r', rest).unwrap_or(rest.len());
                ranges.push(at..at + length);
                at += length;
                continue;
            }
            b'/' if rest.starts_with(b"/*") => {
                // a comment without an end is the parser's to report
                let Some(length) = memmem::find(&rest[2..], b"*/") else { break };
                ranges.push(at..at + length + 4);
                at += length + 4;
                continue;
            }
            b'"' => at += string_length(rest),
            b',' => {
                comma = (!matches!(previous, b',' | b'{' | b'[' | b':')).then_some(at);
                at += 1;
            }
            b'}' | b']' => {
                if previous == b','
                    && let Some(comma) = comma
                {
                    ranges.push(comma..comma + 1);
                }
                at += 1;
            }
            _ => at += 1,
        }
        previous = byte;
    }
    ranges
}

/// Returns the length of the string that a text begins with, quotation marks included.
pub(super) fn string_length(text: &[u8]) -> usize {
    let mut at = 1;
    while let Some(found) = text.get(at..).and_then(|rest| memchr2(b'"', b'\\', rest)) {
        at += found;
        if text[at] == b'"' {
            return at + 1;
        }
        at += 2;
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_trailing_commas_become_spaces() {
        for (text, plain) in [
            ("{\"a\": 1, // one\n \"b\": 2,}", "{\"a\": 1,       \n \"b\": 2 }"),
            ("/* é\r\n */[1, 2 /* x */ , ]", "     \r\n   [1, 2           ]"),
            ("{\"a\": [1,], // ]\n}", "{\"a\": [1 ]      \n}"),
            ("\u{feff}[1]", "   [1]"),
            ("{\"a\"://\n1}", "{\"a\":  \n1}"),
            ("[1,\n  // end\n]", "[1 \n        \n]"),
        ] {
            assert_eq!(to_plain_json(text), plain, "{text}");
            assert_eq!(to_plain_json(text).len(), text.len());
        }
    }

    #[test]
    fn plain_json_and_broken_json_stay() {
        for text in [
            "{\"a\": \"http://x // y /* z */ ,}\", \"b\\\\\": \"\\\",]\"}",
            "[,]",
            "{,}",
            "[1,,]",
            "{\"a\":,}",
            "[1, /* 2]",
            "\"a // b",
            "",
            "/",
        ] {
            assert!(matches!(to_plain_json(text), Cow::Borrowed(_)), "{text}");
        }
    }
}
