//! Reads and saves the user's settings: `settings.json`, a value for each setting.

use super::atomic_file::{lock_directory, read_or_empty, save};
use super::{json_problem, unreadable_file};
use crate::error::{Problem, Result};
use crate::store::json;
use serde_json::{Map, Value};
use std::path::Path;

const HINT: &str = "settings are {\"theme\": \"dark\", \"mouse\": true}";

/// Parses the settings of a text, remarks left out; an empty text has none.
pub fn parse_settings(text: &str) -> Result<Map<String, Value>, Problem> {
    let mut members = parse_members(text)?;
    members.retain(|key, _| !key.starts_with('$'));
    Ok(members)
}

fn parse_members(text: &str) -> Result<Map<String, Value>, Problem> {
    match json::parse_strict(if text.is_empty() { "{}" } else { text }) {
        Ok(Value::Object(members)) => Ok(members),
        Ok(_) => Err(Problem {
            offset: 0,
            message: "an object is wanted".into(),
            hint: Some(HINT.into()),
        }),
        Err(e) => Err(json_problem(&e, text, HINT)),
    }
}

/// Saves a setting, or removes it from the file if there is no value.
pub fn save_setting(path: &Path, key: &str, value: Option<&Value>) -> Result<()> {
    let _lock = lock_directory(path);
    let text = read_or_empty(path)?;
    let mut members = parse_members(&text).map_err(|problem| unreadable_file(path, &problem))?;
    match value {
        Some(value) => {
            members.insert(key.into(), value.clone());
        }
        None => {
            members.shift_remove(key);
        }
    }
    save(path, &json::to_pretty(&Value::Object(members), 1))
}
