//! What the program keeps for a person: what was seen and chosen lately, and named views. Small files of their own.

use super::edit::save;
use crate::error::{Error, Reason, Result};
use indexmap::IndexMap;
use serde::{Deserialize, Serialize};
use std::path::Path;

/// The most recent choices that are kept.
const RECENT: usize = 20;

/// Named views: the name, and the script that leads there.
pub type Views = IndexMap<String, String>;

/// What is remembered from one run to the next.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Memory {
    /// Whether the program was run before.
    pub seen: bool,
    /// Places that were chosen lately, the latest first.
    pub recent: Vec<String>,
}

impl Memory {
    /// Puts a place before all others.
    pub fn visited(&mut self, place: &str) {
        self.recent.retain(|other| other != place);
        self.recent.insert(0, place.into());
        self.recent.truncate(RECENT);
    }

    /// Reads it; what is not there or does not read is forgotten.
    pub fn load(path: &Path) -> Memory {
        std::fs::read_to_string(path).ok().and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default()
    }

    /// Writes it, the old or the new one whole.
    pub fn save(&self, path: &Path) -> Result<()> {
        save(path, &super::pretty(&serde_json::to_value(self).unwrap_or_default(), 1))
    }
}

/// The named views of a file that may not be there yet.
pub fn views(path: &Path) -> Result<Views> {
    let text = super::edit::text_of(path)?;
    if text.is_empty() {
        return Ok(Views::new());
    }
    serde_json::from_str(&text).map_err(|e| {
        let words = super::words::sentence(&e);
        Error::new(Reason::Data, format!("{}:{}:{}: {words}", path.display(), e.line(), e.column()))
            .hint("a view is {\"name\": \"script\"}")
    })
}

/// Writes the named views, the old or the new ones whole.
pub fn save_views(path: &Path, views: &Views) -> Result<()> {
    // what does not read is a person's own, and stays
    self::views(path)?;
    save(path, &super::pretty(&serde_json::to_value(views).unwrap_or_default(), 1))
}

/// Writes a text to a file that is not there yet, numbered where one of the name is.
pub fn save_new(folder: &Path, name: &str, end: &str, text: &str) -> Result<std::path::PathBuf> {
    for number in 1..1000 {
        let name = if number == 1 { format!("{name}.{end}") } else { format!("{name}-{number}.{end}") };
        let path = folder.join(name);
        match std::fs::File::create_new(&path).and_then(|mut file| std::io::Write::write_all(&mut file, text.as_bytes())) {
            Ok(()) => return Ok(path),
            Err(e) if e.kind() == std::io::ErrorKind::AlreadyExists => {}
            Err(e) => return Err(Error::new(Reason::Machine, format!("{} cannot be written: {e}", path.display()))),
        }
    }
    Err(Error::new(Reason::Machine, format!("there are too many files called {name}.{end} here")))
}

/// A sequence of keys that a person bound.
pub struct OwnKey {
    /// The pane; empty for everywhere.
    pub pane: String,
    /// The keys as they are written: `g+c`, `ctrl-y`.
    pub keys: String,
    /// The script that it runs; nothing takes the keys away.
    pub does: Option<String>,
}

/// The keys that a person bound, and where they stand.
#[derive(Default)]
pub struct Keys {
    /// The keys in order.
    pub keys: Vec<OwnKey>,
    name: String,
    text: String,
}

impl Keys {
    /// File, line and column where keys are bound.
    pub fn position(&self, keys: &str) -> String {
        let at = self.text.find(&format!("\"{keys}\"")).unwrap_or(0);
        let before = &self.text[..at];
        let column = before.rsplit('\n').next().unwrap_or(before).chars().count() + 1;
        format!("{}:{}:{column}", self.name, before.matches('\n').count() + 1)
    }
}

/// The keys of a file that may not be there: `{"ctrl-y": "copy rows md", "x": null, "matrix": {"t": "phase all"}}`.
pub fn keys(path: &Path) -> Result<Keys> {
    let (name, text) = (path.display().to_string(), super::edit::text_of(path)?);
    if text.is_empty() {
        return Ok(Keys::default());
    }
    let wrong = |line: usize, column: usize, words: &str| {
        let hint = "keys are {\"g+n\": \"go countries/NP\", \"x\": null, \"matrix\": {\"t\": \"phase all\"}}";
        Error::new(Reason::Data, format!("{name}:{line}:{column}: {words}")).hint(hint)
    };
    let all: IndexMap<String, serde_json::Value> =
        serde_json::from_str(&text).map_err(|e| wrong(e.line(), e.column(), &super::words::sentence(&e)))?;
    let mut found = Keys { name: name.clone(), text: text.clone(), keys: Vec::new() };
    let mut bind = |pane: &str, keys: &str, to: &serde_json::Value| {
        match to {
            serde_json::Value::String(script) => {
                found.keys.push(OwnKey { pane: pane.into(), keys: keys.into(), does: Some(script.clone()) })
            }
            serde_json::Value::Null => found.keys.push(OwnKey { pane: pane.into(), keys: keys.into(), does: None }),
            _ => return Err(wrong(1, 1, &format!("\"{keys}\" is neither a script nor null"))),
        }
        Ok(())
    };
    for (keys, to) in all.iter().filter(|(keys, _)| !keys.starts_with('$')) {
        match to {
            serde_json::Value::Object(of) => of.iter().try_for_each(|(inner, to)| bind(keys, inner, to))?,
            to => bind("", keys, to)?,
        }
    }
    Ok(found)
}
