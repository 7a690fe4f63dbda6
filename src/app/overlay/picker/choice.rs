//! A choice of a picker.

use crate::app::App;
use crate::app::overlay::import_view::ImportChoice;
use crate::command::{Action, PickerKind};
use crate::model::RecordPath;
use crate::query::search::match_name;
use crate::ui::picker::PickerRow;

/// A row of a picker, and its action.
pub(super) struct Choice {
    pub(super) row: PickerRow,
    pub(super) action: ChoiceAction,
    /// The record of the choice, for its preview.
    pub(super) path: Option<RecordPath>,
}

/// The result of choosing: an action, a script, or more text in the picker.
#[derive(Clone)]
pub(super) enum ChoiceAction {
    Perform(Action),
    RunScript(String),
    /// Types this into the picker of commands, to be completed.
    FillInput(String),
    /// Types this path into the picker of files.
    TypePath(String),
    Import(ImportChoice),
}

impl Choice {
    pub(super) fn new(row: PickerRow, action: ChoiceAction) -> Choice {
        Choice { row, action, path: None }
    }

    /// Returns a choice whose text matches a query, with the matching letters marked.
    pub(super) fn matching(query: &str, row: PickerRow, action: ChoiceAction) -> Option<Choice> {
        let match_positions = match_name(query, &row.text)?.letters;
        Some(Choice::new(PickerRow { match_positions, ..row }, action))
    }
}

impl ChoiceAction {
    pub(super) fn perform(self, app: &mut App) {
        match self {
            ChoiceAction::FillInput(text) => {
                let _ = app.open_picker(PickerKind::Commands, &text);
            }
            ChoiceAction::TypePath(path) => {
                let _ = app.open_picker(PickerKind::ImportFile, &path);
            }
            ChoiceAction::Import(choice) => app.take_import_choice(choice),
            ChoiceAction::Perform(action) => app.dispatch(&action),
            ChoiceAction::RunScript(script) => app.run_user_script(&script),
        }
    }
}
