//! The glyphs of a line, and which of them differ between two screens.

use super::sgr::SgrStyle;
use crate::ui::width;
use ratatui::buffer::{Buffer, Cell};
use ratatui::style::Color;

/// A character, with its marks, and the cells it takes.
#[derive(Clone, Copy)]
pub(super) struct LineGlyph<'a> {
    pub(super) x: u16,
    pub(super) cells: u16,
    pub(super) text: &'a str,
    pub(super) style: SgrStyle,
    /// Looks like an erased cell.
    pub(super) is_blank: bool,
    /// Every terminal agrees on its width. After any other glyph the cursor is placed
    /// anew.
    pub(super) is_width_certain: bool,
    /// Some terminals draw it on fewer cells: its first character alone is narrower.
    pub(super) may_be_narrow: bool,
}

impl<'a> LineGlyph<'a> {
    fn new(x: u16, cell: &'a Cell) -> LineGlyph<'a> {
        let (text, style) = (cell.symbol(), SgrStyle::from_cell(cell));
        let is_ascii = matches!(text.as_bytes(), [b' '..=b'~']);
        let cells = if is_ascii { 1 } else { width(text).max(1) };
        let has_known_width =
            |c| matches!(c, ' '..='\u{58f}' | '\u{2010}'..='\u{25ff}' | '\u{2800}'..='\u{28ff}');
        let mut chars = text.chars();
        let is_known = chars.next().is_some_and(has_known_width) && chars.next().is_none();
        LineGlyph {
            x,
            cells,
            text,
            style,
            is_blank: text == " " && style.is_invisible_on_blank(),
            is_width_certain: is_known && cells == 1,
            may_be_narrow: cells > 1 && first_width(text) < cells,
        }
    }

    fn looks_like(&self, other: &LineGlyph) -> bool {
        let is_equal =
            self.cells == other.cells && self.text == other.text && self.style == other.style;
        is_equal || (self.is_blank && other.is_blank)
    }

    /// Returns the style of a visible glyph whose colour takes many bytes to set: every one but
    /// the sixteen of the terminal.
    pub(super) fn long_color(&self) -> Option<SgrStyle> {
        let is_long = matches!(self.style.fg, Color::Rgb(..) | Color::Indexed(_));
        (is_long && !self.is_blank).then_some(self.style)
    }
}

/// Returns the width of the first character alone.
fn first_width(text: &str) -> u16 {
    text.chars().next().map_or(0, |c| width(c.encode_utf8(&mut [0; 4])))
}

/// Returns the glyphs of a line, without cells covered by a wide glyph.
fn glyphs(buffer: &Buffer, y: u16) -> Vec<LineGlyph<'_>> {
    let mut glyphs = Vec::with_capacity(buffer.area.width.into());
    let mut x = buffer.area.left();
    while x < buffer.area.right() {
        let glyph = LineGlyph::new(x, &buffer[(x, y)]);
        x += glyph.cells;
        glyphs.push(glyph);
    }
    glyphs
}

/// A line that has changed.
pub(super) struct DirtyLine<'a> {
    pub(super) y: u16,
    pub(super) glyphs: Vec<LineGlyph<'a>>,
    /// True for each glyph that has changed.
    pub(super) changed: Vec<bool>,
    /// The index from which on all glyphs are blank.
    pub(super) trailing_blank_from: usize,
    /// The column after the last one.
    pub(super) end_column: u16,
}

impl<'a> DirtyLine<'a> {
    /// Compares a line of two screens; `None` for `before` is an empty screen. Returns `None` for
    /// equal lines.
    pub(super) fn between(
        before: Option<&Buffer>,
        after: &'a Buffer,
        y: u16,
    ) -> Option<DirtyLine<'a>> {
        let old = before.map(|before| glyphs(before, y));
        let glyphs = glyphs(after, y);
        let is_shown = |glyph: &LineGlyph| match &old {
            None => glyph.is_blank,
            Some(old) => {
                let index = old.binary_search_by_key(&glyph.x, |old| old.x);
                index.is_ok_and(|index| old[index].looks_like(glyph))
            }
        };
        let mut changed: Vec<bool> = glyphs.iter().map(|glyph| !is_shown(glyph)).collect();
        if !changed.contains(&true) {
            return None;
        }
        // a glyph that a terminal draws too wide may have covered as many behind it
        let mut covered = 0;
        for (index, glyph) in glyphs.iter().enumerate() {
            if changed[index] && !glyph.is_width_certain {
                covered += 1;
            } else if covered > 0 && glyph.is_width_certain {
                changed[index] = true;
                covered -= 1;
            }
        }
        let last_visible = glyphs.iter().rposition(|glyph| !glyph.is_blank);
        let trailing_blank_from = last_visible.map_or(0, |index| index + 1);
        let end_column = after.area.right();
        Some(DirtyLine { y, glyphs, changed, trailing_blank_from, end_column })
    }

    fn changed_glyphs(&self) -> impl Iterator<Item = &LineGlyph<'a>> {
        self.glyphs
            .iter()
            .zip(&self.changed)
            .filter_map(|(glyph, changed)| changed.then_some(glyph))
    }

    /// Returns the styles in long colours among the changed glyphs, some of them more than once.
    pub(super) fn changed_long_colors(&self) -> impl Iterator<Item = SgrStyle> {
        self.changed_glyphs().filter_map(LineGlyph::long_color)
    }

    /// Returns whether every terminal agrees on the widths of the changed glyphs.
    pub(super) fn has_certain_widths(&self) -> bool {
        self.changed_glyphs().all(|glyph| glyph.is_width_certain)
    }
}
