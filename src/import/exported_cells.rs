//! Reads the cells of an export of gloact: those that were changed.

use super::cell_numbers::split_currency;
use super::cell_values::{CellContext, CellOutcome};
use super::field_merge::set_value;
use super::field_types::{FieldType, ImportField, find_field};
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
        self.read_currency(field, &text, state);
        // the ids behind the names of links count more than the names
        if let CellOutcome::Value(Value::Array(_)) = outcome {
            state.fields.shift_remove(field.top());
        }
        self.take(field, outcome, &place, state);
    }

    /// Reads the currency that stands beside a changed amount.
    fn read_currency(&self, field: &'static ImportField, text: &str, state: &mut ReadRow) {
        let Some(code) = split_currency(text).1 else { return };
        let path = match (field.path.as_str(), field.path.strip_suffix("/amount")) {
            ("amount", _) => "currency".to_string(),
            (_, Some(top)) => format!("{top}/currency"),
            _ => return,
        };
        if let Some(field) = find_field(self.matched.kind, &path) {
            set_value(&mut state.fields, field, code.into());
        }
    }

    /// Returns whether a computed column shows its field as it is.
    fn shows_field(&self, exported: ExportedColumn, record: Option<RecordRef>) -> bool {
        let (Some(field), Some(record)) = (exported.field, record) else { return false };
        let shown = exported.text(self.ctx, record);
        let value = self.ctx.data.value(record);
        let own = &value[field.top()];
        let joined = match field.key().map_or(own, |key| &own[key]) {
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
