//! Loads and saves the user's profile: bookmarks, keys, settings, decks and session memory.

use super::{GlobalArgs, visible_panes, warn};
use crate::app::appearance::AppearanceInputs;
use crate::app::settings::{Settings, unquoted};
use crate::app::{App, RESERVED_DECK_NAMES, UserProfile};
use crate::error::{Error, ErrorKind, FileProblem, Result};
use crate::model::text::sanitize;
use crate::profile::atomic_file::{FileAccess, create_numbered};
use crate::profile::bookmarks_file::{self, Bookmarks, parse_bookmarks};
use crate::profile::deck::Deck;
use crate::profile::directories::{HOST_DIR, config_dir, state_dir, system_config_dirs};
use crate::profile::json_files::json_files;
use crate::profile::keys_file::parse_keys;
use crate::profile::profile_files::{BOOKMARKS_FILE, KEYS_FILE, SESSION_FILE, SETTINGS_FILE};
use crate::profile::programme_source::{ProgrammeSource, distinct, joined_word};
use crate::profile::remembered_state::RememberedState;
use crate::profile::settings_file::{self, parse_settings};
use crate::store::Dataset;
use crate::store::file_text::read_named;
use crate::store::layer::{DEFAULT_MAX_BYTES, Layer};
use crate::ui::theme::{ThemeSet, parse_theme};
use serde_json::Value;
use std::env;
use std::path::{Path, PathBuf};

/// The folder of themes in a configuration directory.
const THEMES_DIR: &str = "themes";

/// The largest file of a theme that is read, in bytes.
const MAX_THEME_BYTES: u64 = 1 << 20;

/// Returns the path of a file in the configuration directory.
pub(super) fn config_file(name: &str) -> Result<PathBuf> {
    file_in(config_dir(), name)
}

pub(super) fn file_in(folder: Option<PathBuf>, name: &str) -> Result<PathBuf> {
    match folder {
        Some(folder) => Ok(folder.join(name)),
        None => Err(no_config_dir()),
    }
}

/// Returns the error of a user without a configuration directory.
pub(super) fn no_config_dir() -> Error {
    Error::new(ErrorKind::System, "there is no configuration directory")
        .with_hint("set HOME or XDG_CONFIG_HOME")
}

/// Reads a file of the configuration directory; `None` if there is no such file.
pub(super) fn read_config_file(name: &str) -> Option<Layer> {
    read_existing(&config_file(name).ok()?)
}

pub(super) fn read_existing(path: &Path) -> Option<Layer> {
    path.symlink_metadata().is_ok().then(|| Layer::read(path, DEFAULT_MAX_BYTES))
}

/// Parses a file of the configuration directory; a missing or invalid file gives the default.
fn parse_config_file<T: Default>(name: &str, parse: fn(&str) -> Result<T, FileProblem>) -> T {
    config_file(name).map(|path| parse_file(&path, parse)).unwrap_or_default()
}

fn parse_file<T: Default>(path: &Path, parse: fn(&str) -> Result<T, FileProblem>) -> T {
    let layer = read_existing(path);
    layer.and_then(|layer| parse(&layer.text).ok()).unwrap_or_default()
}

/// Reads the files of the user's decks.
pub(super) fn read_deck_files() -> Vec<(String, Layer)> {
    config_file("decks")
        .map(|folder| read_named_files(&folder, DEFAULT_MAX_BYTES))
        .unwrap_or_default()
}

/// Reads the JSON files of a folder, each with its name without the extension.
fn read_named_files(folder: &Path, max_bytes: u64) -> Vec<(String, Layer)> {
    let name = |path: &Path| Some(sanitize(&path.file_stem()?.to_string_lossy()).into_owned());
    let read = |path: PathBuf| Some((name(&path)?, Layer::read(&path, max_bytes)));
    json_files(folder).into_iter().filter_map(read).collect()
}

/// Loads the themes of the host, and the user's own above them; an invalid one is left out.
pub(super) fn load_themes() -> ThemeSet {
    themes_of(read_theme_files(&theme_dirs()))
}

/// Loads the themes of the host, and no others.
pub(super) fn load_host_themes() -> ThemeSet {
    themes_of(read_theme_files(&[Path::new(HOST_DIR).join(THEMES_DIR)]))
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

/// Loads the deck of a file and prints its problems as warnings.
///
/// # Errors
/// Fails if the file cannot be read, or has no valid slide.
pub(super) fn load_deck(data: &Dataset, path: &Path) -> Result<Deck> {
    let layer = Layer::from_read(path, read_named(path, DEFAULT_MAX_BYTES));
    if let Some(fault) = layer.read_error() {
        let (line, column) = layer.position(fault.offset);
        let message = format!("{}:{line}:{column}: {}", layer.name, fault.message);
        return Err(Error::new(fault.kind, message));
    }
    let (deck, mut problems) = Deck::parse(&layer.text);
    problems.extend(App::validate_deck(&visible_panes(), data, &deck));
    let mut findings = Dataset::default();
    findings.add_profile_problems(layer, problems);
    let mut lines: Vec<String> =
        findings.findings().iter().map(|finding| finding.format_line(findings.layers())).collect();
    let last = if deck.slides.is_empty() { lines.pop() } else { None };
    for line in &lines {
        warn(line);
    }
    match last {
        Some(line) => {
            Err(Error::new(ErrorKind::InvalidData, line.replacen(": warning: ", ": ", 1)))
        }
        None => Ok(deck),
    }
}

/// Loads the user's profile into the dashboard. What is invalid is left out and among the findings.
pub(super) fn load_into(app: App, global: &GlobalArgs, appearance: AppearanceInputs) -> App {
    let programme = global.first_programme();
    let is_free = |name: &str| !RESERVED_DECK_NAMES.contains(&name);
    let decks = read_deck_files().into_iter().filter(|(name, _)| is_free(name));
    let memory = file_in(state_dir(), SESSION_FILE).map(|path| RememberedState::load(&path));
    let app = app.with_programme(joined_word(&global.shown.get()));
    app.with_profile(UserProfile {
        recent_choices: memory.unwrap_or_default(),
        bookmarks: bookmarks_path(&programme)
            .map(|path| parse_file(&path, parse_bookmarks))
            .unwrap_or_default(),
        keys: parse_config_file(KEYS_FILE, parse_keys),
        decks: decks.map(|(name, layer)| (name, Deck::parse(&layer.text).0)).collect(),
        settings: load_settings(),
        appearance,
    })
}

/// Loads the user's settings; an invalid one has its default.
pub(super) fn load_settings() -> Settings {
    Settings::from_json(&parse_config_file(SETTINGS_FILE, parse_settings), &load_themes()).0
}

/// Returns the programmes that the settings name, the bundled one if they name none, and the error
/// about a name that leads nowhere.
pub(super) fn programme_setting(settings: &Settings) -> (Vec<ProgrammeSource>, Option<Error>) {
    let (mut found, mut error) = (Vec::new(), None);
    for word in settings.texts("programme") {
        match ProgrammeSource::find_from_anywhere(Path::new(&word), "the setting programme") {
            Ok(programme) => found.push(programme),
            Err(e) => error = error.or(Some(e)),
        }
    }
    let (mut programmes, clash) = distinct(found);
    if programmes.is_empty() {
        programmes.push(ProgrammeSource::bundled());
    }
    (programmes, error.or(clash))
}

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

/// Loads the bookmarks as the file has them now.
pub(super) fn load_bookmarks(programme: &ProgrammeSource) -> Result<Bookmarks> {
    bookmarks_file::load_bookmarks(&bookmarks_path(programme)?)
}

/// Returns the path of the bookmarks of a programme.
pub(super) fn bookmarks_path(programme: &ProgrammeSource) -> Result<PathBuf> {
    file_in(config_dir().map(|config| programme.config_dir(&config)), BOOKMARKS_FILE)
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
pub(super) fn save_copy(name: &str, extension: &str, text: &str) -> Result<String> {
    let folder = env::current_dir().map_err(|e| {
        Error::new(ErrorKind::System, format!("the current directory cannot be used: {e}"))
    })?;
    let path = create_numbered(&folder, name, extension, text, FileAccess::Default)?;
    Ok(format!("written to {}", path.display()))
}
