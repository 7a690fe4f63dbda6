//! Applies settings and keys whose files have changed.

use super::App;
use super::settings::{SETTINGS, Settings, unquoted};
use crate::error::Result;
use crate::profile::keys_file::UserKeyBinding;

/// The user's settings and keys as their files have them now, or what is wrong with a file.
pub struct ProfileFiles {
    pub settings: Result<Settings>,
    pub keys: Result<Vec<UserKeyBinding>>,
}

impl App {
    /// Applies what has changed, and says so. A file with an error changes nothing.
    pub fn reload_profile(&mut self, files: ProfileFiles) {
        let mut messages = Vec::new();
        let mut problems = Vec::new();
        match files.settings {
            Ok(settings) => messages.extend(self.change_settings(settings)),
            Err(error) => problems.push(format!("the settings stay as they were: {error}")),
        }
        match files.keys {
            Ok(keys) => {
                if keys != self.profile.keys {
                    self.profile.keys = keys;
                    self.bind_keys();
                    messages.push("keys.json has changed: its keys hold now".to_string());
                }
            }
            Err(error) => problems.push(format!("the keys stay as they were: {error}")),
        }
        // a problem is told once, not at each reload
        let told = std::mem::replace(&mut self.profile.file_problems, problems.clone());
        messages.extend(problems.into_iter().filter(|problem| !told.contains(problem)));
        if !messages.is_empty() && self.mode.slide().is_none() {
            self.set_status(messages.join("; "));
        }
    }

    /// Applies settings. Returns what has changed.
    fn change_settings(&mut self, settings: Settings) -> Option<String> {
        let mut changes = Vec::new();
        for setting in SETTINGS {
            let value = settings.get(setting);
            if value == self.profile.settings.get(setting) {
                continue;
            }
            // the newer choice replaces a flag for the same
            match setting.key {
                "theme" => self.profile.appearance.theme = Some(unquoted(&value)),
                "ascii" => self.profile.appearance.ascii = false,
                _ => {}
            }
            changes.push(format!("{} {}", setting.key, unquoted(&value)));
        }
        self.profile.settings = settings;
        if changes.is_empty() {
            return None;
        }
        self.apply_settings();
        if self.screen.captures_mouse != self.profile.settings.is_enabled("mouse") {
            self.toggle_mouse();
        }
        self.refresh_picker();
        Some(format!("settings.json has changed: {}", changes.join(", ")))
    }
}
