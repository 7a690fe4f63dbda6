//! Finds the programmes that can be shown: the bundled one, and folders by path or by name.

use super::directories::{data_dir, folder_name};
use super::json_files::sorted_entries;
use crate::error::{Error, Result};
use crate::model::text::sanitize;
use crate::suggest::{closest, did_you_mean};
use std::env;
use std::path::{Path, PathBuf};

pub use crate::store::layer::BUNDLED;

/// A programme to show: the bundled one, or that of a folder.
#[derive(Clone, Debug, PartialEq)]
pub struct ProgrammeSource {
    /// `bundled`, or the name of the folder.
    pub name: String,
    /// `None` for the bundled programme.
    pub folder: Option<PathBuf>,
    /// The flag, variable or setting that names it.
    pub named_by: &'static str,
}

impl ProgrammeSource {
    /// Returns the bundled programme.
    pub fn bundled() -> ProgrammeSource {
        ProgrammeSource { name: BUNDLED.into(), folder: None, named_by: "" }
    }

    /// Returns the programme of a folder.
    fn in_folder(folder: PathBuf, named_by: &'static str) -> ProgrammeSource {
        let name = sanitize(&folder_name(&folder).to_string_lossy()).into_owned();
        ProgrammeSource { name, folder: Some(folder), named_by }
    }

    /// Returns the programme that a word means: `bundled`, a folder, or the name of a folder in one
    /// of [`programme_dirs`].
    ///
    /// # Errors
    /// Fails if a word without a slash is neither; the hint has the nearest name.
    pub fn find(word: &Path, named_by: &'static str) -> Result<ProgrammeSource> {
        ProgrammeSource::find_in(word, named_by, &programme_dirs())
    }

    /// Does the same with other folders in which names are looked up.
    pub fn find_in(
        word: &Path,
        named_by: &'static str,
        dirs: &[PathBuf],
    ) -> Result<ProgrammeSource> {
        if word.as_os_str() == BUNDLED {
            return Ok(ProgrammeSource { named_by, ..ProgrammeSource::bundled() });
        }
        let is_path = word.components().count() > 1
            || word.to_string_lossy().contains(['/', std::path::MAIN_SEPARATOR]);
        if is_path || word.is_dir() {
            return Ok(ProgrammeSource::in_folder(word.into(), named_by));
        }
        let found = dirs.iter().map(|dir| dir.join(word)).find(|folder| folder.is_dir());
        match found {
            Some(folder) => Ok(ProgrammeSource::in_folder(folder, named_by)),
            None => Err(unknown_programme(word, dirs)),
        }
    }

    /// Returns the word by which it is chosen: its name if it is found by it, else its folder.
    pub fn word(&self) -> String {
        match &self.folder {
            Some(folder) if !programme_dirs().iter().any(|dir| folder.parent() == Some(dir)) => {
                folder.display().to_string()
            }
            _ => self.name.clone(),
        }
    }

    /// Returns the folder that the name would mean in `dirs`, if a folder of the current directory
    /// takes its place.
    pub fn shadowed_folder(&self, dirs: &[PathBuf]) -> Option<PathBuf> {
        let folder = self.folder.as_ref()?;
        let text = folder.as_os_str().to_string_lossy();
        if folder.is_absolute() || text.contains(['/', std::path::MAIN_SEPARATOR]) {
            return None;
        }
        let other = dirs.iter().map(|dir| dir.join(folder)).find(|other| other.is_dir())?;
        let is_same = self.is_same(&ProgrammeSource::in_folder(other.clone(), ""));
        (!is_same).then_some(other)
    }

    /// Returns whether both are the same folder, or both bundled.
    pub fn is_same(&self, other: &ProgrammeSource) -> bool {
        match (&self.folder, &other.folder) {
            (Some(a), Some(b)) => a == b || a.canonicalize().ok() == b.canonicalize().ok(),
            (None, None) => true,
            _ => false,
        }
    }

    /// Returns the directory of its overrides and bookmarks in a configuration directory: itself
    /// for the bundled programme, `programmes/NAME` for another.
    pub fn config_dir(&self, config: &Path) -> PathBuf {
        match &self.folder {
            Some(folder) => config.join("programmes").join(folder_name(folder)),
            None => config.into(),
        }
    }
}

fn unknown_programme(word: &Path, dirs: &[PathBuf]) -> Error {
    let places: Vec<String> = dirs.iter().map(|dir| dir.display().to_string()).collect();
    let word = word.to_string_lossy();
    let message = format!(
        "there is no programme \"{}\": no such folder here, nor in {}",
        sanitize(&word),
        sanitize(&places.join(", "))
    );
    let known = found_in(dirs);
    let nearest = closest(&word, known.iter().map(|programme| &*programme.name));
    let hint = nearest.map(did_you_mean);
    Error::usage(message).with_hint(hint.unwrap_or_else(|| {
        "gloact programmes lists those that are found; gloact new DIR writes one".into()
    }))
}

/// Returns the word by which programmes are chosen together.
pub fn joined_word(programmes: &[ProgrammeSource]) -> String {
    programmes.iter().map(ProgrammeSource::word).collect::<Vec<_>>().join(" + ")
}

/// Returns the bundled programme and those in the folders in which names are looked up. Of several
/// with the same name the first counts.
pub fn found() -> Vec<ProgrammeSource> {
    found_in(&programme_dirs())
}

/// Does the same with other folders.
pub fn found_in(dirs: &[PathBuf]) -> Vec<ProgrammeSource> {
    let mut found = vec![ProgrammeSource::bundled()];
    for folder in dirs.iter().flat_map(|dir| sorted_entries(dir)).filter(|path| path.is_dir()) {
        let programme = ProgrammeSource::in_folder(folder, "");
        let is_hidden = programme.name.starts_with('.');
        if !is_hidden && !found.iter().any(|other| other.name == programme.name) {
            found.push(programme);
        }
    }
    found
}

/// Returns the folders in which programmes are looked up by name, the most important first:
/// `$XDG_DATA_HOME/gloact/programmes`, then those in `$XDG_DATA_DIRS`.
pub fn programme_dirs() -> Vec<PathBuf> {
    let variable = env::var("XDG_DATA_DIRS").unwrap_or_default();
    let list = if variable.is_empty() { "/usr/local/share:/usr/share" } else { &variable };
    let system = list.split(':').map(PathBuf::from).filter(|dir| dir.is_absolute());
    let system = system.map(|dir| dir.join("gloact"));
    data_dir().into_iter().chain(system).map(|dir| dir.join("programmes")).collect()
}
