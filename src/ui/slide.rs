//! A slide laid out for the room it has: a title as large as it fits, words and rows that wrap, and what does not fit on
//! one page goes on the next. Nothing is ever cut.

use super::detail;
use super::glyphs::Glyphs;
use super::rich_text::wrap;
use super::theme::{StyleRole, Theme};
use super::{print_clipped, width};
use crate::detail::{Detail, Flags};
use crate::query::CellValue;
use crate::query::Table;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use std::ops::Range;

/// Cells before the content, for marks.
const LEFT_MARGIN: u16 = 2;
/// Cells between columns.
const COLUMN_GAP: u16 = 3;
/// Cells of a column of long texts, at least.
const MIN_TEXT_COLUMN_WIDTH: u16 = 18;
/// The most lines of a value that stay together.
const MAX_UNBROKEN_LINES: usize = 6;
/// Lines that a picture needs.
const MIN_PICTURE_LINES: usize = 10;

/// Text at a column, and by which step of its block it appears.
#[derive(Clone)]
struct SlideSpan {
    x: u16,
    text: String,
    tone: StyleRole,
    step: usize,
}

/// Lines that stay together where a page has room for them.
#[derive(Clone, Default)]
struct Block {
    lines: Vec<Vec<SlideSpan>>,
    mark: Flags,
    /// Whether it stands under the heads of a table.
    is_under_headers: bool,
    /// Whether the lines after it belong to it: it is not left alone at the end of a page.
    keeps_with_next: bool,
    /// Whether a blank line before it is wanted where there is room.
    has_space_before: bool,
    /// Whether it stands there from the start, whatever appears after it.
    is_always_shown: bool,
}

/// What stands on a slide, before it is broken into pages.
pub struct SlideContent {
    text_width: u16,
    /// Whether cells appear one by one.
    reveals_cells: bool,
    headers: Vec<Vec<SlideSpan>>,
    blocks: Vec<Block>,
    has_picture: bool,
}

/// A block on a page: its first line, and the step by which it begins to appear.
struct PlacedBlock {
    block: Block,
    line: usize,
    first_step: usize,
}

/// A page of a slide.
struct Page {
    placed: Vec<PlacedBlock>,
    /// The line of the heads.
    header_line: Option<usize>,
    /// The line at which a picture begins.
    picture_line: Option<usize>,
    steps: Range<usize>,
    lines: usize,
}

/// A slide in pages of one height.
pub struct Pages {
    pages: Vec<Page>,
    headers: Vec<Vec<SlideSpan>>,
}

impl SlideContent {
    /// An empty slide of so many cells; whether cells of rows appear one by one.
    pub fn new(room: u16, reveals_cells: bool) -> SlideContent {
        SlideContent {
            text_width: room.max(20),
            reveals_cells,
            headers: Vec::new(),
            blocks: Vec::new(),
            has_picture: false,
        }
    }

    /// Adds words: a paragraph a line; one that begins with a hyphen is an item. Words beside rows stand there `always`.
    pub fn push_text(&mut self, text: &str, tone: StyleRole, always: bool, glyphs: &Glyphs) {
        for line in text.lines().filter(|line| !line.trim().is_empty()) {
            let item = line.trim_start().strip_prefix("- ");
            let hang = if item.is_some() { LEFT_MARGIN + 2 } else { LEFT_MARGIN };
            let room = self.text_width.saturating_sub(hang);
            let mut lines: Vec<Vec<SlideSpan>> = wrap(item.unwrap_or(line).trim(), room, room)
                .into_iter()
                .map(|text| vec![SlideSpan { x: hang, text, tone, step: 0 }])
                .collect();
            if item.is_some() {
                lines[0].insert(
                    0,
                    SlideSpan {
                        x: LEFT_MARGIN,
                        text: glyphs.dot.into(),
                        tone: StyleRole::Accent,
                        step: 0,
                    },
                );
            }
            self.blocks.push(Block {
                lines,
                has_space_before: true,
                is_always_shown: always,
                ..Block::default()
            });
        }
    }

    /// Adds rows under heads; `mark` tells how the row of a place stands out. Where the columns have no room side by side,
    /// each row is told with a line for each.
    pub fn push_table(&mut self, table: &Table, mark: impl Fn(&str) -> Flags) {
        let shown: Vec<usize> =
            (0..table.headers.len()).filter(|at| table.headers[*at].visible).collect();
        let place = table.headers.iter().position(|head| head.key == "record");
        let cells: Vec<Vec<CellValue>> = (0..table.len)
            .map(|row| shown.iter().map(|at| (table.cell)(row, *at)).collect())
            .collect();
        let words: Vec<Vec<String>> =
            cells.iter().map(|row| row.iter().map(CellValue::display).collect()).collect();
        let marks =
            |row: usize| place.map(|at| mark(&(table.cell)(row, at).display())).unwrap_or_default();
        // a column without a head says what rows have in common
        let group = shown.iter().position(|at| table.headers[*at].title.is_empty());
        let columns: Vec<usize> = (0..shown.len())
            .filter(|at| Some(*at) != group && words.iter().any(|row| !row[*at].is_empty()))
            .collect();
        let title = |at: usize| table.headers[shown[at]].title.as_str();
        let widths = self.column_widths(&columns, |at| {
            let word = |text: &str| text.split(' ').map(width).max().unwrap_or(0);
            // heads may stand on several lines
            let texts = words.iter().map(|row| row[at].as_str());
            texts.fold((word(title(at)), word(title(at))), |(most, longest), text| {
                (most.max(width(text)), longest.max(word(text)))
            })
        });
        let mut before = "";
        for (row, texts) in words.iter().enumerate() {
            let mut heading = group.map_or("", |at| texts[at].as_str());
            if std::mem::replace(&mut before, heading) == heading {
                heading = "";
            }
            if !heading.is_empty() {
                let line = vec![SlideSpan {
                    x: LEFT_MARGIN,
                    text: heading.into(),
                    tone: StyleRole::Strong,
                    step: 0,
                }];
                self.blocks.push(Block {
                    lines: vec![line],
                    keeps_with_next: true,
                    has_space_before: true,
                    is_under_headers: widths.is_some(),
                    ..Block::default()
                });
            }
            let numbers = |at: usize| matches!(cells[row][at], CellValue::Number(_));
            let lines = match &widths {
                Some(widths) => self.table_row(&columns, widths, texts, numbers),
                None => self.record_card(&columns, texts, title),
            };
            self.blocks.push(Block {
                lines,
                mark: marks(row),
                is_under_headers: widths.is_some(),
                has_space_before: widths.is_none(),
                ..Block::default()
            });
        }
        if let Some(widths) = widths {
            let titles: Vec<String> = (0..shown.len()).map(|at| title(at).to_string()).collect();
            let numbers = |at: usize| {
                cells.first().is_some_and(|row| matches!(row[at], CellValue::Number(_)))
            };
            self.headers = self.table_row(&columns, &widths, &titles, numbers);
            self.headers
                .iter_mut()
                .flatten()
                .for_each(|span| (span.tone, span.step) = (StyleRole::Dim, 0));
        }
    }

    /// How wide each column is, when all have room side by side; `needs` gives its longest line and its longest word.
    fn column_widths(
        &self,
        columns: &[usize],
        needs: impl Fn(usize) -> (u16, u16),
    ) -> Option<Vec<u16>> {
        let needs: Vec<(u16, u16)> = columns.iter().map(|at| needs(*at)).collect();
        let room = self
            .text_width
            .saturating_sub(LEFT_MARGIN + COLUMN_GAP * (columns.len() as u16).saturating_sub(1));
        // what is told at length wants more than a word a line
        let least: Vec<u16> = needs
            .iter()
            .map(|(most, word)| {
                (*most).min(if *most > 2 * MIN_TEXT_COLUMN_WIDTH {
                    MIN_TEXT_COLUMN_WIDTH.max(*word)
                } else {
                    *word
                })
            })
            .collect();
        let mut left =
            room.checked_sub(least.iter().try_fold(0u16, |sum, cells| sum.checked_add(*cells))?)?;
        let mut widths = least;
        // what is left goes to the narrowest that want more, a cell at a time, so that none stays far behind
        while left > 0 {
            let wanting = (0..widths.len())
                .filter(|at| widths[*at] < needs[*at].0)
                .min_by_key(|at| widths[*at]);
            let Some(at) = wanting else { break };
            widths[at] += 1;
            left -= 1;
        }
        Some(widths)
    }

    fn table_row(
        &self,
        columns: &[usize],
        widths: &[u16],
        texts: &[String],
        numbers: impl Fn(usize) -> bool,
    ) -> Vec<Vec<SlideSpan>> {
        let mut lines: Vec<Vec<SlideSpan>> = vec![Vec::new()];
        let mut x = LEFT_MARGIN;
        for (number, (column, room)) in columns.iter().zip(widths).enumerate() {
            // what a row is called comes with its first cell
            let step = if self.reveals_cells { number.saturating_sub(1) } else { 0 };
            for (y, text) in wrap(&texts[*column], *room, *room).into_iter().enumerate() {
                if lines.len() <= y {
                    lines.push(Vec::new());
                }
                let at = if numbers(*column) { x + room.saturating_sub(width(&text)) } else { x };
                lines[y].push(SlideSpan {
                    x: at,
                    text,
                    tone: if number == 0 { StyleRole::Strong } else { StyleRole::Text },
                    step,
                });
            }
            x += room + COLUMN_GAP;
        }
        lines
    }

    fn record_card<'a>(
        &self,
        columns: &[usize],
        texts: &[String],
        title: impl Fn(usize) -> &'a str,
    ) -> Vec<Vec<SlideSpan>> {
        let told: Vec<usize> =
            columns.iter().copied().filter(|at| !texts[*at].is_empty()).collect();
        // a title longer than that stands on a line of its own
        let names = told
            .iter()
            .skip(1)
            .map(|at| width(title(*at)))
            .max()
            .unwrap_or(0)
            .min(self.text_width / 3);
        let mut lines = Vec::new();
        for (number, column) in told.iter().enumerate() {
            let (x, tone) = if number == 0 {
                (LEFT_MARGIN, StyleRole::Strong)
            } else {
                (LEFT_MARGIN + 4 + names, StyleRole::Text)
            };
            let step = if self.reveals_cells { number.saturating_sub(1) } else { 0 };
            let room = self.text_width.saturating_sub(x);
            let head = SlideSpan {
                x: LEFT_MARGIN + 2,
                text: title(*column).into(),
                tone: StyleRole::Dim,
                step,
            };
            let beside = number > 0 && width(&head.text) <= names;
            if number > 0 && !beside {
                lines.extend(
                    wrap(&head.text, self.text_width - 4, self.text_width - 4)
                        .into_iter()
                        .map(|text| vec![SlideSpan { text, ..head.clone() }]),
                );
            }
            for (y, text) in wrap(&texts[*column], room, room).into_iter().enumerate() {
                let mut line = vec![SlideSpan { x, text, tone, step }];
                if y == 0 && beside {
                    line.insert(0, head.clone());
                }
                lines.push(line);
            }
        }
        lines
    }

    /// Adds a record in full.
    pub fn push_detail(&mut self, told: &Detail) {
        let sheet = detail::layout_detail(told, self.text_width);
        let mut apart = false;
        for line in sheet.lines {
            if line.spans.iter().all(|span| span.text.is_empty()) {
                apart = true;
                continue;
            }
            let leads = line.spans.iter().all(|span| span.tone == StyleRole::Strong);
            let spans = line
                .spans
                .into_iter()
                .map(|span| SlideSpan { x: span.x, text: span.text, tone: span.tone, step: 0 })
                .collect();
            let block = Block {
                lines: vec![spans],
                mark: line.flags,
                keeps_with_next: leads,
                has_space_before: std::mem::take(&mut apart),
                ..Block::default()
            };
            // the lines of one value stay together
            match self.blocks.last_mut() {
                Some(last)
                    if line.path.is_none()
                        && !leads
                        && !block.has_space_before
                        && !last.keeps_with_next
                        && last.lines.len() < MAX_UNBROKEN_LINES =>
                {
                    last.lines.extend(block.lines);
                }
                _ => self.blocks.push(block),
            }
        }
    }

    /// Leaves room for a picture, which draws itself.
    pub fn reserve_picture(&mut self) {
        self.has_picture = true;
    }

    /// Breaks it into pages of so many lines.
    pub fn into_pages(self, height: usize) -> Pages {
        let height = height.max(3);
        let under = if self.headers.is_empty() { 0 } else { self.headers.len() + 1 };
        // what is longer than a page by itself goes on over several
        let most = height.saturating_sub(under).max(1);
        let cut = |block: Block| -> Vec<Block> {
            let last = block.lines.len().saturating_sub(1) / most;
            let piece = |(at, lines): (usize, &[Vec<SlideSpan>])| Block {
                lines: lines.to_vec(),
                mark: if at == 0 { block.mark } else { Flags::default() },
                keeps_with_next: block.keeps_with_next && at == last,
                has_space_before: block.has_space_before && at == 0,
                ..block
            };
            block.lines.chunks(most).enumerate().map(piece).collect()
        };
        let blocks: Vec<Block> =
            self.blocks.into_iter().filter(|block| !block.lines.is_empty()).flat_map(cut).collect();
        let pack = |generous: bool| paginate(&blocks, height, under, generous);
        // room between rows where all stay on one page, none where that takes another
        let generous = pack(true);
        let mut pages = if generous.len() == 1 { generous } else { pack(false) };
        let empty = |step: usize| Page {
            placed: Vec::new(),
            header_line: None,
            picture_line: None,
            steps: step..step + 1,
            lines: 0,
        };
        if self.has_picture {
            let steps = pages.last().map_or(0, |page| page.steps.end);
            match pages.last_mut().filter(|page| page.lines + 1 + MIN_PICTURE_LINES <= height) {
                Some(page) => page.picture_line = Some(page.lines + 1),
                None => pages.push(Page { picture_line: Some(0), ..empty(steps) }),
            }
            pages.iter_mut().rev().take(1).for_each(|page| page.lines = height);
        }
        if pages.is_empty() {
            pages.push(empty(0));
        }
        Pages { pages, headers: self.headers }
    }
}

/// Puts blocks one below another, on as many pages as they need.
fn paginate(blocks: &[Block], height: usize, under: usize, generous: bool) -> Vec<Page> {
    let mut pages: Vec<Page> = Vec::new();
    let mut step = 0;
    let mut at = 0;
    while at < blocks.len() {
        let mut page = Page {
            placed: Vec::new(),
            header_line: None,
            picture_line: None,
            steps: step..step,
            lines: 0,
        };
        while let Some(block) = blocks.get(at) {
            let heads =
                if block.is_under_headers && page.header_line.is_none() { under } else { 0 };
            let gap = usize::from(
                !page.placed.is_empty() && (block.has_space_before || heads > 0 || generous),
            );
            // what leads to the next does not stand alone at the end
            let with = |block: &Block| {
                if block.keeps_with_next {
                    blocks.get(at + 1).map_or(0, |next| next.lines.len().min(height / 2))
                } else {
                    0
                }
            };
            if !page.placed.is_empty()
                && page.lines + gap + heads + block.lines.len() + with(block) > height
            {
                break;
            }
            let mut line = page.lines + gap;
            if heads > 0 {
                page.header_line = Some(line);
                line += heads;
            }
            let steps = block.lines.iter().flatten().map(|span| span.step).max().unwrap_or(0) + 1;
            page.lines = line + block.lines.len();
            page.placed.push(PlacedBlock {
                block: block.clone(),
                line,
                first_step: if block.is_always_shown { page.steps.start } else { step },
            });
            step += if block.keeps_with_next || block.is_always_shown { 0 } else { steps };
            at += 1;
        }
        step = step.max(page.steps.start + 1);
        page.steps.end = step;
        pages.push(page);
    }
    pages
}

impl Pages {
    /// How many pages there are.
    pub fn page_count(&self) -> usize {
        self.pages.len()
    }

    /// How many steps there are in all.
    pub fn step_count(&self) -> usize {
        self.pages.last().map_or(1, |page| page.steps.end)
    }

    /// The page of a step.
    pub fn page_of_step(&self, step: usize) -> usize {
        self.pages.iter().position(|page| step < page.steps.end).unwrap_or(self.pages.len() - 1)
    }

    /// The first step of the page of a step.
    pub fn page_start(&self, step: usize) -> usize {
        self.pages[self.page_of_step(step)].steps.start
    }

    /// The step after this one, or before it: row by row where rows appear, else page by page.
    pub fn adjacent_step(&self, step: usize, forward: bool, reveals: bool) -> Option<usize> {
        let step = step.min(self.step_count() - 1);
        let page = self.page_of_step(step);
        match (reveals, forward) {
            (true, true) => Some(step + 1).filter(|next| *next < self.step_count()),
            (true, false) => step.checked_sub(1),
            (false, true) => self.pages.get(page + 1).map(|page| page.steps.start),
            (false, false) => Some(self.pages[page.checked_sub(1)?].steps.start),
        }
    }

    /// How many lines the page of a step takes.
    pub fn line_count(&self, step: usize) -> usize {
        self.pages[self.page_of_step(step)].lines
    }

    /// The steps at which each page is whole.
    pub fn complete_steps(&self) -> impl Iterator<Item = usize> {
        self.pages.iter().map(|page| page.steps.end - 1)
    }

    /// What is seen of the page of a step where it `reveals`, as lines of text; or `only` what appears with the step.
    pub fn page_text(&self, step: usize, only: bool, reveals: bool) -> Vec<String> {
        let page = &self.pages[self.page_of_step(step)];
        let mut lines = Vec::new();
        if page.header_line.is_some() && !only {
            lines.extend(self.headers.iter().map(|line| line_text(line)));
        }
        for placed in &page.placed {
            for line in &placed.block.lines {
                let seen = |span: &&SlideSpan| {
                    let at = placed.first_step + span.step;
                    if only { at == step } else { !reveals || at <= step }
                };
                let spans: Vec<SlideSpan> = line.iter().filter(seen).cloned().collect();
                if !spans.is_empty() {
                    lines.push(line_text(&spans));
                }
            }
        }
        lines
    }

    /// Draws the page of a step, as far as it has appeared by then where it `reveals`; gives back where the eye is, and the room of a picture.
    pub fn draw(
        &self,
        step: usize,
        reveals: bool,
        area: Rect,
        buf: &mut Buffer,
        theme: &Theme,
        glyphs: &Glyphs,
    ) -> (Position, Option<Rect>) {
        let page = &self.pages[self.page_of_step(step)];
        let at = |line: usize| area.y.saturating_add(line as u16);
        let mut eye = area.as_position();
        let mut write = |y: u16, span: &SlideSpan| {
            if y < area.bottom() {
                print_clipped(
                    buf,
                    area.x + span.x,
                    y,
                    area.width.saturating_sub(span.x),
                    &span.text,
                    theme.style(span.tone),
                );
            }
        };
        if let Some(line) = page.header_line {
            self.headers
                .iter()
                .enumerate()
                .for_each(|(y, heads)| heads.iter().for_each(|span| write(at(line + y), span)));
        }
        let mut marks = Vec::new();
        for placed in &page.placed {
            for (y, line) in placed.block.lines.iter().enumerate() {
                for span in
                    line.iter().filter(|span| !reveals || placed.first_step + span.step <= step)
                {
                    write(at(placed.line + y), span);
                }
            }
            if reveals && placed.first_step <= step {
                eye = Position::new(
                    area.x + LEFT_MARGIN,
                    at(placed.line).min(area.bottom().saturating_sub(1)),
                );
            }
            if !reveals || placed.first_step <= step {
                marks.push((at(placed.line), placed.block.mark));
            }
        }
        for (y, mark) in marks
            .into_iter()
            .filter(|(y, mark)| *y < area.bottom() && (mark.disputed || mark.overridden))
        {
            let (sign, tone) = if mark.overridden {
                (glyphs.overridden, StyleRole::Changed)
            } else {
                (glyphs.disputed, StyleRole::Disputed)
            };
            print_clipped(buf, area.x, y, 1, sign, theme.style(tone));
        }
        let picture = page.picture_line.filter(|_| !reveals || step + 1 >= page.steps.end);
        (
            eye,
            picture.map(|line| Rect {
                y: at(line),
                height: area.height.saturating_sub(line as u16),
                ..area
            }),
        )
    }
}

/// Spans of a line as text.
fn line_text(spans: &[SlideSpan]) -> String {
    let mut text = String::new();
    for span in spans {
        let x = span.x.saturating_sub(LEFT_MARGIN);
        text.extend(std::iter::repeat_n(' ', (x as usize).saturating_sub(width(&text) as usize)));
        text.push_str(&span.text);
    }
    text
}
