//! Fills a grid of two dimensions: the roles of agencies, or numbers of events, in each cell.

pub use super::axis_items::AxisItem;
use super::axis_items::{axis_items, engagement_ids, event_ids};
pub use super::dimension::{DIMENSIONS, GridDimension, parse_dimension};
pub use super::grid_cell::{CellContent, GridCell};
pub use super::grid_query::GridQuery;
use super::money_grid::{MoneyGrid, MoneyGridTotals};
pub use super::phase_donors::{PhaseDonors, phase_donors};
use super::roles::{agencies_in_events, agency_role};
use crate::model::{Engagement, Event, KindId};
use crate::query::QueryContext;
use crate::store::RecordRef;
use std::collections::{BTreeSet, HashMap};

/// A grid of cells.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Grid {
    pub rows: Vec<AxisItem>,
    pub columns: Vec<AxisItem>,
    /// The cells, row by row.
    pub cells: Vec<Vec<GridCell>>,
    /// The cells show roles, not numbers of events.
    pub shows_roles: bool,
    /// The sums, if the cells show money.
    pub money: Option<MoneyGridTotals>,
}

impl Grid {
    /// Fills a grid from the engagements and from `events`, as far as they match the query. A grid
    /// of money takes budget lines in place of events.
    pub fn build(ctx: &QueryContext, query: &GridQuery, events: &[RecordRef]) -> Grid {
        if let Some(measure) = query.measure {
            let MoneyGrid { rows, columns, cells, money } =
                MoneyGrid::build(ctx, query, measure, events);
            return Grid { rows, columns, cells, shows_roles: false, money: Some(money) };
        }
        let phase = query.phase.as_deref();
        let is_in_phase = |row: &RecordRef| {
            let event = ctx.data.get::<Event>(*row);
            event.is_some_and(|e| phase.is_none_or(|phase| e.phase.as_deref() == Some(phase)))
        };
        let events: Vec<RecordRef> = events.iter().copied().filter(is_in_phase).collect();
        let rows = axis_items(ctx, query.rows, phase, &events);
        let columns = axis_items(ctx, query.columns, phase, &events);
        let empty = GridCell::with_content(CellContent::Count(0));
        let cells = vec![vec![empty; columns.len()]; rows.len()];
        let (row_positions, column_positions) = (positions(&rows), positions(&columns));
        let mut grid = Grid { rows, columns, cells, shows_roles: query.shows_roles(), money: None };
        let mut for_each_cell = |rows: &[String],
                                 columns: &[String],
                                 add: &dyn Fn(&mut GridCell)| {
            let positions_of = |ids: &[String], positions: &HashMap<String, usize>| {
                ids.iter().filter_map(|id| positions.get(id).copied()).collect::<BTreeSet<usize>>()
            };
            let columns = positions_of(columns, &column_positions);
            for row in positions_of(rows, &row_positions) {
                for column in &columns {
                    add(&mut grid.cells[row][*column]);
                }
            }
        };
        // one pass over the records, however many cells there are
        for row in ctx.data.records(KindId::Engagements) {
            if let Some(engagement) = ctx.data.get::<Engagement>(row) {
                let ids = |dimension| engagement_ids(ctx, (row, engagement), dimension, phase);
                for_each_cell(&ids(query.rows), &ids(query.columns), &|cell| {
                    cell.engagements.push(row);
                });
            }
        }
        for row in events {
            if let Some(event) = ctx.data.get::<Event>(row) {
                let ids = |dimension| event_ids(ctx, (row, event), dimension, phase);
                for_each_cell(&ids(query.rows), &ids(query.columns), &|cell| {
                    cell.events.push(row);
                });
            }
        }
        grid.set_contents(ctx, query);
        grid.drop_absent_agencies(ctx, query);
        grid
    }

    fn set_contents(&mut self, ctx: &QueryContext, query: &GridQuery) {
        let in_events = agencies_in_events(ctx, query);
        for (row, cells) in self.rows.iter().zip(&mut self.cells) {
            for (column, cell) in self.columns.iter().zip(cells) {
                if self.shows_roles {
                    let (content, donors) =
                        agency_role(ctx, query, (row, column), &cell.engagements);
                    let is_in_event = in_events.contains(&(row.id.as_str(), column.id.as_str()));
                    cell.content = match content {
                        CellContent::OthersNamed if is_in_event => CellContent::InEventsOnly,
                        content => content,
                    };
                    cell.donors = donors;
                } else {
                    cell.content = CellContent::Count(cell.events.len());
                }
            }
        }
    }

    /// Removes the agencies that take no part in the phase of the query, and those that only fund
    /// it.
    fn drop_absent_agencies(&mut self, ctx: &QueryContext, query: &GridQuery) {
        if !self.shows_roles {
            return;
        }
        let phase = query.phase.as_deref();
        let donors = phase_donors(ctx, phase).into_iter().flat_map(|donors| donors.agencies);
        let donors: Vec<String> = donors.collect();
        let agencies = phase.map(|id| ctx.data.phases().get(id).map(|phase| &phase.agencies));
        let takes_part = |id: &str| match agencies {
            Some(agencies) => agencies.into_iter().flatten().any(|agency| **agency == *id),
            None => true,
        };
        let is_absent = |item: &AxisItem, mut cells: std::slice::Iter<&GridCell>| {
            cells.all(|cell| !cell.content.is_involvement())
                && (donors.contains(&item.id) || !takes_part(&item.id))
        };
        if query.columns == GridDimension::Agency {
            for column in (0..self.columns.len()).rev() {
                let cells: Vec<&GridCell> = self.cells.iter().map(|row| &row[column]).collect();
                if is_absent(&self.columns[column], cells.iter()) {
                    self.columns.remove(column);
                    self.cells.iter_mut().for_each(|row| drop(row.remove(column)));
                }
            }
        } else {
            for row in (0..self.rows.len()).rev() {
                let cells: Vec<&GridCell> = self.cells[row].iter().collect();
                if donors.contains(&self.rows[row].id) && is_absent(&self.rows[row], cells.iter()) {
                    self.rows.remove(row);
                    self.cells.remove(row);
                }
            }
        }
    }

    /// Returns the number of roles, or of distinct events, in a row.
    pub fn row_total(&self, row: usize) -> usize {
        self.total(self.cells.get(row).into_iter().flatten())
    }

    /// Returns the number of roles, or of distinct events, in a column.
    pub fn column_total(&self, column: usize) -> usize {
        self.total(self.cells.iter().filter_map(|row| row.get(column)))
    }

    /// Returns the number of roles, or of distinct events, in all cells.
    pub fn grand_total(&self) -> usize {
        self.total(self.cells.iter().flatten())
    }

    fn total<'a>(&self, cells: impl Iterator<Item = &'a GridCell>) -> usize {
        if self.shows_roles {
            return cells.filter(|cell| cell.content.is_involvement()).count();
        }
        // an event may stand in several cells
        cells.flat_map(|cell| &cell.events).collect::<BTreeSet<_>>().len()
    }
}

/// Returns the position of each item by its id.
fn positions(items: &[AxisItem]) -> HashMap<String, usize> {
    items.iter().enumerate().map(|(position, item)| (item.id.clone(), position)).collect()
}
