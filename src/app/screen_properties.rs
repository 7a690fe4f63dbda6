//! The screen: its size, its colours and characters, and whether the mouse is captured.

use crate::ui::{Glyphs, Theme};
use ratatui::layout::Rect;

/// The smallest screen that the panes are drawn on.
pub const MIN_SCREEN_SIZE: (u16, u16) = (40, 12);

pub(crate) struct ScreenProperties {
    size: Rect,
    pub(crate) theme: Theme,
    pub(crate) glyphs: Glyphs,
    pub(crate) captures_mouse: bool,
    /// The setting whose effect is shown before it is chosen.
    pub(crate) previewed_setting: Option<String>,
    /// The words that are searched and marked in an open text; empty if there are none.
    pub(crate) searched_words: String,
}

impl ScreenProperties {
    pub(crate) fn new(
        theme: Theme,
        glyphs: Glyphs,
        (width, height): (u16, u16),
    ) -> ScreenProperties {
        ScreenProperties {
            size: Rect::new(0, 0, width, height),
            theme,
            glyphs,
            captures_mouse: false,
            previewed_setting: None,
            searched_words: String::new(),
        }
    }

    pub(crate) fn size(&self) -> Rect {
        self.size
    }

    /// Takes a new size and returns whether it differs. A side of 0 is unknown: 80×24 is assumed.
    pub(crate) fn resize(&mut self, width: u16, height: u16) -> bool {
        let width = if width == 0 { 80 } else { width };
        let height = if height == 0 { 24 } else { height };
        let size = Rect::new(0, 0, width, height);
        std::mem::replace(&mut self.size, size) != size
    }

    /// Returns the area between header and status line.
    pub(crate) fn content_area(&self) -> Rect {
        Rect { y: 3, height: self.size.height.saturating_sub(5), ..self.size }
    }
}
