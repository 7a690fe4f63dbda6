//! Every key, from the table of commands.

use super::theme::{Glyphs, Theme, Tone};
use super::{Drawn, put, width};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

/// A line of help: keys, step, what it does.
pub struct Entry {
    /// Keys as people read them.
    pub keys: String,
    /// Its name in a script.
    pub step: String,
    /// What it does.
    pub help: String,
}

/// Draws the entries from `top` that fit.
pub fn draw(entries: &[Entry], top: usize, area: Rect, buf: &mut Buffer, theme: &Theme, glyphs: &Glyphs) -> Drawn {
    let room = area.width.saturating_sub(4);
    let keys = entries.iter().map(|entry| width(&entry.keys)).max().unwrap_or(0).min(room / 3);
    let steps = if room < 90 { 0 } else { entries.iter().map(|entry| width(&entry.step)).max().unwrap_or(0).min(room / 3) };
    let top = top.min(entries.len().saturating_sub(area.height as usize));
    for (y, entry) in entries.iter().skip(top).take(area.height as usize).enumerate() {
        let (x, y) = (area.x + 3, area.y + y as u16);
        put(buf, x, y, keys, &entry.keys, theme.style(Tone::Strong));
        let mut at = x + keys + 2;
        if steps > 0 {
            put(buf, at, y, steps, &entry.step, theme.style(Tone::Dim));
            at += steps + 2;
        }
        put(buf, at, y, area.right().saturating_sub(at + 1), &entry.help, theme.style(Tone::Text));
    }
    if area.height > 0 && top + (area.height as usize) < entries.len() {
        put(buf, area.x + 1, area.bottom() - 1, 1, glyphs.more, theme.style(Tone::Dim));
    }
    Drawn { cursor: Some(Position::new(area.x + 3, area.y)), hits: Vec::new() }
}
