//! Lists the files that can be imported, for a name that is being typed.

use crate::app::FileEntry;
use crate::error::{Error, ErrorKind, Result};
use crate::import::SHEET_EXTENSIONS;
use crate::model::text::sanitize;
use std::path::{Path, PathBuf};

/// No more entries of a folder are listed.
const MAX_ENTRIES: usize = 5_000;

/// The end of the names of files of IATI.
const IATI_EXTENSION: &str = "xml";

/// Returns the folders in a folder, then the spreadsheets and files of IATI, by name.
pub(super) fn list_files(folder: &str) -> Result<Vec<FileEntry>> {
    let path = if folder.is_empty() { PathBuf::from(".") } else { in_home(Path::new(folder)) };
    let entries = std::fs::read_dir(&path).map_err(|e| {
        Error::new(ErrorKind::System, format!("{} cannot be listed: {e}", sanitize(folder)))
    })?;
    let mut files: Vec<FileEntry> = entries
        .flatten()
        .filter_map(|entry| {
            let name = entry.file_name().into_string().ok()?;
            // what a link leads to
            let metadata = entry.path().metadata().ok()?;
            let is_folder = metadata.is_dir();
            let is_offered = is_folder || (metadata.is_file() && is_importable(&name));
            is_offered.then_some(FileEntry { name, is_folder, size: metadata.len() })
        })
        .take(MAX_ENTRIES)
        .collect();
    files.sort_by_cached_key(|file| (!file.is_folder, file.name.to_lowercase()));
    Ok(files)
}

fn is_importable(name: &str) -> bool {
    let extension = Path::new(name).extension().and_then(|extension| extension.to_str());
    let known = || SHEET_EXTENSIONS.iter().chain(&[IATI_EXTENSION]);
    extension.is_some_and(|extension| known().any(|known| known.eq_ignore_ascii_case(extension)))
}

/// Returns a path with the home directory in place of `~`.
pub(super) fn in_home(path: &Path) -> PathBuf {
    let home = std::env::var_os("HOME").map(PathBuf::from);
    match home.zip(path.strip_prefix("~").ok()) {
        Some((home, rest)) => home.join(rest),
        None => path.to_path_buf(),
    }
}
