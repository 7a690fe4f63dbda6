//! The pages of a slide, and the steps that reveal them.

use super::{LEFT_MARGIN, SlideBlock, SlideLine};
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
    fn lines_at(&self, is_wanted: impl Fn(usize) -> bool) -> Vec<String> {
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

    /// Returns the number of steps of all pages.
    pub fn step_count(&self) -> usize {
        self.pages.last().map_or(1, |page| page.steps.end)
    }

    /// Returns the number of the page of a step.
    pub fn page_of_step(&self, step: usize) -> usize {
        let page = self.pages.iter().position(|page| step < page.steps.end);
        page.unwrap_or(self.pages.len() - 1)
    }

    /// Returns the first step of the page of a step.
    pub fn page_start(&self, step: usize) -> usize {
        self.page(step).steps.start
    }

    pub(super) fn page(&self, step: usize) -> &SlidePage {
        &self.pages[self.page_of_step(step)]
    }

    /// Returns the step after `step`; where nothing is revealed, the start of the next page.
    pub fn next_step(&self, step: usize) -> Option<usize> {
        let next = if self.reveals { step + 1 } else { self.page(step).steps.end };
        (next < self.step_count()).then_some(next)
    }

    /// Returns the step before `step`; where nothing is revealed, the start of the previous page.
    pub fn previous_step(&self, step: usize) -> Option<usize> {
        if self.reveals {
            return step.min(self.step_count() - 1).checked_sub(1);
        }
        Some(self.pages[self.page_of_step(step).checked_sub(1)?].steps.start)
    }

    /// Returns the start of the last page; the last step where content is revealed.
    pub fn last_start(&self) -> usize {
        let last = self.step_count() - 1;
        if self.reveals { last } else { self.page_start(last) }
    }

    /// Returns the number of lines of the page of a step.
    pub fn line_count(&self, step: usize) -> usize {
        self.page(step).lines
    }

    /// Returns the last step of each page, at which it is complete.
    pub fn complete_steps(&self) -> impl Iterator<Item = usize> {
        self.pages.iter().map(|page| page.steps.end - 1)
    }

    /// Returns the lines of the page of a step that are visible at this step.
    pub fn visible_lines(&self, step: usize) -> Vec<String> {
        let page = self.page(step);
        let headers = self.headers.iter().filter(|_| page.header_line.is_some());
        let mut lines: Vec<String> = headers.map(line_text).collect();
        lines.extend(page.lines_at(|span_step| !self.reveals || span_step <= step));
        lines
    }

    /// Returns the lines that a step adds; where nothing is revealed, its whole page.
    pub fn new_lines(&self, step: usize) -> Vec<String> {
        if !self.reveals {
            return self.visible_lines(step);
        }
        self.page(step).lines_at(|span_step| span_step == step)
    }
}

/// Returns a line as plain text.
fn line_text(line: &SlideLine) -> String {
    let mut text = String::new();
    for span in line {
        let column = usize::from(span.x.saturating_sub(LEFT_MARGIN));
        let blanks = column.saturating_sub(width(&text).into());
        text.push_str(&" ".repeat(blanks));
        text.push_str(&span.text);
    }
    text
}
