//! Finds the JSON files of a folder.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

/// Returns the JSON files of a folder, sorted by name; a missing folder has none. Names that begin
/// with a dot are no such files: editors and macOS keep their own files under them.
pub fn json_files(folder: &Path) -> Vec<PathBuf> {
    sorted_entries(folder).into_iter().filter(|path| is_json_file(path)).collect()
}

/// Returns the files of a folder that are passed over although `.json` is in their name: hidden
/// files, and copies that editors keep.
pub(super) fn other_json_names(folder: &Path) -> impl Iterator<Item = PathBuf> + use<> {
    let has_json = |name: &OsStr| name.to_string_lossy().to_ascii_lowercase().contains(".json");
    let is_passed_over =
        move |path: &PathBuf| path.file_name().is_some_and(has_json) && !is_json_file(path);
    sorted_entries(folder).into_iter().filter(is_passed_over)
}

/// Returns true for a name that ends in `.json`, in letters of any case, and does not begin with a
/// dot.
pub fn is_json_file(path: &Path) -> bool {
    let is_hidden = path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"."));
    !is_hidden && path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("json"))
}

pub(super) fn sorted_entries(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let mut paths: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.sort();
    paths
}
