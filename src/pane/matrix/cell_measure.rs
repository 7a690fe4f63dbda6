//! Switches the cells of the matrix between events and money.

use super::MatrixPane;
use crate::error::{Error, Result};
use crate::pane::PaneContext;
use crate::pane::filtered_list::FilteredList;
use crate::query::lists::{budgets, events};
use crate::store::budget_totals::BudgetMeasure;

/// The words of the command, in the order of the key.
pub(super) const MEASURES: &[(&str, Option<BudgetMeasure>)] = &[
    ("events", None),
    ("budget", Some(BudgetMeasure::Budget)),
    ("spent", Some(BudgetMeasure::Spent)),
];

impl MatrixPane {
    /// Shows a measure by its word, or the next one.
    pub(super) fn set_measure(&mut self, ctx: PaneContext, args: &[&str]) -> Result<()> {
        let measure = match args {
            [] => {
                let current = MEASURES.iter().position(|(_, it)| *it == self.query.measure);
                MEASURES[current.map_or(0, |index| (index + 1) % MEASURES.len())].1
            }
            [word] => {
                let known = MEASURES.iter().find(|(known, _)| known == word);
                let names = MEASURES.iter().map(|(known, _)| *known);
                known.ok_or_else(|| Error::unknown_name("measure", word, names))?.1
            }
            _ => return Err(Error::usage("measure needs one of events, budget and spent")),
        };
        self.change_measure(ctx, measure)?;
        self.compared_phase = None;
        Ok(())
    }

    /// Counts events, or adds budget lines, that match the filter.
    ///
    /// # Errors
    /// Fails if the other list does not have a field of the filter.
    pub(super) fn change_measure(
        &mut self,
        ctx: PaneContext,
        measure: Option<BudgetMeasure>,
    ) -> Result<()> {
        if measure.is_some() != self.query.measure.is_some() {
            let list = if measure.is_some() { &budgets::LIST } else { &events::LIST };
            let mut counted = FilteredList::new(list);
            let filter = self.events.filter.to_text();
            counted.set_filter(&filter, ctx).map_err(|e| {
                e.with_hint(format!("the filter is {filter}; x removes its last condition"))
            })?;
            self.events = counted;
        }
        self.query.measure = measure;
        Ok(())
    }
}
