//! Reads the cells of an export of gloact: those that were changed.

use super::cell_values::{CellContext, CellOutcome};
use super::field_types::FieldType;
use super::list_export::ExportedColumn;
use super::row_reading::{ReadRow, RowReader};
use super::sheet::SheetCell;
use crate::store::RecordRef;
use serde_json::Value;

impl RowReader<'_, '_> {
    /// Reads a cell of an export, unless it has the text that an export has now.
    pub(super) fn read_exported(
        &mut self,
        exported: ExportedColumn,
        cell: SheetCell,
        existing: Option<RecordRef>,
        ctx: CellContext,
        state: &mut ReadRow,
    ) {
        let text = cell.text();
        if let Some(record) = existing
            && ExportedColumn::is_same(&text, &exported.text(self.ctx, record))
        {
            return;
        }
        if cell.is_empty() {
            return;
        }
        let computed =
            existing.is_some() && exported.is_computed && !self.shows_field(exported, existing);
        let Some(field) = exported.field.filter(|_| !computed) else {
            self.computed += u32::from(existing.is_some());
            return;
        };
        let text = text.strip_prefix('\'').unwrap_or(&text).to_string();
        let cell = if let SheetCell::Text(_) = cell { SheetCell::Text(&text) } else { cell };
        let outcome = self.cells.read(field, cell, ctx);
        let place = ctx.cell.to_string();
        // the ids behind the names of links count more than the names
        if let CellOutcome::Value(Value::Array(_)) = outcome {
            state.fields.shift_remove(field.top());
        }
        self.take(field, outcome, &place, state);
    }

    /// Returns whether a computed column shows its field as it is.
    fn shows_field(&self, exported: ExportedColumn, record: Option<RecordRef>) -> bool {
        let (Some(field), Some(record)) = (exported.field, record) else { return false };
        let shown = exported.text(self.ctx, record);
        let value = self.ctx.data.value(record);
        let joined = match &value[field.top()] {
            Value::Null => String::new(),
            Value::String(text) => text.clone(),
            Value::Array(all) => {
                all.iter().filter_map(Value::as_str).collect::<Vec<_>>().join("; ")
            }
            other => other.to_string(),
        };
        let is_link = matches!(field.field_type, FieldType::Link(_) | FieldType::Links(_));
        shown == joined || is_link && shown.split("; ").count() == joined.split("; ").count()
    }
}
