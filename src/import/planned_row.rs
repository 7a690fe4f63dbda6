//! A row of a sheet with the record that it becomes.

use serde_json::{Map, Value};

/// The state of a row, compared with the records that there are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RowState {
    New,
    Changed,
    Same,
    /// The row cannot be imported, for this reason.
    LeftOut(String),
    /// The row waits for the answer to a question.
    Waits,
}

/// A row with the record that it becomes.
#[derive(Clone, Debug, PartialEq)]
pub struct PlannedRow {
    /// The number of the row that a spreadsheet shows.
    pub row: u32,
    /// The last row that adds to the record.
    pub(super) last_row: u32,
    pub id: String,
    pub state: RowState,
    /// The fields of the record as JSON.
    pub(super) fields: Box<str>,
}

impl PlannedRow {
    /// Returns the fields that the row sets; `null` takes one away.
    pub fn fields(&self) -> Map<String, Value> {
        serde_json::from_str(&self.fields).unwrap_or_default()
    }

    /// Returns whether the row becomes a record.
    pub fn is_imported(&self) -> bool {
        matches!(self.state, RowState::New | RowState::Changed | RowState::Same)
    }
}
