//! What a person brings along, and what is kept for the next time: views, keys, what was seen; a copy to take away.

use crate::app::settings::{Appearance, Settings};
use crate::app::{App, Profile, RESERVED_DECK_NAMES};
use crate::error::Problem;
use crate::error::{Error, ErrorKind, Result};
use crate::model::text::sanitize;
use crate::profile::atomic_file::create_numbered;
use crate::profile::deck::Deck;
use crate::profile::key_offset;
use crate::profile::keys::parse_keys;
use crate::profile::paths::{self, config_dir, state_dir};
use crate::profile::session_memory::SessionMemory;
use crate::profile::settings_file::{self, parse_settings};
use crate::profile::views::{self, Views, parse_views};
use crate::store::Dataset;
use crate::store::layer::{DEFAULT_MAX_BYTES, Layer};
use serde_json::Value;
use std::env;
use std::path::Path;
use std::path::PathBuf;

/// The file of settings.
const SETTINGS_FILE: &str = "settings.json";

fn profile_path(folder: Option<PathBuf>, name: &str) -> Result<PathBuf> {
    let hint = "set HOME or XDG_CONFIG_HOME";
    Ok(folder
        .ok_or_else(|| {
            Error::new(ErrorKind::System, "there is no folder of your own").with_hint(hint)
        })?
        .join(name))
}

/// The text of a file of one's own; of one that is not there nothing.
fn read_file(name: &str) -> (String, Option<Layer>) {
    let Some(path) =
        profile_path(config_dir(), name).ok().filter(|path| path.symlink_metadata().is_ok())
    else {
        return Default::default();
    };
    let layer = Layer::read(&path, DEFAULT_MAX_BYTES);
    (layer.text.to_string(), Some(layer))
}

/// The decks in a person's folder: the name of each, its text, the file.
fn load_decks() -> Vec<(String, Layer)> {
    let Ok(folder) = profile_path(config_dir(), "decks") else { return Vec::new() };
    let name = |path: &std::path::Path| {
        path.file_stem().map(|name| sanitize(&name.to_string_lossy()).into_owned())
    };
    paths::json_files(&folder)
        .into_iter()
        .filter_map(|path| Some((name(&path)?, Layer::read(&path, DEFAULT_MAX_BYTES))))
        .collect()
}

/// The deck of a file. What is wrong with it is told beside it; without a slide it is no deck.
pub(super) fn load_deck(data: &Dataset, path: &Path) -> Result<Deck> {
    let mut told = Dataset::default();
    let layer = Layer::read(path, DEFAULT_MAX_BYTES);
    let (deck, mut wrong) = Deck::parse(&layer.text);
    if let Some(fault) = layer.read_error() {
        return Err(Error::new(ErrorKind::System, format!("{}: {fault}", path.display())));
    }
    wrong.extend(App::validate_deck(&crate::cli::visible_panes(), data, &deck));
    told.add_profile_problems(layer, wrong);
    let lines: Vec<String> =
        told.findings().iter().map(|finding| finding.format_line(&told.layers)).collect();
    if deck.slides.is_empty() {
        let (last, others) = lines
            .split_last()
            .map_or(("there is no slide", &[][..]), |(last, others)| (last.as_str(), others));
        others.iter().for_each(|line| crate::cli::warn(line));
        return Err(Error::new(ErrorKind::InvalidData, last.replacen(": warning: ", ": ", 1)));
    }
    lines.iter().for_each(|line| crate::cli::warn(line));
    Ok(deck)
}

/// What is wrong with the text of a file of one's own.
type Validator = fn(&str) -> Result<Vec<Problem>, Problem>;

/// The small files of a person, each with what looks it through.
const PROFILE_FILES: &[(&str, Validator)] = &[
    ("keys.json", |words| {
        let odd = App::build_keymap(&parse_keys(words)?).1.into_iter();
        Ok(odd
            .map(|(keys, e)| Problem {
                offset: key_offset(words, &keys),
                message: e.message,
                hint: e.hint,
            })
            .collect())
    }),
    (SETTINGS_FILE, |words| {
        let odd = Settings::from_json(&parse_settings(words)?).1.into_iter();
        Ok(odd
            .map(|(key, e)| Problem {
                offset: key_offset(words, &key),
                message: e.message,
                hint: e.hint,
            })
            .collect())
    }),
    ("views.json", |words| {
        let (views, panes) = (parse_views(words)?, crate::cli::visible_panes());
        let odd = views
            .iter()
            .filter_map(|(name, script)| Some((name, App::validate_script(&panes, script)?)));
        Ok(odd
            .map(|(name, e)| Problem {
                offset: key_offset(words, name),
                message: format!("{name}: {}", e.message),
                hint: e.hint,
            })
            .collect())
    }),
];

/// Adds what is wrong with a person's keys, views, settings and decks to the findings.
pub(super) fn validate_profile(data: &mut Dataset) {
    for (name, faults) in PROFILE_FILES {
        let (words, layer) = read_file(name);
        if let Some(layer) = layer {
            data.add_profile_problems(layer, faults(&words).unwrap_or_else(|wrong| vec![wrong]));
        }
    }
    let panes = crate::cli::visible_panes();
    for (name, layer) in load_decks() {
        let (deck, mut wrong) = Deck::parse(&layer.text);
        wrong.extend(App::validate_deck(&panes, data, &deck));
        if RESERVED_DECK_NAMES.contains(&&*name) {
            let hint = Some("call the file otherwise".into());
            wrong.push(Problem {
                offset: 0,
                message: format!("\"{name}\" is the name of another deck"),
                hint,
            });
        }
        data.add_profile_problems(layer, wrong);
    }
}

/// The dashboard with what the person brings along; what is wrong with it is among the findings.
pub(super) fn load_into(app: App, looks: Appearance) -> App {
    let memory = profile_path(state_dir(), "memory.json")
        .map(|path| SessionMemory::load(&path))
        .unwrap_or_default();
    let views = parse_views(&read_file("views.json").0).unwrap_or_default();
    let keys = parse_keys(&read_file("keys.json").0).unwrap_or_default();
    let decks = load_decks()
        .into_iter()
        .filter(|(name, _)| !RESERVED_DECK_NAMES.contains(&&**name))
        .map(|(name, layer)| (name, Deck::parse(&layer.text).0))
        .collect();
    app.with_profile(Profile {
        session_memory: memory,
        views,
        keys,
        decks,
        settings: load_settings(),
        appearance: looks,
    })
}

/// What the person set; what is wrong with it is as usual.
pub(super) fn load_settings() -> Settings {
    Settings::from_json(&parse_settings(&read_file(SETTINGS_FILE).0).unwrap_or_default()).0
}

/// Keeps a setting in the file as it is now, or takes it out; says so.
pub(super) fn save_setting(key: &str, value: Option<&Value>) -> Result<String> {
    settings_file::save_setting(&profile_path(config_dir(), SETTINGS_FILE)?, key, value)?;
    Ok(match value {
        Some(value) => format!(
            "{key}: {} is kept in {SETTINGS_FILE}",
            value.as_str().map_or_else(|| value.to_string(), str::to_string)
        ),
        None => format!("{key} is as usual"),
    })
}

/// Keeps what is remembered. A folder that cannot be written to is no reason to complain at the end.
pub(super) fn save_session(memory: &SessionMemory) {
    let _ = profile_path(state_dir(), "memory.json").and_then(|path| memory.save(&path));
}

/// The named views as the file has them now.
pub(super) fn load_views() -> Result<Views> {
    views::load_views(&profile_path(config_dir(), "views.json")?)
}

/// Keeps a view under a name, or forgets it: in the file as it is now, which another dashboard may have changed.
pub(super) fn save_view(name: &str, script: Option<&str>) -> Result<Views> {
    views::save_view(&profile_path(config_dir(), "views.json")?, name, script)
}

/// Writes a copy to a new file of the folder where the program was begun; says which.
pub(super) fn save_copy(name: &str, end: &str, text: &str) -> Result<String> {
    let folder = env::current_dir().map_err(|e| {
        Error::new(ErrorKind::System, format!("there is no folder to write to: {e}"))
    })?;
    Ok(format!("written to {}", create_numbered(&folder, name, end, text)?.display()))
}
