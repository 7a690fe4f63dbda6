//! Draws the current slide.

use super::presentation::Presentation;
use super::slide_layout::LaidOutSlide;
use crate::app::App;
use crate::pane::PaneContext;
use crate::ui::{RenderOutput, StyleRole, print_clipped, width};
use ratatui::prelude::{Buffer, Position, Rect};

impl App {
    pub(in crate::app) fn draw_slide(
        &self,
        presentation: &Presentation,
        buf: &mut Buffer,
    ) -> RenderOutput {
        let area = self.screen.size().intersection(buf.area);
        let bottom = area.bottom().saturating_sub(1);
        let layout = self.slide_layout().filter(|_| !presentation.is_blank);
        let Some(layout) = layout else {
            let cursor = Some(Position::new(area.x, bottom));
            return RenderOutput { cursor, ..RenderOutput::default() };
        };
        let (_, step) = presentation.position();
        let (theme, glyphs) = (self.theme(), self.glyphs());
        let LaidOutSlide { title, title_area, body_area, pages, .. } = &layout;
        title.draw(*title_area, buf, theme, glyphs);
        // a page with much room is lowered a little
        let free = match pages.page_count() {
            1 => body_area.height.saturating_sub(pages.line_count(step) as u16),
            _ => 0,
        };
        let body =
            Rect { y: body_area.y + free / 4, height: body_area.height - free / 4, ..*body_area };
        let (revealed, picture) = pages.draw(step, body, buf, theme, glyphs);
        if let Some(room) = picture {
            let (pane, context) = self.current_pane();
            // a picture takes the whole width
            let margin = title_area.x.min(self.screen.size().width / 24 + 2);
            let width = area.width.saturating_sub(2 * margin);
            let room = Rect { x: margin, width, ..room };
            pane.draw_picture(PaneContext { area: room, ..context }, buf);
        }
        let last_line = Rect { y: bottom, height: 1, ..*title_area };
        self.draw_slide_number(presentation, &layout, last_line, buf);
        let cursor = revealed.unwrap_or_else(|| title_area.as_position());
        RenderOutput { cursor: Some(cursor), ..RenderOutput::default() }
    }

    /// Draws the status message, and on the right the number of the slide, its page, or the number
    /// that is typed.
    fn draw_slide_number(
        &self,
        presentation: &Presentation,
        layout: &LaidOutSlide,
        area: Rect,
        buf: &mut Buffer,
    ) {
        let pages = &layout.pages;
        let count = format!("{} of {}", presentation.slide_number(), presentation.slide_count());
        let page = pages.page_of_step(presentation.position().1) + 1;
        let with_page = format!("{count}, page {page} of {}", pages.page_count());
        let message = self.status.as_deref().unwrap_or_default();
        let has_room = width(&with_page) + width(message) + 2 <= area.width;
        let number = match &*presentation.typed_number {
            "" if pages.page_count() > 1 && has_room => with_page,
            "" => count,
            typed => format!("slide {typed}: Enter"),
        };
        let dim = self.theme().style(StyleRole::Dim);
        let cells = width(&number);
        print_clipped(buf, area.right().saturating_sub(cells), area.y, cells, &number, dim);
        print_clipped(buf, area.x, area.y, area.width.saturating_sub(cells + 2), message, dim);
    }
}
