//! A grid with fixed headers and a cell cursor, drawn as `[L]`.

use super::rich_text::wrap;
use super::{
    Glyphs, RenderOutput, StyleRole, Theme, print_clipped, scroll_to_show, truncate, width,
};
use crate::model::RecordPath;
use ratatui::prelude::{Buffer, Position, Rect, Style};

/// Maximum lines of a header.
const MAX_HEADER_LINES: usize = 3;
/// Cells before the row headers: a blank, the cursor, a blank.
const GUTTER_WIDTH: u16 = 3;
/// Minimum size of a grid.
const MIN_SIZE: (u16, u16) = (8, 2);

/// The content of a grid.
pub struct GridView<'a> {
    pub row_headers: Vec<String>,
    pub row_paths: Vec<Option<RecordPath>>,
    pub column_headers: Vec<String>,
    pub column_paths: Vec<Option<RecordPath>>,
    pub cells: Vec<Vec<(String, StyleRole)>>,
    /// Returns the path of a cell by row and column.
    pub cell_path: &'a dyn Fn(usize, usize) -> Option<RecordPath>,
    /// Row and column of the cursor; 0 is the header.
    pub cursor: (usize, usize),
    pub is_focused: bool,
    pub theme: &'a Theme,
    pub glyphs: &'a Glyphs,
}

/// The geometry of a grid in an area.
struct Layout {
    area: Rect,
    row_header_width: u16,
    /// Width of each column.
    widths: Vec<u16>,
    /// Number of the first visible column.
    first_column: usize,
    /// The visible columns and their x positions.
    columns: Vec<(usize, u16)>,
    column_headers: Vec<Vec<String>>,
    /// Lines of the column headers.
    header_height: u16,
}

impl Layout {
    fn new(view: &GridView, area: Rect) -> Layout {
        let widths: Vec<u16> =
            (0..view.column_headers.len()).map(|column| column_width(view, column)).collect();
        let longest = view.row_headers.iter().map(|text| width(text)).max().unwrap_or(0);
        let all_columns = widths.iter().fold(0u16, |sum, cells| sum.saturating_add(*cells));
        let free = area.width.saturating_sub(all_columns.saturating_add(GUTTER_WIDTH));
        let min_width = longest.min(area.width / 3).max(6);
        let row_header_width = (longest + 2).min(free).max(min_width);
        let columns_x = area.x + GUTTER_WIDTH + row_header_width;
        let first_column =
            first_visible_column(&widths, view.cursor.1, area.right().saturating_sub(columns_x));
        let mut columns = Vec::new();
        let mut x = columns_x;
        for (column, cells) in widths.iter().enumerate().skip(first_column) {
            if x + cells > area.right() {
                break;
            }
            columns.push((column, x));
            x += cells;
        }
        let column_headers: Vec<Vec<String>> = view
            .column_headers
            .iter()
            .zip(&widths)
            .map(|(text, cells)| wrap_at_most(text, cells - 1, MAX_HEADER_LINES))
            .collect();
        let deepest = column_headers.iter().map(Vec::len).max().unwrap_or(1);
        let header_height = deepest.min(usize::from(area.height) - 1) as u16;
        Layout {
            area,
            row_header_width,
            widths,
            first_column,
            columns,
            column_headers,
            header_height,
        }
    }

    /// Returns the y position of the last line of the column headers.
    fn header_bottom(&self) -> u16 {
        self.area.y + self.header_height - 1
    }
}

/// Draws the part of the grid around the cursor that fits.
pub fn draw(view: &GridView, area: Rect, buf: &mut Buffer) -> RenderOutput {
    let mut output = RenderOutput::default();
    let (min_width, min_height) = MIN_SIZE;
    if area.width < min_width || area.height < min_height {
        return output;
    }
    let layout = Layout::new(view, area);
    draw_column_headers(view, &layout, &mut output, buf);
    draw_rows(view, &layout, &mut output, buf);
    output
}

fn cursor_style(view: &GridView) -> Style {
    view.theme.style(if view.is_focused { StyleRole::Accent } else { StyleRole::Strong })
}

fn draw_column_headers(
    view: &GridView,
    layout: &Layout,
    output: &mut RenderOutput,
    buf: &mut Buffer,
) {
    let dim = view.theme.style(StyleRole::Dim);
    let bottom = layout.header_bottom();
    for (column, x) in &layout.columns {
        let is_selected = view.cursor == (0, column + 1);
        let style = if is_selected { cursor_style(view) } else { dim };
        let lines = &layout.column_headers[*column];
        let hidden = lines.len().saturating_sub(layout.header_height.into());
        for (number, text) in lines[hidden..].iter().rev().enumerate() {
            print_clipped(buf, *x, bottom - number as u16, layout.widths[*column], text, style);
        }
        if is_selected {
            output.cursor = Some(Position::new(*x, bottom));
        }
        if let Some(Some(path)) = view.column_paths.get(*column) {
            let link_area = Rect::new(*x, bottom, layout.widths[*column].saturating_sub(1), 1);
            output.link_areas.push((link_area.intersection(layout.area), path.clone()));
        }
    }
    if layout.first_column > 0 {
        let x = layout.area.x + GUTTER_WIDTH - 1 + layout.row_header_width;
        print_clipped(buf, x, bottom, 1, view.glyphs.more_left, dim);
    }
    let last_column = layout.columns.last().map(|(column, _)| column + 1);
    if last_column.is_some_and(|last| last < view.column_headers.len()) {
        print_clipped(buf, layout.area.right() - 1, bottom, 1, view.glyphs.more_right, dim);
    }
}

fn draw_rows(view: &GridView, layout: &Layout, output: &mut RenderOutput, buf: &mut Buffer) {
    let area = layout.area;
    let dim = view.theme.style(StyleRole::Dim);
    let top = layout.header_bottom() + 1;
    let height = usize::from(area.bottom() - top);
    let wrapped: Vec<Vec<String>> = view
        .row_headers
        .iter()
        .map(|text| wrap_at_most(text, layout.row_header_width, MAX_HEADER_LINES))
        .collect();
    // headers wrap only if all rows still fit
    let fits_wrapped = wrapped.iter().map(Vec::len).sum::<usize>() <= height;
    let first = if fits_wrapped {
        0
    } else {
        scroll_to_show(0, view.cursor.0.saturating_sub(1), height, view.row_headers.len())
    };
    if first > 0 {
        print_clipped(buf, area.right() - 1, top, 1, view.glyphs.more_above, dim);
    }
    let mut y = top;
    let mut next = first;
    while next < wrapped.len() && y < area.bottom() {
        let lines = if fits_wrapped {
            wrapped[next].clone()
        } else {
            vec![truncate(&view.row_headers[next], layout.row_header_width)]
        };
        draw_row(view, layout, (next, y), &lines, output, buf);
        y += lines.len() as u16;
        next += 1;
    }
    if next < view.row_headers.len() {
        print_clipped(buf, area.right() - 1, area.bottom() - 1, 1, view.glyphs.more_below, dim);
    }
}

fn draw_row(
    view: &GridView,
    layout: &Layout,
    (row, y): (usize, u16),
    header: &[String],
    output: &mut RenderOutput,
    buf: &mut Buffer,
) {
    let area = layout.area;
    let (cursor_row, cursor_column) = view.cursor;
    let is_cursor_row = cursor_row == row + 1;
    let header_x = area.x + GUTTER_WIDTH;
    if is_cursor_row {
        let dim = view.theme.style(StyleRole::Dim);
        let style = if view.is_focused { cursor_style(view) } else { dim };
        print_clipped(buf, area.x + 1, y, 1, view.glyphs.cursor, style);
    }
    let header_style =
        if is_cursor_row { cursor_style(view) } else { view.theme.style(StyleRole::Text) };
    for (number, text) in header.iter().enumerate() {
        let y = y + number as u16;
        print_clipped(buf, header_x, y, layout.row_header_width, text, header_style);
    }
    if let Some(Some(path)) = view.row_paths.get(row) {
        let link_area = Rect::new(header_x, y, layout.row_header_width, 1).intersection(area);
        output.link_areas.push((link_area, path.clone()));
    }
    if is_cursor_row && cursor_column == 0 {
        output.cursor = Some(Position::new(header_x, y));
    }
    for (column, x) in &layout.columns {
        let Some((text, role)) = view.cells.get(row).and_then(|cells| cells.get(*column)) else {
            continue;
        };
        let is_selected = is_cursor_row && cursor_column == column + 1;
        let (text, style) = if is_selected {
            output.cursor = Some(Position::new(x + 1, y));
            (format!("[{text}]"), cursor_style(view))
        } else {
            (format!(" {text}"), view.theme.style(*role))
        };
        let column_width = layout.widths[*column];
        print_clipped(buf, *x, y, column_width - 1, &text, style);
        if let Some(path) = (view.cell_path)(row, *column) {
            let cells = width(&text).saturating_sub(1).min(column_width);
            let link_area = Rect::new(x + 1, y, cells, 1).intersection(area);
            output.link_areas.push((link_area, path));
        }
    }
}

/// Returns the width of a column with the gap after it: its header wraps, its cells do not.
fn column_width(view: &GridView, column: usize) -> u16 {
    let header = &view.column_headers[column];
    let longest_word = header.split(' ').map(width).max().unwrap_or(0);
    let cells = view.cells.iter().filter_map(|row| row.get(column));
    let longest_cell = cells.map(|(text, _)| width(text)).max().unwrap_or(0);
    let header_width =
        longest_word.max(width(header).div_ceil(MAX_HEADER_LINES as u16) + 2).min(12);
    header_width.max((longest_cell + 2).min(30)).max(4) + 1
}

/// Returns the first visible column so that the column of the cursor fits.
fn first_visible_column(widths: &[u16], cursor: usize, available: u16) -> usize {
    let mut first = 0;
    let end = cursor.min(widths.len());
    let cells_from =
        |first: usize| widths[first..end].iter().map(|cells| u32::from(*cells)).sum::<u32>();
    while first + 1 < cursor && cells_from(first) > available.into() {
        first += 1;
    }
    first
}

/// Wraps a text to at most so many lines; the last one is cut if there are more.
fn wrap_at_most(text: &str, width_limit: u16, max_lines: usize) -> Vec<String> {
    let mut lines = wrap(text, width_limit, width_limit);
    if lines.len() > max_lines {
        let rest = lines[max_lines - 1..].join(" ");
        lines.truncate(max_lines - 1);
        lines.push(truncate(&rest, width_limit));
    }
    lines
}
