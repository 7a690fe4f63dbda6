//! Reads the themes of the host and those of the user.

#[cfg(unix)]
use crate::profile::directories::HOST_DIR;
use crate::profile::directories::{config_dir, system_config_dirs};
use crate::profile::json_files::json_files;
use crate::profile::layer_reading::read_named_files;
use crate::store::layer::Layer;
use crate::ui::theme::{ThemeSet, parse_theme};
use std::path::PathBuf;

/// The folder of themes in a configuration directory.
const THEMES_DIR: &str = "themes";

/// The largest file of a theme that is read, in bytes.
const MAX_THEME_BYTES: u64 = 1 << 20;

/// Loads the themes of the host, and the user's own above them; an invalid one is left out.
pub(super) fn load_themes() -> ThemeSet {
    themes_of(read_theme_files(&theme_dirs()))
}

/// Loads the themes of the host, and no others.
#[cfg(unix)]
pub(super) fn load_host_themes() -> ThemeSet {
    themes_of(read_theme_files(&[PathBuf::from(HOST_DIR).join(THEMES_DIR)]))
}

fn themes_of(files: Vec<(String, Layer)>) -> ThemeSet {
    let theme = |(name, layer): (String, Layer)| Some((name, parse_theme(&layer.text).0?));
    ThemeSet::new(files.into_iter().filter_map(theme))
}

/// Returns the folders of themes, the least important first.
fn theme_dirs() -> Vec<PathBuf> {
    let dirs = system_config_dirs().into_iter().chain(config_dir());
    dirs.map(|dir| dir.join(THEMES_DIR)).collect()
}

/// Returns the paths whose change may change a theme.
pub(super) fn theme_paths() -> Vec<PathBuf> {
    theme_dirs().into_iter().flat_map(|dir| [json_files(&dir), vec![dir]].concat()).collect()
}

/// Reads all files of themes.
pub(super) fn read_all_theme_files() -> Vec<(String, Layer)> {
    read_theme_files(&theme_dirs())
}

fn read_theme_files(dirs: &[PathBuf]) -> Vec<(String, Layer)> {
    dirs.iter().flat_map(|dir| read_named_files(dir, MAX_THEME_BYTES)).collect()
}
