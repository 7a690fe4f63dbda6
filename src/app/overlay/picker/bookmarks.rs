//! Named views: each is one line of script.

use super::{Choice, ChoiceAction, Picker};
use crate::app::App;
use crate::command::Action;
use crate::query::search::match_name;
use crate::ui::picker::PickerRow;

pub(crate) fn choices(app: &App, picker: &Picker) -> Vec<Choice> {
    let words = picker.query();
    let saved = app.profile.views.iter().filter_map(|(name, script)| {
        let letters = match_name(words, name)?.letters;
        Some(Choice::new(
            PickerRow {
                text: name.clone(),
                match_positions: letters,
                note: script.clone(),
                ..PickerRow::default()
            },
            ChoiceAction::RunScript(script.clone()),
        ))
    });
    let mut all: Vec<Choice> = saved.collect();
    if !words.is_empty() && !app.profile.views.contains_key(words) {
        let line = PickerRow {
            text: format!("save this view as \"{words}\""),
            note: app.script(),
            ..PickerRow::default()
        };
        all.push(Choice::new(line, ChoiceAction::Perform(Action::SaveBookmark(words.into()))));
    }
    all
}
