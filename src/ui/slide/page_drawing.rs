//! Draws a page of a slide, as far as it is revealed.

use super::LEFT_MARGIN;
use super::slide_block::SlideSpan;
use super::slide_pages::SlidePages;
use crate::ui::{Glyphs, Theme, print_clipped};
use ratatui::prelude::{Buffer, Position, Rect};

impl SlidePages {
    /// Draws the page of a step, as far as it is revealed. Returns the position of the last
    /// revealed row, and the area of a picture.
    pub fn draw(
        &self,
        step: usize,
        area: Rect,
        buf: &mut Buffer,
        theme: &Theme,
        glyphs: &Glyphs,
    ) -> (Option<Position>, Option<Rect>) {
        let page = self.page(step);
        let y_of = |line: usize| area.y.saturating_add(line as u16);
        if let Some(first) = page.header_line {
            for (number, line) in self.headers.iter().enumerate() {
                draw_line(line.iter(), area, y_of(first + number), buf, theme);
            }
        }
        let mut last_revealed = self.reveals.then(|| area.as_position());
        for placed in &page.placed {
            let first_y = y_of(placed.line);
            let is_visible =
                |span: &&SlideSpan| !self.reveals || placed.first_step + span.step <= step;
            for (number, line) in placed.block.lines.iter().enumerate() {
                let y = y_of(placed.line + number);
                draw_line(line.iter().filter(is_visible), area, y, buf, theme);
            }
            if self.reveals && placed.first_step > step {
                continue;
            }
            if self.reveals {
                let last_y = area.bottom().saturating_sub(1);
                last_revealed = Some(Position::new(area.x + LEFT_MARGIN, first_y.min(last_y)));
            }
            if first_y < area.bottom()
                && let Some((marker, role)) = glyphs.flag_marker(placed.block.flags)
            {
                print_clipped(buf, area.x, first_y, 1, marker, theme.style(role));
            }
        }
        let is_complete = !self.reveals || step + 1 >= page.steps.end;
        let picture = page.picture_line.filter(|_| is_complete).map(|line| Rect {
            y: y_of(line),
            height: area.height.saturating_sub(line as u16),
            ..area
        });
        (last_revealed, picture)
    }
}

fn draw_line<'a>(
    spans: impl Iterator<Item = &'a SlideSpan>,
    area: Rect,
    y: u16,
    buf: &mut Buffer,
    theme: &Theme,
) {
    if y >= area.bottom() {
        return;
    }
    for span in spans {
        let max_width = area.width.saturating_sub(span.x);
        print_clipped(buf, area.x + span.x, y, max_width, &span.text, theme.style(span.role));
    }
}
