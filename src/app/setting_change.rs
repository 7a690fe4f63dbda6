//! Changes a setting, saves it, and previews the one that the picker selects.

use super::appearance::AppearanceInputs;
use super::settings::{Setting, Settings, unquoted};
use super::{App, Effect};
use crate::command::Action;
use crate::error::Result;
use serde_json::Value;

impl App {
    /// Changes a setting and saves it, as in `theme light`; a default is removed from the file.
    pub(super) fn set_setting(&mut self, words: &str) -> Result<()> {
        let (setting, value) = self.parse_setting(words)?;
        if setting.key == "programme" {
            // kept only if it can be shown
            self.push_effect(Effect::SetProgramme(unquoted(&value)));
            return Ok(());
        }
        self.apply_setting(setting, value)
    }

    /// Keeps the programmes that are shown in the settings: a word or a list of words.
    pub fn store_programme(&mut self, value: Value) {
        if let Ok(setting) = Setting::by_key("programme") {
            // it contradicts no other setting
            let _ = self.apply_setting(setting, value);
        }
    }

    fn apply_setting(&mut self, setting: &'static Setting, value: Value) -> Result<()> {
        let (settings, appearance) = self.with_setting(setting, &value)?;
        self.profile.settings = settings;
        self.profile.appearance = appearance;
        self.apply_settings();
        if setting.key == "mouse" {
            self.screen.captures_mouse = self.profile.settings.is_enabled("mouse");
        }
        let saved = Some(value).filter(|value| *value != setting.default_value());
        self.push_effect(Effect::StoreSetting(setting.key.into(), saved));
        Ok(())
    }

    /// Returns settings and appearance with one setting changed; it replaces a flag for the same.
    fn with_setting(
        &self,
        setting: &'static Setting,
        value: &Value,
    ) -> Result<(Settings, AppearanceInputs)> {
        let settings = self.profile.settings.with_value(setting, value.clone())?;
        let mut appearance = self.profile.appearance.clone();
        match setting.key {
            "theme" => appearance.theme = Some(unquoted(value)),
            "ascii" => appearance.ascii = false,
            _ => {}
        }
        Ok((settings, appearance))
    }

    /// Draws with the value that is selected in the picker of settings, or with the settings if the
    /// picker is closed.
    pub(super) fn preview_setting(&mut self) {
        let selected = self.selected_setting();
        if selected == self.screen.previewed_setting {
            return;
        }
        let changed = selected.as_deref().and_then(|words| {
            let (setting, value) = self.parse_setting(words).ok()?;
            self.with_setting(setting, &value).ok()
        });
        let (settings, appearance) = changed
            .unwrap_or_else(|| (self.profile.settings.clone(), self.profile.appearance.clone()));
        self.draw_with(&settings, &appearance);
        self.screen.previewed_setting = selected;
    }

    /// Parses a setting and its value, as in `theme light`.
    fn parse_setting(&self, words: &str) -> Result<(&'static Setting, Value)> {
        let (key, name) = words.trim().split_once(' ').unwrap_or((words.trim(), ""));
        let (setting, name) = (Setting::by_key(key)?, name.trim());
        let themes = &self.profile.appearance.themes;
        let value = setting.find_value(|value| unquoted(value) == name, &name.into(), themes)?;
        Ok((setting, value))
    }
}

/// Returns the action that sets a setting.
pub(super) fn set_action(key: &str, value: &Value) -> Action {
    Action::Set(format!("{key} {}", unquoted(value)))
}
