//! Inserts and removes values in the text of the user's override.

use super::json_edit::{remove_member, set_member};
use super::json_object_parser::parse_object;
use crate::error::{Error, ErrorKind, Result};
use crate::model::RecordPath;
use crate::model::text::sanitize;
use crate::store::json;
use crate::store::jsonc::to_plain_json;
use serde_json::Value;

/// The outer levels of an override that are spread over several lines: kinds and records.
pub(super) const OPEN_LEVELS: usize = 2;

/// Returns the text with a stub for a path, ready to be changed. Returns `None` if the text decides
/// the value already: by a value for the path, or by one that is no object in the place of an
/// object around it, such as `null` for a whole record.
///
/// # Errors
/// Fails if the text is not a JSON object.
pub fn insert_stub(text: &str, path: &RecordPath, stub: Value) -> Result<Option<String>> {
    check(text)?;
    let keys = path_keys(path);
    let has_value = json::value_offset(&to_plain_json(text), &keys.join("/")).is_some();
    if has_value || is_replaced_above(text, path) {
        return Ok(None);
    }
    let edited = set_member(text, &keys, &stub, OPEN_LEVELS);
    edited.map(Some).map_err(|message| unreadable_override(&message))
}

/// Returns the text without the value of a path, and without objects that are empty then. Returns
/// `None` if the text has no such value.
///
/// # Errors
/// Fails if the text is not a JSON object.
pub fn remove_override(text: &str, path: &RecordPath) -> Result<Option<String>> {
    check(text)?;
    if text.trim().is_empty() {
        return Ok(None);
    }
    remove_member(text, &path_keys(path)).map_err(|message| unreadable_override(&message))
}

/// Returns the value that an override has for a path; an invalid text has none.
pub(super) fn value_at(text: &str, path: &RecordPath) -> Option<Value> {
    let mut value = Value::Object(parse_object(text, "").ok()?);
    for key in path_keys(path) {
        value = value.as_object_mut()?.shift_remove(key)?;
    }
    Some(value)
}

/// Returns true if an override has a value that is no object where the objects around a path are.
/// Setting the path would remove that value.
pub(super) fn is_replaced_above(text: &str, path: &RecordPath) -> bool {
    let Ok(members) = parse_object(text, "") else { return false };
    let mut value = &Value::Object(members);
    for key in path_keys(path) {
        match value.as_object() {
            Some(members) => match members.get(key) {
                Some(member) => value = member,
                None => return false,
            },
            None => return true,
        }
    }
    false
}

pub(super) fn check(text: &str) -> Result<()> {
    match parse_object(text.trim_start(), "") {
        Ok(_) => Ok(()),
        Err(problem) => Err(unreadable_override(&problem.message)),
    }
}

pub(super) fn unreadable_override(message: &str) -> Error {
    Error::new(
        ErrorKind::InvalidData,
        format!("your override is invalid and was not changed: {}", sanitize(message)),
    )
    .with_hint("gloact check shows where")
}

pub(super) fn path_keys(path: &RecordPath) -> Vec<&str> {
    let mut keys = vec![path.kind_name()];
    keys.extend(path.id());
    keys.extend(path.field_path().into_iter().flat_map(|path| path.split('/')));
    keys
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stub_is_inserted_once_and_removed_without_a_trace() {
        let path = RecordPath::new("phases/glo-act/budget/amount");
        let stub = insert_stub("", &path, 11.into()).expect("an empty text is valid");
        let stub = stub.expect("the value is new");
        let expected =
            "{\n  \"phases\": {\n    \"glo-act\": {\"budget\": {\"amount\": 11}}\n  }\n}\n";
        assert_eq!(stub, expected);
        assert_eq!(insert_stub(&stub, &path, 12.into()), Ok(None));
        assert_eq!(remove_override(&stub, &path), Ok(Some("{}\n".into())));
        assert_eq!(remove_override(&stub, &RecordPath::new("phases/glo-act/date")), Ok(None));
        assert_eq!(remove_override("", &path), Ok(None));
    }

    #[test]
    fn what_a_person_wrote_stays() {
        let text = "{\r\n    // mine\r\n    \"countries\": {\"NP\": {\"note\": \"x\", \"area\": 1.50}, \
                    \"ML\": null},\r\n\r\n}";
        let path = RecordPath::new("countries/NP/region");
        let stub = insert_stub(text, &path, "Asia".into()).expect("the text is valid");
        let stub = stub.expect("the value is new");
        assert_eq!(stub, text.replace("1.50", "1.50, \"region\": \"Asia\""));
        assert_eq!(remove_override(&stub, &path), Ok(Some(text.into())));
    }

    #[test]
    fn a_text_that_does_not_read_is_an_error() {
        let path = RecordPath::new("countries/NP");
        for text in ["{\"a\": ", "[]", "{\"a\": 1, \"a\": 2}"] {
            assert!(insert_stub(text, &path, Value::Null).is_err(), "{text}");
            assert!(remove_override(text, &path).is_err(), "{text}");
        }
    }
}
