//! A table of rows: the selected one has a cursor and its name in the accent style.

use super::fit_labels::fit_labels;
use super::visible_columns::{COLUMN_GAP, MeasuredColumns, VisibleColumn};
use super::{
    Glyphs, RenderOutput, StyleRole, Theme, print_clipped, scroll_position, scroll_to_show,
    truncate, truncate_distinctly, width,
};
use crate::detail::ValueFlags;
use crate::model::KindId;
use crate::query::{CellValue, Column, RecordLink, RowsUnderColumns};
use crate::store::{Dataset, RecordRef};
use ratatui::prelude::{Buffer, Position, Rect, Style};

/// Cells before the first column: a blank, the cursor, a marker, a check mark.
const GUTTER_WIDTH: u16 = 4;

/// The content of a table.
pub struct TableView<'a> {
    pub rows: &'a RowsUnderColumns<'a>,
    pub selected: usize,
    /// Index of the row that was at the top before.
    pub top: usize,
    pub is_focused: bool,
    /// The detail of the selected row is beside the table.
    pub has_detail: bool,
    /// Rows marked for copying.
    pub marked: &'a [RecordRef],
    /// A line after the last row.
    pub closing_line: Option<&'a str>,
    pub theme: &'a Theme,
    pub glyphs: &'a Glyphs,
}

/// Returns the width that a table needs beside a detail, in an area of which the detail and the
/// rule need so many cells. `None` where the main column would show less than without a detail in
/// an area of `alone_width`. A line after the last row has room too.
pub fn width_beside_detail(
    rows: &RowsUnderColumns,
    (alone_width, area_width): (u16, u16),
    detail_cells: u16,
    closing_line: Option<&str>,
) -> Option<u16> {
    let columns = MeasuredColumns::of(rows);
    let main_width =
        |cells: u16, has_detail| columns.main_width(cells.saturating_sub(GUTTER_WIDTH), has_detail);
    let beside = |area_width: u16| area_width.saturating_sub(detail_cells);
    let alone = main_width(alone_width, false);
    let first =
        (alone_width + 1..=area_width).find(|cells| main_width(beside(*cells), true) >= alone)?;
    let share = u32::from(area_width) * columns.max_list_percent() / 100;
    let available = beside(first).max(share as u16).min(beside(area_width));
    let used = columns.width_beside_detail(available.saturating_sub(GUTTER_WIDTH));
    let used = used.max(closing_line.map_or(0, width));
    Some(used.saturating_add(GUTTER_WIDTH).min(available))
}

/// Returns how many rows fit into a height.
pub fn visible_rows(height: u16) -> usize {
    height.saturating_sub(1).into()
}

/// Returns the first visible row. With the last row selected, the closing line is visible too.
pub fn first_visible_row(
    top: usize,
    selected: usize,
    area_height: u16,
    row_count: usize,
    has_closing_line: bool,
) -> usize {
    let height = visible_rows(area_height);
    if !has_closing_line {
        return scroll_to_show(top, selected, height, row_count);
    }
    let is_last = selected + 1 == row_count && height > 1;
    scroll_to_show(top, selected + usize::from(is_last), height, row_count + 1)
}

/// Draws the headers and the rows that fit.
pub fn draw(view: &TableView, area: Rect, buf: &mut Buffer) -> RenderOutput {
    let mut output = RenderOutput::default();
    if area.height == 0 {
        return output;
    }
    let RowsUnderColumns { ctx, rows, .. } = view.rows;
    let available = area.width.saturating_sub(GUTTER_WIDTH);
    let columns = MeasuredColumns::of(view.rows).fit(available, view.has_detail);
    draw_headers(view, &columns, area, buf);
    let height = visible_rows(area.height);
    let has_closing_line = view.closing_line.is_some();
    let first =
        first_visible_row(view.top, view.selected, area.height, rows.len(), has_closing_line);
    let names = fit_names(view, &columns, first, height);
    for (line, index) in (first..rows.len()).take(height).enumerate() {
        let y = area.y + 1 + line as u16;
        let row = rows[index];
        draw_gutter(view, index, (area.x, y), buf);
        if index == view.selected {
            output.cursor = Some(Position::new(area.x + GUTTER_WIDTH, y));
        }
        let link_area = Rect::new(area.x, y, area.width, 1).intersection(area);
        output.link_areas.push((link_area, ctx.data.path(row)));
        let mut x = area.x + GUTTER_WIDTH;
        for (column, column_width) in &columns {
            let value = column.value(ctx, row);
            let is_repeated =
                column.suppress_repeats && line > 0 && column.value(ctx, rows[index - 1]) == value;
            if !is_repeated {
                let style = cell_style(view, column, index == view.selected);
                let name = names.get(line).filter(|_| column.fills);
                let value = name.map_or(value, |name| CellValue::from(&**name));
                draw_cell(view, &value, (x, y), *column_width, style, buf);
            }
            x += column_width + COLUMN_GAP;
        }
    }
    let visible = first..rows.len().min(first + height);
    scroll_position::draw(visible, rows.len(), area, buf, view.theme, view.glyphs);
    let line = rows.len() - first.min(rows.len());
    if let Some(text) = view.closing_line.filter(|_| line < height) {
        let (x, y) = (area.x + GUTTER_WIDTH, area.y + 1 + line as u16);
        let dim = view.theme.style(StyleRole::Dim);
        print_clipped(buf, x, y, area.width.saturating_sub(GUTTER_WIDTH), text, dim);
    }
    output
}

fn draw_headers(view: &TableView, columns: &[VisibleColumn], area: Rect, buf: &mut Buffer) {
    let RowsUnderColumns { ctx, rows, .. } = view.rows;
    let mut x = area.x + GUTTER_WIDTH;
    for (column, column_width) in columns {
        let is_number =
            rows.first().is_some_and(|row| matches!(column.value(ctx, *row), CellValue::Number(_)));
        let (title, remark) = view.rows.heading(column);
        let full = format!("{title}{remark}");
        let title = if width(&full) <= *column_width { &full } else { title };
        let title = truncate(whole_words(title, *column_width), *column_width);
        let indent = if is_number { column_width.saturating_sub(width(&title)) } else { 0 };
        let dim = view.theme.style(StyleRole::Dim);
        print_clipped(buf, x + indent, area.y, *column_width, &title, dim);
        x += column_width + COLUMN_GAP;
    }
}

/// Returns the words of a heading that fit, the last ones left out; at least the first word.
fn whole_words(heading: &str, max_width: u16) -> &str {
    let mut words = heading;
    while width(words) > max_width
        && let Some((shorter, _)) = words.rsplit_once(' ')
    {
        words = shorter.trim_end_matches(',');
    }
    words
}

/// Returns the names of the visible rows so that different ones stay different; none if all fit.
fn fit_names(
    view: &TableView,
    columns: &[VisibleColumn],
    first: usize,
    height: usize,
) -> Vec<String> {
    let RowsUnderColumns { ctx, rows, .. } = view.rows;
    let Some((column, max_width)) = columns.iter().find(|(column, _)| column.fills) else {
        return Vec::new();
    };
    let names: Vec<String> = rows[first.min(rows.len())..]
        .iter()
        .take(height)
        .map(|row| column.value(ctx, *row).display())
        .collect();
    if names.iter().all(|name| width(name) <= *max_width) {
        return Vec::new();
    }
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    truncate_distinctly(&names, *max_width)
}

/// Draws cursor, marker and check mark of a row.
fn draw_gutter(view: &TableView, index: usize, (x, y): (u16, u16), buf: &mut Buffer) {
    let row = view.rows.rows[index];
    let data = view.rows.ctx.data;
    let mut print = |column: u16, symbol: &str, role: StyleRole| {
        print_clipped(buf, x + column, y, 1, symbol, view.theme.style(role));
    };
    if index == view.selected {
        let role = if view.is_focused { StyleRole::Accent } else { StyleRole::Dim };
        print(1, view.glyphs.cursor, role);
    }
    let overridden = data.is_record_overridden(row);
    let flags = ValueFlags { overridden, disputed: !overridden && data.is_record_disputed(row) };
    if let Some((marker, role)) = view.glyphs.flag_marker(flags) {
        print(2, marker, role);
    }
    if view.marked.contains(&row) {
        print(3, view.glyphs.checked, StyleRole::Accent);
    }
}

fn cell_style(view: &TableView, column: &Column, is_selected: bool) -> Style {
    view.theme.style(if column.fills && is_selected {
        if view.is_focused { StyleRole::Accent } else { StyleRole::Strong }
    } else if column.suppress_repeats {
        StyleRole::Dim
    } else {
        StyleRole::Text
    })
}

fn draw_cell(
    view: &TableView,
    value: &CellValue,
    (x, y): (u16, u16),
    column_width: u16,
    style: Style,
    buf: &mut Buffer,
) {
    match value {
        CellValue::Number(number) => {
            let text = truncate(&number.to_string(), column_width);
            let indent = column_width.saturating_sub(width(&text));
            let style = if *number == 0 { view.theme.style(StyleRole::Dim) } else { style };
            print_clipped(buf, x + indent, y, column_width, &text, style);
        }
        CellValue::Links(links)
            if links.first().is_some_and(|link| link.kind == KindId::Phases) =>
        {
            let end = x + column_width;
            let mut x = x;
            let room = usize::from(column_width);
            let shown = if links.len() > room { room.saturating_sub(1) } else { links.len() };
            for link in &links[..shown] {
                let Some(number) = phase_number(view.rows.ctx.data, link.id) else { continue };
                let symbol = view.glyphs.phase_symbol(number);
                let style = view.theme.style(StyleRole::Phase(number));
                x += print_clipped(buf, x, y, end.saturating_sub(x), symbol, style);
            }
            if shown < links.len() {
                print_clipped(buf, x, y, end.saturating_sub(x), view.glyphs.stale, style);
            }
        }
        CellValue::Links(links) => {
            let labels: Vec<String> =
                links.iter().map(|link| label_with_phases(link, view)).collect();
            let labels: Vec<&str> = labels.iter().map(String::as_str).collect();
            print_clipped(buf, x, y, column_width, &fit_labels(&labels, column_width), style);
        }
        other => {
            print_clipped(buf, x, y, column_width, &other.display(), style);
        }
    }
}

/// Returns the label of a link with the symbols of the phases to which it is limited: "IOM◆".
fn label_with_phases(link: &RecordLink, view: &TableView) -> String {
    let ids = link.only_in.iter().flat_map(|limit| &limit.ids);
    let numbers = ids.filter_map(|id| phase_number(view.rows.ctx.data, id));
    let symbols: String = numbers.map(|number| view.glyphs.phase_symbol(number)).collect();
    format!("{}{symbols}", link.label)
}

/// Returns the number of a phase, from 0, which has a colour and a symbol.
fn phase_number(data: &Dataset, id: &str) -> Option<usize> {
    data.phases().get_index_of(id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_narrow_heading_loses_whole_words() {
        for (max_width, expected) in
            [(12, "Events found"), (11, "Events"), (6, "Events"), (3, "Events")]
        {
            assert_eq!(whole_words("Events found", max_width), expected, "{max_width}");
        }
    }
}
