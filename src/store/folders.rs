//! Where layers are looked for: the system folders, the user folder, `GLOACT_DATA`, and `--data`.

use super::layer::Layer;
use std::env;
use std::path::{Path, PathBuf};

/// All override layers that this machine, user and call have, the lowest first.
/// A file that was asked for by name must be there; elsewhere nothing is a good answer.
pub fn layers(asked: &[PathBuf]) -> Vec<Layer> {
    let mut files: Vec<PathBuf> = Vec::new();
    for folder in system_folders() {
        files.extend(json_files(&folder.join("overrides")));
    }
    if let Some(folder) = user_folder() {
        files.extend(Some(folder.join("overrides.json")).filter(|file| file.symlink_metadata().is_ok()));
        files.extend(json_files(&folder.join("overrides")));
    }
    files.extend(env::var_os("GLOACT_DATA").filter(|path| !path.is_empty()).map(PathBuf::from));
    files.extend(asked.iter().cloned());
    files.iter().map(|file| Layer::read(file)).collect()
}

/// The user's own folder: `$XDG_CONFIG_HOME/gloact`, on macOS too, else where the system keeps settings.
pub fn user_folder() -> Option<PathBuf> {
    let xdg = env::var_os("XDG_CONFIG_HOME").map(PathBuf::from).filter(|path| path.is_absolute());
    Some(xdg.or_else(|| Some(directories::BaseDirs::new()?.config_dir().to_path_buf()))?.join("gloact"))
}

/// `$XDG_CONFIG_DIRS`, the least important first.
fn system_folders() -> Vec<PathBuf> {
    let dirs = env::var("XDG_CONFIG_DIRS").ok().filter(|dirs| !dirs.is_empty()).unwrap_or_else(|| "/etc/xdg".into());
    let mut all: Vec<PathBuf> = dirs.split(':').map(PathBuf::from).filter(|dir| dir.is_absolute()).map(|dir| dir.join("gloact")).collect();
    all.reverse();
    all
}

fn json_files(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let mut files: Vec<PathBuf> =
        entries.filter_map(|entry| Some(entry.ok()?.path())).filter(|path| path.extension().is_some_and(|end| end == "json")).collect();
    files.sort();
    files
}
