//! Lists the things to copy from the current view; Tab changes the target.

use super::{Choice, ChoiceAction, Picker};
use crate::app::App;
use crate::command::Action;
use crate::query::search::match_name;
use crate::ui::picker::PickerRow;

/// The targets of a copy, the default first.
pub(super) const TARGETS: &[&str] = &["clipboard", "file", "screen"];

pub(super) fn choices(app: &App, picker: &Picker) -> Vec<Choice> {
    let target = TARGETS[picker.mode % TARGETS.len()];
    let choice = |(what, text): (String, String)| {
        let match_positions = match_name(picker.query(), &text)?.letters;
        let row = PickerRow { text, match_positions, ..PickerRow::default() };
        let action = Action::Copy(format!("{what} {target}"));
        Some(Choice::new(row, ChoiceAction::Perform(action)))
    };
    app.copy_choices().into_iter().filter_map(choice).collect()
}
