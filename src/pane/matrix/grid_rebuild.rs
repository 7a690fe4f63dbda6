//! Builds the grid of the matrix from its axes, its phase and its filter.

use super::{MatrixPane, PercentageBase};
use crate::pane::PaneContext;
use crate::query::pivot::grid::Grid;
use crate::query::pivot::phase_comparison::compare;
use crate::query::pivot::role_grid_filter::RoleGridFilter;

impl MatrixPane {
    /// Builds the grid for the current query and filter.
    pub(super) fn rebuild(&mut self, ctx: PaneContext) {
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
