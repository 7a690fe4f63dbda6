//! The last line of the screen: key hints or a message, and what is always worth knowing.

use super::text_wrapping::wrap;
use super::{Glyphs, StyleRole, Theme, print_clipped, truncate, width};
use ratatui::prelude::{Buffer, Rect};
use ratatui::widgets::{Clear, Widget};

/// Key hints that are always visible: help and quit, the last two.
const PINNED_HINTS: usize = 2;
/// Minimum width of the screen for pinned hints.
const MIN_PINNED_WIDTH: u16 = 60;

/// Shown on the right of the line.
pub struct PersistentStatus {
    /// Takes precedence over key hints: problems, overrides.
    pub important: String,
    /// Shown if there is room.
    pub minor: String,
}

/// Draws the line. A message takes the place of the key hints.
pub fn draw(
    hints: &[(String, String)],
    message: Option<&str>,
    persistent: &PersistentStatus,
    area: Rect,
    buf: &mut Buffer,
    theme: &Theme,
    glyphs: &Glyphs,
) {
    let end = area.right().saturating_sub(1);
    let important = truncate(&persistent.important, area.width / 2);
    let x = match message {
        Some(message) => {
            let message = format!("{} {message}", glyphs.cursor);
            draw_message(&message, area, buf, theme)
        }
        None => {
            let reserved = if important.is_empty() { 0 } else { width(&important) + 3 };
            draw_hints(hints, end.saturating_sub(reserved), area, buf, theme)
        }
    };
    let separator = if important.is_empty() || persistent.minor.is_empty() {
        String::new()
    } else {
        format!(" {} ", glyphs.dot)
    };
    let full = format!("{important}{separator}{}", persistent.minor);
    for text in [full, important] {
        let cells = width(&text);
        if x + cells <= end {
            print_clipped(buf, end - cells, area.y, cells, &text, theme.style(StyleRole::Dim));
            break;
        }
    }
}

/// Draws a message; a long one also takes the line above. Returns the next free column.
fn draw_message(message: &str, area: Rect, buf: &mut Buffer, theme: &Theme) -> u16 {
    let x = area.x + 1;
    let text_width = area.right().saturating_sub(1).saturating_sub(x);
    let accent = theme.style(StyleRole::Accent);
    let mut lines = wrap(message, text_width, text_width);
    if lines.len() > 1 && area.y > 0 {
        let above = area.y - 1;
        Clear.render(Rect { y: above, height: 1, ..area }, buf);
        print_clipped(buf, x, above, text_width, &lines.remove(0), accent);
    }
    x + print_clipped(buf, x, area.y, text_width, &lines.join(" "), accent) + 2
}

/// Draws the key hints that fit before a column. Returns the next free column.
fn draw_hints(
    hints: &[(String, String)],
    end: u16,
    area: Rect,
    buf: &mut Buffer,
    theme: &Theme,
) -> u16 {
    let needed = |(key, label): &(String, String)| width(key) + width(label) + 4;
    let pinned = if area.width >= MIN_PINNED_WIDTH { hints.len().min(PINNED_HINTS) } else { 0 };
    let (others, pinned) = hints.split_at(hints.len() - pinned);
    let mut reserved: u16 = pinned.iter().map(needed).sum();
    let mut x = area.x + 1;
    for (index, hint) in others.iter().chain(pinned).enumerate() {
        let (key, label) = hint;
        if index >= others.len() {
            reserved -= needed(hint);
        }
        if x + width(key) + width(label) + 1 + reserved > end {
            continue;
        }
        let mut print = |text: &str, role: StyleRole, gap: u16| {
            let free = end.saturating_sub(x);
            x += print_clipped(buf, x, area.y, free, text, theme.style(role)) + gap;
        };
        print(key, StyleRole::Strong, 1);
        print(label, StyleRole::Dim, 3);
    }
    x
}
