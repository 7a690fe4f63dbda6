//! `gloact edit PLACE`: the user's override in the user's editor, and looked at when it is saved.

use super::{Global, dataset, tell};
use crate::error::{Error, Reason, Result};
use crate::model::Place;
use crate::store::{Dataset, Level, edit, folders};
use serde_json::Value;
use std::env;
use std::path::PathBuf;
use std::process::Command;

/// Opens the place in the editor; ends with 3 when what was saved has errors.
pub(super) fn run(global: &Global, place: &str) -> Result<u8> {
    let data = dataset(global);
    let file = open(&data, &data.resolve(place)?)?;
    let name = file.display().to_string();
    let after = dataset(global);
    tell(&after);
    let wrong = after.findings.iter().any(|finding| finding.level == Level::Error && *after.layers[finding.layer as usize].name == *name);
    Ok(if wrong { Reason::Data as u8 } else { 0 })
}

/// Takes the user's override of a place back.
pub(super) fn take_back(place: &str) -> Result<u8> {
    super::print(&format!("{}\n", taken_back(&Place::new(place))?))
}

/// Puts a stub for the place into the user's override and lets the editor run on it; gives back the file.
pub(super) fn open(data: &Dataset, place: &Place) -> Result<PathBuf> {
    let file = own()?;
    let row = data.row_of(place).ok_or_else(|| Error::usage(format!("{place} is a kind; edit a record or a field")))?;
    let shown = place.path().map_or_else(
        || data.value(row),
        |path| path.split('/').try_fold(data.value(row), |value, key| value.get(key).cloned()).unwrap_or(Value::Null),
    );
    if let Some(text) = edit::with_stub(&edit::text_of(&file)?, place, shown)? {
        edit::save(&file, &text)?;
    }
    let editor = ["VISUAL", "EDITOR"]
        .iter()
        .filter_map(|name| env::var(name).ok())
        .find(|editor| !editor.trim().is_empty())
        .unwrap_or_else(|| "vi".into());
    let mut words = editor.split_whitespace();
    let program = words.next().unwrap_or("vi");
    let status = Command::new(program).args(words).arg(&file).status();
    match status {
        Ok(status) if status.success() => Ok(file),
        Ok(status) => {
            Err(Error::new(Reason::Machine, format!("{editor} ended with {status}")).hint(format!("the override is in {}", file.display())))
        }
        Err(e) => Err(Error::new(Reason::Machine, format!("{editor} cannot be started: {e}")).hint("set VISUAL or EDITOR to your editor")),
    }
}

/// Takes a place out of the user's override; says what was done.
pub(super) fn taken_back(place: &Place) -> Result<String> {
    let file = own()?;
    match edit::without(&edit::text_of(&file)?, place)? {
        Some(text) => {
            edit::save(&file, &text)?;
            Ok(format!("{place} is taken back from {}", file.display()))
        }
        None => Err(Error::new(Reason::NoMatch, format!("{} says nothing of {place}", file.display()))
            .hint("gloact explain tells which layer does")),
    }
}

fn own() -> Result<PathBuf> {
    let folder =
        folders::user_folder().ok_or_else(|| Error::new(Reason::Machine, "there is no user folder").hint("set HOME or XDG_CONFIG_HOME"))?;
    Ok(folder.join("overrides.json"))
}
