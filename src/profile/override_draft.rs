//! An edit of the user's override in a draft, and its merge into the file.

use super::json_edit::set_member;
use super::json_object_parser::parse_object;
use super::override_text::{
    OPEN_LEVELS, check, is_replaced_above, path_keys, remove_override, unreadable_override,
    value_at,
};
use crate::error::{Error, ErrorKind, Result};
use crate::model::RecordPath;
use serde_json::Value;

/// An edit of the user's override in a draft.
pub struct OverrideDraft<'a> {
    /// The path that the user asked for.
    pub path: &'a RecordPath,
    /// The text of the file when the edit began.
    pub base: &'a str,
    /// The text with a stub for the path, if the base has no value there.
    pub stub: Option<&'a str>,
    /// The text that the editor saved.
    pub edited: &'a str,
}

impl OverrideDraft<'_> {
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

/// Returns true if two texts differ in white space alone, and not in that of a string.
fn differs_in_layout_only(one: &str, other: &str) -> bool {
    let parse = |text: &str| parse_object(text, "").ok();
    let signs = |text: &str| text.split_whitespace().collect::<String>();
    parse(one) == parse(other) && signs(one) == signs(other)
}

#[cfg(test)]
mod tests {
    use super::super::override_text::insert_stub;
    use super::*;

    #[test]
    fn a_value_in_the_place_of_an_object_is_not_replaced() {
        let path = RecordPath::new("countries/NP/region");
        let [base, current] = ["{}", "{\"countries\": {\"NP\": null}}"];
        assert_eq!(insert_stub(current, &path, "Asia".into()), Ok(None));
        let edited = "{\n  \"countries\": {\n    \"NP\": {\"region\": \"Here\"}\n  }\n}\n";
        let edit = OverrideDraft { path: &path, base, stub: None, edited };
        assert_eq!(edit.apply_to(base), Ok(edited.into()));
        assert!(edit.apply_to(current).is_err(), "{current}");
    }

    #[test]
    fn a_blank_removed_elsewhere_in_a_draft_is_not_lost() {
        let path = RecordPath::new("countries/LA/region");
        let base = "{\"countries\": {\"NP\": {\"note\": \"a b\"}}}";
        let current = base.replace("a b\"}", "a b\"}, \"ML\": null");
        let edited = base.replace("a b\"}", "a b\"}, \"LA\": {\"region\": \"Asia\"}");
        let apply = |edited: &str| {
            let edit = OverrideDraft { path: &path, base, stub: None, edited };
            edit.apply_to(&current)
        };
        let merged = apply(&edited).expect("only the path was changed");
        assert!(merged.contains("ML") && merged.contains("Asia"), "{merged}");
        assert!(apply(&edited.replace("a b", "ab")).is_err());
    }
}
