//! What one can do: the one table of commands. Keys, help, foot, scripts and README read it.

pub mod key;
pub mod keymap;
pub mod script;

use crate::error::{Error, Result};
use key::Key;

/// A wish, whatever expressed it: a key, a step of a script, the command line.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// Close the innermost layer, or end.
    Quit,
    /// Close the innermost layer.
    Close,
    /// End at once.
    Leave,
    /// Stop the program until it is called to the foreground again.
    Suspend,
    /// Draw everything anew.
    Redraw,
    /// Open a list to choose from, with words typed already: the list's name, the words.
    Pick(&'static str, String),
    /// Take back the last change of what a pane shows.
    Undo,
    /// Make it again.
    Redo,
    /// The columns that are shown, by their keys; nothing shows the usual ones.
    Columns(String),
    /// Mark the row, or unmark it.
    MarkRow,
    /// Mark these rows, by their places.
    Marks(String),
    /// Copy something: `rows md`, `row`, `link`, `value screen`.
    Copy(String),
    /// Keep where one is under a name.
    SaveView(String),
    /// Forget a view.
    DropView(String),
    /// Change a setting and keep it: its key and the value.
    Set(String),
    /// Letters on all links that are seen.
    Hints,
    /// Turn the mouse on or off.
    Mouse,
    /// Tell what is wrong or odd in the data.
    Findings,
    /// Tell what overrides change.
    Changes,
    /// Tell where the value comes from on which one is, or the value of a place.
    Why(String),
    /// Change a value in the user's override, with the editor.
    Edit(String),
    /// Take the user's override of a value back.
    TakeBack(String),
    /// Go to a pane or a place.
    Go(String),
    /// Go to the pane of this number, from 1, as it was left.
    Visit(usize),
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
    AskFilter,
    /// Keep rows that match.
    Filter(String),
    /// Take away the last condition of the filter.
    DropChip,
    /// All rows, or the usual ones.
    All,
    /// Sort by a column: `events`, `events down`, or nothing for the list's own order.
    Sort(String),
    /// Select the row of a place.
    Select(String),
    /// Show the row of a place at the top.
    Top(String),
    /// Open the detail, its link of this number focused.
    Open(String),
    /// Show the line of this number at the top of the detail.
    Scroll(String),
    /// Go to what is nearest to today.
    Today,
    /// Show slides: of the programme, a place, the view, or a deck by name; nothing asks which.
    Present(String),
    /// Words of one pane: the pane's name for it, and what stands behind it.
    Pane(&'static str, String),
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
pub enum Run {
    /// As it is.
    Do(Action),
    /// With the words behind its name.
    With(&'static str, fn(String) -> Action),
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
    pub foot: &'static str,
    /// One line of help.
    pub help: &'static str,
    /// What it does.
    pub run: Run,
}

use Action::*;
use Run::{Do, With};

const fn command(name: &'static str, keys: &'static str, foot: &'static str, help: &'static str, run: Run) -> Command {
    Command { name, keys, pane: "", foot, help, run }
}

/// The commands of every pane. A pane's own stand beside the pane, in the same shape.
pub const COMMANDS: &[Command] = &[
    command("go", "", "", "Go to a pane, filtered perhaps, or to a place: go countries/NP", With("PANE [WORDS] or PLACE", Go)),
    command("enter", "enter", "open", "Open the detail; in it, follow the focused link", Do(Enter)),
    command("next", "tab", "", "The next pane; in a detail its next link", Do(Next)),
    command("previous", "shift-tab", "", "The pane before; in a detail the link before", Do(Previous)),
    command("up", "up k ctrl-p", "", "Move up", Do(Move(Motion::Up))),
    command("down", "down j ctrl-n", "", "Move down", Do(Move(Motion::Down))),
    command("left", "left h", "", "Move left; leave the detail", Do(Move(Motion::Left))),
    command("right", "right l", "", "Move right; into the detail", Do(Move(Motion::Right))),
    command("page-up", "pageup", "", "A page up", Do(Move(Motion::PageUp))),
    command("page-down", "pagedown", "", "A page down", Do(Move(Motion::PageDown))),
    command("half-up", "ctrl-u", "", "Half a page up", Do(Move(Motion::HalfUp))),
    command("half-down", "ctrl-d", "", "Half a page down", Do(Move(Motion::HalfDown))),
    command("first", "home g+g", "", "To the first", Do(Move(Motion::First))),
    command("last", "end G", "", "To the last", Do(Move(Motion::Last))),
    command("back", "backspace [ ctrl-h", "", "Back to where one was", Do(Back)),
    command("forward", "]", "", "Forward again", Do(Forward)),
    command("ask-filter", "/", "filter", "Type a filter: nepal region:asia agency:iom,unicef -phase:ame year>=2017", Do(AskFilter)),
    command("filter", "", "", "Keep rows that match; nothing keeps all", With("WORDS", Filter)),
    command("drop", "x", "", "Take away the last condition of the filter", Do(DropChip)),
    command("all", "a", "", "All rows that the sources list, or the programme's only", Do(All)),
    command("sort", "", "", "Sort by a column: sort events down", With("COLUMN [down]", Sort)),
    command("select", "", "", "Select a row", With("PLACE", Select)),
    command("top", "", "", "Show a row at the top", With("PLACE", Top)),
    command("open", "", "", "Open the detail at its link of this number", With("[NUMBER]", Open)),
    command("scroll", "", "", "Show this line of the detail at the top", With("NUMBER", Scroll)),
    command("today", "t", "", "To what is nearest to today", Do(Today)),
    command("why", "w", "why", "Where this comes from: layers, sources, what they say when they differ", With("[PLACE]", Why)),
    command("edit", "e", "", "Change this in your override, with your editor", With("[PLACE]", Edit)),
    command("take-back", "E", "", "Take your override of this back; asked twice", With("[PLACE]", TakeBack)),
    command("findings", "!", "", "What is wrong or odd in the data, with file and line", Do(Findings)),
    command("diff", "D", "", "What overrides change against the bundled data", Do(Changes)),
    command("find", "ctrl-k", "find", "Find anything: a country, an event, a command", With("[WORDS]", |words| Pick("find", words))),
    command(
        "commands",
        ":",
        "",
        "Commands and steps of scripts, by name, key or meaning",
        With("[WORDS]", |words| Pick("commands", words)),
    ),
    command("help", "?", "keys", "All keys of where one is", With("[WORDS]", |words| Pick("help", words))),
    command("history", "H", "", "Where one was, to go back to any of it", With("[WORDS]", |words| Pick("history", words))),
    command("facets", "f", "", "Values to filter by, with counts", With("[WORDS]", |words| Pick("facets", words))),
    command(
        "sort-by",
        "s",
        "",
        "Sort: choose a column; once more turns it, then as it was",
        With("[WORDS]", |words| Pick("sort-by", words)),
    ),
    command("show-columns", "K", "", "Hide and show columns", With("[WORDS]", |words| Pick("show-columns", words))),
    command("views", "v", "", "Named views: save, go, forget", With("[WORDS]", |words| Pick("views", words))),
    command(
        "copy-as",
        "y",
        "",
        "Copy: a value, rows, a link, sources; as text, Markdown, CSV, JSON",
        With("[WORDS]", |words| Pick("copy-as", words)),
    ),
    command("copy", "", "", "Copy at once: copy rows md; to the clipboard, a file or the screen", With("WHAT [FORMAT] [WHERE]", Copy)),
    command("undo", "u", "", "Take back the last change of filter, sort, columns or zoom", Do(Undo)),
    command("redo", "U", "", "Make it again", Do(Redo)),
    command("mark", "space", "", "Mark the row for copying", Do(MarkRow)),
    command("marks", "", "", "Mark these rows, and no others", With("PLACES", Marks)),
    command("columns", "", "", "Show these columns: columns name,region", With("[KEYS]", Columns)),
    command("save-view", "", "", "Keep where one is under a name", With("NAME", SaveView)),
    command("drop-view", "", "", "Forget a view", With("NAME", DropView)),
    command("settings", ",", "", "Settings: colours, ASCII, first pane, map, mouse", With("[WORDS]", |words| Pick("settings", words))),
    command("set", "", "", "Change a setting and keep it: set theme projector", With("SETTING VALUE", Set)),
    command("hints", "o", "", "Letters on all links that are seen; typing them follows", Do(Hints)),
    command("present", "p", "", "Show slides: the programme, this view, a record, a deck of your own", With("[DECK or PLACE]", Present)),
    command("mouse", "m", "", "Mouse on or off: panes, rows, links, wheel", Do(Mouse)),
    command("redraw", "ctrl-l", "", "Read all files again and draw everything anew", Do(Redraw)),
    command("suspend", "ctrl-z", "", "Stop until called to the foreground", Do(Suspend)),
    command("close", "esc", "", "Close the innermost layer", Do(Close)),
    command("quit", "q", "quit", "Close the innermost layer, then end", Do(Quit)),
    command("leave", "ctrl-c", "", "End at once", Do(Leave)),
];

/// Other words that people look for a command by.
const ALSO: &[(&str, &str)] = &[
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
fn sequence(text: &str) -> Vec<Key> {
    if text == "+" { Key::parse(text).into_iter().collect() } else { text.split('+').filter_map(Key::parse).collect() }
}

impl Command {
    /// All words that it is found by.
    pub fn names(&self) -> String {
        let also = ALSO.iter().find(|(name, _)| *name == self.name).map_or("", |(_, also)| also);
        format!("{} {} {also}", self.help, self.name)
    }

    /// The sequences of keys that run it.
    pub fn sequences(&self) -> impl Iterator<Item = Vec<Key>> {
        self.keys.split_whitespace().map(sequence)
    }

    /// The command's name in a script with what may stand behind it.
    pub fn usage(&self) -> String {
        match self.run {
            With(argument, _) => format!("{} {argument}", self.name),
            Do(_) => self.name.to_string(),
        }
    }

    /// The action, with the words that stand behind the name in a script.
    pub fn action(&self, rest: &str) -> Result<Action> {
        match &self.run {
            Do(action) if rest.is_empty() => Ok(action.clone()),
            Do(_) => Err(Error::usage(format!("the step \"{}\" takes nothing behind it", self.name))),
            With(_, make) => Ok(make(rest.to_string())),
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
            for (sequence, text) in command.sequences().zip(command.keys.split_whitespace()) {
                assert_eq!(sequence.len(), text.split('+').count(), "{text} reads");
                assert!(keys.insert(sequence), "{text} stands twice");
            }
        }
    }

    #[test]
    fn a_command_is_reached_by_key_or_by_words() {
        for command in COMMANDS {
            assert!(!command.keys.is_empty() || matches!(command.run, With(..)), "{} cannot be reached", command.name);
        }
    }
}
