//! What the program keeps for a person: what was seen and chosen lately, named views, keys, settings. Small files of their own.

use super::override_file::{lock_directory, read_or_empty, save};
use crate::error::{Error, ErrorKind, Problem, Result};
use crate::store::json_error::describe;
use crate::store::layer::byte_offset;
use indexmap::IndexMap;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::path::Path;

/// The most recent choices that are kept.
const MAX_RECENT: usize = 20;

/// Named views: the name, and the script that leads there.
pub type Views = IndexMap<String, String>;

/// What is remembered from one run to the next.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct SessionMemory {
    /// Whether the program was run before.
    pub seen: bool,
    /// Places that were chosen lately, the latest first.
    pub recent: Vec<String>,
}

impl SessionMemory {
    /// Puts a place before all others.
    pub fn push_recent(&mut self, place: &str) {
        self.recent.retain(|other| other != place);
        self.recent.insert(0, place.into());
        self.recent.truncate(MAX_RECENT);
    }

    /// Reads it; what is not there or does not read is forgotten.
    pub fn load(path: &Path) -> SessionMemory {
        std::fs::read_to_string(path)
            .ok()
            .and_then(|text| serde_json::from_str(&text).ok())
            .unwrap_or_default()
    }

    /// Writes it, the old or the new one whole.
    pub fn save(&self, path: &Path) -> Result<()> {
        save(path, &crate::store::to_pretty(&serde_json::to_value(self).unwrap_or_default(), 1))
    }
}

/// Describes an error of the JSON reader as a problem at its place in `text`.
fn json_problem(e: &serde_json::Error, text: &str, hint: &str) -> Problem {
    Problem {
        offset: byte_offset(text, e.line(), e.column()),
        message: describe(e),
        hint: Some(hint.into()),
    }
}

/// The named views of a text; of no text none.
pub fn parse_views(text: &str) -> Result<Views, Problem> {
    if text.is_empty() {
        return Ok(Views::new());
    }
    let hint = "views are {\"name\": \"script\"}";
    // a name that stands twice is no choice of ours
    crate::store::json::parse_strict(text).map_err(|e| json_problem(&e, text, hint))?;
    let all: IndexMap<String, Value> =
        serde_json::from_str(text).map_err(|e| json_problem(&e, text, hint))?;
    let script = |(name, to): (String, Value)| match to {
        Value::String(script) => Ok((name, script)),
        _ => Err(Problem {
            offset: key_offset(text, &name),
            message: format!("\"{name}\" is no script"),
            hint: Some(hint.into()),
        }),
    };
    all.into_iter().filter(|(name, _)| !name.starts_with('$')).map(script).collect()
}

/// The named views of a file that may not be there.
pub fn load_views(path: &Path) -> Result<Views> {
    parse_views(&read_or_empty(path)?).map_err(|wrong| unreadable_file(path, &wrong))
}

fn unreadable_file(path: &Path, wrong: &Problem) -> Error {
    Error::new(
        ErrorKind::InvalidData,
        format!("{} does not read and is left as it is: {}", path.display(), wrong.message),
    )
    .with_hint("gloact check tells where")
}

/// Puts a view into a file, or takes it out without a script; gives back all that are in it then.
pub fn save_view(path: &Path, name: &str, script: Option<&str>) -> Result<Views> {
    let _alone = lock_directory(path);
    // what does not read is a person's own, and stays
    let mut all = load_views(path)?;
    match script {
        Some(script) => drop(all.insert(name.into(), script.into())),
        None => drop(all.shift_remove(name)),
    }
    save(path, &crate::store::to_pretty(&serde_json::to_value(&all).unwrap_or_default(), 1))?;
    Ok(all)
}

/// The settings of a text by their keys; of no text none.
pub fn parse_settings(text: &str) -> Result<Map<String, Value>, Problem> {
    const HINT: &str = "settings are {\"theme\": \"dark\", \"mouse\": true}";
    match crate::store::json::parse_strict(if text.is_empty() { "{}" } else { text }) {
        Ok(Value::Object(all)) => {
            Ok(all.into_iter().filter(|(key, _)| !key.starts_with('$')).collect())
        }
        Ok(_) => Err(Problem {
            offset: 0,
            message: "an object is wanted".into(),
            hint: Some(HINT.into()),
        }),
        Err(e) => Err(json_problem(&e, text, HINT)),
    }
}

/// Puts a setting into a file, or takes it out without a value; all else that is in it stays.
pub fn save_setting(path: &Path, key: &str, value: Option<&Value>) -> Result<()> {
    let _alone = lock_directory(path);
    let text = read_or_empty(path)?;
    parse_settings(&text).map_err(|wrong| unreadable_file(path, &wrong))?;
    let mut all: Map<String, Value> =
        serde_json::from_str(if text.is_empty() { "{}" } else { &text }).unwrap_or_default();
    match value {
        Some(value) => drop(all.insert(key.into(), value.clone())),
        None => drop(all.shift_remove(key)),
    }
    save(path, &crate::store::to_pretty(&Value::Object(all), 1))
}

/// Writes a text to a file that is not there yet, numbered where one of the name is.
pub fn create_numbered(
    folder: &Path,
    name: &str,
    end: &str,
    text: &str,
) -> Result<std::path::PathBuf> {
    for number in 1..1000 {
        let name =
            if number == 1 { format!("{name}.{end}") } else { format!("{name}-{number}.{end}") };
        let path = folder.join(name);
        match std::fs::File::create_new(&path)
            .and_then(|mut file| std::io::Write::write_all(&mut file, text.as_bytes()))
        {
            Ok(()) => return Ok(path),
            Err(e) if e.kind() == std::io::ErrorKind::AlreadyExists => {}
            Err(e) => {
                return Err(Error::new(
                    ErrorKind::System,
                    format!("{} cannot be written: {e}", path.display()),
                ));
            }
        }
    }
    Err(Error::new(ErrorKind::System, format!("there are too many files called {name}.{end} here")))
}

/// A sequence of keys that a person bound.
pub struct KeyBinding {
    /// The pane; empty for everywhere.
    pub pane: String,
    /// The keys as they are written: `g+c`, `ctrl-y`.
    pub keys: String,
    /// The script that it runs; nothing takes the keys away.
    pub script: Option<String>,
}

/// The byte of a text where a key or a name is set.
pub fn key_offset(text: &str, name: &str) -> usize {
    text.find(&format!("{}", Value::from(name))).unwrap_or(0)
}

/// The keys of a text: `{"ctrl-y": "copy rows md", "x": null, "matrix": {"t": "phase all"}}`; of no text none.
pub fn parse_keys(text: &str) -> Result<Vec<KeyBinding>, Problem> {
    const HINT: &str =
        "keys are {\"g+n\": \"go countries/NP\", \"x\": null, \"matrix\": {\"t\": \"phase all\"}}";
    if text.is_empty() {
        return Ok(Vec::new());
    }
    let all: IndexMap<String, Value> =
        serde_json::from_str(text).map_err(|e| json_problem(&e, text, HINT))?;
    let mut found = Vec::new();
    let mut bind = |pane: &str, keys: &str, to: &Value| {
        let does = match to {
            Value::String(script) => Some(script.clone()),
            Value::Null => None,
            _ => {
                return Err(Problem {
                    offset: key_offset(text, keys),
                    message: format!("\"{keys}\" is neither a script nor null"),
                    hint: Some(HINT.into()),
                });
            }
        };
        found.push(KeyBinding { pane: pane.into(), keys: keys.into(), script: does });
        Ok(())
    };
    for (keys, to) in all.iter().filter(|(keys, _)| !keys.starts_with('$')) {
        match to {
            Value::Object(of) => of.iter().try_for_each(|(inner, to)| bind(keys, inner, to))?,
            to => bind("", keys, to)?,
        }
    }
    Ok(found)
}
