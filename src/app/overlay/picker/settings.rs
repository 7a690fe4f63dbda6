//! Each value of each setting, the current one checked. The selected value is previewed.

use super::{Choice, ChoiceAction, Picker};
use crate::app::App;
use crate::app::setting_change::set_action;
use crate::app::settings::{SETTINGS, unquoted};
use crate::command::{Action, PickerKind};
use crate::profile::programme_source::BUNDLED;
use crate::ui::picker::PickerRow;

pub(super) fn choices(app: &App, picker: &Picker) -> Vec<Choice> {
    let settings = &app.profile.settings;
    let mut choices = Vec::new();
    for setting in SETTINGS {
        let current = settings.get(setting);
        let mut values: Vec<_> = (setting.values)(&app.profile.appearance.themes).collect();
        if setting.key == "programme" {
            let entries = app.programmes().iter().filter(|entry| entry.word != BUNDLED);
            values.extend(entries.map(|entry| (entry.setting.clone(), entry.title.clone())));
            if !values.iter().any(|(value, _)| unquoted(value) == unquoted(&current)) {
                values.push((current.clone(), String::new()));
            }
        }
        for (value, note) in values {
            if !settings.allows(setting, &value) {
                continue;
            }
            let text = format!("{}: {}", setting.key, unquoted(&value));
            let is_checked = Some(unquoted(&value) == unquoted(&current));
            let row = PickerRow { note, is_checked, ..PickerRow::new(text) };
            let action = ChoiceAction::Perform(set_action(setting.key, &value));
            choices.extend(Choice::matching(picker.query(), row, action));
        }
    }
    choices
}

impl App {
    /// Returns the setting that is selected in the open picker: its key and value.
    pub(in crate::app) fn selected_setting(&self) -> Option<String> {
        let picker = self.overlays.picker().filter(|picker| picker.kind == PickerKind::Settings)?;
        match &picker.selected_choice()?.action {
            ChoiceAction::Perform(Action::Set(words)) => Some(words.clone()),
            _ => None,
        }
    }
}
