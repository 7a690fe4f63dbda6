//! History: the visited views, and the way back and forward.

use super::App;
use crate::error::{Error, Result};
use crate::model::text::capitalize;

/// A visited view.
pub(crate) struct HistoryEntry {
    pub(crate) script: String,
    pub(crate) label: String,
}

/// The views before and after the current one.
#[derive(Default)]
pub(crate) struct History {
    back: Vec<HistoryEntry>,
    forward: Vec<HistoryEntry>,
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
}
