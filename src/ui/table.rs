//! A table of rows with a selected one: `›` and its name in bold accent, no background.

use super::glyphs::Glyphs;
use super::theme::{StyleRole, Theme};
use super::{RenderOutput, print_clipped, scroll_to_show, truncate, width};
use crate::model::KindId;
use crate::query::{CellValue, Column, RowSet};
use crate::store::{Dataset, RecordRef};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

/// Cells before the first column: a space, the cursor, the mark, a space.
const GUTTER_WIDTH: u16 = 4;
/// Cells that the growing column keeps where there is little room.
const MIN_FILL_WIDTH: u16 = 12;
/// Cells of a column that is usually only searched.
const SEARCH_ONLY_WIDTH: u16 = 16;
/// Cells between columns.
const COLUMN_GAP: u16 = 2;

/// What to draw.
pub struct TableView<'a> {
    /// The rows and columns.
    pub rows: &'a RowSet<'a>,
    /// Index of the selected row.
    pub selected: usize,
    /// Index of the row that was on top before.
    pub top: usize,
    /// Whether the selection is where one is.
    pub is_focused: bool,
    /// Rows that are marked.
    pub marked: &'a [RecordRef],
    /// Colours.
    pub theme: &'a Theme,
    /// Characters.
    pub glyphs: &'a Glyphs,
}

/// How many rows fit into a height.
pub fn visible_rows(height: u16) -> usize {
    height.saturating_sub(1) as usize
}

/// Draws the heads and the rows that fit.
pub fn draw(view: &TableView, area: Rect, buf: &mut Buffer) -> RenderOutput {
    let mut drawn = RenderOutput::default();
    let RowSet { ctx: scope, rows, columns, explicit_columns: chosen } = view.rows;
    let columns = fit_columns(columns, *chosen, area.width.saturating_sub(GUTTER_WIDTH));
    let dim = view.theme.style(StyleRole::Dim);
    if area.height == 0 {
        return drawn;
    }
    let right = |value: &CellValue| matches!(value, CellValue::Number(_));
    let first = scroll_to_show(view.top, view.selected, visible_rows(area.height), rows.len());
    let mut x = area.x + GUTTER_WIDTH;
    for (column, room) in &columns {
        // numbers stand on the right, and so does their head
        let number = rows.first().is_some_and(|row| right(&(column.value)(scope, *row)));
        let title = truncate(column.title, *room);
        print_clipped(
            buf,
            if number { x + room.saturating_sub(width(&title)) } else { x },
            area.y,
            *room,
            &title,
            dim,
        );
        x += room + COLUMN_GAP;
    }
    for (line, at) in (first..rows.len()).take(visible_rows(area.height)).enumerate() {
        let y = area.y + 1 + line as u16;
        let row = rows[at];
        let place = scope.data.path(row);
        let selected = at == view.selected;
        if selected {
            print_clipped(
                buf,
                area.x + 1,
                y,
                1,
                view.glyphs.cursor,
                view.theme.style(if view.is_focused { StyleRole::Accent } else { StyleRole::Dim }),
            );
            drawn.cursor = Some(Position::new(area.x + GUTTER_WIDTH, y));
        }
        if scope.data.is_record_overridden(row) {
            print_clipped(
                buf,
                area.x + 2,
                y,
                1,
                view.glyphs.overridden,
                view.theme.style(StyleRole::Changed),
            );
        } else if scope.data.is_record_disputed(row) {
            print_clipped(
                buf,
                area.x + 2,
                y,
                1,
                view.glyphs.disputed,
                view.theme.style(StyleRole::Disputed),
            );
        }
        if view.marked.contains(&row) {
            print_clipped(
                buf,
                area.x + 3,
                y,
                1,
                view.glyphs.checked,
                view.theme.style(StyleRole::Accent),
            );
        }
        drawn.link_areas.push((Rect::new(area.x, y, area.width, 1).intersection(area), place));
        let mut x = area.x + GUTTER_WIDTH;
        for (column, room) in &columns {
            let value = (column.value)(scope, row);
            let same =
                column.suppress_repeats && line > 0 && (column.value)(scope, rows[at - 1]) == value;
            let style = match (column.fills, selected) {
                (true, true) if view.is_focused => view.theme.style(StyleRole::Accent),
                (true, true) => view.theme.style(StyleRole::Strong),
                _ if column.suppress_repeats => dim,
                _ => view.theme.style(StyleRole::Text),
            };
            match value {
                _ if same => {}
                CellValue::Number(n) => {
                    let text = truncate(&n.to_string(), *room);
                    print_clipped(
                        buf,
                        x + room.saturating_sub(width(&text)),
                        y,
                        *room,
                        &text,
                        if n == 0 { dim } else { style },
                    );
                }
                CellValue::Links(names)
                    if names.first().is_some_and(|name| name.kind == KindId::Phases) =>
                {
                    let mut at = x;
                    for number in names.iter().filter_map(|name| phase_number(scope.data, name.id))
                    {
                        at += print_clipped(
                            buf,
                            at,
                            y,
                            (x + room).saturating_sub(at),
                            view.glyphs.phase_symbol(number),
                            view.theme.style(StyleRole::Phase(number)),
                        );
                    }
                }
                CellValue::Links(names) => {
                    let text = names.iter().map(|name| &*name.label).collect::<Vec<_>>().join(" ");
                    print_clipped(buf, x, y, *room, &text, style);
                }
                other => {
                    print_clipped(buf, x, y, *room, &other.display(), style);
                }
            }
            x += room + COLUMN_GAP;
        }
    }
    drawn
}

/// The number of a phase among the phases, from 0: its hue and its sign.
pub fn phase_number(data: &Dataset, id: &str) -> Option<usize> {
    data.phases().get_index_of(id)
}

/// The columns that fit, with their widths: those that give way first are left out, the one that grows takes the rest.
fn fit_columns(
    columns: &[&'static Column],
    chosen: bool,
    room: u16,
) -> Vec<(&'static Column, u16)> {
    let mut kept: Vec<&'static Column> =
        columns.iter().copied().filter(|column| column.min_width > 0 || chosen).collect();
    // a column that is usually only searched takes a fair width
    let usual =
        |column: &Column| if column.min_width > 0 { column.min_width } else { SEARCH_ONLY_WIDTH };
    // what gives way last stays as long as the growing column keeps a little
    let least = |column: &Column, kept: &[&'static Column]| {
        let last = column.fills
            && kept.iter().all(|other| other.hide_priority <= 1 || other.min_width <= 2);
        if last { usual(column).min(MIN_FILL_WIDTH) } else { usual(column) }
    };
    let needed = |kept: &[&'static Column]| {
        kept.iter()
            .map(|column| least(column, kept) + COLUMN_GAP)
            .sum::<u16>()
            .saturating_sub(COLUMN_GAP)
    };
    while needed(&kept) > room {
        let Some(last) = kept
            .iter()
            .enumerate()
            .filter(|(_, c)| c.hide_priority > 0)
            .max_by_key(|(_, c)| c.hide_priority)
            .map(|(at, _)| at)
        else {
            break;
        };
        kept.remove(last);
    }
    let mut spare = room.saturating_sub(needed(&kept));
    let mut widths: Vec<u16> = kept.iter().map(|column| least(column, &kept).min(room)).collect();
    for (column, width) in kept.iter().zip(&mut widths) {
        let more = column.preferred_width.saturating_sub(*width).min(spare);
        *width += more;
        spare -= more;
    }
    if let Some(at) = kept.iter().position(|column| column.fills) {
        widths[at] += spare;
    }
    kept.into_iter().zip(widths).collect()
}
