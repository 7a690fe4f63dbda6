//! Finds the programmes that can be shown: the bundled one, and folders by path or by name.

use super::directories::{data_dir, folder_name};
use super::iati_file_name::is_iati_file;
use super::json_files::sorted_entries;
use crate::error::{Error, Result};
use crate::model::text::sanitize;
use crate::suggest::{closest, did_you_mean};
use std::env;
use std::path::{Component, Path, PathBuf};

pub use crate::store::layer::BUNDLED;

/// A programme to show: the bundled one, that of a folder, or a file of IATI.
#[derive(Clone, Debug, PartialEq)]
pub struct ProgrammeSource {
    /// `bundled`, the name of the folder, or that of the file without `.xml`.
    pub name: String,
    /// The folder or the file; `None` for the bundled programme.
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
        let name = match folder.file_stem().filter(|_| is_iati_file(&folder)) {
            Some(stem) => stem.to_os_string(),
            None => folder_name(&folder),
        };
        let name = sanitize(&name.to_string_lossy()).into_owned();
        ProgrammeSource { name, folder: Some(folder), named_by }
    }

    /// Returns the file of a programme that is a file of IATI.
    pub fn iati_file(&self) -> Option<&Path> {
        self.folder.as_deref().filter(|path| is_iati_file(path))
    }

    /// Returns the file with the record of the programme itself; `None` for the bundled one.
    pub fn programme_file(&self) -> Option<PathBuf> {
        let folder = self.folder.as_ref()?;
        Some(if is_iati_file(folder) { folder.clone() } else { folder.join("programme.json") })
    }

    /// Returns the programme that a word means: `bundled`, a folder, a file of IATI, or the name of
    /// one in [`programme_dirs`].
    ///
    /// # Errors
    /// Fails if a word without a slash is neither; the hint has the nearest name.
    pub fn find(word: &Path, named_by: &'static str) -> Result<ProgrammeSource> {
        ProgrammeSource::find_in(word, named_by, &programme_dirs())
    }

    /// Returns the programme that a setting means. It does not depend on the current directory: a
    /// name is that of a folder in [`programme_dirs`], if there is one.
    ///
    /// # Errors
    /// Fails if a word without a slash is neither; the hint has the nearest name.
    pub fn find_from_anywhere(word: &Path, named_by: &'static str) -> Result<ProgrammeSource> {
        let is_name = word.components().count() == 1 && !has_separator(word);
        match named_folder(word, &programme_dirs()).filter(|_| is_name) {
            Some(folder) => Ok(ProgrammeSource::in_folder(folder, named_by)),
            None => ProgrammeSource::find(word, named_by),
        }
    }

    /// Does the same as [`ProgrammeSource::find`] with other folders in which names are looked up.
    pub fn find_in(
        word: &Path,
        named_by: &'static str,
        dirs: &[PathBuf],
    ) -> Result<ProgrammeSource> {
        if word.as_os_str() == BUNDLED {
            return Ok(ProgrammeSource { named_by, ..ProgrammeSource::bundled() });
        }
        let is_path = word.components().count() > 1 || has_separator(word);
        refuse_reserved_name(word)?;
        if is_path || word.is_dir() || is_iati_file(word) {
            return Ok(ProgrammeSource::in_folder(word.into(), named_by));
        }
        match named_folder(word, dirs) {
            Some(folder) => Ok(ProgrammeSource::in_folder(folder, named_by)),
            None => Err(unknown_programme(word, dirs)),
        }
    }

    /// Returns the word by which it is chosen: its name if it is found by it, else its folder.
    pub fn word(&self) -> String {
        match &self.folder {
            Some(folder) if !self.has_own_name() => {
                let is_misread = folder.to_string_lossy().starts_with('-')
                    || self.shadowed_folder(&programme_dirs()).is_some();
                let here = Path::new(".").join(folder);
                (if is_misread { &here } else { folder }).display().to_string()
            }
            _ => self.name.clone(),
        }
    }

    /// Returns the word by which it is chosen from any directory.
    ///
    /// # Errors
    /// Fails if the path of the folder is no text.
    pub fn word_from_anywhere(&self) -> Result<String> {
        match &self.folder {
            Some(folder) if !self.has_own_name() => {
                let absolute = std::path::absolute(folder).unwrap_or_else(|_| folder.clone());
                absolute.into_os_string().into_string().map_err(|path| {
                    let path = sanitize(&path.to_string_lossy()).into_owned();
                    Error::usage(format!("the path {path} is not UTF-8, and cannot be saved"))
                        .with_hint("give the folder another name")
                })
            }
            _ => Ok(self.name.clone()),
        }
    }

    /// Returns whether its name alone leads to it, from directories without such a folder.
    fn has_own_name(&self) -> bool {
        let Some(folder) = &self.folder else { return true };
        let named = named_folder(Path::new(&folder_name(folder)), &programme_dirs());
        named.is_some_and(|named| is_same_folder(&named, folder))
    }

    /// Returns the folder that the name would mean in `dirs`, if a folder of the current directory
    /// takes its place.
    pub fn shadowed_folder(&self, dirs: &[PathBuf]) -> Option<PathBuf> {
        let folder = self.folder.as_ref()?;
        if folder.is_absolute() || has_separator(folder) {
            return None;
        }
        named_folder(folder, dirs).filter(|other| !is_same_folder(folder, other))
    }

    /// Returns whether both are the same folder, or both bundled.
    pub fn is_same(&self, other: &ProgrammeSource) -> bool {
        match (&self.folder, &other.folder) {
            (Some(a), Some(b)) => is_same_folder(a, b),
            (None, None) => true,
            _ => false,
        }
    }

    /// Returns the directory of its overrides and bookmarks in a configuration directory: itself
    /// for the bundled programme, `programmes/NAME` for one that is found by its name, and
    /// `folders/PATH` for another, because two folders may have the same name.
    pub fn config_dir(&self, config: &Path) -> PathBuf {
        match &self.folder {
            None => config.into(),
            Some(folder) if self.has_own_name() => {
                config.join("programmes").join(folder_name(folder))
            }
            Some(folder) => {
                let absolute = folder.canonicalize().or_else(|_| std::path::absolute(folder));
                config
                    .join("folders")
                    .join(below_root(&absolute.unwrap_or_else(|_| folder.clone())))
            }
        }
    }
}

/// Returns a path without its root, such as `home/me/lakes`.
fn below_root(path: &Path) -> PathBuf {
    let names = path.components().filter_map(|component| match component {
        Component::Normal(name) => Some(name.to_os_string()),
        Component::Prefix(drive) => {
            let is_plain = |c: &char| c.is_alphanumeric();
            let drive: String =
                drive.as_os_str().to_string_lossy().chars().filter(is_plain).collect();
            Some(drive.into())
        }
        _ => None,
    });
    names.collect()
}

/// Returns whether a path is more than a name.
fn has_separator(path: &Path) -> bool {
    path.to_string_lossy().contains(['/', std::path::MAIN_SEPARATOR])
}

/// Returns the folder, or the file of IATI, that a name means in `dirs`.
fn named_folder(name: &Path, dirs: &[PathBuf]) -> Option<PathBuf> {
    let folder = dirs.iter().map(|dir| dir.join(name)).find(|folder| folder.is_dir());
    folder.or_else(|| {
        let mut file = name.as_os_str().to_os_string();
        file.push(".xml");
        dirs.iter().map(|dir| dir.join(&file)).find(|file| file.is_file())
    })
}

fn is_same_folder(a: &Path, b: &Path) -> bool {
    a == b || a.canonicalize().is_ok_and(|a| b.canonicalize().is_ok_and(|b| a == b))
}

/// Returns programmes without those that are named twice, and an error if two have the same name:
/// it stands in front of the ids of one of them.
pub fn distinct(programmes: Vec<ProgrammeSource>) -> (Vec<ProgrammeSource>, Option<Error>) {
    let mut distinct: Vec<ProgrammeSource> = Vec::new();
    let mut clash = None;
    for programme in programmes {
        if distinct.iter().any(|other| other.is_same(&programme)) {
            continue;
        }
        if distinct.iter().any(|other| other.name == programme.name) {
            let message = format!("two programmes have the name \"{}\"", programme.name);
            let hint = "give one of the folders another name";
            clash = clash.or_else(|| Some(Error::usage(message).with_hint(hint)));
            continue;
        }
        distinct.push(programme);
    }
    (distinct, clash)
}

/// Fails if no flag could name the programme in a folder.
///
/// # Errors
/// Fails if the folder has the name of the bundled programme.
pub fn refuse_reserved_name(folder: &Path) -> Result<()> {
    if folder_name(folder) != BUNDLED {
        return Ok(());
    }
    let message = format!("a folder called \"{BUNDLED}\" cannot be a programme");
    let hint = "this is the name of the programme that gloact carries: give the folder another";
    Err(Error::usage(message).with_hint(hint))
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

/// Stands between the words of programmes that are chosen together.
pub const WORD_SEPARATOR: &str = " + ";

/// Returns the word by which programmes are chosen together.
pub fn joined_word(programmes: &[ProgrammeSource]) -> String {
    programmes.iter().map(ProgrammeSource::word).collect::<Vec<_>>().join(WORD_SEPARATOR)
}

/// Returns the bundled programme and those in the folders in which names are looked up. Of several
/// with the same name the first counts.
pub fn found() -> Vec<ProgrammeSource> {
    found_in(&programme_dirs())
}

/// Does the same with other folders.
pub fn found_in(dirs: &[PathBuf]) -> Vec<ProgrammeSource> {
    let mut found = vec![ProgrammeSource::bundled()];
    let is_programme = |path: &PathBuf| path.is_dir() || is_iati_file(path);
    for folder in dirs.iter().flat_map(|dir| sorted_entries(dir)).filter(is_programme) {
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
