//! What the terminal shows, and the difference to what it should show. The dashboard puts no question to the terminal:
//! ratatui's own `Terminal` asks for the cursor's position whenever it clears, which a slow line answers too late.

use super::paint::Paint;
use crate::ui::{Drawn, Late};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use std::io::{self, Write};

/// A terminal that knows them shows what lies between at once.
const BEGIN: &str = "\x1b[?2026h";
const END: &str = "\x1b[?2026l";

/// A screen that is written to `W`.
pub struct Screen<W: Write> {
    to: W,
    paint: Paint,
    shown: Buffer,
    cursor: Option<Position>,
    /// The part of it that may come late.
    late: Option<Late>,
    /// Whether nothing is known of what the terminal shows.
    dirty: bool,
}

impl<W: Write> Screen<W> {
    /// A screen of which nothing is known yet.
    pub fn new(to: W) -> Screen<W> {
        Screen { to, paint: Paint::default(), shown: Buffer::empty(Rect::ZERO), cursor: None, late: None, dirty: true }
    }

    /// Forgets what is shown: the next frame is written whole.
    pub fn forget(&mut self) {
        self.dirty = true;
    }

    /// Shows a frame but for the part that may follow later: what was there stays, with a sign that it is of before.
    pub fn show_first(&mut self, mut next: Buffer, drawn: &Drawn) -> io::Result<usize> {
        let same = !self.dirty && next.area == self.shown.area && drawn.late == self.late;
        if let Some(Late { part, sign, .. }) = drawn.late.filter(|_| same) {
            for at in part.intersection(next.area).positions() {
                next[at] = self.shown[at].clone();
            }
            next[part.as_position()].set_symbol(sign);
        }
        self.show(next, drawn)
    }

    /// Shows a frame; gives back how many bytes that took. Writes nothing when nothing has changed.
    pub fn show(&mut self, next: Buffer, drawn: &Drawn) -> io::Result<usize> {
        self.dirty |= next.area != self.shown.area;
        let same = !self.dirty && drawn.cursor == self.cursor && next == self.shown;
        if same {
            self.late = drawn.late;
            return Ok(0);
        }
        self.paint.say(BEGIN);
        if self.dirty {
            self.paint.clear();
            self.shown = Buffer::empty(next.area);
        }
        self.paint.change(&self.shown, &next);
        if let Some(cursor) = drawn.cursor {
            self.paint.place(cursor);
        }
        self.paint.say(END);
        // what a line cut short leaves nothing known
        self.dirty = true;
        let bytes = self.paint.take();
        self.to.write_all(bytes.as_bytes())?;
        self.to.flush()?;
        (self.shown, self.cursor, self.dirty, self.late) = (next, drawn.cursor, false, drawn.late);
        Ok(bytes.len())
    }
}
