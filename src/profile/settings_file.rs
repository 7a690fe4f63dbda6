//! Reads and saves the user's settings: `settings.json`, a value for each setting.

use super::json_edit::{remove_member, set_member};
use super::json_object_parser::{is_remark, parse_lenient_object, unreadable_file};
use super::user_file_update::UserFile;
use crate::error::{FileProblem, Result};
use serde_json::{Map, Value};
use std::path::Path;

const HINT: &str = "settings are {\"theme\": \"dark\", \"mouse\": true}";

/// Parses the settings of a text, remarks left out; an empty text has none.
pub fn parse_settings(text: &str) -> Result<Map<String, Value>, FileProblem> {
    let mut members = parse_lenient_object(text, HINT)?;
    members.retain(|key, _| !is_remark(key));
    Ok(members)
}

/// Saves a setting, or removes it from the file if there is no value.
pub fn save_setting(path: &Path, key: &str, value: Option<&Value>) -> Result<()> {
    let edited = UserFile::new(path).update(|text| {
        parse_settings(text).map_err(|problem| unreadable_file(path, &problem.message))?;
        let edited = match value {
            Some(value) => set_member(text, &[key], value, 1).map(Some),
            None => remove_member(text, &[key]),
        };
        edited.map_err(|message| unreadable_file(path, &message))
    });
    edited.map(|_| ())
}
