//! A title in letters of several lines, where a screen has room for them; else as a line with a rule under it.

use super::glyphs::Glyphs;
use super::theme::{StyleRole, Theme};
use super::{print_clipped, rich_text, width};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::Widget;
use tui_big_text::{BigText, PixelSize};

/// How a letter is drawn: cells across, lines, the pixels of a cell. The largest first.
const BIG_FONTS: &[(u16, u16, PixelSize)] = &[(8, 8, PixelSize::Full), (4, 4, PixelSize::Quadrant)];
/// How much of the height of a screen a title may take: one line of so many.
const MAX_HEIGHT_FRACTION: u16 = 6;

/// A title, ready to be drawn.
pub struct BigTitle {
    text: String,
    /// The face, where the title is drawn large.
    font: Option<&'static (u16, u16, PixelSize)>,
    lines: Vec<String>,
}

impl BigTitle {
    /// The title for a screen of this height and so many cells. ASCII has whole cells only.
    pub fn new(text: &str, room: u16, height: u16, glyphs: &Glyphs) -> BigTitle {
        // the letters are those of Latin-1; the dashes of print are as good as its hyphen
        let large: String =
            text.chars().map(|c| if matches!(c, '–' | '—' | '−') { '-' } else { c }).collect();
        let drawable = large.chars().all(|c| matches!(c, ' '..='~' | '\u{a1}'..='\u{ff}'));
        let letters = large.chars().count() as u16;
        let fits = |face: &&(u16, u16, PixelSize)| {
            letters.saturating_mul(face.0) <= room
                && face.1 * MAX_HEIGHT_FRACTION <= height
                && (!glyphs.is_ascii || face.2 == PixelSize::Full)
        };
        match BIG_FONTS.iter().find(|face| drawable && letters > 0 && fits(face)) {
            Some(face) => BigTitle { text: large, font: Some(face), lines: Vec::new() },
            None => BigTitle::underlined(text, room),
        }
    }

    /// The title as a line with a rule under it, whatever room there is.
    pub fn underlined(text: &str, room: u16) -> BigTitle {
        BigTitle { text: text.into(), font: None, lines: rich_text::wrap(text, room, room) }
    }

    /// Whether it is drawn in letters of several lines.
    pub fn is_large(&self) -> bool {
        self.font.is_some()
    }

    /// How many lines it takes.
    pub fn height(&self) -> u16 {
        match self.font {
            Some((_, lines, _)) => *lines,
            None if self.text.is_empty() => 0,
            None => self.lines.len() as u16 + 1,
        }
    }

    /// Draws it.
    pub fn draw(&self, area: Rect, buf: &mut Buffer, theme: &Theme, glyphs: &Glyphs) {
        let style = theme.style(StyleRole::Accent);
        match self.font {
            Some((_, lines, pixels)) => {
                let area = Rect { height: *lines, ..area }.intersection(buf.area);
                BigText::builder()
                    .pixel_size(*pixels)
                    .style(style)
                    .lines([Line::from(self.text.as_str())])
                    .build()
                    .render(area, buf);
            }
            None => {
                for (y, line) in self.lines.iter().enumerate() {
                    print_clipped(buf, area.x, area.y + y as u16, area.width, line, style);
                }
                let cells =
                    self.lines.iter().map(|line| width(line)).max().unwrap_or(0).min(area.width);
                print_clipped(
                    buf,
                    area.x,
                    area.y + self.lines.len() as u16,
                    cells,
                    &glyphs.bar.repeat(cells as usize),
                    theme.style(StyleRole::Dim),
                );
            }
        }
    }
}
