//! Where one was, the latest first.

use super::{Choice, ChoiceAction, Picker};
use crate::app::App;
use crate::query::search::match_name;
use crate::ui::picker::PickerRow;

pub(crate) fn choices(app: &App, pick: &Picker) -> Vec<Choice> {
    let been = app.back.iter().rev().filter_map(|been| {
        let letters = match_name(pick.query(), &been.label)?.letters;
        let line = PickerRow {
            text: been.label.clone(),
            match_positions: letters,
            note: been.script.clone(),
            ..PickerRow::default()
        };
        Some(Choice::new(line, ChoiceAction::RunScript(been.script.clone())))
    });
    been.collect()
}
