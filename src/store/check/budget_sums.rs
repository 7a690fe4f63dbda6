//! Checks whether the budget lines of a phase add up to its budget.

use super::Report;
use crate::model::{BudgetLine, KindId, RecordPath};
use crate::store::budget_totals::BudgetMeasure;
use crate::store::record_ref::RecordRef;
use std::cmp::Ordering;

/// Sums differ by rounding if they differ by less.
const MAX_ROUNDING: f64 = 0.01;

impl Report<'_> {
    /// Warns where the lines are more than the budget of their phase, and notes where they are
    /// less.
    pub(super) fn check_budget_sums(&mut self) {
        let data = self.data;
        if data.budgets().is_empty() {
            return;
        }
        for (id, phase) in data.phases().iter() {
            let Some(budget) = &phase.budget else { continue };
            let lines = data.lines_of_phase(BudgetMeasure::Budget, id);
            let count = lines.len();
            // a line may state the whole: the others are its parts
            let is_part = |row: &RecordRef| {
                let line = data.get::<BudgetLine>(*row);
                line.is_some_and(|line| data.whole_budget_of(line).is_none())
            };
            let parts: Vec<RecordRef> = lines.into_iter().filter(is_part).collect();
            let has_whole = parts.len() < count;
            let totals = data.budget_totals(&parts);
            let Some(sum) = totals.sum_in(&budget.currency) else { continue };
            let difference = sum - budget.amount_value();
            if difference.abs() <= MAX_ROUNDING {
                continue;
            }
            let path = RecordPath::for_record(KindId::Phases, id).join("budget");
            let whole = budget.display();
            let added = totals.sums().find(|sum| sum.currency == budget.currency);
            let added = added.map(|sum| sum.display()).unwrap_or_default();
            match difference.total_cmp(&0.0) {
                Ordering::Greater => {
                    let message = format!("the budget lines add up to {added}, more than {whole}");
                    let hint = "name the whole of a part with \"within\", or mend the amounts";
                    self.warning(path, message, Some(hint.into()));
                }
                _ if has_whole => {}
                _ => {
                    let message = format!("the budget lines add up to {added}, less than {whole}");
                    self.note(path, message);
                }
            }
        }
    }
}
