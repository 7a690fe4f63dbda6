//! What a person brings along, and what is kept for the next time: views, keys, what was seen; a copy to take away.

use crate::app::settings::{Looks, Settings};
use crate::app::{App, Own, TAKEN};
use crate::error::Problem;
use crate::error::{Error, Reason, Result};
use crate::model::text::clean;
use crate::profile::deck::Deck;
use crate::profile::own::{self, Memory, Views, save_new};
use crate::profile::paths::{self, state_folder, user_folder};
use crate::store::Dataset;
use crate::store::layer::{LARGEST, Layer};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use serde_json::Value;
use std::env;
use std::path::Path;
use std::path::PathBuf;

/// The file of settings.
const SETTINGS: &str = "settings.json";

/// The most bytes of an escape sequence for the clipboard: what xterm and tmux take.
const LONGEST: usize = 74_994;

fn file(folder: Option<PathBuf>, name: &str) -> Result<PathBuf> {
    let hint = "set HOME or XDG_CONFIG_HOME";
    Ok(folder.ok_or_else(|| Error::new(Reason::Machine, "there is no folder of your own").hint(hint))?.join(name))
}

/// The text of a file of one's own; of one that is not there nothing.
fn text(name: &str) -> (String, Option<Layer>) {
    let Some(path) = file(user_folder(), name).ok().filter(|path| path.symlink_metadata().is_ok()) else { return Default::default() };
    let layer = Layer::read(&path, LARGEST);
    (layer.text.to_string(), Some(layer))
}

/// The decks in a person's folder: the name of each, its text, the file.
fn decks() -> Vec<(String, Layer)> {
    let Ok(folder) = file(user_folder(), "decks") else { return Vec::new() };
    let name = |path: &std::path::Path| path.file_stem().map(|name| clean(&name.to_string_lossy()).into_owned());
    paths::json_files(&folder).into_iter().filter_map(|path| Some((name(&path)?, Layer::read(&path, LARGEST)))).collect()
}

/// The deck of a file. What is wrong with it is told beside it; without a slide it is no deck.
pub(super) fn deck_of(data: &Dataset, path: &Path) -> Result<Deck> {
    let mut told = Dataset::default();
    let layer = Layer::read(path, LARGEST);
    let (deck, mut wrong) = Deck::read(&layer.text);
    if let Some(fault) = layer.fault() {
        return Err(Error::new(Reason::Machine, format!("{}: {fault}", path.display())));
    }
    wrong.extend(App::deck_faults(&crate::cli::panes(), data, &deck));
    told.also_wrong(layer, wrong);
    let lines: Vec<String> = told.findings().iter().map(|finding| finding.line(&told.layers)).collect();
    if deck.slides.is_empty() {
        let (last, others) = lines.split_last().map_or(("there is no slide", &[][..]), |(last, others)| (last.as_str(), others));
        others.iter().for_each(|line| crate::cli::warn(line));
        return Err(Error::new(Reason::Data, last.replacen(": warning: ", ": ", 1)));
    }
    lines.iter().for_each(|line| crate::cli::warn(line));
    Ok(deck)
}

/// What is wrong with the text of a file of one's own.
type Faults = fn(&str) -> Result<Vec<Problem>, Problem>;

/// The small files of a person, each with what looks it through.
const SMALL: &[(&str, Faults)] = &[
    ("keys.json", |words| {
        let odd = App::keymap_of(&own::keys(words)?).1.into_iter();
        Ok(odd.map(|(keys, e)| Problem { at: own::at(words, &keys), sentence: e.sentence, hint: e.hint }).collect())
    }),
    (SETTINGS, |words| {
        let odd = Settings::of(&own::settings(words)?).1.into_iter();
        Ok(odd.map(|(key, e)| Problem { at: own::at(words, &key), sentence: e.sentence, hint: e.hint }).collect())
    }),
    ("views.json", |words| {
        let (views, panes) = (own::views(words)?, crate::cli::panes());
        let odd = views.iter().filter_map(|(name, script)| Some((name, App::script_fault(&panes, script)?)));
        Ok(odd.map(|(name, e)| Problem { at: own::at(words, name), sentence: format!("{name}: {}", e.sentence), hint: e.hint }).collect())
    }),
];

/// Adds what is wrong with a person's keys, views, settings and decks to the findings.
pub(super) fn look_through(data: &mut Dataset) {
    for (name, faults) in SMALL {
        let (words, layer) = text(name);
        if let Some(layer) = layer {
            data.also_wrong(layer, faults(&words).unwrap_or_else(|wrong| vec![wrong]));
        }
    }
    let panes = crate::cli::panes();
    for (name, layer) in decks() {
        let (deck, mut wrong) = Deck::read(&layer.text);
        wrong.extend(App::deck_faults(&panes, data, &deck));
        if TAKEN.contains(&&*name) {
            let hint = Some("call the file otherwise".into());
            wrong.push(Problem { at: 0, sentence: format!("\"{name}\" is the name of another deck"), hint });
        }
        data.also_wrong(layer, wrong);
    }
}

/// The dashboard with what the person brings along; what is wrong with it is among the findings.
pub(super) fn bring(app: App, looks: Looks) -> App {
    let memory = file(state_folder(), "memory.json").map(|path| Memory::load(&path)).unwrap_or_default();
    let views = own::views(&text("views.json").0).unwrap_or_default();
    let keys = own::keys(&text("keys.json").0).unwrap_or_default();
    let decks =
        decks().into_iter().filter(|(name, _)| !TAKEN.contains(&&**name)).map(|(name, layer)| (name, Deck::read(&layer.text).0)).collect();
    app.with_own(Own { memory, views, keys, decks, settings: settings(), looks })
}

/// What the person set; what is wrong with it is as usual.
pub(super) fn settings() -> Settings {
    Settings::of(&own::settings(&text(SETTINGS).0).unwrap_or_default()).0
}

/// Keeps a setting in the file as it is now, or takes it out; says so.
pub(super) fn keep_setting(key: &str, value: Option<&Value>) -> Result<String> {
    own::keep_setting(&file(user_folder(), SETTINGS)?, key, value)?;
    Ok(match value {
        Some(value) => format!("{key}: {} is kept in {SETTINGS}", value.as_str().map_or_else(|| value.to_string(), str::to_string)),
        None => format!("{key} is as usual"),
    })
}

/// Keeps what is remembered. A folder that cannot be written to is no reason to complain at the end.
pub(super) fn remember(memory: &Memory) {
    let _ = file(state_folder(), "memory.json").and_then(|path| memory.save(&path));
}

/// The named views as the file has them now.
pub(super) fn views() -> Result<Views> {
    own::views_of(&file(user_folder(), "views.json")?)
}

/// Keeps a view under a name, or forgets it: in the file as it is now, which another dashboard may have changed.
pub(super) fn keep_view(name: &str, script: Option<&str>) -> Result<Views> {
    own::keep_view(&file(user_folder(), "views.json")?, name, script)
}

/// Writes a copy to a new file of the folder where the program was begun; says which.
pub(super) fn save(name: &str, end: &str, text: &str) -> Result<String> {
    let folder = env::current_dir().map_err(|e| Error::new(Reason::Machine, format!("there is no folder to write to: {e}")))?;
    Ok(format!("written to {}", save_new(&folder, name, end, text)?.display()))
}

/// What makes the terminal put a text into the clipboard (OSC 52), and what to say of it. `set` tells which variables are set.
pub(super) fn clipboard(text: &str, size: &str, set: impl Fn(&str) -> bool) -> Result<(String, String)> {
    let coded = BASE64_STANDARD.encode(text);
    if coded.len() > LONGEST {
        let sentence = format!("{size} are too much for the clipboard of a terminal ({} bytes of {LONGEST})", coded.len());
        return Err(Error::usage(sentence).hint("y, then Tab: to a file or on the screen"));
    }
    let sequence = format!("\x1b]52;c;{coded}\x07");
    let (sequence, by) = match () {
        // tmux hands on what it does not take itself
        () if set("TMUX") => (format!("{sequence}\x1bPtmux;{}\x1b\\", sequence.replace('\x1b', "\x1b\x1b")), " through tmux"),
        // screen hands on pieces of at most 768 bytes
        () if set("STY") => {
            let bytes: Vec<char> = sequence.chars().collect();
            (bytes.chunks(700).map(|piece| format!("\x1bP{}\x1b\\", piece.iter().collect::<String>())).collect(), " through screen")
        }
        () => (sequence, ""),
    };
    Ok((sequence, format!("{size} sent to the clipboard{by}; where nothing arrives: y, then Tab")))
}
