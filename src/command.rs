//! What one can do: the one table of commands. Keys, help, foot, scripts and README read it.

pub mod key;
pub mod keymap;
pub mod script;

use crate::error::{Error, Result};
use key::KeyEvent;

/// A wish, whatever expressed it: a key, a step of a script, the command line.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// Close the innermost layer, or end.
    Quit,
    /// Close the innermost layer.
    Close,
    /// End at once.
    QuitNow,
    /// Stop the program until it is called to the foreground again.
    Suspend,
    /// Draw everything anew.
    Redraw,
    /// Open a picker with a query typed already.
    OpenPicker(PickerKind, String),
    /// Take back the last change of what a pane shows.
    Undo,
    /// Make it again.
    Redo,
    /// The columns that are shown, by their keys; nothing shows the usual ones.
    Columns(String),
    /// Mark the row, or unmark it.
    ToggleMark,
    /// Mark these rows, by their places.
    SetMarks(String),
    /// Copy something: `rows md`, `row`, `link`, `value screen`.
    Copy(String),
    /// Keep where one is under a name.
    SaveBookmark(String),
    /// Forget a view.
    DeleteBookmark(String),
    /// Change a setting and keep it: its key and the value.
    Set(String),
    /// Letters on all links that are seen.
    ShowLinkHints,
    /// Turn the mouse on or off.
    ToggleMouse,
    /// Tell what is wrong or odd in the data.
    ShowProblems,
    /// Tell what overrides change.
    ShowOverrideDiff,
    /// Tell where the value comes from on which one is, or the value of a place.
    Explain(String),
    /// Change a value in the user's override, with the editor.
    Edit(String),
    /// Take the user's override of a value back.
    Revert(String),
    /// Go to a pane or a place.
    Go(String),
    /// Go to the pane of this number, from 1, as it was left.
    SelectPane(usize),
    /// Go where one was before.
    Back,
    /// Undo going back.
    Forward,
    /// Move the selection, or the text.
    Move(Motion),
    /// Follow what is focused.
    Enter,
    /// The next link of the detail, or the next pane.
    Next,
    /// The link before, or the pane before.
    Previous,
    /// Type a filter.
    EditFilter,
    /// Keep rows that match.
    Filter(String),
    /// Take away the last condition of the filter.
    DropLastFilter,
    /// All rows, or the usual ones.
    ToggleAll,
    /// Sort by a column: `events`, `events down`, or nothing for the list's own order.
    Sort(String),
    /// Select the row of a place.
    Select(String),
    /// Show the row of a place at the top.
    ShowAtTop(String),
    /// Open the detail, its link of this number focused.
    OpenDetail(String),
    /// Show the line of this number at the top of the detail.
    ScrollDetail(String),
    /// Go to what is nearest to today.
    GoToToday,
    /// Show slides: of the programme, a place, the view, or a deck by name; nothing asks which.
    Present(String),
    /// Words of one pane: the pane's name for it, and what stands behind it.
    PaneCommand(&'static str, String),
}

/// A list to choose from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PickerKind {
    Find,
    Commands,
    Help,
    History,
    Facets,
    Sort,
    Columns,
    Bookmarks,
    Decks,
    Slides,
    Settings,
    Copy,
}

/// A direction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Motion {
    /// One up.
    Up,
    /// One down.
    Down,
    /// One to the left.
    Left,
    /// One to the right.
    Right,
    /// A page up.
    PageUp,
    /// A page down.
    PageDown,
    /// Half a page up.
    HalfUp,
    /// Half a page down.
    HalfDown,
    /// To the first.
    First,
    /// To the last.
    Last,
}

/// How a command comes to its action.
pub enum Invocation {
    /// As it is.
    Fixed(Action),
    /// With the words behind its name.
    WithArgs(&'static str, fn(String) -> Action),
}

/// A command: name in scripts, keys, help.
pub struct Command {
    /// The word in a script.
    pub name: &'static str,
    /// Keys between spaces; a sequence is written with `+`, as in `g+g`.
    pub keys: &'static str,
    /// The name of the pane that has it; empty for everywhere.
    pub pane: &'static str,
    /// The word for it in the foot; empty where it does not stand there.
    pub status_label: &'static str,
    /// One line of help.
    pub help: &'static str,
    /// What it does.
    pub invocation: Invocation,
}

use Action::*;
use Invocation::{Fixed, WithArgs};

const fn command(
    name: &'static str,
    keys: &'static str,
    foot: &'static str,
    help: &'static str,
    run: Invocation,
) -> Command {
    Command { name, keys, pane: "", status_label: foot, help, invocation: run }
}

/// The commands of every pane. A pane's own stand beside the pane, in the same shape.
pub const COMMANDS: &[Command] = &[
    command(
        "go",
        "",
        "",
        "Go to a pane, filtered perhaps, or to a place: go countries/NP",
        WithArgs("PANE [WORDS] or PLACE", Go),
    ),
    command(
        "enter",
        "enter",
        "open",
        "Open the detail; in it, follow the focused link",
        Fixed(Enter),
    ),
    command("next", "tab", "", "The next pane; in a detail its next link", Fixed(Next)),
    command(
        "previous",
        "shift-tab",
        "",
        "The pane before; in a detail the link before",
        Fixed(Previous),
    ),
    command("up", "up k ctrl-p", "", "Move up", Fixed(Move(Motion::Up))),
    command("down", "down j ctrl-n", "", "Move down", Fixed(Move(Motion::Down))),
    command("left", "left h", "", "Move left; leave the detail", Fixed(Move(Motion::Left))),
    command("right", "right l", "", "Move right; into the detail", Fixed(Move(Motion::Right))),
    command("page-up", "pageup", "", "A page up", Fixed(Move(Motion::PageUp))),
    command("page-down", "pagedown", "", "A page down", Fixed(Move(Motion::PageDown))),
    command("half-up", "ctrl-u", "", "Half a page up", Fixed(Move(Motion::HalfUp))),
    command("half-down", "ctrl-d", "", "Half a page down", Fixed(Move(Motion::HalfDown))),
    command("first", "home g+g", "", "To the first", Fixed(Move(Motion::First))),
    command("last", "end G", "", "To the last", Fixed(Move(Motion::Last))),
    command("back", "backspace [ ctrl-h", "", "Back to where one was", Fixed(Back)),
    command("forward", "]", "", "Forward again", Fixed(Forward)),
    command(
        "ask-filter",
        "/",
        "filter",
        "Type a filter: nepal region:asia agency:iom,unicef -phase:ame year>=2017",
        Fixed(EditFilter),
    ),
    command("filter", "", "", "Keep rows that match; nothing keeps all", WithArgs("WORDS", Filter)),
    command("drop", "x", "", "Take away the last condition of the filter", Fixed(DropLastFilter)),
    command(
        "all",
        "a",
        "",
        "All rows that the sources list, or the programme's only",
        Fixed(ToggleAll),
    ),
    command("sort", "", "", "Sort by a column: sort events down", WithArgs("COLUMN [down]", Sort)),
    command("select", "", "", "Select a row", WithArgs("PLACE", Select)),
    command("top", "", "", "Show a row at the top", WithArgs("PLACE", ShowAtTop)),
    command(
        "open",
        "",
        "",
        "Open the detail at its link of this number",
        WithArgs("[NUMBER]", OpenDetail),
    ),
    command(
        "scroll",
        "",
        "",
        "Show this line of the detail at the top",
        WithArgs("NUMBER", ScrollDetail),
    ),
    command("today", "t", "", "To what is nearest to today", Fixed(GoToToday)),
    command(
        "why",
        "w",
        "why",
        "Where this comes from: layers, sources, what they say when they differ",
        WithArgs("[PLACE]", Explain),
    ),
    command(
        "edit",
        "e",
        "",
        "Change this in your override, with your editor",
        WithArgs("[PLACE]", Edit),
    ),
    command(
        "take-back",
        "E",
        "",
        "Take your override of this back; asked twice",
        WithArgs("[PLACE]", Revert),
    ),
    command(
        "findings",
        "!",
        "",
        "What is wrong or odd in the data, with file and line",
        Fixed(ShowProblems),
    ),
    command(
        "diff",
        "D",
        "",
        "What overrides change against the bundled data",
        Fixed(ShowOverrideDiff),
    ),
    command(
        "find",
        "ctrl-k",
        "find",
        "Find anything: a country, an event, a command",
        WithArgs("[WORDS]", |words| OpenPicker(PickerKind::Find, words)),
    ),
    command(
        "commands",
        ":",
        "",
        "Commands and steps of scripts, by name, key or meaning",
        WithArgs("[WORDS]", |words| OpenPicker(PickerKind::Commands, words)),
    ),
    command(
        "help",
        "?",
        "keys",
        "All keys of where one is",
        WithArgs("[WORDS]", |words| OpenPicker(PickerKind::Help, words)),
    ),
    command(
        "history",
        "H",
        "",
        "Where one was, to go back to any of it",
        WithArgs("[WORDS]", |words| OpenPicker(PickerKind::History, words)),
    ),
    command(
        "facets",
        "f",
        "",
        "Values to filter by, with counts",
        WithArgs("[WORDS]", |words| OpenPicker(PickerKind::Facets, words)),
    ),
    command(
        "sort-by",
        "s",
        "",
        "Sort: choose a column; once more turns it, then as it was",
        WithArgs("[WORDS]", |words| OpenPicker(PickerKind::Sort, words)),
    ),
    command(
        "show-columns",
        "K",
        "",
        "Hide and show columns",
        WithArgs("[WORDS]", |words| OpenPicker(PickerKind::Columns, words)),
    ),
    command(
        "views",
        "v",
        "",
        "Named views: save, go, forget",
        WithArgs("[WORDS]", |words| OpenPicker(PickerKind::Bookmarks, words)),
    ),
    command(
        "copy-as",
        "y",
        "",
        "Copy: a value, rows, a link, sources; as text, Markdown, CSV, JSON",
        WithArgs("[WORDS]", |words| OpenPicker(PickerKind::Copy, words)),
    ),
    command(
        "copy",
        "",
        "",
        "Copy at once: copy rows md; to the clipboard, a file or the screen",
        WithArgs("WHAT [FORMAT] [WHERE]", Copy),
    ),
    command(
        "undo",
        "u",
        "",
        "Take back the last change of filter, sort, columns or zoom",
        Fixed(Undo),
    ),
    command("redo", "U", "", "Make it again", Fixed(Redo)),
    command("mark", "space", "", "Mark the row for copying", Fixed(ToggleMark)),
    command("marks", "", "", "Mark these rows, and no others", WithArgs("PLACES", SetMarks)),
    command(
        "columns",
        "",
        "",
        "Show these columns: columns name,region",
        WithArgs("[KEYS]", Columns),
    ),
    command("save-view", "", "", "Keep where one is under a name", WithArgs("NAME", SaveBookmark)),
    command("drop-view", "", "", "Forget a view", WithArgs("NAME", DeleteBookmark)),
    command(
        "settings",
        ",",
        "",
        "Settings: colours, ASCII, first pane, map, mouse",
        WithArgs("[WORDS]", |words| OpenPicker(PickerKind::Settings, words)),
    ),
    command(
        "set",
        "",
        "",
        "Change a setting and keep it: set theme projector",
        WithArgs("SETTING VALUE", Set),
    ),
    command(
        "hints",
        "o",
        "",
        "Letters on all links that are seen; typing them follows",
        Fixed(ShowLinkHints),
    ),
    command(
        "present",
        "p",
        "",
        "Show slides: the programme, this view, a record, a deck of your own",
        WithArgs("[DECK or PLACE]", Present),
    ),
    command("mouse", "m", "", "Mouse on or off: panes, rows, links, wheel", Fixed(ToggleMouse)),
    command("redraw", "ctrl-l", "", "Read all files again and draw everything anew", Fixed(Redraw)),
    command("suspend", "ctrl-z", "", "Stop until called to the foreground", Fixed(Suspend)),
    command("close", "esc", "", "Close the innermost layer", Fixed(Close)),
    command("quit", "q", "quit", "Close the innermost layer, then end", Fixed(Quit)),
    command("leave", "ctrl-c", "", "End at once", Fixed(QuitNow)),
];

/// Other words that people look for a command by.
const SYNONYMS: &[(&str, &str)] = &[
    ("back", "return previous history"),
    ("commands", "palette run script"),
    ("copy-as", "yank clipboard export save"),
    ("drop", "remove clear chip unfilter"),
    ("diff", "changes overridden layers"),
    ("edit", "change override correct"),
    ("facets", "values counts narrow"),
    ("find", "search go to jump"),
    ("help", "keys shortcuts"),
    ("history", "recent places visited"),
    ("present", "slides deck presentation projector"),
    ("quit", "exit leave end"),
    ("settings", "options preferences configuration theme colors"),
    ("sort-by", "order"),
    ("today", "now date"),
    ("undo", "revert"),
    ("views", "bookmarks saved favourites"),
    ("why", "source provenance origin explain"),
];

/// A sequence of keys as it is written: `g+g`; a `+` alone is the key.
fn parse_sequence(text: &str) -> Vec<KeyEvent> {
    if text == "+" {
        key::parse(text).into_iter().collect()
    } else {
        text.split('+').filter_map(key::parse).collect()
    }
}

impl Command {
    /// All words that it is found by.
    pub fn search_text(&self) -> String {
        let also =
            SYNONYMS.iter().find(|(name, _)| *name == self.name).map_or("", |(_, also)| also);
        format!("{} {} {also}", self.help, self.name)
    }

    /// The sequences of keys that run it.
    pub fn key_sequences(&self) -> impl Iterator<Item = Vec<KeyEvent>> {
        self.keys.split_whitespace().map(parse_sequence)
    }

    /// The command's name in a script with what may stand behind it.
    pub fn usage(&self) -> String {
        match self.invocation {
            WithArgs(argument, _) => format!("{} {argument}", self.name),
            Fixed(_) => self.name.to_string(),
        }
    }

    /// The action, with the words that stand behind the name in a script.
    pub fn action(&self, rest: &str) -> Result<Action> {
        match &self.invocation {
            Fixed(action) if rest.is_empty() => Ok(action.clone()),
            Fixed(_) => {
                Err(Error::usage(format!("the step \"{}\" takes nothing behind it", self.name)))
            }
            WithArgs(_, make) => Ok(make(rest.to_string())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn names_and_keys_are_unique_and_read() {
        let mut names = HashSet::new();
        let mut keys = HashSet::new();
        for command in COMMANDS {
            assert!(names.insert(command.name), "{} stands twice", command.name);
            assert!(!command.help.is_empty() && command.help.len() <= 90, "{}", command.name);
            for (sequence, text) in command.key_sequences().zip(command.keys.split_whitespace()) {
                assert_eq!(sequence.len(), text.split('+').count(), "{text} reads");
                assert!(keys.insert(sequence), "{text} stands twice");
            }
        }
    }

    #[test]
    fn a_command_is_reached_by_key_or_by_words() {
        for command in COMMANDS {
            assert!(
                !command.keys.is_empty() || matches!(command.invocation, WithArgs(..)),
                "{} cannot be reached",
                command.name
            );
        }
    }
}
