//! Writes frames to the terminal: only what differs from the frame before.
//!
//! ratatui's own `Terminal` is not used: it asks for the cursor's position whenever it clears, and
//! over a slow connection the answer comes too late.

use super::renderer::Renderer;
use super::terminal_modes;
use crate::ui::{DeferrableRegion, RenderOutput};
use ratatui::buffer::Buffer;
use ratatui::layout::Position;
use std::io::{self, Write};

/// The frames of a terminal that is written to through `W`.
pub struct FrameWriter<W: Write> {
    out: W,
    renderer: Renderer,
    /// The last frame, unless the content of the terminal is unknown.
    shown: Option<Buffer>,
    cursor: Option<Position>,
    deferred: Option<DeferrableRegion>,
}

impl<W: Write> FrameWriter<W> {
    /// Returns a writer for a terminal whose content is unknown.
    pub fn new(out: W) -> FrameWriter<W> {
        let renderer = Renderer::default();
        FrameWriter { out, renderer, shown: None, cursor: None, deferred: None }
    }

    /// Marks the content of the terminal as unknown: the next frame is written whole.
    pub fn invalidate(&mut self) {
        self.shown = None;
    }

    /// Writes a frame without its deferred region: the old content stays there, with a marker that
    /// it is stale. Returns the number of bytes.
    pub fn write_without_deferred(
        &mut self,
        mut frame: Buffer,
        rendered: &RenderOutput,
    ) -> io::Result<usize> {
        if let Some(shown) = &self.shown
            && let Some(region) = rendered.deferred
            && shown.area == frame.area
            && self.deferred == Some(region)
        {
            for position in region.area.intersection(frame.area).positions() {
                frame[position] = shown[position].clone();
            }
            frame[region.area.as_position()].set_symbol(region.marker);
        }
        self.write_frame(frame, rendered)
    }

    /// Writes a frame and returns the number of bytes; an unchanged frame takes none.
    pub fn write_frame(&mut self, frame: Buffer, rendered: &RenderOutput) -> io::Result<usize> {
        if rendered.cursor == self.cursor && self.shown.as_ref() == Some(&frame) {
            self.deferred = rendered.deferred;
            return Ok(0);
        }
        // taken, because after an interrupted write nothing is known
        let shown = self.shown.take().filter(|shown| shown.area == frame.area);
        self.renderer.write_raw(&terminal_modes::begin_frame());
        if shown.is_none() {
            self.renderer.clear();
        }
        self.renderer.diff(shown.as_ref(), &frame);
        if let Some(cursor) = rendered.cursor {
            self.renderer.move_to(cursor);
        }
        self.renderer.write_raw(&terminal_modes::end_frame());
        let bytes = self.renderer.take_output();
        self.out.write_all(bytes.as_bytes())?;
        self.out.flush()?;
        self.shown = Some(frame);
        self.cursor = rendered.cursor;
        self.deferred = rendered.deferred;
        Ok(bytes.len())
    }
}
