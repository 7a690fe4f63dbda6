//! The columns of a page that scrolls sideways: labels and headers stay, whole columns move.

use super::{Glyphs, StyleRole, Theme, print_clipped};
use crate::store::RecordRef;
use ratatui::prelude::{Buffer, Rect};

/// Columns of equal width, one for each record, of which some are visible.
#[derive(Default)]
pub struct ScrollingColumns {
    /// The first cell of the first column. Text before it stays.
    pub start: u16,
    /// Cells of a column with the gap after it.
    pub width: u16,
    /// The number of columns that fit.
    pub visible: usize,
    /// The number of lines that stay at the top.
    pub header_lines: usize,
    /// The record of each column.
    pub records: Vec<RecordRef>,
}

impl ScrollingColumns {
    /// Returns the number of the column at a cell of the page; `None` for the labels.
    pub fn column_at(&self, x: u16) -> Option<usize> {
        let cells = x.checked_sub(self.start)?;
        Some(usize::from(cells / self.width.max(1)))
    }

    /// Returns the first visible column: the focused one is seen, and those before it.
    pub fn first_visible(&self, focused: usize) -> usize {
        (focused + 1).saturating_sub(self.visible.max(1))
    }

    /// Returns the cell of the screen for a cell of the page; `None` if its column is not visible.
    pub(super) fn screen_x(&self, x: u16, first: usize) -> Option<u16> {
        let Some(column) = self.column_at(x) else { return Some(x) };
        let is_visible = (first..first + self.visible.max(1)).contains(&column);
        is_visible.then(|| x - first as u16 * self.width)
    }

    /// Draws the numbers of the visible columns above the labels, if there are others.
    pub(super) fn draw_position(
        &self,
        first: usize,
        area: Rect,
        buf: &mut Buffer,
        theme: &Theme,
        glyphs: &Glyphs,
    ) {
        let count = self.records.len();
        if count <= self.visible {
            return;
        }
        let last = first + self.visible;
        let numbers = if self.visible == 1 {
            format!("{last} of {count}")
        } else {
            format!("{}–{last} of {count}", first + 1)
        };
        let left = if first > 0 { glyphs.more_left } else { " " };
        let right = if last < count { glyphs.more_right } else { " " };
        let style = theme.style(StyleRole::Dim);
        let max_width = self.start.min(area.width).saturating_sub(1);
        for (y, text) in [(0, numbers), (1, format!("{left} {right}"))] {
            if y < area.height {
                print_clipped(buf, area.x + 1, area.y + y, max_width, &text, style);
            }
        }
    }
}
