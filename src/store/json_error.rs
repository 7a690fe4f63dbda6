//! What the JSON reader finds wrong, in words that do not speak of the program's own types.

use crate::model::text::sanitize;

/// What serde_json says, without its position: that is told in front of it.
pub(crate) fn describe(e: &serde_json::Error) -> String {
    let text = e.to_string();
    let text = text.rsplit_once(" at line ").map_or(text.as_str(), |(before, _)| before);
    sanitize(&rewrite(text)).into_owned()
}

/// What the reader says of a text that is no JSON, and what is meant.
const SYNTAX_ERRORS: &[(&str, &str)] = &[
    ("EOF while parsing a list", "the text ends within a list"),
    ("EOF while parsing a string", "the text ends within quotation marks"),
    ("EOF while parsing a value", "the text ends where a value is wanted"),
    ("EOF while parsing an object", "the text ends within an object"),
    (
        "control character (\\u0000-\\u001F) found while parsing a string",
        "a line ends, or a tab stands, within quotation marks: write \\n or \\t",
    ),
    ("expected `,` or `]`", "a comma or ] is wanted"),
    ("expected `,` or `}`", "a comma or } is wanted"),
    ("expected `:`", "a colon is wanted"),
    ("expected ident", EXPECTED_VALUE),
    ("expected value", EXPECTED_VALUE),
    (
        "invalid escape",
        "a backslash stands before a letter that has no meaning there: write \\\\ for a backslash",
    ),
    ("invalid number", "this is no number as JSON writes one"),
    ("key must be a string", "a key in quotation marks is wanted"),
    ("number out of range", "the number is too large"),
    ("recursion limit exceeded", "it is nested too deep"),
    ("trailing characters", "something stands after the end"),
    ("trailing comma", "a comma stands before the end"),
];

const EXPECTED_VALUE: &str = "a value is wanted: a text in quotation marks, a number, true, false, null, a list or an object";

/// What the reader calls the sorts of values, and what people do.
const TYPE_NAMES: &[(&str, &str)] = &[
    ("a boolean", "true or false"),
    ("a map", "an object"),
    ("a sequence", "a list in square brackets"),
    ("a string", "a text in quotation marks"),
    ("boolean", "the word"),
    ("f64", "a number"),
    ("floating point", "the number"),
    ("integer", "the number"),
    ("map", "an object"),
    ("sequence", "a list"),
    ("string", "the text"),
    ("u32", "a whole number from 0 on"),
    ("u64", "a whole number from 0 on"),
    ("unit value", "null"),
];

fn rewrite(text: &str) -> String {
    if let Some((_, meant)) = SYNTAX_ERRORS.iter().find(|(said, _)| *said == text) {
        return meant.to_string();
    }
    if let Some(field) = text.strip_prefix("missing field ") {
        return format!("the field {} is missing", field.replace('`', ""));
    }
    let told = text.strip_prefix("invalid type: ").or_else(|| text.strip_prefix("invalid value: "));
    match told.and_then(|told| told.rsplit_once(", expected ")) {
        Some((found, wanted)) => {
            format!("{} is wanted, not {}", json_type_name(wanted), json_type_name(found))
        }
        None => text.to_string(),
    }
}

/// A sort of value with what stands behind it, the words exchanged.
fn json_type_name(words: &str) -> String {
    let whole = |(of, _): &&(&str, &str)| {
        words
            .strip_prefix(of)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '`', '"']))
    };
    let known = TYPE_NAMES.iter().find(whole);
    known
        .map_or_else(|| words.to_string(), |(of, to)| format!("{to}{}", &words[of.len()..]))
        .replace('`', "")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faults_are_told_in_plain_words() {
        for (said, meant) in [
            (
                "invalid type: string \"two\", expected u32",
                "a whole number from 0 on is wanted, not the text \"two\"",
            ),
            (
                "invalid type: integer `524`, expected a string",
                "a text in quotation marks is wanted, not the number 524",
            ),
            (
                "invalid value: integer `-1`, expected u64",
                "a whole number from 0 on is wanted, not the number -1",
            ),
            ("invalid type: sequence, expected an object", "an object is wanted, not a list"),
            ("invalid type: null, expected f64", "a number is wanted, not null"),
            ("missing field `date`", "the field date is missing"),
            ("trailing comma", "a comma stands before the end"),
            ("the key \"a\" stands twice", "the key \"a\" stands twice"),
        ] {
            assert_eq!(rewrite(said), meant);
        }
        // what the reader itself says of such texts is known here
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
            "01",
            "1e999",
        ] {
            let e = serde_json::from_str::<serde_json::Value>(text).expect_err(text);
            let said = e.to_string();
            assert!(!said.starts_with(&describe(&e)), "{text}: {said}");
        }
    }
}
