//! Visited views, the latest first.

use super::{Choice, ChoiceAction, Picker};
use crate::app::App;
use crate::query::search::match_name;
use crate::ui::picker::PickerRow;

pub(super) fn choices(app: &App, picker: &Picker) -> Vec<Choice> {
    let choice = |script: &str, label: &str| {
        let match_positions = match_name(picker.query(), label)?.letters;
        let row = PickerRow {
            text: label.into(),
            match_positions,
            note: script.into(),
            ..PickerRow::default()
        };
        Some(Choice::new(row, ChoiceAction::RunScript(script.into())))
    };
    app.history.visited().filter_map(|entry| choice(&entry.script, &entry.label)).collect()
}
