//! Shows a text without borders, to be selected by hand where the terminal has no clipboard.

use super::Overlay;
use crate::app::{App, SpokenLine};
use crate::command::key::{KeyCode, KeyEvent};
use crate::ui::theme::StyleRole;
use crate::ui::{RenderOutput, print_clipped, width};
use ratatui::buffer::Buffer;
use ratatui::layout::Position;
use unicode_segmentation::UnicodeSegmentation;

pub(crate) struct CopiedTextView {
    text: String,
    /// The wrapped line at the top of the screen.
    top: usize,
}

impl CopiedTextView {
    pub(crate) fn open(text: String) -> Overlay {
        Overlay::CopiedTextView(CopiedTextView { text, top: 0 })
    }

    /// Scrolls; any other key closes the text.
    pub(crate) fn handle_key(mut self, app: &mut App, key: KeyEvent) {
        let size = app.screen.size();
        let height = size.height.saturating_sub(1) as usize;
        let last = self.wrapped_lines(size.width).len().saturating_sub(height);
        self.top = match key.code {
            KeyCode::Up | KeyCode::Char('k') => self.top.saturating_sub(1),
            KeyCode::Down | KeyCode::Char('j') => (self.top + 1).min(last),
            KeyCode::PageUp => self.top.saturating_sub(height),
            KeyCode::PageDown | KeyCode::Char(' ') => (self.top + height).min(last),
            _ => return,
        };
        app.overlays.push(Overlay::CopiedTextView(self));
    }

    fn wrapped_lines(&self, room: u16) -> Vec<String> {
        self.text.lines().flat_map(|line| wrap_graphemes(line, room)).collect()
    }

    pub(crate) fn render(&self, app: &App, buf: &mut Buffer) -> RenderOutput {
        let size = app.screen.size();
        let lines = self.wrapped_lines(size.width);
        let height = size.height.saturating_sub(1);
        let top = self.top.min(lines.len().saturating_sub(height as usize));
        for (y, line) in lines.iter().skip(top).take(height as usize).enumerate() {
            print_clipped(buf, 0, y as u16, size.width, line, app.theme().style(StyleRole::Text));
        }
        let more = lines.len().saturating_sub(top + height as usize);
        let hint = if more > 0 {
            format!("{more} more lines: Space scrolls; any other key returns")
        } else {
            "press any key to return".into()
        };
        print_clipped(buf, 0, height, size.width, &hint, app.theme().style(StyleRole::Dim));
        RenderOutput { cursor: Some(Position::new(0, 0)), ..RenderOutput::default() }
    }

    pub(crate) fn describe(&self) -> Vec<SpokenLine> {
        self.text.lines().map(SpokenLine::unnumbered).collect()
    }
}

/// Breaks a line where a terminal breaks it: each piece fills the width, nothing is left out.
fn wrap_graphemes(line: &str, room: u16) -> Vec<String> {
    let mut pieces = vec![String::new()];
    let mut used = 0;
    for cluster in line.graphemes(true) {
        let cells = width(cluster);
        if used + cells > room && used > 0 {
            pieces.push(String::new());
            used = 0;
        }
        used += cells;
        if let Some(last) = pieces.last_mut() {
            last.push_str(cluster);
        }
    }
    pieces
}
