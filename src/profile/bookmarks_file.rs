//! Reads and saves bookmarks: `views.json`, a script for each name.

use super::json_edit::{remove_member, set_member};
use super::json_object_parser::{is_remark, key_offset, parse_lenient_object, unreadable_file};
use super::user_file_update::UserFile;
use crate::error::{FileProblem, Result};
use crate::store::json;
use indexmap::IndexMap;
use serde_json::Value;
use std::path::Path;

/// The script of each bookmark, by its name.
pub type Bookmarks = IndexMap<String, String>;

const HINT: &str = "bookmarks are {\"name\": \"script\"}";

/// Parses the bookmarks of a text; an empty text has none.
pub fn parse_bookmarks(text: &str) -> Result<Bookmarks, FileProblem> {
    let view = |(name, value): (String, Value)| match value {
        Value::String(script) => Ok((name, script)),
        _ => Err(FileProblem {
            offset: key_offset(text, &name),
            message: format!("{name}: expected a script, found {}", json::type_name(&value)),
            hint: Some(HINT.into()),
        }),
    };
    let members = parse_lenient_object(text, HINT)?;
    members.into_iter().filter(|(name, _)| !is_remark(name)).map(view).collect()
}

/// Loads the bookmarks of a file; a missing file has none.
pub fn load_bookmarks(path: &Path) -> Result<Bookmarks> {
    parse_file(path, &UserFile::new(path).read()?)
}

fn parse_file(path: &Path, text: &str) -> Result<Bookmarks> {
    parse_bookmarks(text).map_err(|problem| unreadable_file(path, &problem.message))
}

/// Saves a bookmark, or deletes it if there is no script. Returns the bookmarks of the file.
pub fn save_bookmark(path: &Path, name: &str, script: Option<&str>) -> Result<Bookmarks> {
    let text = UserFile::new(path).update(|text| {
        parse_file(path, text)?;
        let edited = match script {
            Some(script) => set_member(text, &[name], &script.into(), 1).map(Some),
            None => remove_member(text, &[name]),
        };
        edited.map_err(|message| unreadable_file(path, &message))
    });
    parse_file(path, &text?)
}
