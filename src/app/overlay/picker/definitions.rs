//! The table of pickers: title, keys, and where the choices come from.

use super::{
    Choice, Picker, bookmarks, commands_and_panes, copy, decks_and_slides, facets, history,
    import_answers, import_columns, import_files, programmes, records_and_commands, settings,
    sort_and_columns,
};
use crate::app::App;
use crate::command::PickerKind;

pub(super) struct PickerDefinition {
    pub(super) title: &'static str,
    /// A sentence about the keys of the picker.
    pub(super) hint: &'static str,
    /// The text in place of choices where nothing matches.
    pub(super) empty_message: &'static str,
    /// Space toggles a choice, and the picker stays open.
    pub(super) toggles: bool,
    pub(super) choices: ChoicesFn,
}

type ChoicesFn = fn(&App, &Picker) -> Vec<Choice>;

const NOTHING_FITS: &str = "no match; Backspace widens the search";

/// Returns the entry of a kind.
pub(super) fn info(kind: PickerKind) -> PickerDefinition {
    match kind {
        PickerKind::Find => once(
            "Find",
            "Enter opens; Tab shows commands only",
            NOTHING_FITS,
            records_and_commands::choices,
        ),
        PickerKind::Commands => once(
            "Commands",
            "Enter runs; Tab finds anything",
            NOTHING_FITS,
            commands_and_panes::all_choices,
        ),
        PickerKind::Help => {
            let hint = "Enter runs; ? closes; Tab finds anything";
            once("Keys", hint, NOTHING_FITS, commands_and_panes::help_choices)
        }
        PickerKind::History => {
            once("History", "Enter goes to it", "no earlier view", history::choices)
        }
        PickerKind::Facets => {
            let hint = "Space toggles; Enter applies; Esc closes";
            toggling("Facets", hint, "no such value to filter by", facets::choices)
        }
        PickerKind::Sort => {
            let hint = "Enter sorts; again reverses";
            once("Sort by", hint, "no such column to sort by", sort_and_columns::sort_choices)
        }
        PickerKind::Columns => {
            let hint = "Space hides or shows; Esc closes";
            toggling("Columns", hint, "no such column", sort_and_columns::visibility_choices)
        }
        PickerKind::Bookmarks => {
            let hint = "Enter opens; type a name to save; Del deletes";
            let empty_message = "no bookmark yet: type a name, and Enter saves this view";
            once("Bookmarks", hint, empty_message, bookmarks::choices)
        }
        PickerKind::Decks => {
            once("Present", "Enter presents it", NOTHING_FITS, decks_and_slides::choices)
        }
        PickerKind::Slides => {
            once("Slides", "Enter goes to it", NOTHING_FITS, decks_and_slides::slides)
        }
        PickerKind::Settings => {
            let hint = "Space sets; Enter sets and closes; Esc closes";
            toggling("Settings", hint, "no such setting", settings::choices)
        }
        PickerKind::Programmes => {
            once("Programmes", "Enter shows it", NOTHING_FITS, programmes::choices)
        }
        PickerKind::ImportFile
        | PickerKind::ImportKind
        | PickerKind::ImportField
        | PickerKind::ImportAnswer => import_info(kind),
        PickerKind::Copy => {
            once("Copy", "Enter copies; Tab changes the target", NOTHING_FITS, copy::choices)
        }
    }
}

/// Returns the entry of a picker of an import.
fn import_info(kind: PickerKind) -> PickerDefinition {
    match kind {
        PickerKind::ImportFile => {
            let hint = "Enter imports; Tab completes";
            once("Import", hint, "no folder or spreadsheet here", import_files::choices)
        }
        PickerKind::ImportKind => {
            once("Records of the file", "Enter chooses", NOTHING_FITS, import_columns::kinds)
        }
        PickerKind::ImportField => {
            once("Use the column for", "Enter chooses", NOTHING_FITS, import_columns::fields)
        }
        _ => once("Answer", "Enter answers", NOTHING_FITS, import_answers::choices),
    }
}

fn once(
    title: &'static str,
    hint: &'static str,
    empty_message: &'static str,
    choices: ChoicesFn,
) -> PickerDefinition {
    PickerDefinition { title, hint, empty_message, toggles: false, choices }
}

/// Returns the entry of a picker that stays open while its choices are toggled.
fn toggling(
    title: &'static str,
    hint: &'static str,
    empty_message: &'static str,
    choices: ChoicesFn,
) -> PickerDefinition {
    PickerDefinition { toggles: true, ..once(title, hint, empty_message, choices) }
}
