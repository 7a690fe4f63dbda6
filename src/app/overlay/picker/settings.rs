//! What can be set: each value of each setting, the one that holds marked. The chosen one is shown at once.

use super::{Choice, ChoiceAction, Picker};
use crate::app::App;
use crate::app::settings::{SETTINGS, set_action, unquoted};
use crate::command::Action;
use crate::query::search::match_name;
use crate::ui::picker::PickerRow;

pub(crate) fn choices(app: &App, pick: &Picker) -> Vec<Choice> {
    let all = SETTINGS.iter().flat_map(|of| {
        let now = app.profile.settings.get(of);
        let offered = (of.values)().filter(|(value, _)| app.profile.settings.allows(of, value));
        offered.filter_map(move |(value, note)| {
            let text = format!("{}: {}", of.key, unquoted(&value));
            let letters = match_name(pick.query(), &text)?.letters;
            let line = PickerRow {
                text,
                match_positions: letters,
                note,
                is_checked: Some(value == now),
                ..PickerRow::default()
            };
            Some(Choice::new(line, ChoiceAction::Perform(set_action(of.key, &value))))
        })
    });
    all.collect()
}

impl App {
    /// The setting that is being chosen: its key and value.
    pub(in crate::app) fn chosen_setting(&self) -> Option<String> {
        let pick = self.pick.as_ref().filter(|pick| pick.kind.name == "settings")?;
        match &pick.selected_choice()?.action {
            ChoiceAction::Perform(Action::Set(words)) => Some(words.clone()),
            _ => None,
        }
    }
}
