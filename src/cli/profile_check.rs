//! Checks the user's profile: bookmarks, keys, settings, decks and session memory.

use super::profile_loading::{
    bookmarks_path, file_in, programme_setting, read_config_file, read_deck_files, read_existing,
};
use super::theme_files::{load_themes, read_all_theme_files};
use super::visible_panes;
use crate::app::settings::Settings;
use crate::app::{App, RESERVED_DECK_NAMES};
use crate::error::{Error, FileProblem, Result};
use crate::import::ImportAnswers;
use crate::profile::bookmarks_file::parse_bookmarks;
use crate::profile::deck::Deck;
use crate::profile::directories::state_dir;
use crate::profile::documented_files::{KEYS_FILE, SESSION_FILE, SETTINGS_FILE};
use crate::profile::import_files::kept_answers;
use crate::profile::json_object_parser::{duplicate_key_problems, key_offset};
use crate::profile::keys_file::parse_keys;
use crate::profile::programme_source::ProgrammeSource;
use crate::profile::remembered_state::RememberedState;
use crate::profile::settings_file::parse_settings;
use crate::store::Dataset;
use crate::store::layer::Layer;
use crate::ui::theme::{ThemeSet, parse_theme};

/// Returns the problems of a file's text.
type Validator = fn(&str) -> Result<Vec<FileProblem>, FileProblem>;

/// The files that are validated, decks and bookmarks left out.
const VALIDATORS: &[(&str, Validator)] =
    &[(KEYS_FILE, validate_keys), (SETTINGS_FILE, validate_settings)];

fn validate_keys(text: &str) -> Result<Vec<FileProblem>, FileProblem> {
    let (_, errors) = App::build_keymap(&parse_keys(text)?);
    let problems = errors.into_iter().map(|(keys, error)| problem_at(text, &keys, error));
    Ok(duplicate_key_problems(text).into_iter().chain(problems).collect())
}

fn validate_settings(text: &str) -> Result<Vec<FileProblem>, FileProblem> {
    let (settings, mut errors) = Settings::from_json(&parse_settings(text)?, &load_themes());
    errors.extend(programme_setting(&settings).1.map(|e| ("programme".into(), e)));
    let problems = errors.into_iter().map(|(key, error)| problem_at(text, &key, error));
    Ok(duplicate_key_problems(text).into_iter().chain(problems).collect())
}

fn validate_bookmarks(text: &str) -> Result<Vec<FileProblem>, FileProblem> {
    let panes = visible_panes();
    let bookmarks = parse_bookmarks(text)?;
    let mut problems = duplicate_key_problems(text);
    for (name, script) in bookmarks {
        if let Some(mut error) = App::validate_script(&panes, &script) {
            error.message = format!("{name}: {}", error.message);
            problems.push(problem_at(text, &name, error));
        }
    }
    Ok(problems)
}

fn validate_answers(text: &str) -> Result<Vec<FileProblem>, FileProblem> {
    // an empty file has no answers
    let is_empty = text.trim().is_empty();
    if is_empty { Ok(Vec::new()) } else { ImportAnswers::parse("", text).map(|_| Vec::new()) }
}

/// Returns an error as a problem at the key that it is about.
fn problem_at(text: &str, key: &str, error: Error) -> FileProblem {
    FileProblem { offset: key_offset(text, key), message: error.message, hint: error.hint }
}

/// Adds the problems of the user's keys, settings, decks, themes and session memory, and of the
/// bookmarks and the answers of imports of these programmes, to the findings.
pub(super) fn validate_profile(data: &mut Dataset, programmes: &[ProgrammeSource]) {
    let mut files: Vec<(Layer, Validator)> = Vec::new();
    for (name, validate) in VALIDATORS {
        files.extend(read_config_file(name).map(|layer| (layer, *validate)));
    }
    for path in programmes.iter().filter_map(|programme| bookmarks_path(programme).ok()) {
        files.extend(read_existing(&path).map(|layer| (layer, validate_bookmarks as Validator)));
    }
    for (_, path) in programmes.iter().flat_map(kept_answers) {
        files.extend(read_existing(&path).map(|layer| (layer, validate_answers as Validator)));
    }
    for (layer, validate) in files {
        let problems = validate(&layer.text).unwrap_or_else(|problem| vec![problem]);
        data.add_profile_problems(layer, problems);
    }
    let panes = visible_panes();
    for (name, layer) in read_deck_files() {
        let (deck, mut problems) = Deck::parse(&layer.text);
        problems.extend(App::validate_deck(&panes, data, &deck));
        if RESERVED_DECK_NAMES.contains(&&*name) {
            problems.push(reserved_name(&name, "deck"));
        }
        data.add_profile_problems(layer, problems);
    }
    for (name, layer) in read_all_theme_files() {
        let (_, mut problems) = parse_theme(&layer.text);
        if ThemeSet::is_reserved(&name) {
            problems.push(reserved_name(&name, "theme"));
        }
        data.add_profile_problems(layer, problems);
    }
    validate_memory(data);
}

/// Returns the problem of a file whose name is that of something of the program.
fn reserved_name(name: &str, thing: &str) -> FileProblem {
    FileProblem {
        offset: 0,
        message: format!("the name \"{name}\" is reserved for a {thing} of the program"),
        hint: Some("rename the file".into()),
    }
}

/// Does the same for the session memory. Something other than a regular file keeps no memory, and
/// is no problem.
fn validate_memory(data: &mut Dataset) {
    let Ok(path) = file_in(state_dir(), SESSION_FILE) else { return };
    if path.is_file() {
        let layer = Layer::read(&path, RememberedState::MAX_BYTES);
        let problems = RememberedState::parse(&layer.text).err();
        data.add_profile_problems(layer, problems.into_iter().collect());
    }
}
