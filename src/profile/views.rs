//! Reads and saves named views: `views.json`, a script for each name.

use super::atomic_file::{lock_directory, read_or_empty, save};
use super::{json_problem, key_offset, unreadable_file};
use crate::error::{Problem, Result};
use crate::store::json;
use indexmap::IndexMap;
use serde_json::Value;
use std::path::Path;

/// The script of each view, by its name.
pub type Views = IndexMap<String, String>;

const HINT: &str = "views are {\"name\": \"script\"}";

/// Parses the named views of a text; an empty text has none.
pub fn parse_views(text: &str) -> Result<Views, Problem> {
    if text.is_empty() {
        return Ok(Views::new());
    }
    json::parse_strict(text).map_err(|e| json_problem(&e, text, HINT))?;
    let members: IndexMap<String, Value> =
        serde_json::from_str(text).map_err(|e| json_problem(&e, text, HINT))?;
    let view = |(name, value): (String, Value)| match value {
        Value::String(script) => Ok((name, script)),
        _ => Err(Problem {
            offset: key_offset(text, &name),
            message: format!("\"{name}\" is no script"),
            hint: Some(HINT.into()),
        }),
    };
    members.into_iter().filter(|(name, _)| !name.starts_with('$')).map(view).collect()
}

/// Loads the named views of a file; a missing file has none.
pub fn load_views(path: &Path) -> Result<Views> {
    parse_views(&read_or_empty(path)?).map_err(|problem| unreadable_file(path, &problem))
}

/// Saves a view, or deletes it if there is no script. Returns the views that the file has now.
pub fn save_view(path: &Path, name: &str, script: Option<&str>) -> Result<Views> {
    let _lock = lock_directory(path);
    let mut views = load_views(path)?;
    match script {
        Some(script) => {
            views.insert(name.into(), script.into());
        }
        None => {
            views.shift_remove(name);
        }
    }
    save(path, &json::to_pretty(&serde_json::to_value(&views).unwrap_or_default(), 1))?;
    Ok(views)
}
