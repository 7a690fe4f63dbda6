//! The table of pickers: title, keys, and where the choices come from.

use super::{
    Choice, Picker, bookmarks, columns, commands, copy, decks, facets, find, history, settings,
};
use crate::app::App;
use crate::command::PickerKind;

pub(super) struct PickerInfo {
    pub(super) title: &'static str,
    /// What the keys do.
    pub(super) hint: &'static str,
    /// The text in place of choices where nothing matches.
    pub(super) empty_message: &'static str,
    /// Whether Space toggles a choice and the picker stays open.
    pub(super) toggles: bool,
    pub(super) choices: fn(&App, &Picker) -> Vec<Choice>,
}

type ChoicesFn = fn(&App, &Picker) -> Vec<Choice>;

const NOTHING_FITS: &str = "nothing fits; Backspace widens";

/// Returns the entry of a kind.
pub(super) fn info(kind: PickerKind) -> &'static PickerInfo {
    match kind {
        PickerKind::Find => &FIND,
        PickerKind::Commands => &COMMANDS,
        PickerKind::Help => &HELP,
        PickerKind::History => &HISTORY,
        PickerKind::Facets => &FACETS,
        PickerKind::Sort => &SORT,
        PickerKind::Columns => &COLUMNS,
        PickerKind::Bookmarks => &BOOKMARKS,
        PickerKind::Decks => &DECKS,
        PickerKind::Slides => &SLIDES,
        PickerKind::Settings => &SETTINGS,
        PickerKind::Copy => &COPY,
    }
}

const fn once(
    title: &'static str,
    hint: &'static str,
    empty_message: &'static str,
    choices: ChoicesFn,
) -> PickerInfo {
    PickerInfo { title, hint, empty_message, toggles: false, choices }
}

const fn toggling(
    title: &'static str,
    hint: &'static str,
    empty_message: &'static str,
    choices: ChoicesFn,
) -> PickerInfo {
    PickerInfo { title, hint, empty_message, toggles: true, choices }
}

static FIND: PickerInfo =
    once("Find", "Enter goes; Tab commands only", NOTHING_FITS, find::choices);
static COMMANDS: PickerInfo =
    once("Commands", "Enter runs; Tab finds anything", NOTHING_FITS, commands::all_choices);
static HELP: PickerInfo =
    once("Keys", "Enter runs; ? closes; Tab finds anything", NOTHING_FITS, commands::help_choices);
static HISTORY: PickerInfo =
    once("Where one was", "Enter goes there", "this is where you began", history::choices);
static FACETS: PickerInfo = toggling(
    "Facets",
    "Space adds; Enter takes; Esc closes",
    "there is no such value to filter by here",
    facets::choices,
);
static SORT: PickerInfo = once(
    "Sort by",
    "Enter sorts; once more turns it",
    "this pane has no such column to sort by",
    columns::sort_choices,
);
static COLUMNS: PickerInfo = toggling(
    "Columns",
    "Space hides or shows; Esc closes",
    "this pane has no such column",
    columns::visible,
);
static BOOKMARKS: PickerInfo = once(
    "Views",
    "Enter goes; type a name to save; Del forgets",
    "no view yet: type a name, and Enter saves where you are",
    bookmarks::choices,
);
static DECKS: PickerInfo = once("Present", "Enter shows it", NOTHING_FITS, decks::choices);
static SLIDES: PickerInfo = once("Slides", "Enter goes there", NOTHING_FITS, decks::slides);
static SETTINGS: PickerInfo = toggling(
    "Settings",
    "Space sets; Enter sets and closes; Esc closes",
    "there is no such setting",
    settings::choices,
);
static COPY: PickerInfo =
    once("Copy", "Enter copies; Tab changes where to", NOTHING_FITS, copy::choices);
