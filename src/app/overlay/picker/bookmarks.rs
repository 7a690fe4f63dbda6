//! Bookmarks, and the current view under a new name.

use super::{Choice, ChoiceAction, Picker};
use crate::app::App;
use crate::command::Action;
use crate::ui::picker::PickerRow;

pub(super) fn choices(app: &App, picker: &Picker) -> Vec<Choice> {
    let query = picker.query();
    let bookmarks = &app.profile.bookmarks;
    let choice = |(name, script): (&String, &String)| {
        let row = PickerRow { note: script.clone(), ..PickerRow::new(name) };
        Choice::matching(query, row, ChoiceAction::RunScript(script.clone()))
    };
    let mut choices: Vec<Choice> = bookmarks.iter().filter_map(choice).collect();
    if !query.is_empty() && !bookmarks.contains_key(query) {
        let text = format!("bookmark this view as \"{query}\"");
        let row = PickerRow { note: app.script(), ..PickerRow::new(text) };
        let action = ChoiceAction::Perform(Action::SaveBookmark(query.into()));
        choices.push(Choice::new(row, action));
    }
    choices
}
