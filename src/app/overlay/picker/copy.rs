//! Lists the things to copy from the current view; Tab changes the target.

use super::{Choice, ChoiceAction, Picker};
use crate::app::App;
use crate::command::Action;
use crate::ui::picker::PickerRow;

/// The targets of a copy, the default first.
pub(super) const TARGETS: &[&str] = &["clipboard", "file", "screen"];

pub(super) fn choices(app: &App, picker: &Picker) -> Vec<Choice> {
    let target = TARGETS[picker.mode % TARGETS.len()];
    let choice = |(what, text): (String, String)| {
        let action = ChoiceAction::Perform(Action::Copy(format!("{what} {target}")));
        Choice::matching(picker.query(), PickerRow::new(text), action)
    };
    app.copy_choices().into_iter().filter_map(choice).collect()
}
