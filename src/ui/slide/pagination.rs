//! Divides the content of a slide into pages of one height.

use super::slide_block::{SlideBlock, SlideLine};
use super::slide_content::SlideContent;
use super::slide_pages::{PlacedBlock, SlidePage, SlidePages};
use crate::detail::ValueFlags;

/// Minimum lines of a page and of a picture.
const MIN_PAGE_LINES: usize = 3;
const MIN_PICTURE_LINES: usize = 10;

impl SlideContent {
    /// Divides the content into pages of so many lines.
    pub fn into_pages(self, height: usize, reveals: bool) -> SlidePages {
        let height = height.max(MIN_PAGE_LINES);
        let header_lines = if self.headers.is_empty() { 0 } else { self.headers.len() + 1 };
        let max_lines = height.saturating_sub(header_lines).max(1);
        let blocks: Vec<SlideBlock> = self
            .blocks
            .into_iter()
            .filter(|block| !block.lines.is_empty())
            .flat_map(|block| split_block(block, max_lines))
            .collect();
        // rows are spaced out if they still fit on one page
        let spaced = paginate(&blocks, height, header_lines, 1);
        let mut pages =
            if spaced.len() == 1 { spaced } else { paginate(&blocks, height, header_lines, 0) };
        if self.has_picture {
            add_picture(&mut pages, height);
        }
        if pages.is_empty() {
            pages.push(SlidePage { steps: 0..1, ..SlidePage::new(0) });
        }
        SlidePages { pages, headers: self.headers, reveals }
    }
}

/// Splits a block that is longer than a page.
fn split_block(block: SlideBlock, max_lines: usize) -> Vec<SlideBlock> {
    let last = block.lines.len().saturating_sub(1) / max_lines;
    let part = |(index, lines): (usize, &[SlideLine])| SlideBlock {
        lines: lines.to_vec(),
        flags: if index == 0 { block.flags } else { ValueFlags::default() },
        keeps_with_next: block.keeps_with_next && index == last,
        has_space_before: block.has_space_before && index == 0,
        ..block
    };
    block.lines.chunks(max_lines).enumerate().map(part).collect()
}

/// Adds a picture below the last page if there is room, else on a page of its own.
fn add_picture(pages: &mut Vec<SlidePage>, height: usize) {
    let step = pages.last().map_or(0, |page| page.steps.end);
    if let Some(page) = pages.last_mut()
        && page.lines + 1 + MIN_PICTURE_LINES <= height
    {
        page.picture_line = Some(page.lines + 1);
        page.lines = height;
        return;
    }
    pages.push(SlidePage {
        picture_line: Some(0),
        steps: step..step + 1,
        lines: height,
        ..SlidePage::new(step)
    });
}

/// Places blocks below one another with at least so many blank lines between them, on as many
/// pages as they need.
fn paginate(
    blocks: &[SlideBlock],
    height: usize,
    header_lines: usize,
    min_gap: usize,
) -> Vec<SlidePage> {
    let mut pages: Vec<SlidePage> = Vec::new();
    let mut step = 0;
    let mut index = 0;
    while index < blocks.len() {
        let mut page = SlidePage::new(step);
        while let Some(block) = blocks.get(index) {
            let needs_headers =
                block.is_under_headers && header_lines > 0 && page.header_line.is_none();
            let is_first = page.placed.is_empty();
            let gap = if is_first {
                0
            } else {
                min_gap.max(usize::from(block.has_space_before || needs_headers))
            };
            let line = page.lines + gap + if needs_headers { header_lines } else { 0 };
            // a heading must not be the last line of a page
            let next = blocks.get(index + 1).filter(|_| block.keeps_with_next);
            let next_lines = next.map_or(0, |next| next.lines.len().min(height / 2));
            if !is_first && line + block.lines.len() + next_lines > height {
                break;
            }
            if needs_headers {
                page.header_line = Some(line - header_lines);
            }
            page.lines = line + block.lines.len();
            let first_step = if block.is_always_shown { page.steps.start } else { step };
            if !block.keeps_with_next && !block.is_always_shown {
                step += step_count(block);
            }
            page.placed.push(PlacedBlock { block: block.clone(), line, first_step });
            index += 1;
        }
        step = step.max(page.steps.start + 1);
        page.steps.end = step;
        pages.push(page);
    }
    pages
}

/// Returns the number of steps that reveal a block.
fn step_count(block: &SlideBlock) -> usize {
    block.lines.iter().flatten().map(|span| span.step).max().unwrap_or(0) + 1
}
