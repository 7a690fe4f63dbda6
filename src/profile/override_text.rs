//! Inserts, removes and merges values in the text of the user's override.

use super::json_edit::{remove_member, set_member};
use super::parse_object;
use crate::error::{Error, ErrorKind, Result};
use crate::model::RecordPath;
use crate::model::text::sanitize;
use crate::store::json;
use crate::store::jsonc::to_plain_json;
use serde_json::Value;

/// The outer levels of an override that are spread over several lines: kinds and records.
const OPEN_LEVELS: usize = 2;

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

/// An edit of the user's override in a draft.
pub struct OverrideEdit<'a> {
    /// The path that the user asked for.
    pub path: &'a RecordPath,
    /// The text of the file when the edit began.
    pub base: &'a str,
    /// The text with a stub for the path, if the base has no value there.
    pub stub: Option<&'a str>,
    /// The text that the editor saved.
    pub edited: &'a str,
}

impl OverrideEdit<'_> {
    /// Returns the text to save where the file has the text `current` now. A stub that nobody
    /// changed is left out. If another program changed the file meanwhile, the new value of the
    /// path is set in its text.
    ///
    /// # Errors
    /// Fails if the file was changed meanwhile, and the edit changed more than the path, or both
    /// changed it.
    pub fn apply_to(&self, current: &str) -> Result<String> {
        let edited = self.without_stub();
        if current == self.base {
            return Ok(edited);
        }
        let value = value_at(&edited, self.path);
        let is_free = value_at(current, self.path) == value_at(self.base, self.path);
        let is_value_alone = self.with_value(self.base, value.as_ref());
        let is_free = is_free && !is_replaced_above(current, self.path);
        if is_free && is_value_alone.is_ok_and(|text| differs_in_layout_only(&text, &edited)) {
            return self.with_value(current, value.as_ref());
        }
        Err(Error::new(ErrorKind::System, "another program changed your override meanwhile"))
    }

    /// Returns a sentence about what became of the path, for the text that was saved.
    pub fn describe(&self, saved: &str, file: &str) -> String {
        let path = self.path;
        match (value_at(self.base, path), value_at(saved, path)) {
            _ if saved == self.base => "nothing was changed".into(),
            (before, Some(value)) if before.as_ref() != Some(&value) => {
                format!("your override of {path} is saved in {file}")
            }
            (Some(_), None) => format!("{path} is reverted in {file}"),
            (Some(_), _) => format!("{file} is saved; your override of {path} is unchanged"),
            (None, _) => format!("{file} is saved; it has no override of {path}"),
        }
    }

    /// Returns the edited text without the stub, if its value was not changed.
    fn without_stub(&self) -> String {
        let stub = self.stub.and_then(|stub| value_at(stub, self.path));
        if stub.is_none() || stub != value_at(self.edited, self.path) {
            return self.edited.into();
        }
        let removed = remove_override(self.edited, self.path);
        removed.ok().flatten().unwrap_or_else(|| self.edited.into())
    }

    fn with_value(&self, text: &str, value: Option<&Value>) -> Result<String> {
        let Some(value) = value else {
            return Ok(remove_override(text, self.path)?.unwrap_or_else(|| text.into()));
        };
        check(text)?;
        let edited = set_member(text, &path_keys(self.path), value, OPEN_LEVELS);
        edited.map_err(|message| unreadable_override(&message))
    }
}

/// Returns the value that an override has for a path; an invalid text has none.
fn value_at(text: &str, path: &RecordPath) -> Option<Value> {
    let mut value = Value::Object(parse_object(text, "").ok()?);
    for key in path_keys(path) {
        value = value.as_object_mut()?.shift_remove(key)?;
    }
    Some(value)
}

/// Returns true if an override has a value that is no object where the objects around a path are.
/// Setting the path would remove that value.
fn is_replaced_above(text: &str, path: &RecordPath) -> bool {
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

/// Returns true if two texts differ in white space alone, and not in that of a string.
fn differs_in_layout_only(one: &str, other: &str) -> bool {
    let parse = |text: &str| parse_object(text, "").ok();
    let signs = |text: &str| text.split_whitespace().collect::<String>();
    parse(one) == parse(other) && signs(one) == signs(other)
}

fn check(text: &str) -> Result<()> {
    match parse_object(text.trim_start(), "") {
        Ok(_) => Ok(()),
        Err(problem) => Err(unreadable_override(&problem.message)),
    }
}

fn unreadable_override(message: &str) -> Error {
    Error::new(
        ErrorKind::InvalidData,
        format!("your override is invalid and was not changed: {}", sanitize(message)),
    )
    .with_hint("gloact check shows where")
}

fn path_keys(path: &RecordPath) -> Vec<&str> {
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
    fn a_value_in_the_place_of_an_object_is_not_replaced() {
        let path = RecordPath::new("countries/NP/region");
        let [base, current] = ["{}", "{\"countries\": {\"NP\": null}}"];
        assert_eq!(insert_stub(current, &path, "Asia".into()), Ok(None));
        let edited = "{\n  \"countries\": {\n    \"NP\": {\"region\": \"Here\"}\n  }\n}\n";
        let edit = OverrideEdit { path: &path, base, stub: None, edited };
        assert_eq!(edit.apply_to(base), Ok(edited.into()));
        assert!(edit.apply_to(current).is_err(), "{current}");
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

    #[test]
    fn a_blank_removed_elsewhere_in_a_draft_is_not_lost() {
        let path = RecordPath::new("countries/LA/region");
        let base = "{\"countries\": {\"NP\": {\"note\": \"a b\"}}}";
        let current = base.replace("a b\"}", "a b\"}, \"ML\": null");
        let edited = base.replace("a b\"}", "a b\"}, \"LA\": {\"region\": \"Asia\"}");
        let apply = |edited: &str| {
            let edit = OverrideEdit { path: &path, base, stub: None, edited };
            edit.apply_to(&current)
        };
        let merged = apply(&edited).expect("only the path was changed");
        assert!(merged.contains("ML") && merged.contains("Asia"), "{merged}");
        assert!(apply(&edited.replace("a b", "ab")).is_err());
    }
}
