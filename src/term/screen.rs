//! What the terminal shows, and the difference to what it should show. The dashboard puts no question to the terminal:
//! ratatui's own `Terminal` asks for the cursor's position whenever it clears, which a slow line answers too late.

use super::renderer::Renderer;
use crate::ui::{DeferredRegion, RenderOutput};
use ratatui::buffer::Buffer;
use ratatui::layout::Position;
use std::io::{self, Write};

/// A terminal that knows them shows what lies between at once.
const BEGIN: &str = "\x1b[?2026h";
const END: &str = "\x1b[?2026l";

/// A screen that is written to `W`.
pub struct Screen<W: Write> {
    out: W,
    renderer: Renderer,
    /// What the terminal shows; nothing where that is not known.
    shown: Option<Buffer>,
    cursor: Option<Position>,
    /// The part of it that may come late.
    deferred: Option<DeferredRegion>,
}

impl<W: Write> Screen<W> {
    /// A screen of which nothing is known yet.
    pub fn new(out: W) -> Screen<W> {
        Screen { out, renderer: Renderer::default(), shown: None, cursor: None, deferred: None }
    }

    /// Forgets what is shown: the next frame is written whole.
    pub fn invalidate(&mut self) {
        self.shown = None;
    }

    /// Shows a frame but for the part that may follow later: what was there stays, with a sign that it is of before.
    pub fn show_without_deferred(
        &mut self,
        mut next: Buffer,
        drawn: &RenderOutput,
    ) -> io::Result<usize> {
        let same = self
            .shown
            .as_ref()
            .filter(|shown| shown.area == next.area && drawn.deferred == self.deferred);
        if let Some((shown, DeferredRegion { area: part, marker: sign, .. })) =
            same.zip(drawn.deferred)
        {
            for at in part.intersection(next.area).positions() {
                next[at] = shown[at].clone();
            }
            next[part.as_position()].set_symbol(sign);
        }
        self.show(next, drawn)
    }

    /// Shows a frame; gives back how many bytes that took. Writes nothing when nothing has changed.
    pub fn show(&mut self, next: Buffer, drawn: &RenderOutput) -> io::Result<usize> {
        if drawn.cursor == self.cursor && self.shown.as_ref() == Some(&next) {
            self.deferred = drawn.deferred;
            return Ok(0);
        }
        // what a line cut short leaves nothing known
        let shown = self.shown.take().filter(|shown| shown.area == next.area);
        self.renderer.write_raw(BEGIN);
        if shown.is_none() {
            self.renderer.clear();
        }
        self.renderer.diff(shown.as_ref(), &next);
        if let Some(cursor) = drawn.cursor {
            self.renderer.move_to(cursor);
        }
        self.renderer.write_raw(END);
        let bytes = self.renderer.take_output();
        self.out.write_all(bytes.as_bytes())?;
        self.out.flush()?;
        (self.shown, self.cursor, self.deferred) = (Some(next), drawn.cursor, drawn.deferred);
        Ok(bytes.len())
    }
}
