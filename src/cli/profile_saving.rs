//! Saves what belongs to the user: settings, bookmarks, session memory and copies.

use super::profile_loading::{bookmarks_path, config_file, file_in};
use crate::app::settings::unquoted;
use crate::error::{Error, ErrorKind, Result};
use crate::profile::atomic_file::{FileAccess, create_numbered};
use crate::profile::bookmarks_file::{self, Bookmarks};
use crate::profile::directories::state_dir;
use crate::profile::documented_files::{SESSION_FILE, SETTINGS_FILE};
use crate::profile::programme_source::ProgrammeSource;
use crate::profile::remembered_state::RememberedState;
use crate::profile::settings_file;
use serde_json::Value;
use std::env;

/// Saves a setting, or resets it to its default if there is no value. Returns the message to show.
pub(super) fn save_setting(key: &str, value: Option<&Value>) -> Result<String> {
    settings_file::save_setting(&config_file(SETTINGS_FILE)?, key, value)?;
    Ok(match value {
        Some(value) => format!("{key}: {} is saved in {SETTINGS_FILE}", unquoted(value)),
        None => format!("{key} is back to its default"),
    })
}

/// Saves the session memory, if its directory can be written to.
pub(super) fn save_session(memory: &RememberedState) {
    // the program ends now: a missing list of recent choices is not worth an error
    let _ = file_in(state_dir(), SESSION_FILE).and_then(|path| memory.save(&path));
}

/// Saves a bookmark, or deletes it if there is no script. Returns the bookmarks of the file now:
/// another dashboard may have changed it.
pub(super) fn save_bookmark(
    programme: &ProgrammeSource,
    name: &str,
    script: Option<&str>,
) -> Result<Bookmarks> {
    bookmarks_file::save_bookmark(&bookmarks_path(programme)?, name, script)
}

/// Writes a copy to a new file in the current directory. Returns the message to show.
pub(super) fn save_copy(name: &str, extension: &str, contents: &[u8]) -> Result<String> {
    let folder = env::current_dir().map_err(|e| {
        Error::new(ErrorKind::System, format!("the current directory cannot be used: {e}"))
    })?;
    let path = create_numbered(&folder, name, extension, contents, FileAccess::Default)?;
    Ok(format!("written to {}", path.display()))
}
