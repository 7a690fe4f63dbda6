//! The draft of an edit: the text that the editor works on, beside the file that it is for.

use super::atomic_file::{FileAccess, create_numbered, parent_dir};
use super::user_file_update::UserFile;
use crate::error::Result;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

/// A text in a new file that only its owner may read, `overrides.draft.json` for `overrides.json`.
/// It lies in the same folder, so that a relative `$schema` leads to the same file.
pub struct EditorDraft {
    path: PathBuf,
    text: String,
}

impl EditorDraft {
    /// Writes a text as the draft for a file.
    pub fn create(file: &Path, text: String) -> Result<EditorDraft> {
        let part = |part: Option<&OsStr>| part.unwrap_or_default().to_string_lossy().into_owned();
        let name = format!("{}.draft", part(file.file_stem()));
        let extension = part(file.extension());
        let path =
            create_numbered(parent_dir(file), &name, &extension, &text, FileAccess::Private)?;
        Ok(EditorDraft { path, text })
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Returns the text that the editor saved, or `None` if it is the text from before.
    ///
    /// # Errors
    /// Fails if it cannot be read or is not UTF-8.
    pub fn changed_text(&self) -> Result<Option<String>> {
        if self.path.symlink_metadata().is_err() {
            return Ok(None);
        }
        let text = UserFile::new(&self.path).read()?;
        Ok((text != self.text).then_some(text))
    }

    /// Removes the draft. Without this it stays, with what the user wrote.
    pub fn remove(self) {
        let _ = std::fs::remove_file(self.path);
    }
}
