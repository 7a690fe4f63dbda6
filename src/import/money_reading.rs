//! Reads amounts of money with their currencies.

use super::cell_numbers::split_currency;
use super::cell_values::{CellContext, CellOutcome};
use super::field_types::{FieldType, find_field, import_fields};
use super::row_reading::{ReadRow, RowReader};
use super::sheet::SheetCell;
use super::year_amounts::YearAmount;
use super::year_heading::YearHeading;
use crate::model::KindId;
use serde_json::Value;

impl RowReader<'_, '_> {
    /// Reads the amount of a year.
    pub(super) fn read_year_amount(
        &mut self,
        heading: &YearHeading,
        cell: SheetCell,
        ctx: CellContext,
        state: &mut ReadRow,
    ) {
        let Some(field) = find_field(self.matched.kind, "amount") else { return };
        match self.cells.read(field, cell, ctx) {
            CellOutcome::Value(amount) => {
                let currency = split_currency(&cell.text()).1.or(ctx.currency.map(String::from));
                state.amounts.push(YearAmount { heading: heading.clone(), amount, currency });
            }
            CellOutcome::Remove => {}
            other => self.take(field, other, ctx.cell, state),
        }
    }

    /// Leaves out a budget line whose amount has no currency.
    fn finish_line(&mut self, state: &mut ReadRow) {
        if state.fields.contains_key("currency") {
            return;
        }
        let has_amount = state.fields.contains_key("amount");
        if let Some(code) = state.currency.take().filter(|_| has_amount) {
            state.fields.insert("currency".into(), code.into());
            return;
        }
        if has_amount || state.amounts.iter().any(|year| year.currency.is_none()) {
            let reason = "the amount has no currency: --set currency=EUR gives all rows one";
            self.add_problem(format!("{}: {reason}", self.file));
            state.faults.push(reason.into());
        }
    }

    /// Leaves out a row whose amount has no currency.
    pub(super) fn finish_money(&mut self, state: &mut ReadRow) {
        if self.matched.kind == KindId::Budgets {
            self.finish_line(state);
        }
        for field in import_fields(self.matched.kind) {
            if field.field_type != FieldType::Money {
                continue;
            }
            let Some(Value::Object(money)) = state.fields.get(&field.path) else { continue };
            let is_whole = money.contains_key("amount") && money.contains_key("currency");
            let is_lone_currency = !money.contains_key("amount");
            if is_lone_currency {
                state.fields.shift_remove(&field.path);
            } else if !is_whole {
                let reason = format!(
                    "the amount has no currency: --set {}/currency=EUR gives all rows one",
                    field.path
                );
                self.add_problem(format!("{}: {reason}", self.file));
                state.faults.push(reason);
            }
        }
    }
}
