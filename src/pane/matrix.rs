//! The pane that shows who has which part in a grid of two axes, or compares two phases.

mod cell_measure;
mod cells;
mod commands;
mod grid_rebuild;
mod grid_table;
mod legend;
mod narration;
mod percentage_base;
mod render;

use super::detail_view::DetailView;
use super::filtered_list::FilteredList;
use super::{Pane, PaneContext, PaneDefinition, unsupported};
use crate::command::{Action, Motion};
use crate::detail::{Detail, PaneContent, TextFragment, grid_cell_detail};
use crate::error::{Error, Result};
use crate::model::{KindId, RecordPath};
use crate::query::Table;
use crate::query::lists::events;
use crate::query::pivot::grid::{AxisItem, Grid, GridQuery};
use crate::query::pivot::phase_comparison::PhaseComparison;
use crate::store::RecordRef;
use crate::ui::RenderOutput;
use crate::ui::breadcrumb::HeaderChip;
use crate::ui::detail_layout::layout_on_screen;
use crate::ui::rich_text::RichText;
use percentage_base::PercentageBase;
use ratatui::buffer::Buffer;
use std::collections::BTreeSet;

/// The matrix pane.
pub struct MatrixPane {
    query: GridQuery,
    /// The phase that the user chose, `None` for all; the filter may name another.
    chosen_phase: Option<String>,
    /// Phase that the phase of the query is compared with.
    compared_phase: Option<String>,
    percentage: PercentageBase,
    /// Names gaps and overlaps in the last column.
    shows_gaps: bool,
    /// The events that are counted, or the budget lines that are added.
    events: FilteredList,
    /// Row and column of the cursor; 0 is the header.
    cursor: (usize, usize),
    detail: DetailView,
    grid: Grid,
    comparison: Option<PhaseComparison>,
}

impl MatrixPane {
    /// Creates the pane.
    pub fn new() -> MatrixPane {
        MatrixPane {
            query: GridQuery::default(),
            chosen_phase: None,
            compared_phase: None,
            percentage: PercentageBase::Off,
            shows_gaps: false,
            events: FilteredList::new(&events::LIST),
            cursor: (1, 1),
            detail: DetailView::default(),
            grid: Grid::default(),
            comparison: None,
        }
    }

    /// Keeps the cursor within headers, cells and totals, and out of the corner.
    fn clamp_cursor(&mut self) {
        let totals = usize::from(!self.is_comparison());
        let (row, column) = self.cursor;
        self.cursor =
            (row.min(self.grid.rows.len() + totals), column.min(self.grid.columns.len() + totals));
        if self.cursor == (0, 0) {
            self.cursor = if self.grid.rows.is_empty() { (0, 1) } else { (1, 0) };
        }
    }

    fn is_comparison(&self) -> bool {
        self.comparison.is_some()
    }

    /// Returns row and column of the grid under the cursor, `None` for headers and totals.
    fn cursor_cell(&self) -> (Option<usize>, Option<usize>) {
        let index = |position: usize, len: usize| position.checked_sub(1).filter(|n| *n < len);
        let (row, column) = self.cursor;
        (index(row, self.grid.rows.len()), index(column, self.grid.columns.len()))
    }

    /// Returns the record of the header under the cursor.
    fn header_record(&self) -> Option<RecordRef> {
        match (self.cursor, self.cursor_cell()) {
            ((0, _), (_, Some(column))) => self.grid.columns[column].row,
            ((_, 0), (Some(row), _)) => self.grid.rows[row].row,
            _ => None,
        }
    }

    fn cursor_detail(&self, ctx: PaneContext) -> Detail {
        if let Some(record) = self.header_record() {
            return Detail::for_record(&ctx.query, record);
        }
        let (row, column) = self.cursor_cell();
        let detail = grid_cell_detail::detail(&self.grid, &ctx.query, &self.query, row, column);
        match (&self.comparison, row, column) {
            (Some(comparison), Some(row), Some(column)) => {
                self.with_comparison(ctx, detail, comparison, (row, column))
            }
            _ => detail,
        }
    }

    /// Adds the contents of a cell in both phases to its detail.
    fn with_comparison(
        &self,
        ctx: PaneContext,
        mut detail: Detail,
        comparison: &PhaseComparison,
        (row, column): (usize, usize),
    ) -> Detail {
        let (before, after, _) = comparison.cells[row][column];
        let from = phase_label(ctx, self.query.phase.as_deref());
        let to = phase_label(ctx, self.compared_phase.as_deref());
        detail.subtitle = format!("{from} → {to}");
        let entries = std::mem::take(&mut detail.entries);
        detail.push_field(
            "Before",
            vec![TextFragment::plain(before.display()), TextFragment::dim(from)],
        );
        detail
            .push_field("After", vec![TextFragment::plain(after.display()), TextFragment::dim(to)]);
        detail.entries.extend(entries.into_iter().filter(|entry| entry.title != "Role"));
        detail.push_field("Summary", vec![TextFragment::plain(comparison.summary.clone())]);
        detail
    }

    fn detail_text(&self, ctx: PaneContext) -> RichText {
        layout_on_screen(&self.cursor_detail(ctx), self.split(ctx).detail.width)
    }

    /// Opens an objective, an agency or an engagement on the default axes.
    fn open_record(&mut self, ctx: PaneContext, path: &str) -> Result<()> {
        let data = ctx.query.data;
        let path = data.resolve_path(path)?;
        let record = data
            .record_at(&path)
            .ok_or_else(|| Error::usage(format!("{path} is not in the matrix")))?;
        let id = path.id().unwrap_or_default();
        let engagement =
            data.engagements().get(id).filter(|_| path.kind() == Some(KindId::Engagements));
        let objective = match engagement {
            Some(engagement) => data.objectives().get(&engagement.objective),
            None => data.objectives().get(id).filter(|_| path.kind() == Some(KindId::Objectives)),
        };
        let phase = objective.and_then(|objective| objective.phase.as_deref()).map(str::to_string);
        let query = GridQuery { phase: phase.clone(), ..GridQuery::default() };
        if self.query != query || self.is_comparison() || self.events.is_filtered() {
            self.events.set_filter("", ctx)?;
            self.change_measure(ctx, None)?;
            self.query = query;
            self.chosen_phase = phase;
            self.compared_phase = None;
            self.rebuild(ctx);
        }
        let (row, column) = match engagement {
            Some(engagement) => (
                data.find(KindId::Objectives, &engagement.objective),
                data.find(KindId::Agencies, &engagement.agency),
            ),
            None => (Some(record), Some(record)),
        };
        self.cursor =
            (header_position(&self.grid.rows, row), header_position(&self.grid.columns, column));
        self.clamp_cursor();
        self.detail.open();
        Ok(())
    }

    fn move_cursor(&mut self, motion: Motion, height: usize) {
        let (row, column) = &mut self.cursor;
        match motion {
            Motion::Up => *row = row.saturating_sub(1),
            Motion::Down => *row += 1,
            Motion::Left => *column = column.saturating_sub(1),
            Motion::Right => *column += 1,
            Motion::PageUp => *row = row.saturating_sub(height).max(1),
            Motion::PageDown => *row += height,
            Motion::HalfUp => *row = row.saturating_sub(height / 2).max(1),
            Motion::HalfDown => *row += height / 2,
            Motion::First => self.cursor = (1, 1),
            Motion::Last => self.cursor = (usize::MAX, usize::MAX),
        }
        // the corner cannot be selected
        if self.cursor == (0, 0) {
            self.cursor = if motion == Motion::Left { (0, 1) } else { (1, 0) };
        }
        self.clamp_cursor();
    }
}

impl Pane for MatrixPane {
    fn info(&self) -> PaneDefinition {
        PaneDefinition {
            name: "matrix",
            description: "Who does what for which objective; two phases compared; any two axes",
            home_kinds: &[KindId::Objectives, KindId::Engagements, KindId::Agencies],
            commands: commands::COMMANDS,
            can_filter: true,
        }
    }

    fn reset(&mut self, ctx: PaneContext) {
        *self = MatrixPane::new();
        self.chosen_phase = default_phase(ctx);
        self.events.requery(ctx);
        self.rebuild(ctx);
    }

    fn update(&mut self, action: &Action, ctx: PaneContext) -> Result<Option<String>> {
        let height = ctx.area.height as usize;
        let mut detail = self.detail;
        if detail.handle(action, height, || Some(self.detail_text(ctx)))? {
            self.detail = detail;
            return Ok(None);
        }
        match action {
            Action::Move(motion) => self.move_cursor(*motion, height),
            Action::Enter => self.detail.open(),
            Action::Filter(text) => {
                self.events.set_filter(text, ctx)?;
                self.detail.close();
                self.rebuild(ctx);
            }
            Action::Go(path) => self.open_record(ctx, path)?,
            Action::Pane(command) => self.run_command(ctx, command)?,
            other => return Err(unsupported(other)),
        }
        Ok(None)
    }

    fn draw(&self, ctx: PaneContext, buf: &mut Buffer) -> RenderOutput {
        let split = self.split(ctx);
        let mut output = RenderOutput::default();
        if split.is_side_by_side() || !self.detail.is_open() {
            output = self.draw_with_legend(ctx, split.list, buf);
        }
        self.detail.draw(ctx, split, self.cursor_detail(ctx), &mut output, buf);
        output
    }

    fn script(&self, ctx: PaneContext) -> String {
        let mut steps = vec!["go matrix".to_string()];
        match (&self.compared_phase, &self.chosen_phase) {
            (Some(to), Some(from)) => steps.push(format!("compare {from} {to}")),
            (_, phase) if *phase != default_phase(ctx) => {
                steps.push(format!("phase {}", phase.as_deref().unwrap_or("all")));
            }
            _ => {}
        }
        if (self.query.rows, self.query.columns) != commands::AXIS_PRESETS[0] {
            steps.push(format!("axes {} {}", self.query.rows.name(), self.query.columns.name()));
        }
        if let Some(measure) = self.query.measure {
            steps.push(format!("measure {}", measure.name()));
        }
        steps.extend(self.events.script_steps(ctx));
        match self.percentage {
            PercentageBase::Off => {}
            PercentageBase::OfRow => steps.push("share row".into()),
            PercentageBase::OfColumn => steps.push("share column".into()),
        }
        if self.shows_gaps {
            steps.push("gaps".into());
        }
        if self.cursor != (1, 1) {
            steps.push(format!("cell {} {}", self.cursor.0, self.cursor.1));
        }
        steps.extend(self.detail.script_steps());
        steps.join("; ")
    }

    fn focused_link(&self, ctx: PaneContext) -> Option<RecordPath> {
        self.detail.focused_link(|| Some(self.detail_text(ctx)))
    }

    fn focused_path(&self, ctx: PaneContext) -> Option<RecordPath> {
        let header = |items: &[AxisItem], index: Option<usize>| {
            Some(ctx.query.data.path(items[index?].row?))
        };
        let (row, column) = self.cursor_cell();
        let cell = row.zip(column).and_then(|(row, column)| self.cell_value_path(ctx, row, column));
        cell.or_else(|| header(&self.grid.rows, row))
            .or_else(|| header(&self.grid.columns, column).filter(|_| row.is_none()))
    }

    fn tab_cycles_links(&self) -> bool {
        self.detail.is_open()
    }

    fn table<'a>(&'a self, ctx: PaneContext<'a>) -> Table<'a> {
        self.grid_table(ctx)
    }

    fn content<'a>(&'a self, ctx: PaneContext<'a>) -> PaneContent<'a> {
        if self.detail.is_open() {
            return PaneContent::Record(self.cursor_detail(ctx));
        }
        self.table_with_legend(ctx)
    }

    fn cited_records(&self, ctx: PaneContext) -> Vec<RecordPath> {
        let mut paths = BTreeSet::new();
        for cell in self.grid.cells.iter().flatten() {
            paths.extend(cell.engagements.iter().map(|row| ctx.query.data.path(*row)));
            paths.extend(cell.lines.iter().map(|row| ctx.query.data.path(*row)));
            paths.extend(cell.donors.iter().cloned());
        }
        paths.extend(self.donors(ctx).into_iter().map(|donors| donors.path));
        paths.into_iter().collect()
    }

    fn describe_rows(&self, ctx: PaneContext, detail: &mut Detail) {
        self.narrate_grid(ctx, detail);
    }

    fn list(&self) -> &FilteredList {
        &self.events
    }

    fn filter_notice(&self) -> Option<String> {
        self.describe_filter()
    }

    fn chips(&self, ctx: PaneContext) -> Vec<HeaderChip> {
        let mut setting = phase_label(ctx, self.query.phase.as_deref());
        if let Some(phase) = &self.compared_phase {
            setting.push_str(&format!(" → {}", phase_label(ctx, Some(phase))));
        }
        let measure = self.query.measure.map(|it| HeaderChip::Setting(it.name().into()));
        let mut chips = vec![HeaderChip::Setting(setting)];
        chips.extend(measure);
        chips.extend(self.events.chips(ctx));
        chips
    }

    fn summary(&self, ctx: PaneContext) -> String {
        if !self.events.is_filtered() {
            let measure = self.query.measure.map(|measure| format!(", {}", measure.name()));
            let (rows, columns) = (self.query.rows.name(), self.query.columns.name());
            return format!("{rows} × {columns}{}", measure.unwrap_or_default());
        }
        if self.grid.shows_roles {
            let list = self.events.list;
            let filter = self.events.filter.describe(list, &ctx.query, &self.events.rows);
            return self.describe_filter().unwrap_or(filter);
        }
        self.events.summary(ctx)
    }
}

/// Returns the label of a phase, or "all phases".
fn phase_label(ctx: PaneContext, phase: Option<&str>) -> String {
    match phase {
        Some(phase) => ctx.query.data.short_label_of(KindId::Phases, phase).into_owned(),
        None => "all phases".into(),
    }
}

/// Returns the id of the phase that is shown by default: the first, or all phases of several
/// programmes.
fn default_phase(ctx: PaneContext) -> Option<String> {
    first_phase(ctx).filter(|_| ctx.query.data.programme().len() < 2)
}

/// Returns the id of the first phase.
fn first_phase(ctx: PaneContext) -> Option<String> {
    let data = ctx.query.data;
    data.records(KindId::Phases).next().map(|row| data.id(row).to_string())
}

/// Returns the cursor position of the header of a record; 0 if it has none.
fn header_position(items: &[AxisItem], record: Option<RecordRef>) -> usize {
    let index = record.and_then(|row| items.iter().position(|item| item.row == Some(row)));
    index.map_or(0, |index| index + 1)
}
