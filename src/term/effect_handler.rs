//! Performs the effects that the app requests, on the screen and in line mode.

use crate::app::{App, Effect, LoadedProgramme, ProgrammeEntry};
use crate::error::{Error, Result};
use crate::model::RecordPath;
use crate::profile::bookmarks_file::Bookmarks;
use crate::store::Dataset;
use serde_json::Value;
use std::ops::ControlFlow;

/// Access to files and programs that the app does not have. Each method returns the message to
/// show; those that a handler does not implement are refused.
pub trait EffectHandler {
    /// Returns why an effect is not available here.
    fn permits(&self, effect: &Effect) -> Result<()>;

    /// Returns whether slides are published to a second terminal.
    fn publishes_notes(&self) -> bool {
        false
    }

    /// Reads all files again.
    fn load(&self) -> Dataset;

    /// Opens the editor on the user's override of a record or a field.
    fn edit(&self, _data: &Dataset, _path: &RecordPath) -> Result<String> {
        Err(unavailable())
    }

    /// Removes the user's override of a record or a field.
    fn revert(&self, _path: &RecordPath) -> Result<String> {
        Err(unavailable())
    }

    /// Returns the sequence that copies a text to the clipboard, and the message to show. The
    /// sequence is empty if another program has taken the text. `size` names the size of the text
    /// in that message.
    fn clipboard(&self, text: &str, size: &str) -> Result<(String, String)>;

    /// Writes a text to a new file.
    fn save_file(&self, _name: &str, _extension: &str, _text: &str) -> Result<String> {
        Err(unavailable())
    }

    /// Reads the bookmarks.
    fn bookmarks(&self) -> Result<Bookmarks> {
        Err(unavailable())
    }

    /// Saves a bookmark, or deletes it without a script. Returns all bookmarks.
    fn save_bookmark(&self, _name: &str, _script: Option<&str>) -> Result<Bookmarks> {
        Err(unavailable())
    }

    /// Returns the programmes that can be shown.
    fn programmes(&self) -> Vec<ProgrammeEntry> {
        Vec::new()
    }

    /// Reads the programme of a name, and shows it from now on in [`EffectHandler::load`].
    fn show_programme(&self, _word: &str) -> Result<LoadedProgramme> {
        Err(unavailable())
    }

    /// Returns whether data that were read are those of the programme that is shown.
    fn is_shown(&self, _data: &Dataset) -> bool {
        true
    }

    /// Saves a setting, or removes it from the file without a value.
    fn save_setting(&self, key: &str, value: Option<&Value>) -> Result<String>;

    /// Saves what the next session remembers.
    fn save_session(&self, _app: &App) {}
}

fn unavailable() -> Error {
    Error::usage("not available here")
}

/// The interface around the app, as far as effects concern it: a terminal or line mode.
pub trait Frontend {
    /// Stops the program until the shell continues it. Returns false where there is no shell.
    fn suspend(&mut self) -> Result<bool> {
        Ok(true)
    }

    /// Asks for the files to be read again once all effects are performed.
    fn request_reload(&mut self);

    /// Runs the editor, which may use the terminal, and returns its outcome. Fails if the terminal
    /// cannot be used after that.
    fn run_editor(&mut self, edit: impl FnOnce() -> Result<String>) -> Result<Result<String>> {
        Ok(edit())
    }

    /// Copies a text; `clipboard` returns the sequence for the terminal and the message to show.
    fn copy(
        &mut self,
        text: &str,
        clipboard: impl FnOnce() -> Result<(String, String)>,
    ) -> Result<Option<String>>;

    fn capture_mouse(&mut self, _is_on: bool) {}
}

/// Shows the programme of a name. Returns whether it is shown then.
fn show_programme(app: &mut App, handler: &impl EffectHandler, word: &str) -> bool {
    if word == app.programme() {
        return true;
    }
    match handler.show_programme(word) {
        Ok(programme) => app.show_programme(programme),
        Err(error) => {
            app.show_outcome(Err(error));
            return false;
        }
    }
    true
}

/// Performs all requested effects. Breaks at a request to quit.
pub fn perform_effects(
    app: &mut App,
    handler: &impl EffectHandler,
    frontend: &mut impl Frontend,
) -> Result<ControlFlow<()>> {
    while let Some(effect) = app.next_effect() {
        if let Err(reason) = handler.permits(&effect) {
            app.effect_refused(reason);
            continue;
        }
        match effect {
            Effect::Quit => return Ok(ControlFlow::Break(())),
            Effect::Suspend => {
                if !frontend.suspend()? {
                    app.show_outcome(Ok("there is no shell to return to: q quits".into()));
                }
            }
            Effect::Redraw => frontend.request_reload(),
            Effect::Edit(path) => {
                let outcome = frontend.run_editor(|| handler.edit(app.data(), &path))?;
                app.reload_after_edit(handler.load(), outcome);
            }
            Effect::Revert(path) => {
                let outcome = handler.revert(&path);
                app.reload_after_edit(handler.load(), outcome);
            }
            Effect::Clipboard(text, size) => {
                let outcome = frontend.copy(&text, || handler.clipboard(&text, &size));
                if let Some(outcome) = outcome.transpose() {
                    app.show_outcome(outcome);
                }
            }
            Effect::SaveFile { name, extension, text, omissions } => {
                let outcome = handler.save_file(&name, &extension, &text);
                let words = |done: String| [vec![done], omissions].concat().join("; ");
                app.show_outcome(outcome.map(words));
            }
            Effect::ReloadBookmarks => app.set_bookmarks(handler.bookmarks()),
            Effect::StoreBookmark(name, script) => {
                app.set_bookmarks(handler.save_bookmark(&name, script.as_deref()));
            }
            Effect::ReloadProgrammes => app.set_programmes(handler.programmes()),
            Effect::ShowProgramme(word) => {
                show_programme(app, handler, &word);
            }
            Effect::SetProgramme(word) => {
                if show_programme(app, handler, &word) {
                    app.store_programme(&word);
                }
            }
            Effect::StoreSetting(key, value) => {
                frontend.capture_mouse(app.has_mouse());
                app.show_outcome(handler.save_setting(&key, value.as_ref()));
            }
            Effect::CaptureMouse(is_on) => frontend.capture_mouse(is_on),
        }
    }
    Ok(ControlFlow::Continue(()))
}
