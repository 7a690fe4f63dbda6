//! Actions, and the commands that name them. Keys, help, status line, scripts and docs read the one
//! table of commands.

pub mod burst;
pub mod key;
pub mod keymap;
pub mod script;
mod table;

use crate::error::{Error, Result};
use key::KeyEvent;
pub use table::COMMANDS;

/// An action requested by a key, a script step or the command line.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// Close the topmost layer, or quit.
    Quit,
    /// Close the topmost layer.
    Close,
    QuitNow,
    /// Stop the program until the shell continues it.
    Suspend,
    /// Reload all files and draw the whole screen.
    Redraw,
    /// Open a picker with a query typed already.
    OpenPicker(PickerKind, String),
    Undo,
    Redo,
    /// Show the columns of these keys; without keys, the default columns.
    Columns(String),
    /// Mark the selected row, or unmark it.
    ToggleMark,
    /// Mark the rows of these paths, and no others.
    SetMarks(String),
    /// Copy something: `rows md`, `row`, `link`, `value screen`.
    Copy(String),
    /// Save the current view under a name.
    SaveBookmark(String),
    DeleteBookmark(String),
    /// Change a setting and save it: its key and value.
    Set(String),
    /// Show letters on all visible links.
    ShowLinkHints,
    ToggleMouse,
    ShowProblems,
    ShowOverrideDiff,
    /// Show where the value of a path comes from; without a path, the focused value.
    Explain(String),
    /// Change the value of a path in the user's override, with the editor; without a path, the
    /// focused value.
    Edit(String),
    /// Remove the user's override of a path; without a path, of the focused value.
    Revert(String),
    /// Go to a pane, a filtered list or a record.
    Go(String),
    /// Go to the pane of a number, from 1, as it was left.
    SelectPane(usize),
    /// Go to the view before.
    Back,
    /// Go to the view that `Back` left.
    Forward,
    /// Move the selection, or scroll.
    Move(Motion),
    /// Open the selected row, or follow the focused link.
    Enter,
    /// Focus the next link of a detail, or go to the next pane.
    Next,
    /// Focus the previous link of a detail, or go to the previous pane.
    Previous,
    /// Open the filter prompt.
    EditFilter,
    /// Show the rows that match.
    Filter(String),
    /// Remove the last condition of the filter.
    DropLastFilter,
    /// Show the rows that are hidden by default, or hide them.
    ToggleAll,
    /// Sort by a column: `events`, `events down`; without one, in the list's own order.
    Sort(String),
    /// Select the row of a path.
    Select(String),
    /// Show the row of a path at the top.
    ShowAtTop(String),
    /// Open the detail, with its link of this number focused.
    OpenDetail(String),
    /// Show the line of this number at the top of the detail.
    ScrollDetail(String),
    GoToToday,
    /// Present a deck: of the programme, a path, the view, or the user's; without a name, choose
    /// one.
    Present(String),
    /// A command of one pane.
    Pane(PaneCommand),
    /// A command of a slide.
    Slide(SlideCommand),
}

/// The commands of single panes. Texts are arguments as they are typed.
#[derive(Clone, Debug, PartialEq)]
pub enum PaneCommand {
    /// Compare two phases in the matrix.
    Compare(String),
    /// Set the rows and columns of the matrix.
    Axes(String),
    /// Show a phase in the matrix, the next one, or all.
    Phase(String),
    PreviousPhase,
    /// Show percentages in the matrix.
    Share(String),
    /// Show or hide gaps and overlaps in the matrix.
    ToggleGaps,
    /// Move the cursor of the matrix to a row and column.
    Cell(String),
    ZoomIn,
    ZoomOut,
    PanEarlier,
    PanLater,
    /// Set what a lane of the timeline stands for.
    Lanes(String),
    /// Show a number of days from a day on the timeline.
    ShowDays(String),
    /// Move to the axis of the timeline, or to one of its lanes.
    FocusAxis(String),
    /// Show a region on the map, or the next one.
    Region(String),
}

#[derive(Clone, Debug, PartialEq)]
pub enum SlideCommand {
    NextStep,
    PreviousStep,
    /// Go to the slide of a number, at a step.
    GoTo(String),
    /// Blank the screen until the next key.
    Blank,
    ToggleContacts,
    /// Enter the view that the slide shows.
    EnterView,
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

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Motion {
    Up,
    Down,
    Left,
    Right,
    PageUp,
    PageDown,
    /// Half a page up.
    HalfUp,
    /// Half a page down.
    HalfDown,
    First,
    Last,
}

/// How a command makes its action.
pub enum Invocation {
    Fixed(Action),
    /// With the arguments behind the name: their description, and the action that they make.
    WithArgs(&'static str, fn(String) -> Action),
}

/// A command: its name in scripts, its keys, its help.
pub struct Command {
    pub name: &'static str,
    /// Former names, which scripts, bookmarks and key bindings may still use.
    pub aliases: &'static [&'static str],
    /// Keys between spaces; the keys of a sequence are joined by `+`, as in `g+g`.
    pub keys: &'static str,
    /// The pane that has the command; empty for every pane.
    pub pane: &'static str,
    /// The label in the status line; empty if the command is not shown there.
    pub status_label: &'static str,
    /// One line of help.
    pub help: &'static str,
    /// More words that users search for.
    pub synonyms: &'static str,
    pub invocation: Invocation,
}

impl Command {
    /// Returns a command of one pane, or of every pane where `pane` is empty.
    pub const fn new(
        pane: &'static str,
        name: &'static str,
        keys: &'static str,
        help: &'static str,
        invocation: Invocation,
    ) -> Command {
        Command { name, aliases: &[], keys, pane, status_label: "", help, synonyms: "", invocation }
    }

    /// Shows the command in the status line.
    pub const fn label(mut self, label: &'static str) -> Command {
        self.status_label = label;
        self
    }

    /// Accepts former names.
    pub const fn alias(mut self, aliases: &'static [&'static str]) -> Command {
        self.aliases = aliases;
        self
    }

    /// Adds words that users search for.
    pub const fn synonyms(mut self, synonyms: &'static str) -> Command {
        self.synonyms = synonyms;
        self
    }

    /// Returns whether a word is the name of the command, or a former name.
    pub fn is_named(&self, word: &str) -> bool {
        self.name == word || self.aliases.contains(&word)
    }

    /// Returns the words that the command is found by.
    pub fn search_text(&self) -> String {
        format!("{} {} {} {}", self.help, self.name, self.synonyms, self.aliases.join(" "))
    }

    /// Returns the sequences of keys that run the command.
    pub fn key_sequences(&self) -> impl Iterator<Item = Vec<KeyEvent>> {
        self.keys.split_whitespace().map(parse_sequence)
    }

    /// Returns the name with a description of its arguments.
    pub fn usage(&self) -> String {
        match self.invocation {
            Invocation::WithArgs(arguments, _) => format!("{} {arguments}", self.name),
            Invocation::Fixed(_) => self.name.to_string(),
        }
    }

    /// Returns the action, with the arguments behind the name in a script.
    pub fn action(&self, arguments: &str) -> Result<Action> {
        match &self.invocation {
            Invocation::Fixed(action) if arguments.is_empty() => Ok(action.clone()),
            Invocation::Fixed(_) => {
                Err(Error::usage(format!("the step \"{}\" takes no arguments", self.name)))
            }
            Invocation::WithArgs(_, make) => Ok(make(arguments.to_string())),
        }
    }
}

/// Parses a sequence of keys: `g+g`; a `+` alone is the key.
fn parse_sequence(text: &str) -> Vec<KeyEvent> {
    if text == "+" {
        key::parse(text).into_iter().collect()
    } else {
        text.split('+').filter_map(key::parse).collect()
    }
}
