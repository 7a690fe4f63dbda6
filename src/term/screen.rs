//! What the terminal shows, and the difference to what it should show. No question is ever put to the terminal:
//! ratatui's own `Terminal` asks for the cursor's position whenever it clears, which a slow line answers too late.

use crate::ui::Drawn;
use crossterm::terminal::{BeginSynchronizedUpdate, EndSynchronizedUpdate};
use ratatui::backend::{Backend, CrosstermBackend};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use std::io::{self, Write};

/// A screen that is written to `W`.
pub struct Screen<W: Write> {
    backend: CrosstermBackend<W>,
    shown: Buffer,
    cursor: Option<Position>,
    /// Whether nothing is known of what the terminal shows.
    dirty: bool,
}

impl<W: Write> Screen<W> {
    /// A screen of which nothing is known yet.
    pub fn new(to: W) -> Screen<W> {
        // NO_COLOR is the theme's to heed: the library's way of doing it takes bold and reversed along
        crossterm::style::force_color_output(true);
        Screen { backend: CrosstermBackend::new(to), shown: Buffer::empty(Rect::ZERO), cursor: None, dirty: true }
    }

    /// Forgets what is shown: the next frame is written whole.
    pub fn forget(&mut self) {
        self.dirty = true;
    }

    /// Shows a frame. Writes nothing when nothing has changed.
    pub fn show(&mut self, next: Buffer, drawn: &Drawn) -> io::Result<()> {
        self.dirty |= next.area != self.shown.area;
        let same = !self.dirty && drawn.cursor == self.cursor && next == self.shown;
        if same {
            return Ok(());
        }
        crossterm::queue!(self.backend, BeginSynchronizedUpdate)?;
        if self.dirty {
            self.backend.clear()?;
            self.shown = Buffer::empty(next.area);
        }
        self.backend.draw(self.shown.diff(&next).into_iter())?;
        if let Some(cursor) = drawn.cursor {
            self.backend.set_cursor_position(cursor)?;
        }
        crossterm::queue!(self.backend, EndSynchronizedUpdate)?;
        Write::flush(&mut self.backend)?;
        (self.shown, self.cursor, self.dirty) = (next, drawn.cursor, false);
        Ok(())
    }
}
