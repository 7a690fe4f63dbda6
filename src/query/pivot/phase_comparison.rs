//! Compares the roles of agencies in two phases, cell by cell and in words.

use super::gaps_and_overlaps::GapOrOverlap;
use super::grid::{AxisItem, CellContent, Grid, GridCell, GridQuery};
use super::role_grid_filter::retain;
use crate::model::{KindId, RecordPath};
use crate::query::QueryContext;
use crate::store::RecordRef;
use std::collections::HashMap;

/// More changes of one sort are only counted.
const MAX_NAMED_CHANGES: usize = 3;
const MAX_NAMED_AGENCIES: usize = 8;

/// The change of a cell from one phase to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CellChange {
    Same,
    Added,
    Dropped,
    /// Another role.
    Changed,
    /// A role in the objective with this number, which takes in the objective of the row.
    MovedTo(u32),
    /// No role in either phase.
    Nothing,
}

/// Two phases compared. An objective that goes on has one row.
pub struct PhaseComparison {
    /// The grid over both phases.
    pub grid: Grid,
    /// For each cell, the content in the first phase, that in the second, and the change.
    pub cells: Vec<Vec<(CellContent, CellContent, CellChange)>>,
    /// The changes in one sentence.
    pub summary: String,
}

impl PhaseComparison {
    /// Keeps these rows and columns.
    pub fn retain_items(&mut self, rows: &[bool], columns: &[bool]) {
        self.grid.retain_items(rows, columns);
        let is_empty = self.grid.rows.is_empty();
        retain(&mut self.cells, rows.iter().map(|kept| *kept && !is_empty));
        for cells in &mut self.cells {
            retain(cells, columns.iter().copied());
        }
    }
}

/// Compares the roles in phase `from` with those in phase `to`.
pub fn compare(ctx: &QueryContext, from: &str, to: &str, events: &[RecordRef]) -> PhaseComparison {
    let grid = |phase: &str| {
        let query = GridQuery { phase: Some(phase.into()), ..GridQuery::default() };
        Grid::build(ctx, &query, events)
    };
    let phases = PhasePair::new(ctx, grid(from), grid(to));
    let mut rows = phases.before.rows.clone();
    rows.extend(phases.new_objectives().cloned());
    let mut columns = phases.before.columns.clone();
    let has_column = |item: &&AxisItem| columns.iter().any(|column| column.id == item.id);
    let new_columns: Vec<AxisItem> =
        phases.after.columns.iter().filter(|item| !has_column(item)).cloned().collect();
    columns.extend(new_columns);

    let mut cells = Vec::new();
    let mut merged_cells = Vec::new();
    let mut role_changes = Vec::new();
    for row in &rows {
        let mut row_cells = Vec::new();
        let mut row_merged = Vec::new();
        for column in &columns {
            let compared = phases.compare_cell(row, column);
            role_changes.extend(compared.describe(row, column));
            row_cells.push((compared.was, compared.is, compared.change));
            row_merged.push(compared.merged());
        }
        cells.push(row_cells);
        merged_cells.push(row_merged);
    }

    let mut parts = phases.describe_objectives();
    let has_role = |column: usize| cells.iter().any(|row| row[column].1.is_involvement());
    let gone = (0..columns.len()).filter(|column| !has_role(*column));
    let gone: Vec<&str> = gone.map(|column| columns[column].label.as_str()).collect();
    let is_complete = !phases.after_has_unstated_roles();
    // if a role is not stated, nobody is known to have left
    if is_complete && !gone.is_empty() {
        let names = capped(gone, MAX_NAMED_AGENCIES, |more| format!("and {more} more"));
        parts.push(format!("no longer named: {}", names.join(", ")));
    }
    let more_roles = |more| format!("{more} more roles differ");
    parts.extend(capped(role_changes, MAX_NAMED_CHANGES, more_roles));
    if !is_complete {
        parts.push("no agency is named for an objective of the later phase".into());
    }
    let [from, to] = [from, to].map(|phase| ctx.data.short_label_of(KindId::Phases, phase));
    let summary = format!("From {from} to {to}: {}.", parts.join("; "));
    let grid = Grid { rows, columns, cells: merged_cells, shows_roles: true, money: None };
    PhaseComparison { grid, cells, summary }
}

/// The grids of two phases.
struct PhasePair<'a> {
    ctx: &'a QueryContext<'a>,
    before: Grid,
    after: Grid,
    /// The first row of each original objective in either grid.
    before_rows: HashMap<String, usize>,
    after_rows: HashMap<String, usize>,
    /// For each objective, the row of the later phase that takes it in.
    takeover_rows: HashMap<String, usize>,
}

impl<'a> PhasePair<'a> {
    fn new(ctx: &'a QueryContext<'a>, before: Grid, after: Grid) -> PhasePair<'a> {
        let first_rows = |grid: &Grid| {
            let rows = grid.rows.iter().enumerate().rev();
            rows.map(|(row, item)| (original_id(ctx, item), row)).collect()
        };
        let mut takeover_rows = HashMap::new();
        for (row, item) in after.rows.iter().enumerate().rev() {
            let objective = ctx.data.objectives().get(&item.id);
            for id in objective.into_iter().flat_map(|objective| objective.takes_in.iter()) {
                takeover_rows.insert(id.to_string(), row);
            }
        }
        let (before_rows, after_rows) = (first_rows(&before), first_rows(&after));
        PhasePair { ctx, before, after, before_rows, after_rows, takeover_rows }
    }

    /// Returns the row of an objective, or of one that is continued in it, in the earlier phase.
    fn row_before(&self, objective: &AxisItem) -> Option<usize> {
        self.before_rows.get(&original_id(self.ctx, objective)).copied()
    }

    /// Returns the row of an objective, or of one that continues it, in the later phase.
    fn row_after(&self, objective: &AxisItem) -> Option<usize> {
        self.after_rows.get(&original_id(self.ctx, objective)).copied()
    }

    fn dropped_objectives(&self) -> impl Iterator<Item = &AxisItem> {
        self.before.rows.iter().filter(|row| self.row_after(row).is_none())
    }

    fn new_objectives(&self) -> impl Iterator<Item = &AxisItem> {
        self.after.rows.iter().filter(|row| self.row_before(row).is_none())
    }

    fn after_has_unstated_roles(&self) -> bool {
        let mut cells = self.after.cells.iter().flatten();
        cells.any(|cell| cell.content == CellContent::NotStated)
    }

    /// Returns whether an objective goes on under another title.
    fn is_retitled(&self, objective: &AxisItem) -> bool {
        let title = |id: &str| self.ctx.data.objectives().get(id).map(|record| &record.title);
        let later = self.row_after(objective).map(|row| &self.after.rows[row].id);
        later.is_some_and(|later| title(later) != title(&objective.id))
    }

    /// Returns the number of the objective in a row of the later phase, or that of the row.
    fn number_of(&self, row: usize) -> u32 {
        let objective = self.ctx.data.objectives().get(&self.after.rows[row].id);
        objective.and_then(|objective| objective.number).unwrap_or(row as u32 + 1)
    }

    /// Returns the row of the later phase that includes a dropped objective.
    fn takeover_row(&self, dropped: &AxisItem) -> Option<usize> {
        self.takeover_rows.get(&dropped.id).copied()
    }

    /// Returns the cell of an agency in a row of a phase.
    fn find_cell(&self, grid: &Grid, row: usize, column: &AxisItem) -> GridCell {
        if let Some(column) = grid.columns.iter().position(|other| other.id == column.id) {
            return grid.cells[row][column].clone();
        }
        // the agency takes no part in the phase
        let is_stated = grid.coverage_issue(row) != Some(GapOrOverlap::NotStated);
        let content = if is_stated { CellContent::OthersNamed } else { CellContent::NotStated };
        GridCell::with_content(content)
    }

    fn compare_cell(&self, row: &AxisItem, column: &AxisItem) -> ComparedCell {
        let before_row = self.row_before(row);
        let continued_row = self.row_after(row);
        let after_row = continued_row.or_else(|| self.takeover_row(row));
        let before = before_row.map(|row| self.find_cell(&self.before, row, column));
        let after = after_row.map(|row| self.find_cell(&self.after, row, column));
        let content = |cell: &Option<GridCell>| {
            cell.as_ref().map_or(CellContent::Absent, |cell| cell.content)
        };
        let was = content(&before);
        let is = content(&after);
        let takeover = after_row.filter(|_| continued_row.is_none());
        let change = match (was.is_involvement(), is.is_involvement(), takeover) {
            (true, true, Some(row)) => CellChange::MovedTo(self.number_of(row)),
            (true, true, None) if was == is => CellChange::Same,
            (true, true, None) => CellChange::Changed,
            (true, false, _) => CellChange::Dropped,
            (false, true, _) => CellChange::Added,
            (false, false, _) => CellChange::Nothing,
        };
        ComparedCell { before, after, is_continued: continued_row.is_some(), was, is, change }
    }

    /// Describes which objectives go on, end and begin.
    fn describe_objectives(&self) -> Vec<String> {
        let count = self.before.rows.len();
        let continued = count - self.dropped_objectives().count();
        let mut text = format!("{continued} of {count} objectives go on");
        let by_title = self.after.rows.iter().filter(|row| self.goes_on_by_title(row)).count();
        if by_title > 0 {
            text.push_str(&format!(", {by_title} of them by the same title"));
        }
        let mut parts = vec![text];
        let retitled = self.before.rows.iter().filter(|objective| self.is_retitled(objective));
        let retitled =
            retitled.map(|objective| format!("{} under another title", objective.label)).collect();
        let more = |count| format!("{count} more under other titles");
        parts.extend(capped(retitled, MAX_NAMED_CHANGES, more));
        // what became of an objective is always told
        let (taken_over, gone): (Vec<&AxisItem>, Vec<&AxisItem>) =
            self.dropped_objectives().partition(|objective| self.takeover_row(objective).is_some());
        parts.extend(taken_over.into_iter().filter_map(|objective| {
            Some(format!("{} {}", objective.title, self.describe_takeover(objective)?))
        }));
        let gone =
            gone.iter().map(|objective| format!("{} is no longer an objective", objective.title));
        let more = |count| format!("{count} more are no longer objectives");
        parts.extend(capped(gone.collect(), MAX_NAMED_CHANGES, more));
        let new = self.new_objectives().map(|objective| format!("new: {}", objective.title));
        parts.extend(capped(new.collect(), MAX_NAMED_CHANGES, |more| {
            format!("{more} more are new")
        }));
        parts
    }

    /// Returns whether an objective of the later phase goes on from one of the earlier phase by
    /// its title alone.
    fn goes_on_by_title(&self, objective: &AxisItem) -> bool {
        let is_stated = |id: &str| {
            self.ctx.data.objectives().get(id).is_some_and(|record| record.continues.is_some())
        };
        self.row_before(objective).is_some() && !is_stated(&objective.id)
    }

    /// Describes the objective of the later phase that includes a dropped one, and its agencies.
    fn describe_takeover(&self, dropped: &AxisItem) -> Option<String> {
        let row = self.takeover_row(dropped)?;
        let cells = self.after.columns.iter().zip(&self.after.cells[row]);
        let has_role = |cell: &GridCell| {
            matches!(cell.content, CellContent::Lead | CellContent::Named | CellContent::Joint)
        };
        let named = cells.filter(|(_, cell)| has_role(cell));
        let named: Vec<&str> = named.map(|(column, _)| column.label.as_str()).collect();
        let later = &self.after.rows[row];
        // the bundled sources do not say where an objective went: the data do
        let takes_in = RecordPath::for_record(KindId::Objectives, &later.id).join("takes_in");
        let is_ours = self.ctx.data.is_our_reading(&takes_in);
        let reading = if is_ours { "by our reading " } else { "" };
        let mut text = format!("is not in it, {reading}now part of {}", later.label);
        if !named.is_empty() {
            text.push_str(&format!(", with {}", named.join(" and ")));
        }
        Some(text)
    }
}

/// Returns the items, or the first ones and how many more there are.
fn capped<T: ToString>(items: Vec<T>, max: usize, more: impl Fn(usize) -> String) -> Vec<String> {
    let hidden = items.len().saturating_sub(max);
    // one more is named in place of its count
    let shown = if hidden == 1 { items.len() } else { items.len() - hidden };
    let mut texts: Vec<String> = items.iter().take(shown).map(T::to_string).collect();
    if hidden > 1 {
        texts.push(more(hidden));
    }
    texts
}

/// Returns the id of the objective that an objective goes back to.
fn original_id(ctx: &QueryContext, objective: &AxisItem) -> String {
    ctx.data.original_objective(&objective.id).to_string()
}

/// A cell in both phases; `None` where the phase does not have the objective.
struct ComparedCell {
    before: Option<GridCell>,
    /// The cell of the objective, or of the one that includes it in the later phase.
    after: Option<GridCell>,
    /// The later phase has the objective itself.
    is_continued: bool,
    was: CellContent,
    is: CellContent,
    change: CellChange,
}

impl ComparedCell {
    /// Describes the change of the role, if it is worth a remark.
    fn describe(&self, row: &AxisItem, column: &AxisItem) -> Option<String> {
        let (agency, objective) = (&column.label, &row.label);
        let (was, is) = (self.was, self.is);
        match self.change {
            // if no source names anybody, nobody is known to have left
            CellChange::Dropped if is == CellContent::NotStated => None,
            // the takeover of an objective is described for the objective
            _ if !self.is_continued => None,
            CellChange::Dropped => {
                Some(format!("{agency} no longer {} {objective}", was.display()))
            }
            CellChange::Added if self.before.is_some() => {
                Some(format!("{agency} now {} {objective}", is.display()))
            }
            CellChange::Changed => {
                let (was, is) = (was.display(), is.display());
                Some(format!("{agency} {is} {objective} instead of {was}"))
            }
            _ => None,
        }
    }

    /// Returns the content of the later phase with the records of both.
    fn merged(self) -> GridCell {
        let mut cell =
            self.before.unwrap_or_else(|| GridCell::with_content(CellContent::OthersNamed));
        if let Some(after) = self.after {
            cell.engagements.extend(after.engagements);
            cell.events.extend(after.events);
            cell.donors.extend(after.donors);
            cell.content = after.content;
        }
        cell
    }
}
