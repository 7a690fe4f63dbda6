//! Applies a filter to a grid of roles. Roles come from engagements, so the terms for agencies,
//! objectives, phases and countries apply to the axes and to the engagements, and words to names.

use super::axis_items::AxisItem;
use super::dimension::GridDimension;
use super::grid::Grid;
use super::grid_cell::CellContent;
use super::grid_query::GridQuery;
use super::roles::agency_role;
use crate::model::text::normalize_for_search;
use crate::model::{Country, Engagement, KindId, Objective};
use crate::query::filter::{Filter, FilterTerm};
use crate::query::{CellValue, ListDef, QueryContext};
use crate::store::RecordRef;

/// A filter on a list of events, for the roles of a grid.
pub struct RoleGridFilter<'a> {
    pub filter: &'a Filter,
    pub list: &'a ListDef,
}

/// The part of a grid to which a term applies.
#[derive(Clone, Copy, Debug, PartialEq)]
enum TermTarget {
    Items,
    Engagements,
    /// Only events have the column.
    Events,
}

impl<'a> RoleGridFilter<'a> {
    /// Returns the phase of the grid: the chosen one as long as the terms for phases name it, else
    /// the only one that they name, else none for all phases.
    pub fn phase(&self, ctx: &QueryContext, chosen: Option<&str>) -> Option<String> {
        let chosen = chosen.map(str::to_string);
        let terms: Vec<&FilterTerm> = self.terms_with_key("phase").collect();
        if terms.is_empty() {
            return chosen;
        }
        let rows = ctx.data.records(KindId::Phases);
        let named = rows.filter(|row| {
            let value = link(ctx, *row);
            terms.iter().all(|term| term.names(ctx, &value) != term.is_negated)
        });
        let mut named: Vec<String> = named.map(|row| ctx.data.id(row).to_string()).collect();
        if named.is_empty() || chosen.as_ref().is_some_and(|chosen| named.contains(chosen)) {
            return chosen;
        }
        if named.len() == 1 { named.pop() } else { None }
    }

    /// Returns the terms that roles do not depend on, as they were typed.
    pub fn unused_terms(&self, query: &GridQuery, is_comparison: bool) -> Vec<&'a str> {
        let is_unused = |term: &&FilterTerm| match self.target(query, term) {
            TermTarget::Items => false,
            TermTarget::Engagements => is_comparison,
            TermTarget::Events => true,
        };
        self.filter.terms.iter().filter(is_unused).map(|term| term.text.as_str()).collect()
    }

    /// Returns for each row and each column of a grid whether the terms for its items keep it.
    pub fn kept_items(
        &self,
        ctx: &QueryContext,
        query: &GridQuery,
        grid: &Grid,
    ) -> (Vec<bool>, Vec<bool>) {
        let mut rows = vec![true; grid.rows.len()];
        let mut columns = vec![true; grid.columns.len()];
        for term in &self.filter.terms {
            if let Some(word) = term.any_column_word() {
                keep_named(word, term.is_negated, (grid, &mut rows, &mut columns));
                continue;
            }
            if self.target(query, term) != TermTarget::Items {
                continue;
            }
            for (dimension, items, kept) in
                [(query.rows, &grid.rows, &mut rows), (query.columns, &grid.columns, &mut columns)]
            {
                for (item, is_kept) in items.iter().zip(kept) {
                    if let Some(value) = self.item_value(ctx, term, dimension, item, query) {
                        *is_kept &= term.names(ctx, &value) != term.is_negated;
                    }
                }
            }
        }
        (rows, columns)
    }

    fn key(&self, term: &FilterTerm) -> Option<&'static str> {
        term.column().map(|column| self.list.column_at(column).key)
    }

    fn terms_with_key(&self, key: &str) -> impl Iterator<Item = &'a FilterTerm> {
        self.filter.terms.iter().filter(move |term| self.key(term) == Some(key))
    }

    fn target(&self, query: &GridQuery, term: &FilterTerm) -> TermTarget {
        let has_axis = |dimension| query.rows == dimension || query.columns == dimension;
        let items_if = |is_on_axis| match is_on_axis {
            true => TermTarget::Items,
            false => TermTarget::Engagements,
        };
        match self.key(term) {
            None | Some("agency" | "programme") => TermTarget::Items,
            Some("country" | "region") => items_if(has_axis(GridDimension::Country)),
            Some("objective") => items_if(has_axis(GridDimension::Objective)),
            Some("phase") => {
                items_if(has_axis(GridDimension::Objective) || has_axis(GridDimension::Phase))
            }
            Some(_) => TermTarget::Events,
        }
    }

    /// Returns the value of an item that a term compares, if it has the column of the term.
    fn item_value<'b>(
        &self,
        ctx: &QueryContext<'b>,
        term: &FilterTerm,
        dimension: GridDimension,
        item: &AxisItem,
        query: &GridQuery,
    ) -> Option<CellValue<'b>> {
        let row = item.row?;
        match (dimension, self.key(term)?) {
            (GridDimension::Agency, "agency")
            | (GridDimension::Country, "country")
            | (GridDimension::Phase, "phase") => Some(link(ctx, row)),
            (GridDimension::Objective, "objective") => Some(link(ctx, row)),
            (GridDimension::Objective, "phase") => Some(phases_of_objective(ctx, row, query)),
            (GridDimension::Country, "region") => {
                let country = ctx.data.get::<Country>(row)?;
                Some(country.region.as_deref().into())
            }
            (_, "programme") => Some(self.list.column_at(term.column()?).value(ctx, row)),
            _ => None,
        }
    }

    /// Returns whether an engagement satisfies the terms for engagements.
    fn keeps_engagement(&self, ctx: &QueryContext, query: &GridQuery, row: RecordRef) -> bool {
        let Some(engagement) = ctx.data.get::<Engagement>(row) else { return false };
        let terms = self.filter.terms.iter();
        let mut terms = terms.filter(|t| self.target(query, t) == TermTarget::Engagements);
        terms.all(|term| {
            let objective = ctx.data.find(KindId::Objectives, &engagement.objective);
            let value = match self.key(term) {
                Some("country") => ctx.record_links(KindId::Countries, &engagement.countries),
                Some("region") => {
                    let countries = engagement.countries.iter();
                    let countries = countries.filter_map(|id| ctx.data.countries().get(id));
                    CellValue::distinct_words(countries.filter_map(|c| c.region.as_deref()))
                }
                Some("objective") => objective.map(|row| link(ctx, row)).unwrap_or_default(),
                _ => {
                    let record = objective.and_then(|row| ctx.data.get::<Objective>(row));
                    ctx.record_links(KindId::Phases, record.and_then(|o| o.phase.as_ref()))
                }
            };
            term.names(ctx, &value) != term.is_negated
        })
    }
}

impl Grid {
    /// Keeps the rows, columns and engagements of a grid of roles that match a filter.
    pub fn retain_matching(
        &mut self,
        ctx: &QueryContext,
        query: &GridQuery,
        filter: &RoleGridFilter,
    ) {
        if !self.shows_roles || filter.filter.terms.is_empty() {
            return;
        }
        let (mut rows, mut columns) = filter.kept_items(ctx, query, self);
        let target = |term| filter.target(query, term);
        if filter.filter.terms.iter().any(|term| target(term) == TermTarget::Engagements) {
            self.retain_engagements(ctx, query, filter);
            let is_involved =
                |row: usize, column: usize| self.cells[row][column].content.is_involvement();
            let kept_columns = columns.clone();
            for (row, is_kept) in rows.iter_mut().enumerate() {
                *is_kept &= (0..kept_columns.len()).any(|c| kept_columns[c] && is_involved(row, c));
            }
            for (column, is_kept) in columns.iter_mut().enumerate() {
                *is_kept &= (0..rows.len()).any(|row| rows[row] && is_involved(row, column));
            }
        }
        self.retain_items(&rows, &columns);
    }

    /// Keeps these rows and columns; a grid without any of the one has none of the other either.
    pub fn retain_items(&mut self, rows: &[bool], columns: &[bool]) {
        let is_empty = !rows.contains(&true) || !columns.contains(&true);
        let rows = rows.iter().map(|kept| *kept && !is_empty);
        retain(&mut self.cells, rows.clone());
        retain(&mut self.rows, rows);
        let columns = columns.iter().map(|kept| *kept && !is_empty);
        self.cells.iter_mut().for_each(|cells| retain(cells, columns.clone()));
        retain(&mut self.columns, columns);
    }

    fn retain_engagements(
        &mut self,
        ctx: &QueryContext,
        query: &GridQuery,
        filter: &RoleGridFilter,
    ) {
        for (row, cells) in self.rows.iter().zip(&mut self.cells) {
            for (column, cell) in self.columns.iter().zip(cells) {
                cell.engagements.retain(|row| filter.keeps_engagement(ctx, query, *row));
                if !cell.engagements.is_empty() {
                    cell.content = agency_role(ctx, query, (row, column), &cell.engagements).0;
                } else if cell.content != CellContent::NotStated {
                    cell.content = CellContent::OthersNamed;
                    cell.donors.clear();
                }
            }
        }
    }
}

/// Keeps the items at the positions that are true.
pub fn retain<T>(items: &mut Vec<T>, kept: impl IntoIterator<Item = bool>) {
    let mut kept = kept.into_iter();
    items.retain(|_| kept.next().unwrap_or(false));
}

/// Keeps the rows whose name contains a word; if no row has it, the columns with it.
fn keep_named(
    word: &str,
    is_negated: bool,
    (grid, rows, columns): (&Grid, &mut [bool], &mut [bool]),
) {
    let contains = |item: &AxisItem| {
        [&item.id, &item.label, &item.title]
            .iter()
            .any(|name| normalize_for_search(name).contains(word))
    };
    let is_in_columns = !grid.rows.iter().any(contains) && grid.columns.iter().any(contains);
    let (items, kept) = if is_in_columns { (&grid.columns, columns) } else { (&grid.rows, rows) };
    for (item, is_kept) in items.iter().zip(kept) {
        *is_kept &= contains(item) != is_negated;
    }
}

fn link<'a>(ctx: &QueryContext<'a>, row: RecordRef) -> CellValue<'a> {
    CellValue::Links(vec![ctx.record_link(row.kind, ctx.data.id(row))])
}

/// Returns the phase of an objective; in a grid of all phases, also those of the objectives that
/// continue it.
fn phases_of_objective<'a>(
    ctx: &QueryContext<'a>,
    row: RecordRef,
    query: &GridQuery,
) -> CellValue<'a> {
    let id = ctx.data.id(row);
    let stands_for = |other: &str| {
        other == id || query.phase.is_none() && ctx.data.original_objective(other) == id
    };
    let objectives = ctx.data.objectives().iter().filter(|(other, _)| stands_for(other));
    ctx.record_links(KindId::Phases, objectives.filter_map(|(_, record)| record.phase.as_ref()))
}
