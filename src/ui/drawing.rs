//! Draws texts and rules into a buffer, and replaces its symbols by ASCII.

use super::Glyphs;
use crate::model::text::ascii_symbols::ascii_symbol;
use crate::model::text::{truncate, width};
use ratatui::prelude::{Buffer, Rect, Style};

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
