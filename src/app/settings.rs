//! Settings: the one table of them, what a person chose, and how the dashboard looks then.

use super::{App, Effect};
use crate::command::Action;
use crate::error::{Error, Result};
use crate::pane;
use crate::suggest::closest;
use crate::ui::capabilities::Capabilities;
use crate::ui::theme::{ASCII, Glyphs, Theme, UNICODE, UNICODE_WITHOUT_BRAILLE, all_themes};
use indexmap::IndexMap;
use serde_json::{Map, Value, json};

/// Something that a person can set.
pub struct Setting {
    /// Its key in `settings.json`.
    pub key: &'static str,
    /// What it sets, in some words.
    pub description: &'static str,
    /// What it can be, with what there is to say of it; the first is the usual one.
    pub values: fn() -> Values,
}

/// Values with what there is to say of each, read one by one.
pub type Values = Box<dyn Iterator<Item = (Value, String)>>;

/// All settings, in the order of the list.
pub const SETTINGS: &[Setting] = &[
    Setting {
        key: "theme",
        description: "colours",
        values: || Box::new(all_themes().map(|(name, about)| (name.into(), about))),
    },
    Setting {
        key: "ascii",
        description: "signs and lines in ASCII",
        values: || {
            let values = [
                ("auto", "where the locale or the terminal asks for it"),
                ("always", "whatever they say"),
                ("never", "whatever they say"),
            ];
            Box::new(values.into_iter().map(|(name, about)| (name.into(), about.into())))
        },
    },
    Setting {
        key: "start",
        description: "the first pane",
        values: || {
            Box::new(
                pane::all()
                    .into_iter()
                    .map(|tab| (tab.name().into(), tab.info().description.into())),
            )
        },
    },
    Setting {
        key: "map",
        description: "the map",
        values: || {
            bool_values(
                "a pane with a map",
                "no map: not among the panes, the keys, the verbs",
                true,
            )
        },
    },
    Setting {
        key: "mouse",
        description: "the mouse",
        values: || {
            bool_values("the terminal's own", "presses and the wheel are the dashboard's", false)
        },
    },
];

/// Yes and no, the usual one first.
fn bool_values(usual: &str, other: &str, first: bool) -> Values {
    Box::new([(first.into(), usual.into()), ((!first).into(), other.into())].into_iter())
}

impl Setting {
    /// The value that it can be and that fits, or what it can be besides what was said.
    fn parse_value(&self, fits: impl Fn(&Value) -> bool, said: &Value) -> Result<Value> {
        let known: Vec<Value> = (self.values)().map(|(value, _)| value).collect();
        if let Some(value) = known.iter().find(|value| fits(value)) {
            return Ok(value.clone());
        }
        let words: Vec<String> = known.iter().map(unquoted).collect();
        // what is no text, or should be none, has no nearest name
        let near = said
            .as_str()
            .filter(|_| known.first().is_some_and(Value::is_string))
            .and_then(|said| closest(said, words.iter().map(String::as_str)));
        let hint = match (near, words.split_last()) {
            (Some(near), _) => format!("did you mean {near}?"),
            (None, Some((last, others))) => format!("{} or {last}", others.join(", ")),
            (None, None) => String::new(),
        };
        Err(Error::usage(format!("{} cannot be {said}", self.key)).with_hint(hint))
    }
}

/// What a person set; what is not set is as usual.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Settings(IndexMap<&'static str, Value>);

impl Settings {
    /// The settings of a file, and what is wrong with those that cannot be taken: the key, and why.
    pub fn from_json(file: &Map<String, Value>) -> (Settings, Vec<(String, Error)>) {
        let (mut settings, mut wrong) = (Settings::default(), Vec::new());
        for (key, value) in file {
            match setting_by_key(key).and_then(|setting| {
                Ok((setting, setting.parse_value(|known| known == value, value)?))
            }) {
                Ok((setting, value)) => drop(settings.0.insert(setting.key, value)),
                Err(e) => wrong.push((key.clone(), e)),
            }
        }
        if let Some(e) = settings.conflict() {
            wrong.push(("start".into(), e));
            settings.0.shift_remove("start");
        }
        (settings, wrong)
    }

    /// What is wrong with settings that do not go together.
    fn conflict(&self) -> Option<Error> {
        // a pane that is not shown is no place to start on
        let fault = Error::usage("start is a pane that map: false takes away")
            .with_hint("another pane to start on, or map: true");
        (!self.shows_pane(&self.text("start"))).then_some(fault)
    }

    /// The same with one of them changed, where they go together then.
    fn with_value(&self, setting: &'static Setting, value: Value) -> Result<Settings> {
        let mut changed = self.clone();
        changed.0.insert(setting.key, value);
        changed.conflict().map_or(Ok(changed), Err)
    }

    /// Whether a value of a setting can be taken, as the others are.
    pub(super) fn allows(&self, setting: &Setting, value: &Value) -> bool {
        setting.key != "start" || self.shows_pane(&unquoted(value))
    }

    /// What a setting is now.
    pub fn get(&self, setting: &Setting) -> Value {
        self.0.get(setting.key).cloned().unwrap_or_else(|| default_value(setting))
    }

    fn text(&self, key: &str) -> String {
        setting_by_key(key).map(|setting| unquoted(&self.get(setting))).unwrap_or_default()
    }

    /// Whether something that is true or false is true.
    pub fn is_enabled(&self, key: &str) -> bool {
        self.text(key) == "true"
    }

    /// The pane to start on, where one is wished for.
    pub fn start_pane(&self) -> Option<String> {
        self.0.contains_key("start").then(|| self.text("start"))
    }

    /// Whether a pane of this name is shown.
    pub fn shows_pane(&self, pane: &str) -> bool {
        pane != "map" || self.is_enabled("map")
    }
}

fn default_value(setting: &Setting) -> Value {
    (setting.values)().next().map_or(Value::Null, |(value, _)| value)
}

fn setting_by_key(key: &str) -> Result<&'static Setting> {
    let known = || SETTINGS.iter().map(|setting| setting.key);
    SETTINGS
        .iter()
        .find(|setting| setting.key == key)
        .ok_or_else(|| Error::unknown_name("setting", key, known()))
}

/// A value as it is typed: without quotation marks.
pub fn unquoted(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_string)
}

/// The JSON Schema of `settings.json`.
pub fn schema() -> Value {
    let of = |setting: &Setting| {
        let values: Vec<Value> = (setting.values)().map(|(value, _)| value).collect();
        (
            setting.key.to_string(),
            json!({ "description": setting.description, "enum": values, "default": default_value(setting) }),
        )
    };
    let settings: Map<String, Value> = SETTINGS.iter().map(of).collect();
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "gloact settings",
        "type": "object",
        "properties": settings,
        "patternProperties": { "^\\$": true },
        "additionalProperties": false
    })
}

/// What else decides how the dashboard looks: the terminal, and the flags of this call, which count before settings.
#[derive(Clone, Debug, Default)]
pub struct Appearance {
    /// What is known of the terminal.
    pub terminal: Capabilities,
    /// The theme that was asked for.
    pub theme: Option<String>,
    /// Whether only ASCII is to be drawn.
    pub ascii: bool,
}

impl Appearance {
    /// The colours and characters that settings lead to.
    pub fn resolve(&self, settings: &Settings) -> Result<(Theme, Glyphs)> {
        let name = match &self.theme {
            Some(name) => name.clone(),
            // whoever wants no colours may still ask for some in one call
            None if self.terminal.no_color => "mono".into(),
            None => settings.text("theme"),
        };
        let glyphs = match &*settings.text("ascii") {
            _ if self.ascii => ASCII,
            "always" => ASCII,
            "auto" if self.terminal.ascii_only => ASCII,
            _ if self.terminal.has_braille => UNICODE,
            _ => UNICODE_WITHOUT_BRAILLE,
        };
        Ok((Theme::for_capabilities(&name, &self.terminal)?, glyphs))
    }
}

impl App {
    /// Applies theme and glyphs, and shows the panes that the settings have.
    pub(super) fn apply_appearance(&mut self) {
        if let Ok((theme, glyphs)) = self.profile.appearance.resolve(&self.profile.settings) {
            self.screen.set_theme(theme);
            self.screen.set_glyphs(glyphs);
        }
        self.show_panes();
    }

    /// Shows the panes that the settings have, each with its view, and binds their keys.
    fn show_panes(&mut self) {
        let settings = &self.profile.settings;
        let mut panes = pane::all();
        panes.retain(|pane| settings.shows_pane(pane.name()));
        if panes.len() == self.panes.all().len() {
            return;
        }
        self.history.retain_panes(|name| panes.iter().any(|pane| pane.name() == name));
        self.panes.replace(panes);
        self.activate_pane(self.panes.current_index());
        self.bind_keys();
    }

    /// Changes a setting: `theme light`. It holds from now on, and is kept.
    pub(super) fn set_setting(&mut self, words: &str) -> Result<()> {
        let (setting, value) = parse_setting(words)?;
        (self.profile.settings, self.profile.appearance) = self.with_setting(setting, &value)?;
        self.apply_appearance();
        if setting.key == "mouse" {
            self.screen.set_captures_mouse(self.profile.settings.is_enabled("mouse"));
        }
        let kept = (value != default_value(setting)).then_some(value);
        self.push_effect(Effect::StoreSetting(setting.key.into(), kept));
        Ok(())
    }

    /// Settings and looks with one setting changed: it counts before what was asked for at the start.
    fn with_setting(
        &self,
        setting: &'static Setting,
        value: &Value,
    ) -> Result<(Settings, Appearance)> {
        let (settings, mut looks) = (
            self.profile.settings.with_value(setting, value.clone())?,
            self.profile.appearance.clone(),
        );
        match setting.key {
            "theme" => looks.theme = Some(unquoted(value)),
            "ascii" => looks.ascii = false,
            _ => {}
        }
        Ok((settings, looks))
    }

    /// Shows what the chosen setting would look like, or what holds where none is being chosen.
    pub(super) fn preview_setting(&mut self) {
        let chosen = self.selected_setting();
        if chosen.as_deref() == self.screen.previewed_setting() {
            return;
        }
        let changed = chosen.as_deref().and_then(|words| {
            parse_setting(words)
                .and_then(|(setting, value)| self.with_setting(setting, &value))
                .ok()
        });
        let (settings, looks) = changed
            .as_ref()
            .map_or((&self.profile.settings, &self.profile.appearance), |(settings, looks)| {
                (settings, looks)
            });
        if let Ok((theme, glyphs)) = looks.resolve(settings) {
            self.screen.set_theme(theme);
            self.screen.set_glyphs(glyphs);
        }
        self.screen.set_previewed_setting(chosen);
    }

    /// Whether the mouse is the dashboard's.
    pub fn has_mouse(&self) -> bool {
        self.screen.captures_mouse()
    }

    /// The pane that the person wishes to start on.
    pub fn start_pane(&self) -> Option<String> {
        self.profile.settings.start_pane()
    }

    /// Does at the start what settings ask of the terminal.
    pub fn apply_startup_settings(&mut self) {
        let captures = self.profile.settings.is_enabled("mouse");
        self.screen.set_captures_mouse(captures);
        if captures {
            self.push_effect(Effect::CaptureMouse(true));
        }
    }
}

/// The setting and the value of words: `theme light`.
fn parse_setting(words: &str) -> Result<(&'static Setting, Value)> {
    let (key, said) = words.trim().split_once(' ').unwrap_or((words.trim(), ""));
    let (setting, said) = (setting_by_key(key)?, said.trim());
    Ok((setting, setting.parse_value(|value| unquoted(value) == said, &said.into())?))
}

/// The action that sets something.
pub(super) fn set_action(key: &str, value: &Value) -> Action {
    Action::Set(format!("{key} {}", unquoted(value)))
}
