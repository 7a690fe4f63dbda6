//! The programmes that can be shown, the current one checked.

use super::{Choice, ChoiceAction, Picker};
use crate::app::App;
use crate::command::Action;
use crate::ui::picker::PickerRow;

pub(super) fn choices(app: &App, picker: &Picker) -> Vec<Choice> {
    let mut choices = Vec::new();
    for programme in app.programmes() {
        let is_checked = Some(programme.word == app.programme());
        let note = programme.title.clone();
        let row = PickerRow { note, is_checked, ..PickerRow::new(&*programme.word) };
        let action = ChoiceAction::Perform(Action::ShowProgramme(programme.word.clone()));
        choices.extend(Choice::matching(picker.query(), row, action));
    }
    choices
}
