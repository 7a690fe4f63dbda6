//! Reads amounts of money with their currencies.

use super::cell_numbers::split_currency;
use super::cell_values::{CellContext, CellOutcome};
use super::field_types::{FieldType, find_field, import_fields};
use super::row_reading::{ReadRow, RowReader};
use super::sheet::SheetCell;
use super::year_amounts::YearAmount;
use super::year_heading::YearHeading;
use crate::model::KindId;
use crate::store::RecordRef;
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
            CellOutcome::Remove | CellOutcome::Blank => {}
            other => self.take(field, other, ctx.cell, state),
        }
    }

    /// Leaves out a budget line whose amount has no currency.
    fn finish_line(&mut self, own: &Value, state: &mut ReadRow) {
        if state.fields.contains_key("currency") || own["currency"].is_string() {
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

    /// Leaves out a row whose amount has no currency. A row of an export has only the values that
    /// were changed; `existing` has the others.
    pub(super) fn finish_money(&mut self, existing: Option<RecordRef>, state: &mut ReadRow) {
        let existing = existing.filter(|_| !state.fields.is_empty());
        let own = existing.map(|record| self.ctx.data.value(record)).unwrap_or_default();
        if self.matched.kind == KindId::Budgets {
            self.finish_line(&own, state);
        }
        for field in import_fields(self.matched.kind) {
            if field.field_type != FieldType::Money {
                continue;
            }
            let Some(Value::Object(money)) = state.fields.get(&field.path) else { continue };
            if money.get("amount").is_some_and(Value::is_null) {
                // a currency alone is no amount
                state.fields.insert(field.path.clone(), Value::Null);
                continue;
            }
            let has = |key: &str| money.contains_key(key) || !own[&field.path][key].is_null();
            let is_whole = has("amount") && has("currency");
            if !has("amount") {
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
