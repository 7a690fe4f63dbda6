//! A grid with sticky heads and a cell cursor, drawn as `[L]`.

use super::glyphs::Glyphs;
use super::rich_text::wrap;
use super::theme::{StyleRole, Theme};
use super::{RenderOutput, print_clipped, scroll_to_show, truncate, width};
use crate::model::RecordPath;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

/// How many lines a head may take.
const MAX_HEADER_LINES: usize = 3;

/// What to draw.
pub struct GridView<'a> {
    /// Heads of the rows.
    pub row_headers: Vec<String>,
    /// Where the heads of the rows lead.
    pub row_paths: Vec<Option<RecordPath>>,
    /// Heads of the columns.
    pub column_headers: Vec<String>,
    /// Where the heads of the columns lead.
    pub column_paths: Vec<Option<RecordPath>>,
    /// The cells, row by row.
    pub cells: Vec<Vec<(String, StyleRole)>>,
    /// Where a cell leads, by row and column.
    pub cell_path: &'a dyn Fn(usize, usize) -> Option<RecordPath>,
    /// Row and column of the cursor, counted with the heads: 0 is a head.
    pub cursor: (usize, usize),
    /// Whether the cursor is where one is.
    pub is_focused: bool,
    /// Colours.
    pub theme: &'a Theme,
    /// Characters.
    pub glyphs: &'a Glyphs,
}

/// Draws the part of the grid around the cursor that fits.
pub fn draw(view: &GridView, area: Rect, buf: &mut Buffer) -> RenderOutput {
    let mut drawn = RenderOutput::default();
    if area.width < 8 || area.height < 2 {
        return drawn;
    }
    let dim = view.theme.style(StyleRole::Dim);
    let here =
        view.theme.style(if view.is_focused { StyleRole::Accent } else { StyleRole::Strong });
    let word = |text: &str| text.split(' ').map(width).max().unwrap_or(0);
    let longest = |at: usize| {
        view.cells
            .iter()
            .filter_map(|row| row.get(at))
            .map(|(text, _)| width(text))
            .max()
            .unwrap_or(0)
    };
    let widths: Vec<u16> = view
        .column_headers
        .iter()
        .enumerate()
        .map(|(at, head)| {
            word(head)
                .max(width(head).div_ceil(MAX_HEADER_LINES as u16) + 2)
                .min(12)
                .max((longest(at) + 2).min(30))
                .max(4)
                + 1
        })
        .collect();
    let titles = view.row_headers.iter().map(|text| width(text)).max().unwrap_or(0);
    let all = widths.iter().fold(0u16, |all, cells| all.saturating_add(*cells));
    let least = titles.min(area.width / 3).max(6);
    let head = (titles + 2).min(area.width.saturating_sub(all.saturating_add(3))).max(least);
    let room = area.width.saturating_sub(3 + head);
    // columns that fit from the one that the cursor needs
    let (row, column) = (view.cursor.0, view.cursor.1);
    let mut left = 0;
    while left + 1 < column
        && widths[left..column.min(widths.len())].iter().map(|cells| u32::from(*cells)).sum::<u32>()
            > u32::from(room)
    {
        left += 1;
    }
    let mut shown: Vec<(usize, u16)> = Vec::new();
    let mut x = area.x + 3 + head;
    for (at, cells) in widths.iter().enumerate().skip(left) {
        if x + cells > area.right() {
            break;
        }
        shown.push((at, x));
        x += cells;
    }
    let heads: Vec<Vec<String>> = view
        .column_headers
        .iter()
        .zip(&widths)
        .map(|(text, cells)| wrap_at_most(text, cells - 1, MAX_HEADER_LINES))
        .collect();
    let deep = heads.iter().map(Vec::len).max().unwrap_or(1).min(area.height as usize - 1) as u16;
    for (at, x) in &shown {
        let lines = &heads[*at];
        if let Some(Some(place)) = view.column_paths.get(*at) {
            let y = area.y + deep - 1;
            drawn.link_areas.push((
                Rect::new(*x, y, widths[*at].saturating_sub(1), 1).intersection(area),
                place.clone(),
            ));
        }
        let style = if row == 0 && column == at + 1 { here } else { dim };
        for (line, text) in lines.iter().rev().take(deep as usize).rev().enumerate() {
            let y = area.y + deep - (lines.len().min(deep as usize) - line) as u16;
            print_clipped(buf, *x, y, widths[*at], text, style);
        }
        if row == 0 && column == at + 1 {
            drawn.cursor = Some(Position::new(*x, area.y + deep - 1));
        }
    }
    // columns that have no room are told at the edge
    if left > 0 {
        print_clipped(buf, area.x + 2 + head, area.y + deep - 1, 1, view.glyphs.more_left, dim);
    }
    if shown.last().is_some_and(|(at, _)| at + 1 < view.column_headers.len()) {
        print_clipped(buf, area.right() - 1, area.y + deep - 1, 1, view.glyphs.more_right, dim);
    }
    // titles take the lines they need where all of them fit
    let height = (area.height - deep) as usize;
    let wrapped: Vec<Vec<String>> =
        view.row_headers.iter().map(|text| wrap_at_most(text, head, MAX_HEADER_LINES)).collect();
    let whole = wrapped.iter().map(Vec::len).sum::<usize>() <= height;
    let first = if whole {
        0
    } else {
        scroll_to_show(0, row.saturating_sub(1), height, view.row_headers.len())
    };
    if first > 0 {
        print_clipped(buf, area.right() - 1, area.y + deep, 1, view.glyphs.more_above, dim);
    }
    let mut y = area.y + deep;
    let mut last = first;
    for (at, full) in wrapped.iter().enumerate().skip(first) {
        if y >= area.bottom() {
            break;
        }
        let on = row == at + 1;
        if on {
            print_clipped(
                buf,
                area.x + 1,
                y,
                1,
                view.glyphs.cursor,
                if view.is_focused { here } else { dim },
            );
        }
        let lines = if whole { full.clone() } else { vec![truncate(&view.row_headers[at], head)] };
        for (line, text) in lines.iter().enumerate() {
            print_clipped(
                buf,
                area.x + 3,
                y + line as u16,
                head,
                text,
                if on { here } else { view.theme.style(StyleRole::Text) },
            );
        }
        if let Some(Some(place)) = view.row_paths.get(at) {
            drawn
                .link_areas
                .push((Rect::new(area.x + 3, y, head, 1).intersection(area), place.clone()));
        }
        if on && column == 0 {
            drawn.cursor = Some(Position::new(area.x + 3, y));
        }
        for (column_at, x) in &shown {
            let Some((text, tone)) = view.cells.get(at).and_then(|row| row.get(*column_at)) else {
                continue;
            };
            let on = on && column == column_at + 1;
            let text = if on { format!("[{text}]") } else { format!(" {text}") };
            print_clipped(
                buf,
                *x,
                y,
                widths[*column_at] - 1,
                &text,
                if on { here } else { view.theme.style(*tone) },
            );
            if let Some(place) = (view.cell_path)(at, *column_at) {
                let cells = width(&text).saturating_sub(1).min(widths[*column_at]);
                drawn.link_areas.push((Rect::new(x + 1, y, cells, 1).intersection(area), place));
            }
            if on {
                drawn.cursor = Some(Position::new(x + 1, y));
            }
        }
        y += lines.len() as u16;
        last = at;
    }
    if last + 1 < view.row_headers.len() {
        print_clipped(buf, area.right() - 1, area.bottom() - 1, 1, view.glyphs.more_below, dim);
    }
    drawn
}

/// A text in at most so many lines; the last is cut where there would be more.
fn wrap_at_most(text: &str, room: u16, most: usize) -> Vec<String> {
    let mut lines = wrap(text, room, room);
    if lines.len() > most {
        let rest = lines[most - 1..].join(" ");
        lines.truncate(most - 1);
        lines.push(truncate(&rest, room));
    }
    lines
}
