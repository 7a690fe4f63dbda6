//! Settings: the table of them, their values and their schema.

use crate::error::{Error, Result};
use crate::pane;
use crate::profile::programme_source::{BUNDLED, WORD_SEPARATOR};
use crate::suggest::{closest, did_you_mean};
use crate::ui::theme::ThemeSet;
use indexmap::IndexMap;
use serde_json::{Map, Value, json};

/// Something that the user can set.
pub struct Setting {
    /// Its key in `settings.json`.
    pub key: &'static str,
    pub description: &'static str,
    /// Returns its values; the first is the default.
    pub values: fn(&ThemeSet) -> SettingValues<'_>,
    /// Any other text is a value as well, or a list of texts.
    pub takes_text: bool,
}

/// The values of a setting, each with its description.
pub type SettingValues<'a> = Box<dyn Iterator<Item = (Value, String)> + 'a>;

/// All settings, in the order of the picker.
pub const SETTINGS: &[Setting] = &[
    Setting {
        key: "theme",
        description: "colours",
        values: |themes| {
            Box::new(themes.descriptions().map(|(name, description)| (name.into(), description)))
        },
        takes_text: false,
    },
    Setting {
        key: "ascii",
        description: "ASCII characters instead of Unicode",
        values: |_| {
            let values = [
                ("auto", "if the locale or the terminal needs it"),
                ("always", "draw ASCII characters only"),
                ("never", "draw Unicode characters"),
            ];
            Box::new(
                values.into_iter().map(|(name, description)| (name.into(), description.into())),
            )
        },
        takes_text: false,
    },
    Setting {
        key: "start",
        description: "the first pane",
        values: |_| {
            let panes = pane::all().into_iter();
            Box::new(panes.map(|pane| (pane.name().into(), pane.info().description.into())))
        },
        takes_text: false,
    },
    Setting {
        key: "map",
        description: "the map",
        values: |_| {
            let shown = (true.into(), "show the map pane".into());
            let hidden = (false.into(), "hide the map pane, its keys and its verb".into());
            Box::new([shown, hidden].into_iter())
        },
        takes_text: false,
    },
    Setting {
        key: "mouse",
        description: "the mouse",
        values: |_| {
            let off = (false.into(), "leave the mouse to the terminal".into());
            let on = (true.into(), "click and scroll in the dashboard".into());
            Box::new([off, on].into_iter())
        },
        takes_text: false,
    },
    Setting {
        key: "programme",
        description: "the programme: a folder, a name that gloact programmes lists, or a list of these",
        values: |_| {
            Box::new([(BUNDLED.into(), "the programme that gloact carries".into())].into_iter())
        },
        takes_text: true,
    },
    Setting {
        key: "language",
        description: "the language of texts that a file of IATI has in several: a code such as fr, or a list",
        values: |_| Box::new([("en".into(), "English, else any language".into())].into_iter()),
        takes_text: true,
    },
];

impl Setting {
    /// Returns the setting with a key.
    pub(super) fn by_key(key: &str) -> Result<&'static Setting> {
        let keys = SETTINGS.iter().map(|setting| setting.key);
        let setting = SETTINGS.iter().find(|setting| setting.key == key);
        setting.ok_or_else(|| Error::unknown_name("setting", key, keys))
    }

    /// Returns the value without a file.
    pub fn default_value(&self) -> Value {
        (self.values)(&ThemeSet::default()).next().map_or(Value::Null, |(value, _)| value)
    }

    /// Returns the value for which `is_meant` is true; `found` is the value that the user wrote.
    ///
    /// # Errors
    /// Fails if no value fits; the hint lists the values.
    pub(super) fn find_value(
        &self,
        is_meant: impl Fn(&Value) -> bool,
        found: &Value,
        themes: &ThemeSet,
    ) -> Result<Value> {
        let known: Vec<Value> = (self.values)(themes).map(|(value, _)| value).collect();
        if let Some(value) = known.iter().find(|value| is_meant(value)) {
            return Ok(value.clone());
        }
        let is_text = |value: &Value| value.as_str().is_some_and(|text| !text.trim().is_empty());
        let is_list =
            found.as_array().is_some_and(|all| !all.is_empty() && all.iter().all(is_text));
        if self.takes_text && (is_text(found) || is_list) {
            return Ok(found.clone());
        }
        let names: Vec<String> = known.iter().map(unquoted).collect();
        // only names are misspelt, not true and false
        let misspelt = found.as_str().filter(|_| known.first().is_some_and(Value::is_string));
        let similar = misspelt.and_then(|name| closest(name, names.iter().map(String::as_str)));
        let hint = match (similar, names.split_last()) {
            (Some(name), _) => did_you_mean(name),
            (None, Some((last, others))) => format!("expected {} or {last}", others.join(", ")),
            (None, None) => String::new(),
        };
        Err(Error::usage(format!("invalid value {found} for {}", self.key)).with_hint(hint))
    }
}

/// The user's settings; a setting that is missing has its default.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Settings(IndexMap<&'static str, Value>);

impl Settings {
    /// Returns the valid settings of a file, and the errors of the others with their keys.
    pub fn from_json(
        file: &Map<String, Value>,
        themes: &ThemeSet,
    ) -> (Settings, Vec<(String, Error)>) {
        let mut settings = Settings::default();
        let mut errors = Vec::new();
        for (key, value) in file {
            match settings.insert(key, value, themes) {
                Ok(()) => {}
                Err(e) => errors.push((key.clone(), e)),
            }
        }
        if let Err(e) = settings.check() {
            errors.push(("start".into(), e));
            settings.0.shift_remove("start");
        }
        (settings, errors)
    }

    fn insert(&mut self, key: &str, value: &Value, themes: &ThemeSet) -> Result<()> {
        let setting = Setting::by_key(key)?;
        let value = setting.find_value(|known| known == value, value, themes)?;
        self.0.insert(setting.key, value);
        Ok(())
    }

    /// Checks that the settings do not contradict each other.
    fn check(&self) -> Result<()> {
        // the default is never hidden
        if self.start_pane().is_none_or(|pane| self.shows_pane(&pane)) {
            return Ok(());
        }
        Err(Error::usage("start is the pane that map: false hides")
            .with_hint("set another pane to start with, or map: true"))
    }

    /// Returns the settings with one of them changed.
    ///
    /// # Errors
    /// Fails if it contradicts another setting.
    pub(super) fn with_value(&self, setting: &'static Setting, value: Value) -> Result<Settings> {
        let mut changed = self.clone();
        changed.0.insert(setting.key, value);
        changed.check()?;
        Ok(changed)
    }

    /// Returns true if a value does not contradict the other settings.
    pub(super) fn allows(&self, setting: &Setting, value: &Value) -> bool {
        setting.key != "start" || self.shows_pane(&unquoted(value))
    }

    /// Returns the value of a setting, which may be its default.
    pub fn get(&self, setting: &Setting) -> Value {
        self.0.get(setting.key).cloned().unwrap_or_else(|| setting.default_value())
    }

    /// Returns the value of a setting as the user types it.
    pub fn text(&self, key: &str) -> String {
        Setting::by_key(key).map(|setting| unquoted(&self.get(setting))).unwrap_or_default()
    }

    /// Returns the texts of a setting that may be a list.
    pub fn texts(&self, key: &str) -> Vec<String> {
        let value = Setting::by_key(key).map(|setting| self.get(setting)).unwrap_or_default();
        match value {
            Value::Array(items) => items.iter().map(unquoted).collect(),
            value => vec![unquoted(&value)],
        }
    }

    /// Returns true if the value of a setting is true.
    pub fn is_enabled(&self, key: &str) -> bool {
        self.text(key) == "true"
    }

    /// Returns the name of the first pane, if the user set it.
    pub fn start_pane(&self) -> Option<String> {
        self.0.contains_key("start").then(|| self.text("start"))
    }

    /// Returns true if the pane with a name is shown.
    pub fn shows_pane(&self, pane: &str) -> bool {
        pane != "map" || self.is_enabled("map")
    }
}

/// Returns a value as the user types it: without quotation marks, and a list with signs of
/// addition.
pub fn unquoted(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(items) => items.iter().map(unquoted).collect::<Vec<_>>().join(WORD_SEPARATOR),
        value => value.to_string(),
    }
}

/// Returns the JSON Schema of `settings.json`.
pub fn schema(themes: &ThemeSet) -> Value {
    let mut properties = Map::new();
    for setting in SETTINGS {
        let values: Vec<Value> = (setting.values)(themes).map(|(value, _)| value).collect();
        let mut property =
            json!({"description": setting.description, "default": setting.default_value()});
        property[if setting.takes_text { "examples" } else { "enum" }] = values.into();
        if setting.takes_text {
            let text = json!({"type": "string", "minLength": 1});
            let list = json!({"type": "array", "items": &text, "minItems": 1});
            property["anyOf"] = json!([text, list]);
        }
        properties.insert(setting.key.into(), property);
    }
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "gloact settings",
        "type": "object",
        "properties": properties,
        "patternProperties": { "^\\$": true },
        "additionalProperties": false
    })
}
