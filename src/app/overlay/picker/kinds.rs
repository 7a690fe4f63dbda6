//! The table of pickers: title, keys, and where the choices come from.

use super::{
    Choice, Picker, bookmarks, columns, commands, copy, decks, facets, find, history, settings,
};
use crate::app::App;
use crate::command::PickerKind;

pub(super) struct PickerInfo {
    pub(super) title: &'static str,
    /// A sentence about the keys of the picker.
    pub(super) hint: &'static str,
    /// The text in place of choices where nothing matches.
    pub(super) empty_message: &'static str,
    /// Space toggles a choice, and the picker stays open.
    pub(super) toggles: bool,
    pub(super) choices: fn(&App, &Picker) -> Vec<Choice>,
}

type ChoicesFn = fn(&App, &Picker) -> Vec<Choice>;

const NOTHING_FITS: &str = "no match; Backspace widens the search";

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
    once("Find", "Enter opens; Tab shows commands only", NOTHING_FITS, find::choices);
static COMMANDS: PickerInfo =
    once("Commands", "Enter runs; Tab finds anything", NOTHING_FITS, commands::all_choices);
static HELP: PickerInfo =
    once("Keys", "Enter runs; ? closes; Tab finds anything", NOTHING_FITS, commands::help_choices);
static HISTORY: PickerInfo =
    once("History", "Enter goes to it", "no earlier view", history::choices);
static FACETS: PickerInfo = toggling(
    "Facets",
    "Space toggles; Enter applies; Esc closes",
    "no such value to filter by",
    facets::choices,
);
static SORT: PickerInfo = once(
    "Sort by",
    "Enter sorts; again reverses",
    "no such column to sort by",
    columns::sort_choices,
);
static COLUMNS: PickerInfo = toggling(
    "Columns",
    "Space hides or shows; Esc closes",
    "no such column",
    columns::visibility_choices,
);
static BOOKMARKS: PickerInfo = once(
    "Bookmarks",
    "Enter opens; type a name to save; Del deletes",
    "no bookmark yet: type a name, and Enter saves this view",
    bookmarks::choices,
);
static DECKS: PickerInfo = once("Present", "Enter presents it", NOTHING_FITS, decks::choices);
static SLIDES: PickerInfo = once("Slides", "Enter goes to it", NOTHING_FITS, decks::slides);
static SETTINGS: PickerInfo = toggling(
    "Settings",
    "Space sets; Enter sets and closes; Esc closes",
    "no such setting",
    settings::choices,
);
static COPY: PickerInfo =
    once("Copy", "Enter copies; Tab changes the target", NOTHING_FITS, copy::choices);
