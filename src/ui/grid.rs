//! A grid with fixed headers and a cell cursor, drawn as `[L]`. Rows may stand under headings, of
//! which the first visible row's is always shown.

mod visible_rows;

use super::text_wrapping::wrap;
use super::{
    Glyphs, RenderOutput, StyleRole, Theme, cut_distinctly, print_clipped, scroll_position,
    truncate, width,
};
use crate::model::RecordPath;
use ratatui::prelude::{Buffer, Position, Rect, Style};
use visible_rows::{VisibleRows, heading_before};

/// Maximum lines of a header.
const MAX_HEADER_LINES: usize = 3;
/// Maximum lines of a row header, where all rows fit then.
const MAX_ROW_HEADER_LINES: usize = 5;
/// Maximum cells of a word in a column header; a longer one is cut.
const MAX_WORD_WIDTH: u16 = 14;
/// Cells before the row headers: a blank, the cursor, a blank.
const GUTTER_WIDTH: u16 = 3;
/// Cells between a row header and the first column, whose text begins one cell further on.
const ROW_HEADER_GAP: u16 = 2;
/// Lines of an area that the column headers and the legend of a grid take.
const LINES_AROUND_ROWS: u16 = 8;
/// Minimum size of a grid.
const MIN_SIZE: (u16, u16) = (8, 2);

/// The header of a row.
pub struct RowHeader {
    pub text: String,
    /// The text where rows have one line and `text` does not fit.
    pub short: String,
    /// The heading under which the row stands, and its style.
    pub heading: Option<(String, StyleRole)>,
}

/// The texts of a grid.
pub struct GridContent {
    pub row_headers: Vec<RowHeader>,
    pub column_headers: Vec<String>,
    pub cells: Vec<Vec<(String, StyleRole)>>,
}

/// A grid with its links and its cursor.
pub struct GridView<'a> {
    pub content: &'a GridContent,
    pub row_paths: Vec<Option<RecordPath>>,
    pub column_paths: Vec<Option<RecordPath>>,
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
        let widths = column_widths(view.content);
        let row_header_width =
            row_header_width(longest_row_header(view.content), &widths, area.width);
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
        let column_headers = cut_lines(&view.content.column_headers, |column, text| {
            let cells = widths[column] - 1;
            limit_lines(wrap_words(text, cells), cells, MAX_HEADER_LINES)
        });
        let visible = columns.iter().map(|(column, _)| column_headers[*column].len());
        let deepest = visible.max().unwrap_or(1);
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

fn column_widths(content: &GridContent) -> Vec<u16> {
    (0..content.column_headers.len()).map(|column| column_width(content, column)).collect()
}

fn longest_row_header(content: &GridContent) -> u16 {
    content.row_headers.iter().map(|header| width(&header.text)).max().unwrap_or(0)
}

/// Returns the cells of the row headers with the gap after them: what the columns leave, at least a
/// part of the width.
fn row_header_width(longest: u16, widths: &[u16], area_width: u16) -> u16 {
    let all_columns = widths.iter().fold(0u16, |sum, cells| sum.saturating_add(*cells));
    let free = area_width.saturating_sub(all_columns.saturating_add(GUTTER_WIDTH));
    let min_width = (longest + 1).min(area_width * 2 / 5).max(6);
    (longest + ROW_HEADER_GAP).min(free).max(min_width)
}

/// Returns the width that a grid needs beside a detail, in an area of which the detail and the rule
/// need so many cells, and the grid may have a share in percent. `None` where rows would show less
/// of their headers than without the detail, also in a narrower area down to `min_width`.
pub fn width_beside_detail(
    content: &GridContent,
    (min_width, area): (u16, Rect),
    detail_cells: u16,
    max_percent: u32,
) -> Option<u16> {
    let widths = column_widths(content);
    let longest = longest_row_header(content);
    let height = usize::from(area.height.saturating_sub(LINES_AROUND_ROWS));
    let is_whole = |cells: u16| {
        let wrapped =
            content.row_headers.iter().map(|header| wrap(&header.text, cells, cells).len());
        let headings = content.row_headers.iter().filter(|header| header.heading.is_some()).count();
        let lines: Vec<usize> = wrapped.collect();
        lines.iter().all(|lines| *lines <= MAX_ROW_HEADER_LINES)
            && lines.iter().sum::<usize>() + headings <= height
    };
    let shown = |area_width: u16| {
        let cells = row_header_width(longest, &widths, area_width) - ROW_HEADER_GAP;
        let can_fit = content.row_headers.len() <= height;
        if can_fit && is_whole(cells) { u16::MAX } else { cells }
    };
    let beside = |area_width: u16| area_width.saturating_sub(detail_cells);
    let first = (min_width..=area.width).find(|cells| shown(beside(*cells)) >= shown(*cells))?;
    let share = u32::from(area.width) * max_percent / 100;
    let available = beside(first).max(share as u16).min(beside(area.width));
    let columns = widths.iter().fold(0u16, |sum, cells| sum.saturating_add(*cells));
    let needed = columns.saturating_add(GUTTER_WIDTH + longest + ROW_HEADER_GAP);
    // the legend needs some width too
    let least = area.width * 2 / 5;
    Some(available.min(needed.max(least)))
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
    if last_column.is_some_and(|last| last < view.content.column_headers.len()) {
        print_clipped(buf, layout.area.right() - 1, bottom, 1, view.glyphs.more_right, dim);
    }
}

fn draw_rows(view: &GridView, layout: &Layout, output: &mut RenderOutput, buf: &mut Buffer) {
    let area = layout.area;
    let dim = view.theme.style(StyleRole::Dim);
    let top = layout.header_bottom() + 1;
    let height = usize::from(area.bottom() - top);
    let text_width = layout.row_header_width - 1;
    let VisibleRows { headers, first } = VisibleRows::new(view, text_width, height);
    if first > 0 {
        print_clipped(buf, area.right() - 1, top, 1, view.glyphs.more_above, dim);
    }
    let mut y = top;
    let mut next = first;
    while next < headers.len() && y < area.bottom() {
        if let Some((text, role)) = heading_before(view, next, first) {
            let x = area.x + GUTTER_WIDTH;
            let free = area.right().saturating_sub(x + 1);
            print_clipped(buf, x, y, free, text, view.theme.style(*role));
            y += 1;
            // a heading without a row says nothing
            if y >= area.bottom() {
                let blank = " ".repeat(free.into());
                print_clipped(buf, x, y - 1, free, &blank, Style::default());
                break;
            }
        }
        draw_row(view, layout, (next, y), &headers[next], output, buf);
        y += headers[next].len() as u16;
        next += 1;
    }
    if next < headers.len() {
        print_clipped(buf, area.right() - 1, area.bottom() - 1, 1, view.glyphs.more_below, dim);
    }
    scroll_position::draw(first..next, headers.len(), area, buf, view.theme, view.glyphs);
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
        let Some((text, role)) = view.content.cells.get(row).and_then(|cells| cells.get(*column))
        else {
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

/// Returns the width of a column with the gap after it: its header wraps between words, its cells
/// do not wrap.
fn column_width(content: &GridContent, column: usize) -> u16 {
    let header = &content.column_headers[column];
    let cells = content.cells.iter().filter_map(|row| row.get(column));
    let longest_cell = cells.map(|(text, _)| width(text)).max().unwrap_or(0);
    header_width(header).max((longest_cell + 2).min(30)).max(4) + 1
}

/// Returns the smallest width in which the words of a column header take few enough lines.
fn header_width(header: &str) -> u16 {
    let parts = header.split(' ').flat_map(|word| word.split_inclusive('-'));
    let longest_word = parts.map(width).max().unwrap_or(0).min(MAX_WORD_WIDTH);
    let fits = |cells: &u16| wrap_words(header, *cells).len() <= MAX_HEADER_LINES;
    (longest_word..=MAX_WORD_WIDTH).find(fits).unwrap_or(MAX_WORD_WIDTH)
}

/// Wraps a column header between words and behind hyphens; a word that is too long is cut.
fn wrap_words(header: &str, cells: u16) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for word in header.split(' ') {
        if width(word) > cells {
            words.extend(word.split_inclusive('-').map(|part| truncate(part, cells)));
        } else {
            words.push(word.to_string());
        }
    }
    wrap(&words.join(" "), cells, cells)
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

/// Cuts texts to lines so that different texts stay different.
fn cut_lines<T: AsRef<str>>(
    texts: &[T],
    cut: impl Fn(usize, &str) -> Vec<String>,
) -> Vec<Vec<String>> {
    let texts: Vec<&str> = texts.iter().map(AsRef::as_ref).collect();
    let shown = cut_distinctly(&texts, |index, text| cut(index, text).join("\n"));
    shown.iter().map(|lines| lines.split('\n').map(str::to_string).collect()).collect()
}

/// Joins the lines from the last allowed one on, and cuts them.
fn limit_lines(mut lines: Vec<String>, width_limit: u16, max_lines: usize) -> Vec<String> {
    if lines.len() > max_lines {
        let rest = lines[max_lines - 1..].join(" ");
        lines.truncate(max_lines - 1);
        lines.push(truncate(&rest, width_limit));
    }
    lines
}
