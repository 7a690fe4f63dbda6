//! The place in which effects are performed: a terminal or line mode.

use crate::app::{ImportOutcome, ImportProgress, ImportWork};
use crate::error::Result;

/// The place in which effects are performed: a terminal or line mode.
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

    /// Does the work of an import. Returns its outcome, or `None` if it comes as an event later.
    fn run_import(
        &mut self,
        work: ImportWork,
        _progress: &ImportProgress,
    ) -> Option<Result<ImportOutcome>> {
        Some(work())
    }

    fn capture_mouse(&mut self, _is_on: bool) {}
}
