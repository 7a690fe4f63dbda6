//! Visited views, the latest first.

use super::{Choice, ChoiceAction, Picker};
use crate::app::App;
use crate::ui::picker::PickerRow;

pub(super) fn choices(app: &App, picker: &Picker) -> Vec<Choice> {
    let choice = |script: &str, label: &str| {
        let row = PickerRow { note: script.into(), ..PickerRow::new(label) };
        Choice::matching(picker.query(), row, ChoiceAction::RunScript(script.into()))
    };
    app.history.visited().filter_map(|entry| choice(&entry.script, &entry.label)).collect()
}
