//! Divides the content of a slide into pages of one height and reveals them step by step.

use super::{Block, LEFT_MARGIN, SlideContent, SlideLine, SlideSpan};
use crate::detail::ValueFlags;
use crate::ui::{Glyphs, Theme, print_clipped, width};
use ratatui::prelude::{Buffer, Position, Rect};
use std::ops::Range;

/// Minimum lines of a page and of a picture.
const MIN_PAGE_LINES: usize = 3;
const MIN_PICTURE_LINES: usize = 10;

/// A block on a page.
struct PlacedBlock {
    block: Block,
    /// Its first line on the page.
    line: usize,
    /// The step that reveals its first line.
    first_step: usize,
}

/// A page of a slide.
struct Page {
    placed: Vec<PlacedBlock>,
    /// First line of the headers of a table.
    header_line: Option<usize>,
    /// First line of a picture.
    picture_line: Option<usize>,
    /// The steps that reveal the page.
    steps: Range<usize>,
    lines: usize,
}

impl Page {
    fn new(first_step: usize) -> Page {
        Page {
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
pub struct Pages {
    pages: Vec<Page>,
    headers: Vec<SlideLine>,
    /// Reveals rows or cells step by step; otherwise a step shows a whole page.
    reveals: bool,
}

impl SlideContent {
    /// Divides the content into pages of so many lines.
    pub fn into_pages(self, height: usize, reveals: bool) -> Pages {
        let height = height.max(MIN_PAGE_LINES);
        let header_lines = if self.headers.is_empty() { 0 } else { self.headers.len() + 1 };
        let max_lines = height.saturating_sub(header_lines).max(1);
        let blocks: Vec<Block> = self
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
            pages.push(Page { steps: 0..1, ..Page::new(0) });
        }
        Pages { pages, headers: self.headers, reveals }
    }
}

/// Splits a block that is longer than a page.
fn split_block(block: Block, max_lines: usize) -> Vec<Block> {
    let last = block.lines.len().saturating_sub(1) / max_lines;
    let part = |(index, lines): (usize, &[SlideLine])| Block {
        lines: lines.to_vec(),
        flags: if index == 0 { block.flags } else { ValueFlags::default() },
        keeps_with_next: block.keeps_with_next && index == last,
        has_space_before: block.has_space_before && index == 0,
        ..block
    };
    block.lines.chunks(max_lines).enumerate().map(part).collect()
}

/// Adds a picture below the last page if there is room, else on a page of its own.
fn add_picture(pages: &mut Vec<Page>, height: usize) {
    let step = pages.last().map_or(0, |page| page.steps.end);
    if let Some(page) = pages.last_mut()
        && page.lines + 1 + MIN_PICTURE_LINES <= height
    {
        page.picture_line = Some(page.lines + 1);
        page.lines = height;
        return;
    }
    pages.push(Page {
        picture_line: Some(0),
        steps: step..step + 1,
        lines: height,
        ..Page::new(step)
    });
}

/// Places blocks below one another with at least so many blank lines between them, on as many
/// pages as they need.
fn paginate(blocks: &[Block], height: usize, header_lines: usize, min_gap: usize) -> Vec<Page> {
    let mut pages: Vec<Page> = Vec::new();
    let mut step = 0;
    let mut index = 0;
    while index < blocks.len() {
        let mut page = Page::new(step);
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
fn step_count(block: &Block) -> usize {
    block.lines.iter().flatten().map(|span| span.step).max().unwrap_or(0) + 1
}

impl Pages {
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

    fn page(&self, step: usize) -> &Page {
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

    /// Draws the page of a step, as far as it is revealed. Returns the position of the last
    /// revealed row, and the area of a picture.
    pub fn draw(
        &self,
        step: usize,
        area: Rect,
        buf: &mut Buffer,
        theme: &Theme,
        glyphs: &Glyphs,
    ) -> (Option<Position>, Option<Rect>) {
        let page = self.page(step);
        let y_of = |line: usize| area.y.saturating_add(line as u16);
        if let Some(first) = page.header_line {
            for (number, line) in self.headers.iter().enumerate() {
                draw_line(line.iter(), area, y_of(first + number), buf, theme);
            }
        }
        let mut last_revealed = self.reveals.then(|| area.as_position());
        for placed in &page.placed {
            let first_y = y_of(placed.line);
            let is_visible =
                |span: &&SlideSpan| !self.reveals || placed.first_step + span.step <= step;
            for (number, line) in placed.block.lines.iter().enumerate() {
                let y = y_of(placed.line + number);
                draw_line(line.iter().filter(is_visible), area, y, buf, theme);
            }
            if self.reveals && placed.first_step > step {
                continue;
            }
            if self.reveals {
                let last_y = area.bottom().saturating_sub(1);
                last_revealed = Some(Position::new(area.x + LEFT_MARGIN, first_y.min(last_y)));
            }
            if first_y < area.bottom()
                && let Some((marker, role)) = glyphs.flag_marker(placed.block.flags)
            {
                print_clipped(buf, area.x, first_y, 1, marker, theme.style(role));
            }
        }
        let is_complete = !self.reveals || step + 1 >= page.steps.end;
        let picture = page.picture_line.filter(|_| is_complete).map(|line| Rect {
            y: y_of(line),
            height: area.height.saturating_sub(line as u16),
            ..area
        });
        (last_revealed, picture)
    }
}

fn draw_line<'a>(
    spans: impl Iterator<Item = &'a SlideSpan>,
    area: Rect,
    y: u16,
    buf: &mut Buffer,
    theme: &Theme,
) {
    if y >= area.bottom() {
        return;
    }
    for span in spans {
        let max_width = area.width.saturating_sub(span.x);
        print_clipped(buf, area.x + span.x, y, max_width, &span.text, theme.style(span.role));
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
