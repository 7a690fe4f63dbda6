//! Commands: the name, the keys and the help of each action. Keys, help, status line, scripts and
//! docs read the one table of commands.

mod action;
mod action_maker;
mod global_commands;
pub mod key;
pub mod key_burst;
mod keyboard_layout;
pub mod keymap;
pub mod script_parser;

use crate::error::{Error, Result};
pub use action::{Action, Motion, PaneAction, PickerKind, SlideAction};
pub use action_maker::ActionMaker;
pub use global_commands::COMMANDS;
use key::KeyEvent;

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
    pub action_maker: ActionMaker,
}

impl Command {
    /// Returns a command of one pane, or of every pane where `pane` is empty.
    pub const fn new(
        pane: &'static str,
        name: &'static str,
        keys: &'static str,
        help: &'static str,
        action_maker: ActionMaker,
    ) -> Command {
        Command {
            name,
            aliases: &[],
            keys,
            pane,
            status_label: "",
            help,
            synonyms: "",
            action_maker,
        }
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
        match self.action_maker {
            ActionMaker::WithArgs(arguments, _) => format!("{} {arguments}", self.name),
            ActionMaker::Fixed(_) => self.name.to_string(),
        }
    }

    /// Returns the action, with the arguments behind the name in a script.
    pub fn action(&self, arguments: &str) -> Result<Action> {
        match &self.action_maker {
            ActionMaker::Fixed(action) if arguments.is_empty() => Ok(action.clone()),
            ActionMaker::Fixed(_) => {
                Err(Error::usage(format!("the step \"{}\" takes no arguments", self.name)))
            }
            ActionMaker::WithArgs(_, make) => Ok(make(arguments.to_string())),
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
