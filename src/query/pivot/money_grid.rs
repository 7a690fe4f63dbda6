//! Fills a grid of two dimensions with sums of money.

use super::axis_items::AxisItem;
use super::budget_axis::{NO_ITEM, budget_item_id, budget_items};
use super::grid_cell::{CellContent, GridCell};
use super::grid_query::GridQuery;
use crate::model::{MoneyTotals, Text};
use crate::query::QueryContext;
use crate::store::RecordRef;
use crate::store::budget_totals::BudgetMeasure;
use std::collections::{BTreeSet, HashMap};

/// The sums of the rows, of the columns and of all cells.
#[derive(Clone, Debug, PartialEq)]
pub struct MoneyGridTotals {
    pub measure: BudgetMeasure,
    pub row_totals: Vec<MoneyTotals>,
    pub column_totals: Vec<MoneyTotals>,
    pub grand_total: MoneyTotals,
    /// Some lines belong to no single row or column.
    pub has_unassigned: bool,
}

impl MoneyGridTotals {
    /// Returns the currency of all sums, if there is only one.
    pub fn single_currency(&self) -> Option<&Text> {
        let mut currencies = self.grand_total.currencies();
        currencies.next().filter(|_| currencies.next().is_none())
    }
}

/// The rows, the columns and the cells of a grid of money.
pub(super) struct MoneyGrid {
    pub(super) rows: Vec<AxisItem>,
    pub(super) columns: Vec<AxisItem>,
    pub(super) cells: Vec<Vec<GridCell>>,
    pub(super) money: MoneyGridTotals,
}

impl MoneyGrid {
    /// Adds those budget lines that match the query.
    pub(super) fn build(
        ctx: &QueryContext,
        query: &GridQuery,
        measure: BudgetMeasure,
        lines: &[RecordRef],
    ) -> MoneyGrid {
        let data = ctx.data;
        let phase = query.phase.as_deref();
        let is_in_phase = |row: &RecordRef| {
            phase.is_none_or(|phase| data.phase_of(*row).is_some_and(|id| **id == *phase))
        };
        let mut lines = data.lines_of_measure(measure, lines);
        lines.retain(is_in_phase);
        let rows = budget_items(ctx, query.rows, phase, &lines);
        let columns = budget_items(ctx, query.columns, phase, &lines);
        let positions = |items: &[AxisItem]| -> HashMap<String, usize> {
            items.iter().enumerate().map(|(position, item)| (item.id.clone(), position)).collect()
        };
        let (row_positions, column_positions) = (positions(&rows), positions(&columns));
        let position_of = |id: Option<String>, positions: &HashMap<String, usize>| {
            let position = id.and_then(|id| positions.get(&id));
            position.or_else(|| positions.get(NO_ITEM)).copied()
        };
        let empty = GridCell::with_content(CellContent::Money);
        let mut cells = vec![vec![empty; columns.len()]; rows.len()];
        let mut by_row = vec![Vec::new(); rows.len()];
        let mut by_column = vec![Vec::new(); columns.len()];
        for line in &lines {
            let id = |dimension| budget_item_id(ctx, *line, dimension, phase);
            let row = position_of(id(query.rows), &row_positions);
            let column = position_of(id(query.columns), &column_positions);
            let (Some(row), Some(column)) = (row, column) else { continue };
            cells[row][column].lines.push(*line);
            by_row[row].push(*line);
            by_column[column].push(*line);
        }
        for cell in cells.iter_mut().flatten() {
            cell.money = data.budget_totals(&cell.lines);
        }
        let totals = |groups: &[Vec<RecordRef>]| {
            groups.iter().map(|lines| data.budget_totals(lines)).collect()
        };
        let has_unassigned = [&row_positions, &column_positions]
            .iter()
            .any(|positions| positions.contains_key(NO_ITEM));
        let money = MoneyGridTotals {
            measure,
            row_totals: totals(&by_row),
            column_totals: totals(&by_column),
            grand_total: data.budget_totals(&lines),
            has_unassigned,
        };
        MoneyGrid { rows, columns, cells, money }
    }
}

/// Returns the number of lines in some cells that are not added, because others of them include
/// them.
pub fn included_lines(ctx: &QueryContext, cells: &[&GridCell]) -> usize {
    let lines: BTreeSet<RecordRef> = cells.iter().flat_map(|cell| &cell.lines).copied().collect();
    let lines: Vec<RecordRef> = lines.into_iter().collect();
    lines.len() - ctx.data.distinct_lines(&lines).len()
}
