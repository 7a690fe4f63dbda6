//! Widgets: arguments in, cells out. Nothing here knows where it is shown or keeps anything.

pub mod map_projection;
pub mod svg;

pub mod big_title;
pub mod capabilities;
pub mod detail;
pub mod grid;
pub mod header;
pub mod map;
pub mod picker;
pub mod rich_text;
pub mod slide;
pub mod table;
pub mod theme;
pub mod timeline;

use crate::model::RecordPath;
pub use crate::model::text::{truncate, width};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

/// What drawing found out: where the eye is, and what can be reached.
#[derive(Clone, Debug, Default)]
pub struct RenderOutput {
    /// Where the terminal's own cursor belongs.
    pub cursor: Option<Position>,
    /// Names on the screen and where they lead.
    pub link_areas: Vec<(Rect, RecordPath)>,
    /// A part that tells more of what is selected.
    pub deferred: Option<DeferredRegion>,
}

/// A part of the screen that may follow later while one moves fast: till then it shows what it did, with a sign for that.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DeferredRegion {
    /// Where it is; its first cell is empty but for the sign.
    pub area: Rect,
    /// The sign.
    pub marker: &'static str,
    /// Whose it is, so that nothing of another is left there.
    pub owner: &'static str,
}

/// Writes `text` into at most `room` cells from (x, y), cut with `…` when it is longer; gives back the cells used.
/// Never writes outside of the buffer.
pub fn print_clipped(buf: &mut Buffer, x: u16, y: u16, room: u16, text: &str, style: Style) -> u16 {
    let area = buf.area;
    if y < area.top() || y >= area.bottom() || x < area.left() || x >= area.right() {
        return 0;
    }
    let room = room.min(area.right() - x);
    let shown = truncate(text, room);
    buf.set_stringn(x, y, &shown, room as usize, style);
    width(&shown)
}

/// A horizontal rule.
pub fn draw_rule(buf: &mut Buffer, area: Rect, y: u16, glyphs: &theme::Glyphs, style: Style) {
    print_clipped(buf, area.x, y, area.width, &glyphs.rule.repeat(area.width as usize), style);
}

/// Signs that come with words, and what stands for them where only ASCII can be shown.
const ASCII_FALLBACKS: &[(&str, &str)] = &[
    ("…", "~"),
    ("–", "-"),
    ("−", "-"),
    ("→", ">"),
    ("×", "x"),
    ("·", "-"),
    ("≠", "!"),
    ("“", "\""),
    ("”", "\""),
    ("█", "#"),
    ("\u{a0}", " "),
];

/// Puts ASCII in the place of signs, whoever drew them. Letters stay as they are.
pub fn asciify_buffer(buf: &mut Buffer) {
    for cell in &mut buf.content {
        if let Some((_, ascii)) = ASCII_FALLBACKS.iter().find(|(sign, _)| *sign == cell.symbol()) {
            cell.set_symbol(ascii);
        }
    }
}

/// A text with ASCII in the place of signs.
pub fn asciify(text: &str) -> String {
    ASCII_FALLBACKS.iter().fold(text.to_string(), |text, (sign, ascii)| text.replace(sign, ascii))
}

/// The first row to show so that `selected` is among the `height` rows from it: `top` itself where that does,
/// else a page further. A pure function, so that drawing needs to keep nothing.
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
    fn the_selected_row_is_always_seen() {
        for height in 0..6usize {
            for len in 1..20 {
                for selected in 0..len {
                    for top in 0..25 {
                        let first = scroll_to_show(top, selected, height, len);
                        assert!(
                            first <= selected && selected < first + height.max(1),
                            "{top} {selected} {height} {len}: {first}"
                        );
                    }
                }
            }
        }
    }
}
