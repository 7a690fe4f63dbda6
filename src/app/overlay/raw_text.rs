//! A text as it is, without a line around it, to be selected by hand where a terminal takes no clipboard.

use crate::app::App;
use crate::command::key::{Code, Key, Name};
use crate::ui::theme::StyleRole;
use crate::ui::{print_clipped, width};
use ratatui::buffer::Buffer;
use ratatui::layout::Position;
use unicode_segmentation::UnicodeSegmentation;

impl App {
    /// A key while a text is shown: it scrolls, any other leads back.
    pub(crate) fn plain_key(&mut self, key: Key) {
        let (height, lines) =
            (self.size.height.saturating_sub(1) as usize, self.plain_lines().len());
        let Some((_, top)) = self.plain.as_mut() else { return };
        let last = lines.saturating_sub(height);
        match key.code {
            Code::Named(Name::Up) | Code::Char('k') => *top = top.saturating_sub(1),
            Code::Named(Name::Down) | Code::Char('j') => *top = (*top + 1).min(last),
            Code::Named(Name::PageUp) => *top = top.saturating_sub(height),
            Code::Named(Name::PageDown) | Code::Char(' ') => *top = (*top + height).min(last),
            _ => self.plain = None,
        }
    }

    fn plain_lines(&self) -> Vec<String> {
        let room = self.size.width;
        self.plain
            .iter()
            .flat_map(|(text, _)| text.lines())
            .flat_map(|line| wrap_graphemes(line, room))
            .collect()
    }

    /// Draws the text that is shown as it is, if one is.
    pub(crate) fn draw_plain(&self, buf: &mut Buffer) -> Option<Position> {
        let (_, top) = self.plain.as_ref()?;
        let lines = self.plain_lines();
        let height = self.size.height.saturating_sub(1);
        let top = &(*top).min(lines.len().saturating_sub(height as usize));
        for (y, line) in lines.iter().skip(*top).take(height as usize).enumerate() {
            print_clipped(
                buf,
                0,
                y as u16,
                self.size.width,
                line,
                self.theme.style(StyleRole::Text),
            );
        }
        let more = lines.len().saturating_sub(*top + height as usize);
        let words = if more > 0 {
            format!("{more} more lines: Space; any other key leads back")
        } else {
            "any key leads back".into()
        };
        print_clipped(buf, 0, height, self.size.width, &words, self.theme.style(StyleRole::Dim));
        Some(Position::new(0, 0))
    }
}

/// A line in pieces that fill the width, as a terminal breaks it: nothing is left out at a break.
fn wrap_graphemes(line: &str, room: u16) -> Vec<String> {
    let mut all = vec![String::new()];
    let mut used = 0;
    for cluster in line.graphemes(true) {
        let cells = width(cluster);
        if used + cells > room && used > 0 {
            all.push(String::new());
            used = 0;
        }
        used += cells;
        if let Some(last) = all.last_mut() {
            last.push_str(cluster);
        }
    }
    all
}
