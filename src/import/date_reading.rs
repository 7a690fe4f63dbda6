//! Reads dates whose start, end, month or year have columns of their own.

use super::cell_dates::{DateReading, read_date};
use super::cell_text::clean;
use super::cell_values::{CellContext, CellOutcome};
use super::field_types::ImportField;
use super::heading_target::DatePart;
use super::row_reading::{ReadRow, RowReader};
use super::sheet::{SheetCell, SheetRow};
use super::split_date::SplitDate;
use serde_json::Value;

impl ReadRow {
    /// Returns the parts of the date of a field.
    fn split_date(&mut self, field: &'static ImportField) -> &mut SplitDate {
        let known = self.dates.iter().position(|date| date.field.path == field.path);
        let index = known.unwrap_or_else(|| {
            self.dates.push(SplitDate::new(field));
            self.dates.len() - 1
        });
        &mut self.dates[index]
    }
}

impl RowReader<'_, '_> {
    pub(super) fn read_date_part(
        &mut self,
        field: &'static ImportField,
        part: DatePart,
        cell: SheetCell,
        ctx: CellContext,
        state: &mut ReadRow,
    ) {
        let text = clean(&cell.text());
        match part {
            DatePart::Month => state.split_date(field).month = Some(text),
            DatePart::Year => state.split_date(field).year = Some(text),
            DatePart::Start | DatePart::End => {
                match self.cells.read_date_cell(field, cell, ctx) {
                    CellOutcome::Value(Value::String(date)) => match part {
                        DatePart::Start => state.split_date(field).start = Some(date),
                        _ => state.split_date(field).end = Some(date),
                    },
                    // an end that is not known yet leaves the start
                    CellOutcome::Fault(_)
                        if part == DatePart::End
                            && read_date(&text, None) == DateReading::Unknown => {}
                    other => self.take(field, other, ctx.cell, state),
                }
            }
        }
    }

    /// Puts the parts of each date together.
    pub(super) fn finish_dates(&mut self, row: &SheetRow, state: &mut ReadRow) {
        for mut date in std::mem::take(&mut state.dates) {
            self.finish_date(row, &mut date, state);
        }
    }

    fn finish_date(&mut self, row: &SheetRow, date: &mut SplitDate, state: &mut ReadRow) {
        let field = date.field;
        if date.year.is_none() {
            date.year = self.year.clone();
        }
        if let Some(Value::String(whole)) = state.fields.get(field.top()) {
            date.start = Some(whole.clone());
        }
        match date.whole() {
            Ok(None) => {}
            Ok(Some(date)) => {
                state.fields.insert(field.path.clone(), date.into());
            }
            Err(reason) => self.fault(row, &reason, state),
        }
    }
}
