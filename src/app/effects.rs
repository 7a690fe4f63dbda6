//! Side effects that the app requests, in a queue, and their outcome.

use super::App;
use super::import_task::{ImportState, ImportTask};
use crate::error::{Error, ErrorKind, Result};
use crate::model::RecordPath;
use crate::ui::width;
use serde_json::Value;
use std::collections::VecDeque;

/// A side effect: file access, the editor, the clipboard, the terminal. The app itself does none of
/// it.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    Quit,
    /// Stop the program until the shell continues it.
    Suspend,
    /// Read all files again and draw the whole screen.
    Redraw,
    /// Run the editor on the user's override of a path.
    Edit(RecordPath),
    /// Remove the user's override of a path.
    Revert(RecordPath),
    /// Plan an import, write it, or take it back.
    Import(ImportTask),
    /// List the folders and spreadsheets of a folder, as it was typed.
    ListFiles(String),
    /// Copy a text to the clipboard; its size in words.
    Clipboard(String, String),
    /// Write a new file.
    SaveFile {
        name: String,
        extension: String,
        contents: Vec<u8>,
        /// Sentences about what the file leaves out.
        omissions: Vec<String>,
    },
    /// Read the bookmarks again.
    ReloadBookmarks,
    /// Save a bookmark: its name and script; without a script delete it.
    StoreBookmark(String, Option<String>),
    /// List the programmes again.
    ReloadProgrammes,
    /// Read the programme of a name and show it.
    ShowProgramme(String),
    /// Do the same, and keep the name in the settings.
    SetProgramme(String),
    /// Save a setting: its key and value; without a value the default holds.
    StoreSetting(String, Option<Value>),
    /// Ask the terminal to report the mouse, or no longer.
    CaptureMouse(bool),
}

/// The effects that were requested and not performed yet.
#[derive(Default)]
pub(crate) struct EffectQueue {
    waiting: VecDeque<Effect>,
    /// The first failure of an effect that nobody has taken note of.
    failure: Option<ErrorKind>,
    pub(super) import: ImportState,
}

impl App {
    /// Requests an effect after those that wait already. Text that arrives as keys must not quit,
    /// start the editor or remove an override.
    pub fn push_effect(&mut self, effect: Effect) {
        let refusal = match &effect {
            Effect::Quit if self.membership.is_in_text() => "does not quit",
            Effect::Edit(_) if self.membership.is_in_burst() => "does not open the editor",
            Effect::Import(ImportTask::Write(..)) if self.membership.is_in_burst() => {
                "writes nothing"
            }
            Effect::Revert(_) if self.membership.is_in_burst() => "reverts nothing",
            _ => return self.effects.waiting.push_back(effect),
        };
        self.set_status(format!("text that arrives at once {refusal}: press the key by itself"));
    }

    /// Takes the next requested effect.
    pub fn next_effect(&mut self) -> Option<Effect> {
        self.effects.waiting.pop_front()
    }

    /// Shows the outcome of an effect in the status line. A hint that does not fit is left out.
    pub fn show_outcome(&mut self, outcome: Result<String>) {
        let room = usize::from(self.screen.size().width);
        if let Err(error) = &outcome {
            self.effects.failure.get_or_insert(error.kind);
        }
        self.status = Some(outcome.unwrap_or_else(|error| {
            let text = error.to_string();
            if usize::from(width(&text)) + 4 < room { text } else { error.message }
        }));
    }

    /// Takes the kind of the first failure of an effect since the last call.
    pub fn take_effect_failure(&mut self) -> Option<ErrorKind> {
        self.effects.failure.take()
    }

    /// Shows why an effect was refused, and closes the picker that requested it.
    pub fn effect_refused(&mut self, error: Error) {
        self.overlays.close_picker();
        self.show_outcome(Err(error));
    }
}
