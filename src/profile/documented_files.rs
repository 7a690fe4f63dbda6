//! The table of the user's files: their names, their directories and their contents.

use super::directories::{config_dir, data_dir, state_dir};
use std::path::PathBuf;

pub const BOOKMARKS_FILE: &str = "views.json";
pub const KEYS_FILE: &str = "keys.json";
pub const OVERRIDES_FILE: &str = "overrides.json";
pub const SESSION_FILE: &str = "memory.json";
pub const SETTINGS_FILE: &str = "settings.json";

/// A directory of the user's in which gloact has files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UserDirectory {
    Config,
    Data,
    State,
}

impl UserDirectory {
    /// Returns the path, which may not exist.
    pub fn path(self) -> Option<PathBuf> {
        match self {
            UserDirectory::Config => config_dir(),
            UserDirectory::Data => data_dir(),
            UserDirectory::State => state_dir(),
        }
    }

    /// Returns the path on Linux where no variable changes it.
    pub fn usual_path(self) -> &'static str {
        match self {
            UserDirectory::Config => "~/.config/gloact",
            UserDirectory::Data => "~/.local/share/gloact",
            UserDirectory::State => "~/.local/state/gloact",
        }
    }
}

/// A file of the user's, or a folder of files. None of them must exist.
pub struct ProfileFile {
    pub directory: UserDirectory,
    /// Its name; `*`, `NAME` and `PATH` stand for names that the user chooses.
    pub name: &'static str,
    pub contents: &'static str,
    /// The default: the state without the file.
    pub without: &'static str,
}

impl ProfileFile {
    /// Returns the path on Linux where no variable changes it.
    pub fn usual_path(&self) -> String {
        format!("{}/{}", self.directory.usual_path(), self.name)
    }
}

const fn config_file(
    name: &'static str,
    contents: &'static str,
    without: &'static str,
) -> ProfileFile {
    ProfileFile { directory: UserDirectory::Config, name, contents, without }
}

/// All files of the user.
pub const PROFILE_FILES: &[ProfileFile] = &[
    config_file(SETTINGS_FILE, "settings", "each setting has its default"),
    config_file(KEYS_FILE, "key bindings: a script for each key", "the keys of the program"),
    config_file(BOOKMARKS_FILE, "bookmarks: a script for each name", "no bookmarks"),
    config_file("decks/*.json", "decks of slides", "the decks of the program"),
    config_file("themes/*.json", "themes of colours", "the themes of the program"),
    config_file(OVERRIDES_FILE, "the override that edits change", "the data as they are"),
    config_file("overrides/*.json", "more overrides, by name", "the data as they are"),
    config_file(
        "imports/*.json",
        "answers to the questions of imports",
        "questions are asked anew",
    ),
    config_file(
        "programmes/NAME/views.json",
        "bookmarks of a programme that is found by its name",
        "no bookmarks",
    ),
    config_file(
        "programmes/NAME/overrides.json",
        "the override of that programme that edits change",
        "its data as they are",
    ),
    config_file(
        "programmes/NAME/overrides/*.json",
        "more overrides of that programme, by name",
        "its data as they are",
    ),
    config_file(
        "programmes/NAME/imports/*.json",
        "answers to the questions of imports into that programme",
        "questions are asked anew",
    ),
    config_file(
        "folders/PATH/views.json",
        "bookmarks of the programme in another folder, by its path without the first slash",
        "no bookmarks",
    ),
    config_file(
        "folders/PATH/overrides.json",
        "the override of that programme that edits change",
        "its data as they are",
    ),
    config_file(
        "folders/PATH/overrides/*.json",
        "more overrides of that programme, by name",
        "its data as they are",
    ),
    config_file(
        "folders/PATH/imports/*.json",
        "answers to the questions of imports into that programme",
        "questions are asked anew",
    ),
    ProfileFile {
        directory: UserDirectory::Data,
        name: "programmes/NAME/",
        contents: "a programme that is found by its name",
        without: "the bundled programme",
    },
    ProfileFile {
        directory: UserDirectory::State,
        name: SESSION_FILE,
        contents: "recent choices, which gloact writes",
        without: "no recent choices",
    },
];
