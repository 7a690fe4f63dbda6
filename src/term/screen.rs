//! What the terminal shows, and the difference to what it should show. The dashboard puts no question to the terminal:
//! ratatui's own `Terminal` asks for the cursor's position whenever it clears, which a slow line answers too late.

use super::renderer::Paint;
use crate::ui::{Drawn, Late};
use ratatui::buffer::Buffer;
use ratatui::layout::Position;
use std::io::{self, Write};

/// A terminal that knows them shows what lies between at once.
const BEGIN: &str = "\x1b[?2026h";
const END: &str = "\x1b[?2026l";

/// A screen that is written to `W`.
pub struct Screen<W: Write> {
    to: W,
    paint: Paint,
    /// What the terminal shows; nothing where that is not known.
    shown: Option<Buffer>,
    cursor: Option<Position>,
    /// The part of it that may come late.
    late: Option<Late>,
}

impl<W: Write> Screen<W> {
    /// A screen of which nothing is known yet.
    pub fn new(to: W) -> Screen<W> {
        Screen { to, paint: Paint::default(), shown: None, cursor: None, late: None }
    }

    /// Forgets what is shown: the next frame is written whole.
    pub fn forget(&mut self) {
        self.shown = None;
    }

    /// Shows a frame but for the part that may follow later: what was there stays, with a sign that it is of before.
    pub fn show_first(&mut self, mut next: Buffer, drawn: &Drawn) -> io::Result<usize> {
        let same = self.shown.as_ref().filter(|shown| shown.area == next.area && drawn.late == self.late);
        if let Some((shown, Late { part, sign, .. })) = same.zip(drawn.late) {
            for at in part.intersection(next.area).positions() {
                next[at] = shown[at].clone();
            }
            next[part.as_position()].set_symbol(sign);
        }
        self.show(next, drawn)
    }

    /// Shows a frame; gives back how many bytes that took. Writes nothing when nothing has changed.
    pub fn show(&mut self, next: Buffer, drawn: &Drawn) -> io::Result<usize> {
        if drawn.cursor == self.cursor && self.shown.as_ref() == Some(&next) {
            self.late = drawn.late;
            return Ok(0);
        }
        // what a line cut short leaves nothing known
        let shown = self.shown.take().filter(|shown| shown.area == next.area);
        self.paint.say(BEGIN);
        if shown.is_none() {
            self.paint.clear();
        }
        self.paint.change(shown.as_ref(), &next);
        if let Some(cursor) = drawn.cursor {
            self.paint.place(cursor);
        }
        self.paint.say(END);
        let bytes = self.paint.take();
        self.to.write_all(bytes.as_bytes())?;
        self.to.flush()?;
        (self.shown, self.cursor, self.late) = (Some(next), drawn.cursor, drawn.late);
        Ok(bytes.len())
    }
}
