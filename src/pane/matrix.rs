//! Who has which part: a grid of two axes with a cell cursor, two phases compared, and the detail of any cell or total.

mod commands;
mod render;

use super::scroll_state::ScrollState;
use super::{ListState, Pane, PaneInfo, RenderContext, split};
use crate::command::{Action, Motion};
use crate::detail::{Detail, Fragment};
use crate::detail::{StyleRole, ViewContent, grid_cell};
use crate::error::{Error, Result};
use crate::model::RecordPath;
use crate::query::filter::Filter;
use crate::query::lists::events;
use crate::query::pivot::compare::{Comparison, compare};
use crate::query::pivot::grid::{AxisItem, CellContent, Grid, GridQuery};
use crate::query::{CellValue, ColumnHeader, RecordLink, Table};
use crate::sort;
use crate::store::RecordRef;
use crate::ui::detail::layout_detail;
use crate::ui::header::Chip;
use crate::ui::rich_text::RichText;
use crate::ui::{RenderOutput, print_clipped};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use std::borrow::Cow;

/// How much of the width a grid takes beside a detail, of a hundred.
const GRID_PERCENT: u32 = 58;
/// Below this width the grid is told line by line.
const MIN_GRID_WIDTH: u16 = 60;

/// What a count is shown as.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
enum Percentage {
    #[default]
    Off,
    OfRow,
    OfColumn,
}

/// The pane.
#[derive(Default)]
pub struct MatrixPane {
    query: GridQuery,
    compared_phase: Option<String>,
    percentage: Percentage,
    shows_gaps: bool,
    filter: Filter,
    /// Row and column of the cursor, counted with the heads.
    cursor: (usize, usize),
    detail_scroll: Option<ScrollState>,
    grid: Grid,
    comparison: Option<Comparison>,
    /// The events that the filter keeps.
    filtered_events: Vec<RecordRef>,
}

impl MatrixPane {
    /// Asks anew.
    fn requery(&mut self, ctx: RenderContext) {
        let rows = events::LIST.run(&ctx.query, false, &self.filter, None);
        self.comparison = self
            .compared_phase
            .as_ref()
            .zip(self.query.phase.as_ref())
            .map(|(to, from)| compare(&ctx.query, from, to, &rows));
        self.grid = match &self.comparison {
            Some(comparison) => comparison.grid.clone(),
            None => Grid::build(&ctx.query, &self.query, &rows),
        };
        self.filtered_events = rows;
        // counts have shares, letters have gaps, two phases have neither
        if self.grid.shows_roles {
            self.percentage = Percentage::Off;
        }
        self.shows_gaps &= self.grid.shows_roles && !self.is_comparison();
        self.clamp_cursor();
    }

    /// The cursor stays within heads, cells and totals, and out of the corner.
    fn clamp_cursor(&mut self) {
        self.cursor.0 =
            self.cursor.0.min(self.grid.rows.len() + usize::from(!self.is_comparison()));
        self.cursor.1 =
            self.cursor.1.min(self.grid.columns.len() + usize::from(!self.is_comparison()));
        if self.cursor == (0, 0) {
            self.cursor = (1.min(self.grid.rows.len()), usize::from(self.grid.rows.is_empty()));
        }
    }

    fn is_comparison(&self) -> bool {
        self.comparison.is_some()
    }

    /// The row and column of the grid under the cursor; none for a total.
    fn cursor_cell(&self) -> (Option<usize>, Option<usize>) {
        let at = |n: usize, len: usize| n.checked_sub(1).filter(|n| *n < len);
        (at(self.cursor.0, self.grid.rows.len()), at(self.cursor.1, self.grid.columns.len()))
    }

    fn detail(&self, ctx: RenderContext) -> Detail {
        let (row, column) = self.cursor_cell();
        let head = match self.cursor {
            (0, _) => column.and_then(|at| self.grid.columns[at].row),
            (_, 0) => row.and_then(|at| self.grid.rows[at].row),
            _ => None,
        };
        if let Some(record) = head {
            return Detail::for_record(&ctx.query, record);
        }
        let mut detail = grid_cell::detail(&self.grid, &ctx.query, &self.query, row, column);
        if let Some((comparison, (row, column))) = self.comparison.as_ref().zip(row.zip(column)) {
            let (was, is, _) = comparison.cells[row][column];
            let name = |phase: &Option<String>| {
                phase.as_deref().map_or_else(String::new, |phase| {
                    ctx.query.data.short_label_of("phases", phase).into_owned()
                })
            };
            detail.subtitle =
                format!("{} → {}", name(&self.query.phase), name(&self.compared_phase));
            // what became of the cell comes first
            let told = std::mem::take(&mut detail.entries);
            detail.push_field(
                "Before",
                vec![Fragment::plain(was.display()), Fragment::dim(name(&self.query.phase))],
            );
            detail.push_field(
                "After",
                vec![Fragment::plain(is.display()), Fragment::dim(name(&self.compared_phase))],
            );
            detail.entries.extend(told.into_iter().filter(|part| part.title != "Part"));
            detail.push_field("In words", vec![Fragment::plain(comparison.summary.clone())]);
        }
        detail
    }

    fn detail_text(&self, ctx: RenderContext) -> RichText {
        layout_detail(&self.detail(ctx), split::areas(ctx, GRID_PERCENT).1.width)
    }

    fn open_record(&mut self, ctx: RenderContext, place: &str) -> Result<Option<String>> {
        let data = ctx.query.data;
        let place = data.resolve_path(place)?;
        let row = data.record_at(&place).ok_or_else(|| Error::usage("it is not in the matrix"))?;
        let engagement = data
            .engagements
            .get(place.id().unwrap_or_default())
            .filter(|_| place.kind() == "engagements");
        let objective = engagement
            .map(|engagement| &*engagement.objective)
            .or(place.id().filter(|_| place.kind() == "objectives"));
        let of = |phase: Option<&str>| GridQuery {
            phase: phase.map(str::to_string),
            ..GridQuery::default()
        };
        let wanted = match objective.and_then(|id| data.objectives.get(id)) {
            Some(objective) => of(Some(&objective.phase)),
            None => of(None),
        };
        if self.query != wanted || self.is_comparison() || !self.filter.terms.is_empty() {
            (self.query, self.compared_phase, self.filter) = (wanted, None, Filter::default());
            self.requery(ctx);
        }
        let find = |items: &[AxisItem], row: Option<RecordRef>| {
            row.and_then(|row| items.iter().position(|item| item.row == Some(row)))
                .map_or(0, |at| at + 1)
        };
        self.cursor = match engagement {
            Some(engagement) => (
                find(&self.grid.rows, data.find("objectives", &engagement.objective)),
                find(&self.grid.columns, data.find("agencies", &engagement.agency)),
            ),
            None => (find(&self.grid.rows, Some(row)), find(&self.grid.columns, Some(row))),
        };
        self.clamp_cursor();
        self.detail_scroll = Some(ScrollState::default());
        Ok(None)
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
            Motion::First => (*row, *column) = (1, 1),
            Motion::Last => (*row, *column) = (usize::MAX, usize::MAX),
        }
        // the corner is nobody's: a step into it stays where it was
        if self.cursor == (0, 0) {
            self.cursor = if motion == Motion::Left { (0, 1) } else { (1, 0) };
        }
        self.clamp_cursor();
    }
}

impl Pane for MatrixPane {
    fn info(&self) -> PaneInfo {
        PaneInfo {
            name: "matrix",
            description: "Who leads which objective; two phases compared; any two axes",
            home_kinds: &["objectives", "engagements", "agencies"],
            commands: commands::COMMANDS,
            can_filter: true,
        }
    }

    fn reset(&mut self, ctx: RenderContext) {
        let phase =
            ctx.query.data.records("phases").next().map(|row| ctx.query.data.id(row).to_string());
        *self = MatrixPane {
            query: GridQuery { phase, ..GridQuery::default() },
            cursor: (1, 1),
            ..MatrixPane::default()
        };
        self.requery(ctx);
    }

    fn update(&mut self, action: &Action, ctx: RenderContext) -> Result<Option<String>> {
        let height = ctx.area.height as usize;
        let sheet = self.detail_scroll.map(|_| self.detail_text(ctx));
        if sheet.is_some_and(|sheet| {
            split::handle_detail_action(&mut self.detail_scroll, action, &sheet, height)
        }) {
            return Ok(None);
        }
        match action {
            Action::Move(motion) => self.move_cursor(*motion, height),
            Action::Enter => self.detail_scroll = Some(ScrollState::default()),
            Action::Close | Action::Quit => return Err(Error::usage("nothing is open")),
            Action::Filter(text) => {
                self.filter = Filter::parse(text, &events::LIST)?;
                self.detail_scroll = None;
                self.requery(ctx);
            }
            Action::OpenDetail(number) => {
                self.detail_scroll =
                    Some(ScrollState::at_link(number, &self.detail_text(ctx), height)?)
            }
            Action::ScrollDetail(number) => {
                self.detail_scroll = Some(
                    self.detail_scroll
                        .ok_or_else(|| Error::usage("no detail is open"))?
                        .at_line(number)?,
                )
            }
            Action::Go(place) => return self.open_record(ctx, place),
            Action::PaneCommand(name, words) => return self.run_command(ctx, name, words),
            Action::ToggleMark => {
                return Err(Error::usage(
                    "rows are marked in lists, to be copied: there are none here",
                ));
            }
            _ => return Err(Error::usage("this pane has no use for that")),
        }
        Ok(None)
    }

    fn draw(&self, ctx: RenderContext, buf: &mut Buffer) -> RenderOutput {
        let (room, side) = split::areas(ctx, GRID_PERCENT);
        let mut drawn = RenderOutput::default();
        if split::is_split(ctx) || self.detail_scroll.is_none() {
            let legend = self.legend(room.width, ctx.area.width < MIN_GRID_WIDTH, ctx.glyphs);
            let lines = (legend.len() as u16).min(room.height / 3);
            let upper = Rect { height: room.height.saturating_sub(lines + 1), ..room };
            drawn = if ctx.area.width < MIN_GRID_WIDTH {
                self.draw_sentences(ctx, upper, buf)
            } else {
                self.draw_grid(ctx, upper, buf)
            };
            for (at, line) in legend.iter().take(lines as usize).enumerate() {
                let tone = if self.is_comparison() { StyleRole::Text } else { StyleRole::Dim };
                print_clipped(
                    buf,
                    room.x + 3,
                    upper.bottom() + 1 + at as u16,
                    room.width.saturating_sub(4),
                    line,
                    ctx.theme.style(tone),
                );
            }
        }
        split::draw_detail(ctx, side, self.detail(ctx), self.detail_scroll, &mut drawn, buf);
        drawn
    }

    fn script(&self, ctx: RenderContext) -> String {
        let mut steps = vec!["go matrix".to_string()];
        let first =
            ctx.query.data.records("phases").next().map(|row| ctx.query.data.id(row).to_string());
        match (&self.compared_phase, &self.query.phase) {
            (Some(to), Some(from)) => steps.push(format!("compare {from} {to}")),
            (_, phase) if *phase != first => {
                steps.push(format!("phase {}", phase.as_deref().unwrap_or("all")))
            }
            _ => {}
        }
        if (self.query.rows, self.query.columns) != commands::AXIS_PRESETS[0] {
            steps.push(format!("axes {} {}", self.query.rows.name(), self.query.columns.name()));
        }
        if !self.filter.terms.is_empty() {
            steps.push(format!("filter {}", self.filter.to_text()));
        }
        match self.percentage {
            Percentage::Off => {}
            Percentage::OfRow => steps.push("share row".into()),
            Percentage::OfColumn => steps.push("share column".into()),
        }
        if self.shows_gaps {
            steps.push("gaps".into());
        }
        if self.cursor != (1, 1) {
            steps.push(format!("cell {} {}", self.cursor.0, self.cursor.1));
        }
        steps.extend(self.detail_scroll.iter().flat_map(ScrollState::script_steps));
        steps.join("; ")
    }

    fn focused_link(&self, ctx: RenderContext) -> Option<RecordPath> {
        self.detail_text(ctx).links.get(self.detail_scroll?.focus).cloned()
    }

    fn focused_path(&self, ctx: RenderContext) -> Option<RecordPath> {
        let data = ctx.query.data;
        let (row, column) = self.cursor_cell();
        let head = |items: &[AxisItem], at: Option<usize>| {
            at.and_then(|at| items[at].row).map(|row| data.path(row))
        };
        match (row, column) {
            (Some(row), Some(column)) => {
                let cell = &self.grid.cells[row][column];
                let role = cell.engagements.first().map(|row| data.path(*row).join("role"));
                role.or_else(|| cell.donors.first().cloned())
                    .or_else(|| head(&self.grid.rows, Some(row)))
            }
            _ => head(&self.grid.rows, row).or_else(|| head(&self.grid.columns, column)),
        }
    }

    fn tab_cycles_links(&self) -> bool {
        self.detail_scroll.is_some()
    }

    fn table<'a>(&'a self, ctx: RenderContext<'a>) -> Table<'a> {
        let records = self.grid.rows.iter().any(|item| item.row.is_some());
        let side = self.query.rows.name();
        let mut heads = vec![ColumnHeader {
            has_ids: records,
            ..ColumnHeader::new(side, crate::store::field_heading(side))
        }];
        heads.extend(
            self.grid
                .columns
                .iter()
                .map(|item| ColumnHeader::new(item.id.as_str(), item.label.as_str())),
        );
        if !self.is_comparison() {
            heads.push(ColumnHeader::new("total", "Total"));
        }
        let glyphs = ctx.glyphs;
        let cell = move |row: usize, column: usize| match column.checked_sub(1) {
            None => {
                let AxisItem { title, row, .. } = &self.grid.rows[row];
                let label = Cow::Borrowed(title.as_str());
                match row {
                    Some(row) => CellValue::Links(vec![RecordLink {
                        kind: row.kind_info().name,
                        id: ctx.query.data.id(*row),
                        label,
                    }]),
                    None => CellValue::Text(label),
                }
            }
            Some(at) if at == self.grid.columns.len() && !self.shows_gaps => {
                CellValue::Number(self.grid.row_total(row) as i64)
            }
            Some(at) if at == self.grid.columns.len() => {
                CellValue::Text(Cow::Owned(self.total_text(row).0))
            }
            Some(at) => match self.grid.cells[row][at].content {
                CellContent::Count(n) if self.percentage == Percentage::Off => {
                    CellValue::Number(n as i64)
                }
                _ => CellValue::Text(Cow::Owned(self.cell_text(row, at, glyphs).0)),
            },
        };
        Table { headers: heads, len: self.grid.rows.len(), cell: Box::new(cell) }
    }

    fn content<'a>(&'a self, ctx: RenderContext<'a>) -> ViewContent<'a> {
        if self.detail_scroll.is_some() {
            return ViewContent::Record(self.detail(ctx));
        }
        let Table { headers: mut heads, len, cell } = self.table(ctx);
        let columns = self.grid.columns.len();
        if self.grid.shows_roles && !self.shows_gaps {
            // a sum of letters says nothing to who sees it once
            heads
                .iter_mut()
                .filter(|head| head.key == "total")
                .for_each(|head| head.visible = false);
        }
        // letters carry the marks that the grid has
        let marked = move |row: usize, column: usize| match column
            .checked_sub(1)
            .filter(|at| *at < columns && self.grid.shows_roles)
        {
            Some(at) => CellValue::Text(Cow::Owned(self.marked_cell_text(ctx, row, at).0)),
            None => cell(row, column),
        };
        // of the legend only what is there
        let said: String = (0..len)
            .flat_map(|row| (1..=columns).map(move |at| (row, at)))
            .map(|(row, at)| marked(row, at).display())
            .collect();
        let there = |part: &&str| match part.split(' ').next() {
            Some("P>L") => said.contains('>'),
            Some(sign) if sign.chars().count() == 1 => said.contains(sign),
            _ => true,
        };
        let legend = self.legend(u16::MAX, false, ctx.glyphs).into_iter();
        let legend = legend
            .map(|line| line.split("  ").filter(there).collect::<Vec<_>>().join("   "))
            .collect();
        ViewContent::Rows(Table { headers: heads, len, cell: Box::new(marked) }, legend)
    }

    fn cited_records(&self, ctx: RenderContext) -> Vec<RecordPath> {
        let cells = || self.grid.cells.iter().flatten();
        let parts = cells().flat_map(|cell| &cell.engagements).map(|row| ctx.query.data.path(*row));
        sort::distinct(parts.chain(cells().flat_map(|cell| cell.donors.iter().cloned())))
    }

    fn describe_rows(&self, ctx: RenderContext, detail: &mut Detail) {
        self.narrate_grid(detail, ctx);
    }

    fn filter_text(&self) -> String {
        self.filter.to_text()
    }

    fn chips(&self, ctx: RenderContext) -> Vec<Chip> {
        let phase = |id: &Option<String>| {
            id.as_deref().map_or_else(
                || "all phases".to_string(),
                |id| ctx.query.data.short_label_of("phases", id).into_owned(),
            )
        };
        let mut chips = vec![Chip::Setting(match &self.compared_phase {
            Some(_) => format!("{} → {}", phase(&self.query.phase), phase(&self.compared_phase)),
            None => phase(&self.query.phase),
        })];
        chips.extend(self.filter.terms.iter().map(|term| {
            Chip::Condition(
                term.chip_label(&events::LIST, &ctx.query, &[]),
                term.record_path(&events::LIST, &ctx.query),
            )
        }));
        chips
    }

    fn list_state(&self) -> Option<ListState<'_>> {
        Some(ListState::without_columns(&events::LIST, &self.filter, &self.filtered_events))
    }

    fn summary(&self, ctx: RenderContext) -> String {
        if self.filter.terms.is_empty() {
            return format!("{} × {}", self.query.rows.name(), self.query.columns.name());
        }
        let (kept, all) = (self.filtered_events.len(), ctx.query.data.events.len());
        let more = if self.grid.shows_roles {
            "letters show the whole, details these events".into()
        } else {
            self.filter.describe(&events::LIST, &ctx.query, &[])
        };
        format!("{kept} of {all} events: {more}")
    }
}
