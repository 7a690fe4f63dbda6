//! Bookmarks, and the current view under a new name.

use super::{Choice, ChoiceAction, Picker};
use crate::app::App;
use crate::command::Action;
use crate::query::search::match_name;
use crate::ui::picker::PickerRow;

pub(super) fn choices(app: &App, picker: &Picker) -> Vec<Choice> {
    let query = picker.query();
    let bookmarks = &app.profile.views;
    let mut choices = Vec::new();
    for (name, script) in bookmarks {
        if let Some(fit) = match_name(query, name) {
            let row = PickerRow {
                text: name.clone(),
                match_positions: fit.letters,
                note: script.clone(),
                ..PickerRow::default()
            };
            choices.push(Choice::new(row, ChoiceAction::RunScript(script.clone())));
        }
    }
    if !query.is_empty() && !bookmarks.contains_key(query) {
        let row = PickerRow {
            text: format!("bookmark this view as \"{query}\""),
            note: app.script(),
            ..PickerRow::default()
        };
        let action = ChoiceAction::Perform(Action::SaveBookmark(query.into()));
        choices.push(Choice::new(row, action));
    }
    choices
}
