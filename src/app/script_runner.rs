//! Runs scripts: those of the program, and those of the user, from which one can go back.

use super::{ActionOrigin, App};
use crate::command::script_parser;
use crate::error::Result;

impl App {
    /// Runs the steps of a script until one fails. Their effects wait in
    /// [`next_effect`](App::next_effect).
    pub fn run_script(&mut self, text: &str) -> Result<()> {
        for action in script_parser::parse(text, self.commands())? {
            self.perform(&action, ActionOrigin::Script)?;
        }
        Ok(())
    }

    /// Runs a script; if a step fails, returns to the view that `here` leads to.
    pub(super) fn run_or_return(&mut self, script: &str, here: &str) -> Result<()> {
        let outcome = self.run_script(script);
        if outcome.is_err() {
            self.run_script(here)?;
        }
        outcome
    }

    /// Runs a script of the user: it can be gone back from, and a failure leaves the view as it
    /// was.
    pub(super) fn run_user_script(&mut self, script: &str) {
        let here = self.history_entry();
        match self.run_script(script) {
            Ok(()) => self.history.push(here),
            Err(error) => {
                // a slide is not a view of the dashboard to return to
                if self.mode.slide().is_none() {
                    let _ = self.run_script(&here.script);
                }
                self.set_status(error.to_string());
            }
        }
    }
}
