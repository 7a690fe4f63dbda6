//! Undo: the changes inside panes, each pane by itself.

use super::{App, Effect, ImportTask};
use crate::error::{Error, Result};

/// A pane as it was before or after a change.
struct PaneChange {
    pane: &'static str,
    script: String,
}

/// The changes that can be undone, and those that were.
#[derive(Default)]
pub(crate) struct PaneUndoStack {
    undo: Vec<PaneChange>,
    redo: Vec<PaneChange>,
}

impl PaneUndoStack {
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
    /// Records how the current pane was before a change, if it changed.
    pub(super) fn record_undo(&mut self, before: String) {
        if self.script() == before {
            return;
        }
        // the change after an import is undone first
        self.effects.import.replaced_override = None;
        let pane = self.panes.current().name();
        self.undo_stack.undo.push(PaneChange { pane, script: before });
        self.undo_stack.redo.retain(|change| change.pane != pane);
    }

    /// Undoes the last import, or the last change of the current pane.
    pub(super) fn undo(&mut self) -> Result<()> {
        if let Some(replaced) = self.effects.import.replaced_override.take() {
            self.push_effect(Effect::Import(ImportTask::TakeBack(replaced)));
            return Ok(());
        }
        let (pane, here) = (self.panes.current().name(), self.script());
        let before = take_last(&mut self.undo_stack.undo, pane)
            .ok_or_else(|| Error::usage("nothing to undo in this pane"))?;
        self.run_or_return(&before, &here)?;
        self.undo_stack.redo.push(PaneChange { pane, script: here });
        Ok(())
    }

    /// Makes the change of the current pane again that was undone last.
    pub(super) fn redo(&mut self) -> Result<()> {
        let (pane, here) = (self.panes.current().name(), self.script());
        let after = take_last(&mut self.undo_stack.redo, pane)
            .ok_or_else(|| Error::usage("nothing to redo in this pane"))?;
        self.run_or_return(&after, &here)?;
        self.undo_stack.undo.push(PaneChange { pane, script: here });
        Ok(())
    }
}
