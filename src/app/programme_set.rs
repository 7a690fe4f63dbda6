//! The programmes of a session: the one that is shown, those to choose from, and the views of those
//! that were shown before.

use super::history::History;
use super::pane_undo::PaneUndoStack;
use crate::profile::programme_source::BUNDLED;
use indexmap::IndexMap;
use serde_json::Value;

/// A programme that can be shown.
#[derive(Clone, Debug, PartialEq)]
pub struct ProgrammeEntry {
    /// The name or the folder by which it is chosen.
    pub word: String,
    /// The value of the setting that shows it from the start.
    pub setting: Value,
    /// Its title, or what is wrong with it.
    pub title: String,
}

/// The programmes of a session.
pub(crate) struct ProgrammeSet {
    /// The word of the one that is shown.
    pub(crate) shown: String,
    pub(crate) entries: Vec<ProgrammeEntry>,
    /// Those that were shown before, by their words.
    pub(crate) left: IndexMap<String, LeftProgramme>,
}

/// The views of a programme that another was shown after.
pub(crate) struct LeftProgramme {
    pub(crate) history: History,
    pub(crate) undo_stack: PaneUndoStack,
    /// The script of each pane.
    pub(crate) scripts: Vec<String>,
    pub(crate) current_pane: &'static str,
}

impl Default for ProgrammeSet {
    fn default() -> ProgrammeSet {
        ProgrammeSet { shown: BUNDLED.into(), entries: Vec::new(), left: IndexMap::new() }
    }
}
