//! Two phases, cell by cell: who has which part in the one and in the other, and the same in words.

use super::grid::{Ask, Cell, Grid, Item, Said};
use crate::query::Scope;
use crate::store::RecordRef;

/// How a cell went from one phase to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
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
    pub cells: Vec<Vec<(Said, Said, Change)>>,
    /// The same in words.
    pub words: String,
}

/// Compares who has which part in two phases.
pub fn compare(scope: &Scope, from: &str, to: &str, events: &[RecordRef]) -> Comparison {
    let grids = [from, to].map(|phase| Grid::build(scope, &Ask { phase: Some(phase.into()), ..Ask::default() }, events));
    let [before, after] = &grids;
    let mut rows: Vec<Item> = before.rows.clone();
    rows.extend(
        after.rows.iter().filter(|item| !before.rows.iter().any(|other| scope.data.root(&other.id) == scope.data.root(&item.id))).cloned(),
    );
    let mut columns: Vec<Item> = before.columns.clone();
    columns.extend(after.columns.iter().filter(|item| !before.columns.iter().any(|other| other.id == item.id)).cloned());
    let find = |grid: &Grid, row: &Item, column: &Item| {
        let row = grid.rows.iter().position(|other| scope.data.root(&other.id) == scope.data.root(&row.id))?;
        let column = grid.columns.iter().position(|other| other.id == column.id);
        // an agency that stands in no cell of the phase has none in this row either
        Some(column.map_or_else(
            || Cell::saying(if grid.remark(row) == Some("unsaid") { Said::Unsaid } else { Said::Not }),
            |column| grid.cells[row][column].clone(),
        ))
    };
    let mut words = Vec::new();
    let others = |grid: &Grid, others: &Grid| -> Vec<Item> {
        let same = |item: &&Item| !others.rows.iter().any(|other| scope.data.root(&other.id) == scope.data.root(&item.id));
        grid.rows.iter().filter(same).cloned().collect()
    };
    let (gone, new) = (others(before, after), others(after, before));
    let on = before.rows.len() - gone.len();
    words.push(format!("{on} of {} objectives go on", before.rows.len()));
    words.extend(gone.iter().map(|item| match taken_in(scope, after, item) {
        Some(words) => format!("{} {words}", item.title),
        None => format!("{} is no longer an objective", item.title),
    }));
    words.extend(new.iter().map(|item| format!("new: {}", item.title)));
    let (mut cells, mut both, mut changes) = (Vec::new(), Vec::new(), Vec::new());
    for row in &rows {
        let (mut line, mut merged) = (Vec::new(), Vec::new());
        for column in &columns {
            let (a, b) = (find(before, row, column), find(after, row, column));
            let (was, is) = (a.as_ref().map_or(Said::Absent, |cell| cell.said), b.as_ref().map_or(Said::Absent, |cell| cell.said));
            // who pays is told for a whole phase: one that is not among them is not named
            let is = if was == Said::Funds && is == Said::Unsaid { Said::Not } else { is };
            let change = match (was.is_something(), is.is_something()) {
                (true, true) if was == is => Change::Same,
                (true, true) => Change::Changed,
                (true, false) => Change::Dropped,
                (false, true) => Change::Added,
                _ => Change::Nothing,
            };
            let objective = || row.label.clone();
            match change {
                // where no source names anybody, nobody is known to have left
                Change::Dropped if is == Said::Unsaid => {}
                _ if was == Said::Funds || is == Said::Funds => {}
                Change::Dropped if b.is_some() => changes.push(format!("{} no longer {} {}", column.label, was.words(), objective())),
                Change::Added if a.is_some() => changes.push(format!("{} now {} {}", column.label, is.words(), objective())),
                Change::Changed => changes.push(format!("{} {} {} instead of {}", column.label, is.words(), objective(), was.words())),
                _ => {}
            }
            line.push((was, is, change));
            let mut cell = a.unwrap_or_else(|| Cell::saying(Said::Not));
            if let Some(b) = b {
                cell.engagements.extend(b.engagements);
                cell.events.extend(b.events);
                cell.donors.extend(b.donors);
                cell.said = b.said;
            }
            merged.push(cell);
        }
        cells.push(line);
        both.push(merged);
    }
    let acts = |agency: &str| {
        cells.iter().any(|line| columns.iter().zip(line).any(|(column, (_, is, _))| column.id == agency && is.is_something()))
    };
    let left: Vec<&str> = columns
        .iter()
        .filter(|column| !acts(&column.id) && !after.cells.iter().flatten().any(|cell| cell.said == Said::Unsaid))
        .map(|column| column.label.as_str())
        .collect();
    if !left.is_empty() {
        words.push(format!("no longer named: {}", left.join(", ")));
    }
    words.extend(changes);
    if after.cells.iter().flatten().any(|cell| cell.said == Said::Unsaid) {
        words.push("no source names an agency for an objective of the later phase".into());
    }
    let sentence = format!("From {} to {}: {}.", scope.data.label_of("phases", from), scope.data.label_of("phases", to), words.join("; "));
    Comparison { grid: Grid { rows, columns, cells: both, roles: true }, cells, words: sentence }
}

/// Which objective of the later phase an earlier one became part of, and who leads that.
fn taken_in(scope: &Scope, after: &Grid, gone: &Item) -> Option<String> {
    let taken =
        |item: &Item| scope.data.objectives.get(&*item.id).is_some_and(|objective| objective.takes_in.iter().any(|id| **id == *gone.id));
    let row = after.rows.iter().position(taken)?;
    let leads = after.columns.iter().zip(&after.cells[row]).filter(|(_, cell)| cell.said == Said::Lead);
    let leads: Vec<&str> = leads.map(|(column, _)| column.label.as_str()).collect();
    let under = if leads.is_empty() { String::new() } else { format!(", under {}", leads.join(" and ")) };
    Some(format!("is now part of {}{under}", after.rows[row].label))
}
