//! Parses a user's file that holds one JSON object.

use crate::error::{Error, ErrorKind, FileProblem};
use crate::model::text::sanitize;
use crate::store::json;
use crate::store::json_error_message::{describe_in, error_offset};
use crate::store::jsonc::to_plain_json;
use serde_json::{Map, Value};
use std::path::Path;

/// Returns the offset at which a name stands in a text, as a key or as a value; 0 if it does not.
pub fn key_offset(text: &str, name: &str) -> usize {
    text.find(&Value::from(name).to_string()).unwrap_or(0)
}

/// Parses a text that holds one object; an empty text is an empty object.
///
/// # Errors
/// Fails if it is not JSON, not an object, or has a key twice; `hint` shows a right object.
pub(super) fn parse_object(text: &str, hint: &str) -> Result<Map<String, Value>, FileProblem> {
    parse_members(text, hint, json::parse_strict)
}

/// Does the same, but of a key that stands twice the last value counts.
pub(super) fn parse_lenient_object(
    text: &str,
    hint: &str,
) -> Result<Map<String, Value>, FileProblem> {
    parse_members(text, hint, |text| serde_json::from_str(text))
}

/// Parses an object with `parse`; a text without a value is an empty object.
fn parse_members(
    text: &str,
    hint: &str,
    parse: impl Fn(&str) -> serde_json::Result<Value>,
) -> Result<Map<String, Value>, FileProblem> {
    let plain = to_plain_json(text);
    let (offset, message) = match parse(if plain.trim().is_empty() { "{}" } else { &plain }) {
        Ok(Value::Object(members)) => return Ok(members),
        Ok(value) => (0, format!("expected an object, found {}", json::type_name(&value))),
        Err(e) => (error_offset(&plain, &e), describe_in(&plain, &e)),
    };
    Err(FileProblem { offset, message, hint: Some(hint.into()) })
}

/// Returns the problems of keys that stand twice in a text.
pub fn duplicate_key_problems(text: &str) -> Vec<FileProblem> {
    let keys = json::duplicate_keys(&to_plain_json(text)).into_iter();
    let problem = |(key, offset): (String, usize)| FileProblem {
        offset,
        message: format!("duplicate key \"{}\"; the last value counts", sanitize(&key)),
        hint: Some("remove one of the two".into()),
    };
    keys.map(problem).collect()
}

/// Returns true for the key of a remark, which is not data.
pub(super) fn is_remark(key: &str) -> bool {
    key.starts_with('$')
}

/// Returns the error of a file that is not changed because it cannot be parsed.
pub(super) fn unreadable_file(path: &Path, message: &str) -> Error {
    Error::new(
        ErrorKind::InvalidData,
        format!("{} is invalid and was not changed: {}", path.display(), message),
    )
    .with_hint("gloact check shows where")
}
