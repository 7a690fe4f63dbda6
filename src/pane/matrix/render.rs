//! Draws the matrix: a grid of cells, or a sentence for each row on a narrow screen.

use super::MatrixPane;
use crate::detail::StyleRole;
use crate::model::KindId;
use crate::pane::PaneContext;
use crate::pane::list_detail_split::{ListDetailSplit, MIN_DETAIL_CELLS, MIN_SPLIT_WIDTH};
use crate::query::pivot::grid::AxisItem;
use crate::ui::grid::{GridContent, RowHeader};
use crate::ui::{RenderOutput, grid, print_clipped, text_wrapping, width};
use ratatui::prelude::{Buffer, Position, Rect};

/// Minimum width of the screen for a grid of cells.
const MIN_GRID_WIDTH: u16 = 60;

/// A grid with more columns gets more of the width of the screen.
const MAX_COLUMNS_BESIDE_DETAIL: usize = 8;
const WIDE_GRID_PERCENT: u32 = 70;
const GRID_PERCENT: u32 = 58;

impl MatrixPane {
    /// Divides the area; many columns take room from the detail.
    pub(super) fn split(&self, ctx: PaneContext) -> ListDetailSplit {
        if self.detail.covers_list(ctx.area.width) {
            return ListDetailSplit::whole(ctx.area);
        }
        if self.grid.rows.is_empty() || self.grid.columns.is_empty() {
            return ListDetailSplit::new(ctx.area);
        }
        let is_wide = self.grid.columns.len() > MAX_COLUMNS_BESIDE_DETAIL;
        let percent = if is_wide { WIDE_GRID_PERCENT } else { GRID_PERCENT };
        let widths = (MIN_SPLIT_WIDTH, ctx.area);
        let content = self.grid_content(ctx);
        let list = grid::width_beside_detail(&content, widths, MIN_DETAIL_CELLS, percent);
        ListDetailSplit::with_list(ctx.area, list)
    }

    /// Draws the grid and the legend below it.
    pub(super) fn draw_with_legend(
        &self,
        ctx: PaneContext,
        area: Rect,
        buf: &mut Buffer,
    ) -> RenderOutput {
        let is_narrow = ctx.area.width < MIN_GRID_WIDTH;
        let legend = if is_narrow { self.legend_without_symbols(ctx) } else { self.legend(ctx) };
        let text_width = area.width.saturating_sub(4);
        let lines = legend.lines(text_width, usize::from(area.height / 3));
        let grid_height = area.height.saturating_sub(lines.len() as u16 + 1);
        let grid_area = Rect { height: grid_height, ..area };
        let output = if is_narrow {
            self.draw_sentences(ctx, grid_area, buf)
        } else {
            self.draw_grid(ctx, grid_area, buf)
        };
        if let Some(text) = self.describe_empty_axis().filter(|_| grid_area.height > 3) {
            let style = ctx.theme.style(StyleRole::Text);
            print_clipped(buf, area.x + 3, grid_area.y + 3, text_width, &text, style);
        }
        let role = if self.is_comparison() { StyleRole::Text } else { StyleRole::Dim };
        for (number, line) in lines.iter().enumerate() {
            let y = grid_area.bottom() + 1 + number as u16;
            print_clipped(buf, area.x + 3, y, text_width, line, ctx.theme.style(role));
        }
        output
    }

    /// Says that there are no rows or columns, and what helps.
    fn describe_empty_axis(&self) -> Option<String> {
        let axis = if self.grid.rows.is_empty() {
            self.query.rows
        } else if self.grid.columns.is_empty() {
            self.query.columns
        } else {
            return None;
        };
        if let Some(notice) = self.describe_filter() {
            return Some(notice);
        }
        Some(format!("no {} to show: > is the next phase, X other axes", axis.name()))
    }

    /// Returns the texts of the grid with its totals.
    pub(super) fn grid_content(&self, ctx: PaneContext) -> GridContent {
        let mut row_headers: Vec<RowHeader> =
            self.grid.rows.iter().map(|item| row_header(ctx, item)).collect();
        let mut column_headers: Vec<String> = self.grid.columns.iter().map(column_header).collect();
        let columns = column_headers.len();
        let mut cells: Vec<Vec<(String, StyleRole)>> = (0..row_headers.len())
            .map(|row| (0..columns).map(|at| self.marked_cell_text(ctx, row, at)).collect())
            .collect();
        if !self.is_comparison() {
            for (row, line) in cells.iter_mut().enumerate() {
                line.push(self.total_text(row, ctx.glyphs));
            }
            cells.push(self.column_totals(ctx));
            let total = "Total".to_string();
            row_headers.push(RowHeader { text: total.clone(), short: total, heading: None });
            column_headers.push("Total".into());
        }
        GridContent { row_headers, column_headers, cells }
    }

    fn draw_grid(&self, ctx: PaneContext, area: Rect, buf: &mut Buffer) -> RenderOutput {
        let paths = |items: &[AxisItem]| {
            items.iter().map(|item| item.row.map(|row| ctx.query.data.path(row))).collect()
        };
        let cell_path = |row: usize, column: usize| {
            let has_records = self.grid.shows_roles || self.grid.money.is_some();
            if has_records { self.cell_record(ctx, row, column) } else { None }
        };
        let view = grid::GridView {
            content: &self.grid_content(ctx),
            row_paths: paths(&self.grid.rows),
            column_paths: paths(&self.grid.columns),
            cell_path: &cell_path,
            cursor: self.cursor,
            is_focused: !self.detail.is_open(),
            theme: ctx.theme,
            glyphs: ctx.glyphs,
        };
        grid::draw(&view, area, buf)
    }

    fn column_totals(&self, ctx: PaneContext) -> Vec<(String, StyleRole)> {
        if let Some(money) = &self.grid.money {
            let totals = money.column_totals.iter().chain([&money.grand_total]);
            return totals.map(|sum| self.money_text(sum, StyleRole::Dim, ctx.glyphs)).collect();
        }
        let mut totals: Vec<usize> =
            (0..self.grid.columns.len()).map(|column| self.grid.column_total(column)).collect();
        totals.push(self.grid.grand_total());
        totals.into_iter().map(|total| (total.to_string(), StyleRole::Dim)).collect()
    }

    /// Draws the names of the columns on one line, the one of the cursor in brackets.
    fn draw_column_names(&self, ctx: PaneContext, area: Rect, buf: &mut Buffer) {
        let mut names = vec![self.query.rows.name()];
        names.extend(self.grid.columns.iter().map(|item| item.label.as_str()));
        if !self.is_comparison() {
            names.push("total");
        }
        let current = self.cursor.1.min(names.len() - 1);
        let text_width = area.width.saturating_sub(4);
        let mut first = current;
        let mut used = width(names[current]) + 4;
        while first > 0 && used + width(names[first - 1]) < text_width {
            first -= 1;
            used += width(names[first]) + 1;
        }
        let dim = ctx.theme.style(StyleRole::Dim);
        if first > 0 {
            print_clipped(buf, area.x + 1, area.y, 1, ctx.glyphs.more_left, dim);
        }
        let mut x = area.x + 3;
        let end = x + text_width;
        for (index, name) in names.iter().enumerate().skip(first) {
            let (text, style) = if index == current {
                (format!("[{name}]"), ctx.theme.style(StyleRole::Accent))
            } else {
                (name.to_string(), dim)
            };
            if x + width(&text) > end && index > current {
                let x = x.min(area.right().saturating_sub(1));
                print_clipped(buf, x, area.y, 1, ctx.glyphs.more_right, dim);
                break;
            }
            x += print_clipped(buf, x, area.y, end.saturating_sub(x), &text, style) + 1;
        }
    }

    fn draw_sentences(&self, ctx: PaneContext, area: Rect, buf: &mut Buffer) -> RenderOutput {
        self.draw_column_names(ctx, area, buf);
        let area = Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area };
        let text_width = area.width.saturating_sub(4);
        let rows: Vec<Vec<String>> = (0..self.grid.rows.len())
            .map(|row| {
                let sentence = format!("{}: {}", self.grid.rows[row].title, self.row_sentence(row));
                text_wrapping::wrap(&sentence, text_width, text_width)
            })
            .collect();
        let selected = self.cursor.0.saturating_sub(1).min(rows.len().saturating_sub(1));
        let first = first_visible_row(&rows, selected, area.height as usize);
        let mut output = RenderOutput::default();
        let mut y = area.y;
        for (row, lines) in rows.iter().enumerate().skip(first) {
            let is_selected = row == selected;
            let role = if is_selected { StyleRole::Accent } else { StyleRole::Text };
            let style = ctx.theme.style(role);
            if is_selected && y < area.bottom() {
                print_clipped(buf, area.x + 1, y, 1, ctx.glyphs.cursor, style);
                output.cursor = Some(Position::new(area.x + 3, y));
            }
            for line in lines {
                if y >= area.bottom() {
                    let x = area.right().saturating_sub(1);
                    let dim = ctx.theme.style(StyleRole::Dim);
                    print_clipped(buf, x, area.bottom() - 1, 1, ctx.glyphs.more_below, dim);
                    return output;
                }
                print_clipped(buf, area.x + 3, y, text_width, line, style);
                y += 1;
            }
        }
        output
    }
}

/// Returns the first of as many rows before the selected one as fit with it.
fn first_visible_row(rows: &[Vec<String>], selected: usize, height: usize) -> usize {
    let mut first = selected;
    let mut used = rows.get(selected).map_or(0, Vec::len);
    while first > 0 && used + rows[first - 1].len() <= height {
        first -= 1;
        used += rows[first].len();
    }
    first
}

/// Returns the header of a row, under the phase of an objective if the grid has several.
fn row_header(ctx: PaneContext, item: &AxisItem) -> RowHeader {
    let data = ctx.query.data;
    let heading = item.group.map(|phase| {
        let number = data.phases().get_index_of(data.id(phase)).unwrap_or_default();
        let symbol = ctx.glyphs.phase_symbol(number);
        let programmes = data.programmes_of(phase);
        let names = programmes.iter().filter(|_| data.programme().len() > 1);
        let mut names = names.map(|id| data.short_label_of(KindId::Programme, id));
        let label = data.short_label(phase);
        // the name of a phase often begins with that of its programme
        let name = match names.next().filter(|name| !label.contains(&**name)) {
            Some(name) => format!("{name}: {label}"),
            None => label.into_owned(),
        };
        (format!("{symbol} {name}"), StyleRole::Phase(number))
    });
    RowHeader { text: item.title.clone(), short: item.label.clone(), heading }
}

/// Returns the header of a column: countries have no room for more than their codes.
fn column_header(item: &AxisItem) -> String {
    let is_country = item.row.is_some_and(|row| row.kind == KindId::Countries);
    if is_country { item.id.clone() } else { item.label.clone() }
}
