//! The state of the list behind a pane, as other modules read it.

use super::PaneContext;
use crate::query::filter::Filter;
use crate::query::{ListDef, RowsUnderColumns, SortOrder};
use crate::store::RecordRef;

/// The list behind a pane, as other modules read it.
pub struct CurrentList<'a> {
    pub list: &'static ListDef,
    pub filter: &'a Filter,
    /// Includes rows that are hidden by default.
    pub shows_all: bool,
    pub rows: &'a [RecordRef],
    /// Shows rows under columns, which can be sorted, hidden and shown.
    pub has_columns: bool,
    pub sort: Option<SortOrder>,
    /// Keys of the columns that the user chose; empty for the default ones.
    pub columns: &'a [&'static str],
    /// Rows marked for copying.
    pub marked: &'a [RecordRef],
    /// Index of the selected row.
    pub selected: Option<usize>,
}

impl CurrentList<'_> {
    /// Returns rows of the list under the chosen columns.
    pub fn list_rows<'a>(
        &self,
        ctx: PaneContext<'a>,
        rows: &'a [RecordRef],
    ) -> RowsUnderColumns<'a> {
        let list_rows = self.list.list_rows(ctx.query, rows);
        if self.columns.is_empty() {
            list_rows
        } else {
            list_rows.with_columns(self.list, self.columns)
        }
    }
}
