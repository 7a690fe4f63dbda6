//! Builds the grid of the matrix from its axes, its phase and its filter.

use super::{MatrixPane, PercentageBase};
use crate::model::BudgetLine;
use crate::pane::PaneContext;
use crate::query::pivot::grid::{Grid, GridDimension, GridQuery};
use crate::query::pivot::phase_comparison::compare;
use crate::query::pivot::role_grid_filter::RoleGridFilter;
use crate::store::Dataset;
use crate::store::budget_totals::BudgetMeasure;

impl MatrixPane {
    /// Builds the grid for the current query and filter.
    pub(super) fn rebuild(&mut self, ctx: PaneContext) {
        self.choose_axes_of_data(ctx);
        let filter = RoleGridFilter { filter: &self.events.filter, list: self.events.list };
        let chosen = self.chosen_phase.as_deref();
        self.query.phase = match self.compared_phase {
            Some(_) => self.chosen_phase.clone(),
            None => filter.phase(&ctx.query, chosen),
        };
        self.comparison = match (&self.query.phase, &self.compared_phase) {
            (Some(from), Some(to)) => Some(compare(&ctx.query, from, to, &self.events.rows)),
            _ => None,
        };
        self.grid = match &mut self.comparison {
            Some(comparison) => {
                let (rows, columns) = filter.kept_items(&ctx.query, &self.query, &comparison.grid);
                comparison.retain_items(&rows, &columns);
                comparison.grid.clone()
            }
            None => {
                let mut grid = Grid::build(&ctx.query, &self.query, &self.events.rows);
                grid.retain_matching(&ctx.query, &self.query, &filter);
                grid
            }
        };
        // only counts have percentages, and only the roles of one phase have gaps
        if self.grid.shows_roles || self.grid.money.is_some() {
            self.percentage = PercentageBase::Off;
        }
        if !self.grid.shows_roles || self.is_comparison() {
            self.shows_gaps = false;
        }
        self.clamp_cursor();
    }

    /// Shows money by country and year in place of roles if the data have no objectives.
    fn choose_axes_of_data(&mut self, ctx: PaneContext) {
        let data = ctx.query.data;
        let is_default = GridQuery { phase: None, ..self.query.clone() } == GridQuery::default();
        if !is_default || !data.objectives().is_empty() || self.compared_phase.is_some() {
            return;
        }
        let Some(measure) = measure_with_money(data) else { return };
        // a filter that money does not have keeps events
        if self.change_measure(ctx, Some(measure)).is_ok() {
            self.query.rows = GridDimension::Country;
            self.query.columns = GridDimension::Year;
        }
    }

    /// Chooses a phase, or all. The terms of the filter for phases would contradict it.
    pub(super) fn choose_phase(&mut self, phase: Option<String>, ctx: PaneContext) {
        self.chosen_phase = phase;
        self.compared_phase = None;
        let Ok(column) = self.events.list.column_index("phase") else { return };
        let filter = self.events.filter.without_terms_on(column);
        if filter != self.events.filter {
            self.events.filter = filter;
            self.events.requery(ctx);
        }
    }

    /// Returns a sentence if the filter matches nothing, or has terms that roles do not depend on.
    pub(super) fn describe_filter(&self) -> Option<String> {
        let filter = RoleGridFilter { filter: &self.events.filter, list: self.events.list };
        if !self.grid.shows_roles || filter.filter.terms.is_empty() {
            return None;
        }
        if self.grid.rows.is_empty() {
            return Some(format!("nothing in the matrix matches {}", filter.filter.to_text()));
        }
        let unused = filter.unused_terms(&self.query, self.is_comparison());
        let verb = if unused.len() == 1 { "keeps" } else { "keep" };
        (!unused.is_empty()).then(|| format!("{} {verb} events, not roles", unused.join(" ")))
    }
}

/// Returns the measure of which there is money for a country and a year: the budget if there is
/// any, else what was spent.
fn measure_with_money(data: &Dataset) -> Option<BudgetMeasure> {
    let has_money = |measure: BudgetMeasure| {
        let counts = |line: &BudgetLine| {
            let is_zero = line.amount.as_f64() == Some(0.0);
            let is_of_measure = BudgetMeasure::of_kind(line.kind()) == Some(measure);
            is_of_measure && !is_zero && line.country.is_some() && line.year().is_some()
        };
        data.budgets().values().any(counts)
    };
    [BudgetMeasure::Budget, BudgetMeasure::Spent].into_iter().find(|measure| has_money(*measure))
}
