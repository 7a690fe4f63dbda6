//! Access to the files and programs that the effects of the app need.

use crate::app::{
    App, Effect, FileEntry, ImportProgress, ImportTask, ImportWork, LoadedProgramme, ProfileFiles,
    ProgrammeEntry,
};
use crate::error::{Error, Result};
use crate::model::RecordPath;
use crate::profile::bookmarks_file::Bookmarks;
use crate::store::Dataset;
use crate::ui::theme::ThemeSet;
use serde_json::Value;
use std::sync::Arc;

/// Access to files and programs that the app does not have. Each method returns the message to
/// show; those that a handler does not implement are refused.
pub trait EffectHandler {
    /// Returns why an effect is not available here.
    fn permits(&self, effect: &Effect) -> Result<()>;

    /// Returns whether slides are published to a second terminal.
    fn publishes_notes(&self) -> bool {
        false
    }

    /// Reads all files again.
    fn load(&self) -> Dataset;

    /// Reads the themes that can be chosen; `None` leaves those of the start.
    fn themes(&self) -> Option<ThemeSet> {
        None
    }

    /// Reads the settings and the keys; `None` leaves those of the start.
    fn profile_files(&self) -> Option<ProfileFiles> {
        None
    }

    /// Opens the editor on the user's override of a record or a field.
    fn edit(&self, _data: &Dataset, _path: &RecordPath) -> Result<String> {
        Err(unavailable())
    }

    /// Removes the user's override of a record or a field.
    fn revert(&self, _path: &RecordPath) -> Result<String> {
        Err(unavailable())
    }

    /// Returns the work that an import needs, for any thread.
    fn import_work(
        &self,
        _data: Arc<Dataset>,
        _task: ImportTask,
        _progress: ImportProgress,
    ) -> Result<ImportWork> {
        Err(unavailable())
    }

    /// Returns the folders and spreadsheets of a folder; `~` is the home directory.
    fn list_files(&self, _folder: &str) -> Result<Vec<FileEntry>> {
        Err(unavailable())
    }

    /// Returns the sequence that copies a text to the clipboard, and the message to show. The
    /// sequence is empty if another program has taken the text. `size` names the size of the text
    /// in that message.
    fn clipboard(&self, text: &str, size: &str) -> Result<(String, String)>;

    /// Writes a text to a new file.
    fn save_file(&self, _name: &str, _extension: &str, _contents: &[u8]) -> Result<String> {
        Err(unavailable())
    }

    /// Reads the bookmarks.
    fn bookmarks(&self) -> Result<Bookmarks> {
        Err(unavailable())
    }

    /// Saves a bookmark, or deletes it without a script. Returns all bookmarks.
    fn save_bookmark(&self, _name: &str, _script: Option<&str>) -> Result<Bookmarks> {
        Err(unavailable())
    }

    /// Returns the programmes that can be shown.
    fn programmes(&self) -> Vec<ProgrammeEntry> {
        Vec::new()
    }

    /// Reads the programme of a name, and shows it from now on in [`EffectHandler::load`].
    fn show_programme(&self, _word: &str) -> Result<LoadedProgramme> {
        Err(unavailable())
    }

    /// Returns the value of the setting that shows the programmes of a word.
    fn programme_setting(&self, word: &str) -> Result<Value> {
        Ok(word.into())
    }

    /// Returns whether data that were read are those of the programme that is shown.
    fn is_shown(&self, _data: &Dataset) -> bool {
        true
    }

    /// Saves a setting, or removes it from the file without a value.
    fn save_setting(&self, key: &str, value: Option<&Value>) -> Result<String>;

    /// Saves what the next session remembers.
    fn save_session(&self, _app: &App) {}
}

fn unavailable() -> Error {
    Error::usage("not available here")
}
