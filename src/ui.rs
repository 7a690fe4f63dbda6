//! Widgets: functions that draw their arguments into a buffer and keep no state.

pub mod big_title;
mod buffer_text;
pub mod capabilities;
pub mod detail_layout;
pub mod glyphs;
pub mod grid;
pub mod header;
pub mod map;
pub mod map_projection;
pub mod nearest_cell;
pub mod page_columns;
pub mod picker;
pub mod rich_text;
mod scroll_position;
pub mod slide;
pub mod status_line;
pub mod svg;
pub mod table;
pub mod text_wrapping;
pub mod theme;
pub mod timeline;

use crate::model::RecordPath;
use crate::model::ascii::ascii_symbol;
pub use crate::model::text::{truncate, width};
pub use buffer_text::buffer_text;
pub use glyphs::Glyphs;
use ratatui::prelude::{Buffer, Position, Rect, Style};
pub use theme::{StyleRole, Theme};

/// The result of drawing.
#[derive(Clone, Debug, Default)]
pub struct RenderOutput {
    /// Position of the terminal's cursor.
    pub cursor: Option<Position>,
    /// Areas of links, and the paths that they lead to.
    pub link_areas: Vec<(Rect, RecordPath)>,
    pub deferred: Option<DeferredRegion>,
}

/// A region that may be sent later while a key repeats; until then it shows an earlier selection,
/// and its marker says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DeferredRegion {
    /// The first cell is empty but for the marker.
    pub area: Rect,
    pub marker: &'static str,
    /// Name of the pane or picker; the region of another one must not stay on the screen.
    pub owner: &'static str,
}

/// Prints a text into at most `max_width` cells, cut with `…` if it is longer, and never outside of
/// the buffer. Returns the number of cells used.
pub fn print_clipped(
    buf: &mut Buffer,
    x: u16,
    y: u16,
    max_width: u16,
    text: &str,
    style: Style,
) -> u16 {
    let area = buf.area;
    if y < area.top() || y >= area.bottom() || x < area.left() || x >= area.right() {
        return 0;
    }
    let max_width = max_width.min(area.right() - x);
    let visible = truncate(text, max_width);
    buf.set_stringn(x, y, &visible, max_width.into(), style);
    width(&visible)
}

/// Draws a horizontal rule across an area.
pub fn draw_rule(buf: &mut Buffer, area: Rect, y: u16, glyphs: &Glyphs, style: Style) {
    print_clipped(buf, area.x, y, area.width, &glyphs.rule.repeat(area.width.into()), style);
}

/// Replaces the symbols of a buffer by ASCII, each by one character. Letters stay as they are.
pub fn asciify_buffer(buf: &mut Buffer) {
    for cell in &mut buf.content {
        let mut chars = cell.symbol().chars();
        if let (Some(symbol), None) = (chars.next(), chars.next())
            && let Some(ascii) = ascii_symbol(symbol).filter(|ascii| ascii.len() == 1)
        {
            cell.set_symbol(ascii);
        }
    }
}

/// Returns the first visible row so that `selected` is among the `height` rows from it: `top` if
/// possible, else a page up or down. Pure, so that drawing keeps no state.
pub fn scroll_to_show(top: usize, selected: usize, height: usize, len: usize) -> usize {
    let height = height.max(1);
    let top = if selected < top {
        (selected + 1).saturating_sub(height)
    } else if selected >= top + height {
        selected
    } else {
        top
    };
    top.min(len.saturating_sub(height)).min(selected)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn selected_row_is_always_visible() {
        for height in 0..6usize {
            for len in 1..20 {
                for selected in 0..len {
                    for top in 0..25 {
                        let first = scroll_to_show(top, selected, height, len);
                        let visible = first..first + height.max(1);
                        assert!(visible.contains(&selected), "{top} {selected} {height} {len}");
                    }
                }
            }
        }
    }
}
