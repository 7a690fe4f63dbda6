//! History: visited views, and changes inside panes that can be undone.

use super::App;
use crate::error::{Error, Result};
use crate::model::text::capitalize;

/// A visited view.
pub(crate) struct HistoryEntry {
    pub(crate) script: String,
    pub(crate) label: String,
}

/// A pane as it was before or after a change.
struct PaneChange {
    pane: &'static str,
    script: String,
}

#[derive(Default)]
pub(crate) struct History {
    back: Vec<HistoryEntry>,
    forward: Vec<HistoryEntry>,
    undo: Vec<PaneChange>,
    redo: Vec<PaneChange>,
}

impl History {
    /// Records a view that was left.
    pub(crate) fn push(&mut self, entry: HistoryEntry) {
        self.back.push(entry);
        self.forward.clear();
    }

    pub(crate) fn can_go_back(&self) -> bool {
        !self.back.is_empty()
    }

    /// Returns the visited views, the latest first.
    pub(crate) fn visited(&self) -> impl Iterator<Item = &HistoryEntry> {
        self.back.iter().rev()
    }

    pub(crate) fn clear_visited(&mut self) {
        self.back.clear();
        self.forward.clear();
    }

    /// Removes the changes of panes that are no longer shown.
    pub(crate) fn retain_panes(&mut self, is_shown: impl Fn(&str) -> bool) {
        self.undo.retain(|change| is_shown(change.pane));
        self.redo.retain(|change| is_shown(change.pane));
    }
}

/// Takes the last change of a pane: panes are undone independently of each other.
fn take_last(changes: &mut Vec<PaneChange>, pane: &str) -> Option<String> {
    let index = changes.iter().rposition(|change| change.pane == pane)?;
    Some(changes.remove(index).script)
}

impl App {
    /// Returns an entry that leads back to the current view.
    pub(super) fn history_entry(&self) -> HistoryEntry {
        let (pane, context) = self.current_pane();
        let record = self.open_record();
        let label = match record {
            Some(record) => self.data().title(record).into_owned(),
            None => pane.summary(context),
        };
        HistoryEntry {
            script: pane.script(context),
            label: format!("{}: {label}", capitalize(pane.name())),
        }
    }

    /// Records how the current pane was before a change, if it changed.
    pub(super) fn record_undo(&mut self, before: String) {
        if self.script() == before {
            return;
        }
        let pane = self.panes.current().name();
        self.history.undo.push(PaneChange { pane, script: before });
        self.history.redo.retain(|change| change.pane != pane);
    }

    pub(super) fn go_back(&mut self) -> Result<()> {
        let here = self.history_entry();
        let entry =
            self.history.back.pop().ok_or_else(|| Error::usage("there is no earlier view"))?;
        self.run_or_return(&entry.script, &here.script)?;
        self.history.forward.push(here);
        Ok(())
    }

    pub(super) fn go_forward(&mut self) -> Result<()> {
        let here = self.history_entry();
        let entry =
            self.history.forward.pop().ok_or_else(|| Error::usage("there is no later view"))?;
        self.run_or_return(&entry.script, &here.script)?;
        self.history.back.push(here);
        Ok(())
    }

    /// Undoes the last change of the current pane.
    pub(super) fn undo(&mut self) -> Result<()> {
        let (pane, here) = (self.panes.current().name(), self.script());
        let before = take_last(&mut self.history.undo, pane)
            .ok_or_else(|| Error::usage("nothing to undo in this pane"))?;
        self.run_or_return(&before, &here)?;
        self.history.redo.push(PaneChange { pane, script: here });
        Ok(())
    }

    /// Makes the change of the current pane again that was undone last.
    pub(super) fn redo(&mut self) -> Result<()> {
        let (pane, here) = (self.panes.current().name(), self.script());
        let after = take_last(&mut self.history.redo, pane)
            .ok_or_else(|| Error::usage("nothing to redo in this pane"))?;
        self.run_or_return(&after, &here)?;
        self.history.undo.push(PaneChange { pane, script: here });
        Ok(())
    }

    /// Runs a script; if a step fails, returns to the view that `here` leads to.
    fn run_or_return(&mut self, script: &str, here: &str) -> Result<()> {
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
