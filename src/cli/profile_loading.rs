//! Loads the user's profile: bookmarks, keys, settings, decks and session memory.

use super::theme_files::load_themes;
use super::{GlobalArgs, visible_panes, warn};
use crate::app::appearance::AppearanceInputs;
use crate::app::settings::Settings;
use crate::app::{App, ProfileFiles, RESERVED_DECK_NAMES, UserProfile};
use crate::error::{Error, ErrorKind, FileProblem, Result};
use crate::profile::bookmarks_file::{self, Bookmarks, parse_bookmarks};
use crate::profile::deck::Deck;
use crate::profile::directories::{config_dir, state_dir};
use crate::profile::documented_files::{BOOKMARKS_FILE, KEYS_FILE, SESSION_FILE, SETTINGS_FILE};
use crate::profile::keys_file::parse_keys;
use crate::profile::layer_reading::read_named_files;
use crate::profile::programme_source::{ProgrammeSource, distinct, joined_word};
use crate::profile::remembered_state::RememberedState;
use crate::profile::settings_file::parse_settings;
use crate::store::Dataset;
use crate::store::bounded_read::read_named;
use crate::store::layer::{DEFAULT_MAX_BYTES, Layer};
use crate::ui::theme::ThemeSet;
use std::path::{Path, PathBuf};

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
        file_problems: Vec::new(),
        appearance,
    })
}

/// Loads the user's settings; an invalid one has its default.
pub(super) fn load_settings() -> Settings {
    let file = parse_config_file(SETTINGS_FILE, parse_settings);
    // the user's themes are read only for a setting that may name one
    let themes = if file.contains_key("theme") { load_themes() } else { ThemeSet::default() };
    Settings::from_json(&file, &themes).0
}

/// Reads the settings and the keys for a running dashboard. A file with any error changes nothing
/// there.
pub(super) fn read_profile_files() -> ProfileFiles {
    let settings = checked_config_file(SETTINGS_FILE, parse_settings).and_then(|file| {
        let (settings, errors) = Settings::from_json(&file.unwrap_or_default(), &load_themes());
        errors
            .into_iter()
            .next()
            .map_or(Ok(settings), |(_, error)| Err(in_file(SETTINGS_FILE, error)))
    });
    let keys = checked_config_file(KEYS_FILE, parse_keys).and_then(|keys| {
        let keys = keys.unwrap_or_default();
        let (_, errors) = App::build_keymap(&keys);
        errors.into_iter().next().map_or(Ok(keys), |(_, error)| Err(in_file(KEYS_FILE, error)))
    });
    ProfileFiles { settings, keys }
}

/// Parses a file of the configuration directory; `None` if there is no such file.
fn checked_config_file<T>(
    name: &str,
    parse: fn(&str) -> Result<T, FileProblem>,
) -> Result<Option<T>> {
    let Some(layer) = read_config_file(name) else { return Ok(None) };
    if let Some(error) = layer.read_error() {
        return Err(Error::new(error.kind, format!("{name}: {}", error.message)));
    }
    parse(&layer.text).map(Some).map_err(|problem| {
        let (line, column) = layer.position(problem.offset);
        let message = format!("{name}:{line}:{column}: {}", problem.message);
        Error { hint: problem.hint, ..Error::new(ErrorKind::InvalidData, message) }
    })
}

fn in_file(name: &str, error: Error) -> Error {
    Error { message: format!("{name}: {}", error.message), ..error }
}

/// Returns the paths of the settings and the keys.
pub(super) fn profile_paths() -> Vec<PathBuf> {
    [SETTINGS_FILE, KEYS_FILE].iter().filter_map(|name| config_file(name).ok()).collect()
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

/// Loads the bookmarks as the file has them now.
pub(super) fn load_bookmarks(programme: &ProgrammeSource) -> Result<Bookmarks> {
    bookmarks_file::load_bookmarks(&bookmarks_path(programme)?)
}

/// Returns the path of the bookmarks of a programme.
pub(super) fn bookmarks_path(programme: &ProgrammeSource) -> Result<PathBuf> {
    file_in(config_dir().map(|config| programme.config_dir(&config)), BOOKMARKS_FILE)
}
