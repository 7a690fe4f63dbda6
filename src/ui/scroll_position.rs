//! Shows on the rule below a list or a text which part of it is visible: `12–31 of 101`.

use super::{Glyphs, StyleRole, Theme, print_clipped, width};
use ratatui::prelude::{Buffer, Rect};
use std::ops::Range;

/// Draws which of `len` rows or lines are visible in an area, on the nearest rule below it. Draws
/// nothing if all are visible, or if there is no rule with room.
pub fn draw(
    visible: Range<usize>,
    len: usize,
    area: Rect,
    buf: &mut Buffer,
    theme: &Theme,
    glyphs: &Glyphs,
) {
    if visible.is_empty() || visible.len() >= len {
        return;
    }
    let text = format!(" {}–{} of {len} ", visible.start + 1, visible.end);
    let cells = width(&text);
    let Some(x) = area.right().checked_sub(cells + 1).filter(|x| *x > area.x) else { return };
    let is_rule = |y: &u16| {
        (x..x + cells).all(|x| buf.cell((x, *y)).is_some_and(|cell| cell.symbol() == glyphs.rule))
    };
    if let Some(y) = (area.bottom()..buf.area.bottom()).find(is_rule) {
        print_clipped(buf, x, y, cells, &text, theme.style(StyleRole::Dim));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::glyphs::UNICODE;
    use crate::ui::{buffer_text, draw_rule};
    use ratatui::style::Style;

    /// Returns the line of the rule below an area of four lines.
    fn rule_line(visible: Range<usize>, len: usize, columns: u16) -> String {
        let area = Rect::new(0, 0, columns, 6);
        let mut buf = Buffer::empty(area);
        draw_rule(&mut buf, area, 5, &UNICODE, Style::new());
        let theme = Theme::by_name("mono").unwrap_or_else(|e| panic!("{e}"));
        draw(visible, len, Rect { height: 4, ..area }, &mut buf, &theme, &UNICODE);
        buffer_text(&buf).lines().last().unwrap_or_default().into()
    }

    #[test]
    fn the_visible_part_stands_on_the_rule() {
        assert_eq!(rule_line(11..31, 101, 20), "───── 12–31 of 101 ─");
        assert_eq!(rule_line(0..4, 5, 20), "───────── 1–4 of 5 ─");
    }

    #[test]
    fn nothing_is_said_where_all_is_visible_or_no_room() {
        for (visible, len, columns) in [(0..4, 4, 20), (0..0, 0, 20), (0..4, 100, 12)] {
            let rule = "─".repeat(columns.into());
            assert_eq!(rule_line(visible, len, columns), rule);
        }
    }
}
