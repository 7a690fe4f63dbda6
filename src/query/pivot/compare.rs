//! Two phases, cell by cell: who has which part in the one and in the other, and the same in words.

use super::grid::{AxisItem, Cell, CellContent, Grid, GridQuery};
use crate::model::KindId;
use crate::query::QueryContext;
use crate::store::RecordRef;

/// How a cell went from one phase to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PhaseChange {
    /// As it was.
    Same,
    /// New.
    Added,
    /// Gone.
    Dropped,
    /// Another role.
    Changed,
    /// Nothing in either.
    Nothing,
}

/// Two phases, cell by cell: objectives that go on stand in one row.
pub struct Comparison {
    /// The grid over both.
    pub grid: Grid,
    /// What each cell said in the first phase, what it says in the second, and what became of it.
    pub cells: Vec<Vec<(CellContent, CellContent, PhaseChange)>>,
    /// The same in words.
    pub summary: String,
}

/// Compares who has which part in two phases.
pub fn compare(scope: &QueryContext, from: &str, to: &str, events: &[RecordRef]) -> Comparison {
    let grids = [from, to].map(|phase| {
        Grid::build(scope, &GridQuery { phase: Some(phase.into()), ..GridQuery::default() }, events)
    });
    let [before, after] = &grids;
    let mut rows: Vec<AxisItem> = before.rows.clone();
    rows.extend(
        after
            .rows
            .iter()
            .filter(|item| {
                !before.rows.iter().any(|other| {
                    scope.data.original_objective(&other.id)
                        == scope.data.original_objective(&item.id)
                })
            })
            .cloned(),
    );
    let mut columns: Vec<AxisItem> = before.columns.clone();
    columns.extend(
        after
            .columns
            .iter()
            .filter(|item| !before.columns.iter().any(|other| other.id == item.id))
            .cloned(),
    );
    let find = |grid: &Grid, row: &AxisItem, column: &AxisItem| {
        let row = grid.rows.iter().position(|other| {
            scope.data.original_objective(&other.id) == scope.data.original_objective(&row.id)
        })?;
        let column = grid.columns.iter().position(|other| other.id == column.id);
        // an agency that stands in no cell of the phase has none in this row either
        Some(column.map_or_else(
            || {
                Cell::with_content(if grid.gap_or_overlap(row) == Some("unsaid") {
                    CellContent::NotStated
                } else {
                    CellContent::OthersNamed
                })
            },
            |column| grid.cells[row][column].clone(),
        ))
    };
    let mut words = Vec::new();
    let others = |grid: &Grid, others: &Grid| -> Vec<AxisItem> {
        let same = |item: &&AxisItem| {
            !others.rows.iter().any(|other| {
                scope.data.original_objective(&other.id) == scope.data.original_objective(&item.id)
            })
        };
        grid.rows.iter().filter(same).cloned().collect()
    };
    let (gone, new) = (others(before, after), others(after, before));
    let on = before.rows.len() - gone.len();
    words.push(format!("{on} of {} objectives go on", before.rows.len()));
    words.extend(gone.iter().map(|item| match describe_takeover(scope, after, item) {
        Some(words) => format!("{} {words}", item.title),
        None => format!("{} is no longer an objective", item.title),
    }));
    words.extend(new.iter().map(|item| format!("new: {}", item.title)));
    let (mut cells, mut both, mut changes) = (Vec::new(), Vec::new(), Vec::new());
    for row in &rows {
        let (mut line, mut merged) = (Vec::new(), Vec::new());
        for column in &columns {
            let (a, b) = (find(before, row, column), find(after, row, column));
            let (was, is) = (
                a.as_ref().map_or(CellContent::Absent, |cell| cell.content),
                b.as_ref().map_or(CellContent::Absent, |cell| cell.content),
            );
            // who pays is told for a whole phase: one that is not among them is not named
            let is = if was == CellContent::Funds && is == CellContent::NotStated {
                CellContent::OthersNamed
            } else {
                is
            };
            let change = match (was.is_involvement(), is.is_involvement()) {
                (true, true) if was == is => PhaseChange::Same,
                (true, true) => PhaseChange::Changed,
                (true, false) => PhaseChange::Dropped,
                (false, true) => PhaseChange::Added,
                _ => PhaseChange::Nothing,
            };
            let objective = || row.label.clone();
            match change {
                // where no source names anybody, nobody is known to have left
                PhaseChange::Dropped if is == CellContent::NotStated => {}
                _ if was == CellContent::Funds || is == CellContent::Funds => {}
                PhaseChange::Dropped if b.is_some() => changes.push(format!(
                    "{} no longer {} {}",
                    column.label,
                    was.display(),
                    objective()
                )),
                PhaseChange::Added if a.is_some() => {
                    changes.push(format!("{} now {} {}", column.label, is.display(), objective()))
                }
                PhaseChange::Changed => changes.push(format!(
                    "{} {} {} instead of {}",
                    column.label,
                    is.display(),
                    objective(),
                    was.display()
                )),
                _ => {}
            }
            line.push((was, is, change));
            let mut cell = a.unwrap_or_else(|| Cell::with_content(CellContent::OthersNamed));
            if let Some(b) = b {
                cell.engagements.extend(b.engagements);
                cell.events.extend(b.events);
                cell.donors.extend(b.donors);
                cell.content = b.content;
            }
            merged.push(cell);
        }
        cells.push(line);
        both.push(merged);
    }
    let acts = |agency: &str| {
        cells.iter().any(|line| {
            columns
                .iter()
                .zip(line)
                .any(|(column, (_, is, _))| column.id == agency && is.is_involvement())
        })
    };
    let left: Vec<&str> = columns
        .iter()
        .filter(|column| {
            !acts(&column.id)
                && !after.cells.iter().flatten().any(|cell| cell.content == CellContent::NotStated)
        })
        .map(|column| column.label.as_str())
        .collect();
    if !left.is_empty() {
        words.push(format!("no longer named: {}", left.join(", ")));
    }
    words.extend(changes);
    if after.cells.iter().flatten().any(|cell| cell.content == CellContent::NotStated) {
        words.push("no source names an agency for an objective of the later phase".into());
    }
    let sentence = format!(
        "From {} to {}: {}.",
        scope.data.short_label_of(KindId::Phases, from),
        scope.data.short_label_of(KindId::Phases, to),
        words.join("; ")
    );
    Comparison {
        grid: Grid { rows, columns, cells: both, shows_roles: true },
        cells,
        summary: sentence,
    }
}

/// Which objective of the later phase an earlier one became part of, and who leads that.
fn describe_takeover(scope: &QueryContext, after: &Grid, gone: &AxisItem) -> Option<String> {
    let taken = |item: &AxisItem| {
        scope
            .data
            .objectives()
            .get(&item.id)
            .is_some_and(|objective| objective.takes_in.iter().any(|id| **id == *gone.id))
    };
    let row = after.rows.iter().position(taken)?;
    let leads = after
        .columns
        .iter()
        .zip(&after.cells[row])
        .filter(|(_, cell)| cell.content == CellContent::Lead);
    let leads: Vec<&str> = leads.map(|(column, _)| column.label.as_str()).collect();
    let under =
        if leads.is_empty() { String::new() } else { format!(", under {}", leads.join(" and ")) };
    Some(format!("is now part of {}{under}", after.rows[row].label))
}
