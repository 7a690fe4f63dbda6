//! What can be taken away from here, as what, and where to.

use super::{Choice, ChoiceAction, Picker};
use crate::app::App;
use crate::command::Action;
use crate::query::search::match_name;
use crate::ui::picker::PickerRow;

/// Where something can be copied to; the first is the usual one.
pub(crate) const TARGETS: &[&str] = &["clipboard", "file", "screen"];

pub(crate) fn choices(app: &App, picker: &Picker) -> Vec<Choice> {
    let place = TARGETS[picker.mode % TARGETS.len()];
    let offered = app.copy_choices().into_iter().filter_map(|(what, text)| {
        let letters = match_name(picker.query(), &text)?.letters;
        Some(Choice::new(
            PickerRow { text, match_positions: letters, ..PickerRow::default() },
            ChoiceAction::Perform(Action::Copy(format!("{what} {place}"))),
        ))
    });
    offered.collect()
}
