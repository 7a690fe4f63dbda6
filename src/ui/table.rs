//! A table of rows with a selected one: `›` and its name in bold accent, no background.

use super::theme::{Glyphs, Theme, Tone};
use super::{Drawn, anchor, cut, put, width};
use crate::query::{Column, Rows, Value};
use crate::store::{Dataset, RecordRef};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

/// Cells before the first column: a space, the cursor, the mark, a space.
const GUTTER: u16 = 4;
/// Cells that the growing column keeps where there is little room.
const LEAST: u16 = 12;
/// Cells of a column that is usually only searched.
const SEARCHED: u16 = 16;
/// Cells between columns.
const GAP: u16 = 2;

/// What to draw.
pub struct View<'a> {
    /// The rows and columns.
    pub rows: &'a Rows<'a>,
    /// Index of the selected row.
    pub selected: usize,
    /// Index of the row that was on top before.
    pub top: usize,
    /// Whether the selection is where one is.
    pub focused: bool,
    /// Rows that are marked.
    pub marked: &'a [RecordRef],
    /// Colours.
    pub theme: &'a Theme,
    /// Characters.
    pub glyphs: &'a Glyphs,
}

/// How many rows fit into a height.
pub fn rows_in(height: u16) -> usize {
    height.saturating_sub(1) as usize
}

/// Draws the heads and the rows that fit.
pub fn draw(view: &View, area: Rect, buf: &mut Buffer) -> Drawn {
    let mut drawn = Drawn::default();
    let Rows { scope, rows, columns, chosen } = view.rows;
    let columns = columns_in(columns, *chosen, area.width.saturating_sub(GUTTER));
    let dim = view.theme.style(Tone::Dim);
    if area.height == 0 {
        return drawn;
    }
    let right = |value: &Value| matches!(value, Value::Number(_));
    let first = anchor(view.top, view.selected, rows_in(area.height), rows.len());
    let mut x = area.x + GUTTER;
    for (column, room) in &columns {
        // numbers stand on the right, and so does their head
        let number = rows.first().is_some_and(|row| right(&(column.value)(scope, *row)));
        let title = cut(column.title, *room);
        put(buf, if number { x + room.saturating_sub(width(&title)) } else { x }, area.y, *room, &title, dim);
        x += room + GAP;
    }
    for (line, at) in (first..rows.len()).take(rows_in(area.height)).enumerate() {
        let y = area.y + 1 + line as u16;
        let row = rows[at];
        let place = scope.data.place(row);
        let selected = at == view.selected;
        if selected {
            put(buf, area.x + 1, y, 1, view.glyphs.cursor, view.theme.style(if view.focused { Tone::Accent } else { Tone::Dim }));
            drawn.cursor = Some(Position::new(area.x + GUTTER, y));
        }
        if scope.data.is_row_overridden(row) {
            put(buf, area.x + 2, y, 1, view.glyphs.overridden, view.theme.style(Tone::Changed));
        } else if scope.data.is_row_disputed(row) {
            put(buf, area.x + 2, y, 1, view.glyphs.disputed, view.theme.style(Tone::Disputed));
        }
        if view.marked.contains(&row) {
            put(buf, area.x + 3, y, 1, view.glyphs.marked, view.theme.style(Tone::Accent));
        }
        drawn.hits.push((Rect::new(area.x, y, area.width, 1).intersection(area), place));
        let mut x = area.x + GUTTER;
        for (column, room) in &columns {
            let value = (column.value)(scope, row);
            let same = column.once && line > 0 && (column.value)(scope, rows[at - 1]) == value;
            let style = match (column.grows, selected) {
                (true, true) if view.focused => view.theme.style(Tone::Accent),
                (true, true) => view.theme.style(Tone::Strong),
                _ if column.once => dim,
                _ => view.theme.style(Tone::Text),
            };
            match value {
                _ if same => {}
                Value::Number(n) => {
                    let text = cut(&n.to_string(), *room);
                    put(buf, x + room.saturating_sub(width(&text)), y, *room, &text, if n == 0 { dim } else { style });
                }
                Value::Names(names) if names.first().is_some_and(|name| name.kind == "phases") => {
                    let mut at = x;
                    for number in names.iter().filter_map(|name| phase_number(scope.data, name.id)) {
                        at += put(
                            buf,
                            at,
                            y,
                            (x + room).saturating_sub(at),
                            view.glyphs.phase(number),
                            view.theme.style(Tone::Phase(number)),
                        );
                    }
                }
                Value::Names(names) => {
                    let text = names.iter().map(|name| &*name.label).collect::<Vec<_>>().join(" ");
                    put(buf, x, y, *room, &text, style);
                }
                other => {
                    put(buf, x, y, *room, &other.words(), style);
                }
            }
            x += room + GAP;
        }
    }
    drawn
}

/// The number of a phase among the phases, from 0: its hue and its sign.
pub fn phase_number(data: &Dataset, id: &str) -> Option<usize> {
    data.phases.get_index_of(id)
}

/// The columns that fit, with their widths: those that give way first are left out, the one that grows takes the rest.
fn columns_in(columns: &[&'static Column], chosen: bool, room: u16) -> Vec<(&'static Column, u16)> {
    let mut kept: Vec<&'static Column> = columns.iter().copied().filter(|column| column.width > 0 || chosen).collect();
    // a column that is usually only searched takes a fair width
    let usual = |column: &Column| if column.width > 0 { column.width } else { SEARCHED };
    // what gives way last stays as long as the growing column keeps a little
    let least = |column: &Column, kept: &[&'static Column]| {
        let last = column.grows && kept.iter().all(|other| other.gives_way <= 1 || other.width <= 2);
        if last { usual(column).min(LEAST) } else { usual(column) }
    };
    let needed = |kept: &[&'static Column]| kept.iter().map(|column| least(column, kept) + GAP).sum::<u16>().saturating_sub(GAP);
    while needed(&kept) > room {
        let Some(last) = kept.iter().enumerate().filter(|(_, c)| c.gives_way > 0).max_by_key(|(_, c)| c.gives_way).map(|(at, _)| at) else {
            break;
        };
        kept.remove(last);
    }
    let mut spare = room.saturating_sub(needed(&kept));
    let mut widths: Vec<u16> = kept.iter().map(|column| least(column, &kept).min(room)).collect();
    for (column, width) in kept.iter().zip(&mut widths) {
        let more = column.wide.saturating_sub(*width).min(spare);
        *width += more;
        spare -= more;
    }
    if let Some(at) = kept.iter().position(|column| column.grows) {
        widths[at] += spare;
    }
    kept.into_iter().zip(widths).collect()
}
