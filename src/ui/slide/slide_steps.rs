//! The steps that reveal the pages of a slide, and the lines that each adds.

use super::slide_pages::{SlidePages, line_text};

impl SlidePages {
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
