//! The title of a slide: in big letters if they fit, else underlined.

use super::{Glyphs, StyleRole, Theme, print_clipped, text_wrapping, width};
use ratatui::prelude::{Buffer, Line, Rect, Widget};
use tui_big_text::{BigText, PixelSize};

/// A font of big letters.
struct BigFont {
    /// Cells of a letter.
    width: u16,
    /// Lines of a letter.
    height: u16,
    pixels: PixelSize,
}

/// The fonts, the largest first.
const BIG_FONTS: &[BigFont] = &[
    BigFont { width: 8, height: 8, pixels: PixelSize::Full },
    BigFont { width: 4, height: 4, pixels: PixelSize::Quadrant },
];
/// A big title takes at most one of so many lines of the screen.
const MAX_HEIGHT_FRACTION: u16 = 6;

/// A title that is ready to be drawn.
pub struct BigTitle {
    text: String,
    /// The font; `None` if the title is underlined.
    font: Option<&'static BigFont>,
    lines: Vec<String>,
}

impl BigTitle {
    /// Chooses the largest font that fits a screen. ASCII can only draw full cells.
    pub fn new(text: &str, max_width: u16, screen_height: u16, glyphs: &Glyphs) -> BigTitle {
        // the fonts have the letters of Latin-1, but no dashes
        let large: String =
            text.chars().map(|c| if matches!(c, '–' | '—' | '−') { '-' } else { c }).collect();
        let is_drawable = large.chars().all(|c| matches!(c, ' '..='~' | '\u{a1}'..='\u{ff}'));
        let letters = large.chars().count() as u16;
        let fits = |font: &&BigFont| {
            letters.saturating_mul(font.width) <= max_width
                && font.height * MAX_HEIGHT_FRACTION <= screen_height
                && (!glyphs.is_ascii || font.pixels == PixelSize::Full)
        };
        if is_drawable
            && letters > 0
            && let Some(font) = BIG_FONTS.iter().find(fits)
        {
            return BigTitle { text: large, font: Some(font), lines: Vec::new() };
        }
        BigTitle::underlined(text, max_width)
    }

    /// Creates an underlined title.
    pub fn underlined(text: &str, max_width: u16) -> BigTitle {
        let lines = text_wrapping::wrap(text, max_width, max_width);
        BigTitle { text: text.into(), font: None, lines }
    }

    /// Returns whether it has big letters.
    pub fn is_large(&self) -> bool {
        self.font.is_some()
    }

    /// Returns its height in lines.
    pub fn height(&self) -> u16 {
        match self.font {
            Some(font) => font.height,
            None if self.text.is_empty() => 0,
            None => self.lines.len() as u16 + 1,
        }
    }

    /// Draws the title.
    pub fn draw(&self, area: Rect, buf: &mut Buffer, theme: &Theme, glyphs: &Glyphs) {
        let style = theme.style(StyleRole::Accent);
        if let Some(font) = self.font {
            let area = Rect { height: font.height, ..area }.intersection(buf.area);
            BigText::builder()
                .pixel_size(font.pixels)
                .style(style)
                .lines([Line::from(self.text.as_str())])
                .build()
                .render(area, buf);
            return;
        }
        for (number, line) in self.lines.iter().enumerate() {
            print_clipped(buf, area.x, area.y + number as u16, area.width, line, style);
        }
        let longest = self.lines.iter().map(|line| width(line)).max().unwrap_or(0);
        let cells = longest.min(area.width);
        let y = area.y + self.lines.len() as u16;
        let rule = glyphs.bar.repeat(cells.into());
        print_clipped(buf, area.x, y, cells, &rule, theme.style(StyleRole::Dim));
    }
}
