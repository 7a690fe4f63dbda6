//! Writes the bytes that turn one screen into another, as few as it can.
//!
//! Three things save bytes. Lines that only move are scrolled, so that their text is not sent
//! again. A true colour takes up to nineteen bytes to set and one of 256 up to eleven, so glyphs
//! are drawn colour by colour, and each colour is set once. Within a line, `line_painter` takes the
//! shortest step to each changed glyph. Besides the sequences of a VT100 this needs IL, DL and ECH,
//! which every current terminal has.

mod cursor_move;
mod dirty_line;
mod line_painter;
mod scroll_region;
mod sgr;

use cursor_move::CursorMove;
use dirty_line::DirtyLine;
use line_painter::paint_line;
use ratatui::buffer::Buffer;
use ratatui::layout::Position;
use scroll_region::ScrollRegion;
use sgr::{DEFAULT_STYLE, SgrStyle};

/// The output so far, and the state of the terminal after it.
#[derive(Clone, Default)]
pub struct Renderer {
    out: String,
    /// The position of the next character, if it is certain.
    cursor: Option<Position>,
    /// The style of the next character, if it is known.
    style: Option<SgrStyle>,
}

impl Renderer {
    /// Returns the bytes so far and begins anew; the state of the terminal stays known.
    pub fn take_output(&mut self) -> String {
        std::mem::take(&mut self.out)
    }

    /// Clears the screen of a terminal whose state is unknown.
    pub fn clear(&mut self) {
        self.out.push_str("\x1b[m\x1b[2J");
        self.cursor = None;
        self.style = Some(DEFAULT_STYLE);
    }

    /// Appends bytes that neither draw nor move the cursor.
    pub fn write_raw(&mut self, text: &str) {
        self.out.push_str(text);
    }

    /// Draws the difference between two screens of one size, or a whole screen on an empty one.
    /// Lines are scrolled first where that is shorter.
    pub fn diff(&mut self, before: Option<&Buffer>, after: &Buffer) {
        let scroll = before.and_then(|before| Some((before, ScrollRegion::detect(before, after)?)));
        let scrolled = scroll.map(|(before, region)| {
            let mut renderer = self.clone();
            renderer.scroll(region);
            renderer.draw_lines(Some(&region.apply(before)), after);
            renderer
        });
        self.draw_lines(before, after);
        if let Some(scrolled) = scrolled
            && scrolled.out.len() < self.out.len()
        {
            *self = scrolled;
        }
    }

    /// Deletes lines at one end of a region and inserts as many at the other. Lines below the
    /// region move away and back: scroll margins would do without that, but some terminals have
    /// none, and an interrupted frame would leave them set.
    fn scroll(&mut self, region: ScrollRegion) {
        self.set_blank_style(None);
        let lines = region.lines_up.unsigned_abs() as u16;
        let count = if lines == 1 { String::new() } else { lines.to_string() };
        let (delete_at, insert_at) = if region.lines_up > 0 {
            (region.top, region.bottom - lines)
        } else {
            (region.bottom - lines, region.top)
        };
        self.move_to(Position { x: 0, y: delete_at });
        self.out.push_str(&format!("\x1b[{count}M"));
        self.move_to(Position { x: 0, y: insert_at });
        self.out.push_str(&format!("\x1b[{count}L"));
    }

    /// Draws the changed glyphs from top to bottom: in one pass, or in one for each long colour.
    fn draw_lines(&mut self, before: Option<&Buffer>, after: &Buffer) {
        let rows = after.area.top()..after.area.bottom();
        let lines: Vec<DirtyLine> =
            rows.filter_map(|y| DirtyLine::between(before, after, y)).collect();
        let mut long_colors: Vec<SgrStyle> = Vec::new();
        for style in lines.iter().flat_map(DirtyLine::changed_long_colors) {
            if !long_colors.contains(&style) {
                long_colors.push(style);
            }
        }
        // after a glyph of uncertain width the next ones must follow at once
        if long_colors.is_empty() || !lines.iter().all(DirtyLine::has_certain_widths) {
            for line in &lines {
                paint_line(self, line, |_| true);
            }
            return;
        }
        let mut passes: Vec<Option<SgrStyle>> = vec![None];
        passes.extend(long_colors.into_iter().map(Some));
        // the current style comes first: it need not be set
        passes.sort_by_key(|pass| pass.is_none() || *pass != self.style);
        for pass in passes {
            for line in &lines {
                paint_line(self, line, |glyph| glyph.long_color() == pass);
            }
        }
    }

    /// Moves the cursor.
    pub fn move_to(&mut self, to: Position) {
        if self.cursor != Some(to) {
            self.out.push_str(&CursorMove::shortest(self.cursor, to).to_string());
            self.cursor = Some(to);
        }
    }

    /// Returns the length of the shortest move to a cell, in bytes.
    fn move_len(&self, to: Position) -> usize {
        if self.cursor == Some(to) { 0 } else { CursorMove::shortest(self.cursor, to).len() }
    }

    /// Sets the style of the next glyph.
    fn set_style(&mut self, style: SgrStyle) {
        if self.style != Some(style) {
            self.out.push_str(&style.sgr_from(self.style));
            self.style = Some(style);
        }
    }

    /// Sets a style in which a blank is empty: the current one, that of the next glyph, or none.
    fn set_blank_style(&mut self, next: Option<SgrStyle>) {
        let candidates = [self.style, next].into_iter().flatten();
        let usable = candidates.into_iter().find(|style| style.is_invisible_on_blank());
        self.set_style(usable.unwrap_or(DEFAULT_STYLE));
    }
}
