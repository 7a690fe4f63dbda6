//! Draws the changed glyphs of one line, from left to right, with the shortest step to each.
//!
//! ```text
//!   on the screen   │ Nepal       4 │ Asia   │
//!   to be drawn     │ Niger       7 │ Africa │
//!                      ^^^^       ^    ^^^^^
//! ```
//!
//! Between two changed runs the cursor moves, or the unchanged glyphs are written again, whichever
//! is shorter: in front of `7` a move takes four bytes (`ESC [ 7 C`) and seven blanks take seven;
//! between two changes with one letter in between, that letter is shorter than any move. Changed
//! blanks are erased (`ESC [ K`, `ESC [ 9 X`) or written as spaces. The painter never looks beyond
//! the next changed glyph: a search for the shortest bytes of the whole line was 0.1 % better.

use super::cursor_move::CursorMove;
use super::dirty_line::{DirtyLine, LineGlyph};
use super::{Renderer, SgrStyle};
use ratatui::layout::Position;
use std::ops::Range;

/// Up to so many unchanged glyphs are written again; for more a move is shorter.
const MAX_REWRITTEN_GLYPHS: usize = 7;
const ERASE_TO_END_OF_LINE: &str = "\x1b[K";
const BACKSPACE: &str = "\x08";

/// Draws those changed glyphs of a line that are wanted.
pub(super) fn paint_line(
    renderer: &mut Renderer,
    line: &DirtyLine,
    is_wanted: impl Fn(&LineGlyph) -> bool,
) {
    let is_due = |index: &usize| line.changed[*index] && is_wanted(&line.glyphs[*index]);
    let mut due = (0..line.glyphs.len()).filter(is_due).peekable();
    while let Some(index) = due.next() {
        renderer.reach(line, index);
        let glyph = &line.glyphs[index];
        if !glyph.is_blank {
            renderer.set_style(glyph.style);
            renderer.write_glyph(line, glyph);
            continue;
        }
        let run = line.glyphs[index..].iter().take_while(|glyph| glyph.is_blank).count();
        let mut end = index + 1;
        while let Some(blank) = due.next_if(|next| *next < index + run) {
            end = blank + 1;
        }
        let next = due.peek().copied();
        renderer.set_blank_style(next.map(|next| line.glyphs[next].style));
        renderer.clear_blanks(line, index..end, next);
    }
}

impl Renderer {
    /// Brings the cursor to a glyph: straight, or to one before it, and writes those in between.
    fn reach(&mut self, line: &DirtyLine, target: usize) {
        let mut start = target;
        let mut fewest_bytes = self.move_len(line.position(target));
        let mut rewritten_bytes = 0;
        for index in (target.saturating_sub(MAX_REWRITTEN_GLYPHS)..target).rev() {
            let glyph = &line.glyphs[index];
            if !glyph.is_width_certain || !self.has_style_of(glyph) {
                break;
            }
            rewritten_bytes += glyph.text.len();
            if rewritten_bytes >= fewest_bytes {
                break;
            }
            let bytes = self.move_len(line.position(index)) + rewritten_bytes;
            if bytes < fewest_bytes {
                start = index;
                fewest_bytes = bytes;
            }
        }
        self.move_to(line.position(start));
        for glyph in &line.glyphs[start..target] {
            self.write_glyph(line, glyph);
        }
    }

    /// Erases blanks, or writes them as spaces. `next` is the glyph that is drawn after them.
    fn clear_blanks(&mut self, line: &DirtyLine, blanks: Range<usize>, next: Option<usize>) {
        let count = blanks.len();
        if blanks.start >= line.trailing_blank_from && count >= ERASE_TO_END_OF_LINE.len() {
            self.out.push_str(ERASE_TO_END_OF_LINE);
            return;
        }
        let erase = format!("\x1b[{count}X");
        // erasing leaves the cursor where it is
        let erase_len = erase.len() + next.map_or(0, |next| line.move_len(blanks.start, next));
        let write_len = count + next.map_or(0, |next| line.move_len(blanks.end, next));
        if erase_len < write_len {
            self.out.push_str(&erase);
            return;
        }
        for glyph in &line.glyphs[blanks] {
            self.write_glyph(line, glyph);
        }
    }

    /// Returns whether a glyph can be written without a change of style.
    fn has_style_of(&self, glyph: &LineGlyph) -> bool {
        let fits = |style: SgrStyle| {
            style == glyph.style || (glyph.is_blank && style.is_invisible_on_blank())
        };
        self.style.is_some_and(fits)
    }

    /// Writes a glyph at the cursor.
    fn write_glyph(&mut self, line: &DirtyLine, glyph: &LineGlyph) {
        let next_column = glyph.x + glyph.cells;
        if glyph.may_be_narrow {
            // a terminal that draws it narrow would leave the old content behind it
            let cells = usize::from(glyph.cells);
            if next_column < line.end_column {
                self.out.push_str(&" ".repeat(cells));
                self.out.push_str(&BACKSPACE.repeat(cells));
            } else {
                self.out.push_str(&format!("\x1b[{cells}X"));
            }
        }
        self.out.push_str(glyph.text);
        // in the last column terminals differ on where the cursor goes
        let is_certain = glyph.is_width_certain && next_column < line.end_column;
        self.cursor = is_certain.then_some(Position { x: next_column, y: line.y });
    }
}

impl DirtyLine<'_> {
    fn position(&self, index: usize) -> Position {
        Position { x: self.glyphs[index].x, y: self.y }
    }

    /// Returns the length of the shortest move from one glyph to another, in bytes.
    fn move_len(&self, from: usize, to: usize) -> usize {
        let shortest = || CursorMove::shortest(Some(self.position(from)), self.position(to)).len();
        if from == to { 0 } else { shortest() }
    }
}
