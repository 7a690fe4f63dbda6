//! The screen: its size, its colours and characters, and whether the mouse is captured.

use crate::ui::glyphs::Glyphs;
use crate::ui::theme::Theme;
use ratatui::layout::Rect;

/// The smallest screen that the panes are drawn on.
pub const MIN_SCREEN_SIZE: (u16, u16) = (40, 12);

pub(crate) struct DisplaySettings {
    size: Rect,
    theme: Theme,
    glyphs: Glyphs,
    captures_mouse: bool,
    /// The setting whose effect is shown before it is chosen.
    previewed_setting: Option<String>,
}

impl DisplaySettings {
    pub(crate) fn new(
        theme: Theme,
        glyphs: Glyphs,
        (width, height): (u16, u16),
    ) -> DisplaySettings {
        DisplaySettings {
            size: Rect::new(0, 0, width, height),
            theme,
            glyphs,
            captures_mouse: false,
            previewed_setting: None,
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

    pub(crate) fn theme(&self) -> &Theme {
        &self.theme
    }

    pub(crate) fn glyphs(&self) -> &Glyphs {
        &self.glyphs
    }

    pub(crate) fn set_theme(&mut self, theme: Theme) {
        self.theme = theme;
    }

    pub(crate) fn set_glyphs(&mut self, glyphs: Glyphs) {
        self.glyphs = glyphs;
    }

    pub(crate) fn captures_mouse(&self) -> bool {
        self.captures_mouse
    }

    pub(crate) fn set_captures_mouse(&mut self, captures: bool) {
        self.captures_mouse = captures;
    }

    pub(crate) fn previewed_setting(&self) -> Option<&str> {
        self.previewed_setting.as_deref()
    }

    pub(crate) fn set_previewed_setting(&mut self, setting: Option<String>) {
        self.previewed_setting = setting;
    }
}
