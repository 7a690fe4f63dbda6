//! The pages of a slide, and the blocks on them.

use super::LEFT_MARGIN;
use super::slide_block::{SlideBlock, SlideLine};
use crate::ui::width;
use std::ops::Range;

/// A block on a page.
pub(super) struct PlacedBlock {
    pub(super) block: SlideBlock,
    /// Its first line on the page.
    pub(super) line: usize,
    /// The step that reveals its first line.
    pub(super) first_step: usize,
}

/// A page of a slide.
pub(super) struct SlidePage {
    pub(super) placed: Vec<PlacedBlock>,
    /// First line of the headers of a table.
    pub(super) header_line: Option<usize>,
    /// First line of a picture.
    pub(super) picture_line: Option<usize>,
    /// The steps that reveal the page.
    pub(super) steps: Range<usize>,
    pub(super) lines: usize,
}

impl SlidePage {
    pub(super) fn new(first_step: usize) -> SlidePage {
        SlidePage {
            placed: Vec::new(),
            header_line: None,
            picture_line: None,
            steps: first_step..first_step,
            lines: 0,
        }
    }

    /// Returns the lines without headers, of the text that is revealed by matching steps.
    pub(super) fn lines_at(&self, is_wanted: impl Fn(usize) -> bool) -> Vec<String> {
        let mut lines = Vec::new();
        for placed in &self.placed {
            for line in &placed.block.lines {
                let spans = line.iter().filter(|span| is_wanted(placed.first_step + span.step));
                let spans: SlideLine = spans.cloned().collect();
                if !spans.is_empty() {
                    lines.push(line_text(&spans));
                }
            }
        }
        lines
    }
}

/// A slide in pages of one height.
pub struct SlidePages {
    pub(super) pages: Vec<SlidePage>,
    pub(super) headers: Vec<SlideLine>,
    /// Reveals rows or cells step by step; otherwise a step shows a whole page.
    pub(super) reveals: bool,
}

impl SlidePages {
    /// Returns the number of pages.
    pub fn page_count(&self) -> usize {
        self.pages.len()
    }

    pub(super) fn page(&self, step: usize) -> &SlidePage {
        &self.pages[self.page_of_step(step)]
    }

    /// Returns the number of lines of the page of a step.
    pub fn line_count(&self, step: usize) -> usize {
        self.page(step).lines
    }
}

/// Returns a line as plain text.
pub(super) fn line_text(line: &SlideLine) -> String {
    let mut text = String::new();
    for span in line {
        let column = usize::from(span.x.saturating_sub(LEFT_MARGIN));
        let blanks = column.saturating_sub(width(&text).into());
        text.push_str(&" ".repeat(blanks));
        text.push_str(&span.text);
    }
    text
}
