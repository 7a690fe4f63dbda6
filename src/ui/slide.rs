//! A slide laid out for the room it has: a title as large as it fits, words and rows that wrap, and what does not fit on
//! one page goes on the next. Nothing is ever cut.

use super::detail;
use super::rich_text::wrap;
use super::theme::{Glyphs, Theme, Tone};
use super::{put, width};
use crate::detail::{Detail, Mark};
use crate::query::Table;
use crate::query::Value;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use std::ops::Range;

/// Cells before the content, for marks.
const LEFT: u16 = 2;
/// Cells between columns.
const GAP: u16 = 3;
/// Cells of a column of long texts, at least.
const WORD: u16 = 18;
/// The most lines of a value that stay together.
const TOGETHER: usize = 6;
/// Lines that a picture needs.
const PICTURE: usize = 10;

/// Text at a column, and by which step of its block it appears.
#[derive(Clone)]
struct Span {
    x: u16,
    text: String,
    tone: Tone,
    step: usize,
}

/// Lines that stay together where a page has room for them.
#[derive(Clone, Default)]
struct Block {
    lines: Vec<Vec<Span>>,
    mark: Mark,
    /// Whether it stands under the heads of a table.
    headed: bool,
    /// Whether the lines after it belong to it: it is not left alone at the end of a page.
    leads: bool,
    /// Whether a blank line before it is wanted where there is room.
    apart: bool,
    /// Whether it stands there from the start, whatever appears after it.
    always: bool,
}

/// What stands on a slide, before it is broken into pages.
pub struct Laid {
    room: u16,
    /// Whether cells appear one by one.
    by_cell: bool,
    heads: Vec<Vec<Span>>,
    blocks: Vec<Block>,
    picture: bool,
}

/// A block on a page: its first line, and the step by which it begins to appear.
struct Placed {
    block: Block,
    line: usize,
    first: usize,
}

/// A page of a slide.
struct Page {
    placed: Vec<Placed>,
    /// The line of the heads.
    heads: Option<usize>,
    /// The line at which a picture begins.
    picture: Option<usize>,
    steps: Range<usize>,
    lines: usize,
}

/// A slide in pages of one height.
pub struct Pages {
    pages: Vec<Page>,
    heads: Vec<Vec<Span>>,
}

impl Laid {
    /// An empty slide of so many cells; whether cells of rows appear one by one.
    pub fn new(room: u16, by_cell: bool) -> Laid {
        Laid { room: room.max(20), by_cell, heads: Vec::new(), blocks: Vec::new(), picture: false }
    }

    /// Adds words: a paragraph a line; one that begins with a hyphen is an item. Words beside rows stand there `always`.
    pub fn text(&mut self, text: &str, tone: Tone, always: bool, glyphs: &Glyphs) {
        for line in text.lines().filter(|line| !line.trim().is_empty()) {
            let item = line.trim_start().strip_prefix("- ");
            let hang = if item.is_some() { LEFT + 2 } else { LEFT };
            let room = self.room.saturating_sub(hang);
            let mut lines: Vec<Vec<Span>> =
                wrap(item.unwrap_or(line).trim(), room, room).into_iter().map(|text| vec![Span { x: hang, text, tone, step: 0 }]).collect();
            if item.is_some() {
                lines[0].insert(0, Span { x: LEFT, text: glyphs.dot.into(), tone: Tone::Accent, step: 0 });
            }
            self.blocks.push(Block { lines, apart: true, always, ..Block::default() });
        }
    }

    /// Adds rows under heads; `mark` tells how the row of a place stands out. Where the columns have no room side by side,
    /// each row is told with a line for each.
    pub fn table(&mut self, table: &Table, mark: impl Fn(&str) -> Mark) {
        let shown: Vec<usize> = (0..table.heads.len()).filter(|at| table.heads[*at].shown).collect();
        let place = table.heads.iter().position(|head| head.key == "record");
        let cells: Vec<Vec<Value>> = (0..table.len).map(|row| shown.iter().map(|at| (table.cell)(row, *at)).collect()).collect();
        let words: Vec<Vec<String>> = cells.iter().map(|row| row.iter().map(Value::words).collect()).collect();
        let marks = |row: usize| place.map(|at| mark(&(table.cell)(row, at).words())).unwrap_or_default();
        // a column without a head says what rows have in common
        let group = shown.iter().position(|at| table.heads[*at].title.is_empty());
        let columns: Vec<usize> =
            (0..shown.len()).filter(|at| Some(*at) != group && words.iter().any(|row| !row[*at].is_empty())).collect();
        let title = |at: usize| table.heads[shown[at]].title.as_str();
        let widths = self.widths(&columns, |at| {
            let word = |text: &str| text.split(' ').map(width).max().unwrap_or(0);
            // heads may stand on several lines
            let texts = words.iter().map(|row| row[at].as_str());
            texts.fold((word(title(at)), word(title(at))), |(most, longest), text| (most.max(width(text)), longest.max(word(text))))
        });
        let mut before = "";
        for (row, texts) in words.iter().enumerate() {
            let mut heading = group.map_or("", |at| texts[at].as_str());
            if std::mem::replace(&mut before, heading) == heading {
                heading = "";
            }
            if !heading.is_empty() {
                let line = vec![Span { x: LEFT, text: heading.into(), tone: Tone::Strong, step: 0 }];
                self.blocks.push(Block { lines: vec![line], leads: true, apart: true, headed: widths.is_some(), ..Block::default() });
            }
            let numbers = |at: usize| matches!(cells[row][at], Value::Number(_));
            let lines = match &widths {
                Some(widths) => self.row(&columns, widths, texts, numbers),
                None => self.card(&columns, texts, title),
            };
            self.blocks.push(Block { lines, mark: marks(row), headed: widths.is_some(), apart: widths.is_none(), ..Block::default() });
        }
        if let Some(widths) = widths {
            let titles: Vec<String> = (0..shown.len()).map(|at| title(at).to_string()).collect();
            let numbers = |at: usize| cells.first().is_some_and(|row| matches!(row[at], Value::Number(_)));
            self.heads = self.row(&columns, &widths, &titles, numbers);
            self.heads.iter_mut().flatten().for_each(|span| (span.tone, span.step) = (Tone::Dim, 0));
        }
    }

    /// How wide each column is, when all have room side by side; `needs` gives its longest line and its longest word.
    fn widths(&self, columns: &[usize], needs: impl Fn(usize) -> (u16, u16)) -> Option<Vec<u16>> {
        let needs: Vec<(u16, u16)> = columns.iter().map(|at| needs(*at)).collect();
        let room = self.room.saturating_sub(LEFT + GAP * (columns.len() as u16).saturating_sub(1));
        // what is told at length wants more than a word a line
        let least: Vec<u16> =
            needs.iter().map(|(most, word)| (*most).min(if *most > 2 * WORD { WORD.max(*word) } else { *word })).collect();
        let mut left = room.checked_sub(least.iter().try_fold(0u16, |sum, cells| sum.checked_add(*cells))?)?;
        let mut widths = least;
        // what is left goes to the narrowest that want more, a cell at a time, so that none stays far behind
        while left > 0 {
            let wanting = (0..widths.len()).filter(|at| widths[*at] < needs[*at].0).min_by_key(|at| widths[*at]);
            let Some(at) = wanting else { break };
            widths[at] += 1;
            left -= 1;
        }
        Some(widths)
    }

    fn row(&self, columns: &[usize], widths: &[u16], texts: &[String], numbers: impl Fn(usize) -> bool) -> Vec<Vec<Span>> {
        let mut lines: Vec<Vec<Span>> = vec![Vec::new()];
        let mut x = LEFT;
        for (number, (column, room)) in columns.iter().zip(widths).enumerate() {
            // what a row is called comes with its first cell
            let step = if self.by_cell { number.saturating_sub(1) } else { 0 };
            for (y, text) in wrap(&texts[*column], *room, *room).into_iter().enumerate() {
                if lines.len() <= y {
                    lines.push(Vec::new());
                }
                let at = if numbers(*column) { x + room.saturating_sub(width(&text)) } else { x };
                lines[y].push(Span { x: at, text, tone: if number == 0 { Tone::Strong } else { Tone::Text }, step });
            }
            x += room + GAP;
        }
        lines
    }

    fn card<'a>(&self, columns: &[usize], texts: &[String], title: impl Fn(usize) -> &'a str) -> Vec<Vec<Span>> {
        let told: Vec<usize> = columns.iter().copied().filter(|at| !texts[*at].is_empty()).collect();
        // a title longer than that stands on a line of its own
        let names = told.iter().skip(1).map(|at| width(title(*at))).max().unwrap_or(0).min(self.room / 3);
        let mut lines = Vec::new();
        for (number, column) in told.iter().enumerate() {
            let (x, tone) = if number == 0 { (LEFT, Tone::Strong) } else { (LEFT + 4 + names, Tone::Text) };
            let step = if self.by_cell { number.saturating_sub(1) } else { 0 };
            let room = self.room.saturating_sub(x);
            let head = Span { x: LEFT + 2, text: title(*column).into(), tone: Tone::Dim, step };
            let beside = number > 0 && width(&head.text) <= names;
            if number > 0 && !beside {
                lines.extend(wrap(&head.text, self.room - 4, self.room - 4).into_iter().map(|text| vec![Span { text, ..head.clone() }]));
            }
            for (y, text) in wrap(&texts[*column], room, room).into_iter().enumerate() {
                let mut line = vec![Span { x, text, tone, step }];
                if y == 0 && beside {
                    line.insert(0, head.clone());
                }
                lines.push(line);
            }
        }
        lines
    }

    /// Adds a record in full.
    pub fn detail(&mut self, told: &Detail) {
        let sheet = detail::lay(told, self.room);
        let mut apart = false;
        for line in sheet.lines {
            if line.spans.iter().all(|span| span.text.is_empty()) {
                apart = true;
                continue;
            }
            let leads = line.spans.iter().all(|span| span.tone == Tone::Strong);
            let spans = line.spans.into_iter().map(|span| Span { x: span.x, text: span.text, tone: span.tone, step: 0 }).collect();
            let block = Block { lines: vec![spans], mark: line.mark, leads, apart: std::mem::take(&mut apart), ..Block::default() };
            // the lines of one value stay together
            match self.blocks.last_mut() {
                Some(last) if line.place.is_none() && !leads && !block.apart && !last.leads && last.lines.len() < TOGETHER => {
                    last.lines.extend(block.lines);
                }
                _ => self.blocks.push(block),
            }
        }
    }

    /// Leaves room for a picture, which draws itself.
    pub fn picture(&mut self) {
        self.picture = true;
    }

    /// Breaks it into pages of so many lines.
    pub fn pages(self, height: usize) -> Pages {
        let height = height.max(3);
        let under = if self.heads.is_empty() { 0 } else { self.heads.len() + 1 };
        // what is longer than a page by itself goes on over several
        let most = height.saturating_sub(under).max(1);
        let cut = |block: Block| -> Vec<Block> {
            let last = block.lines.len().saturating_sub(1) / most;
            let piece = |(at, lines): (usize, &[Vec<Span>])| Block {
                lines: lines.to_vec(),
                mark: if at == 0 { block.mark } else { Mark::default() },
                leads: block.leads && at == last,
                apart: block.apart && at == 0,
                ..block
            };
            block.lines.chunks(most).enumerate().map(piece).collect()
        };
        let blocks: Vec<Block> = self.blocks.into_iter().filter(|block| !block.lines.is_empty()).flat_map(cut).collect();
        let pack = |generous: bool| pack(&blocks, height, under, generous);
        // room between rows where all stay on one page, none where that takes another
        let generous = pack(true);
        let mut pages = if generous.len() == 1 { generous } else { pack(false) };
        let empty = |step: usize| Page { placed: Vec::new(), heads: None, picture: None, steps: step..step + 1, lines: 0 };
        if self.picture {
            let steps = pages.last().map_or(0, |page| page.steps.end);
            match pages.last_mut().filter(|page| page.lines + 1 + PICTURE <= height) {
                Some(page) => page.picture = Some(page.lines + 1),
                None => pages.push(Page { picture: Some(0), ..empty(steps) }),
            }
            pages.iter_mut().rev().take(1).for_each(|page| page.lines = height);
        }
        if pages.is_empty() {
            pages.push(empty(0));
        }
        Pages { pages, heads: self.heads }
    }
}

/// Puts blocks one below another, on as many pages as they need.
fn pack(blocks: &[Block], height: usize, under: usize, generous: bool) -> Vec<Page> {
    let mut pages: Vec<Page> = Vec::new();
    let mut step = 0;
    let mut at = 0;
    while at < blocks.len() {
        let mut page = Page { placed: Vec::new(), heads: None, picture: None, steps: step..step, lines: 0 };
        while let Some(block) = blocks.get(at) {
            let heads = if block.headed && page.heads.is_none() { under } else { 0 };
            let gap = usize::from(!page.placed.is_empty() && (block.apart || heads > 0 || generous));
            // what leads to the next does not stand alone at the end
            let with = |block: &Block| if block.leads { blocks.get(at + 1).map_or(0, |next| next.lines.len().min(height / 2)) } else { 0 };
            if !page.placed.is_empty() && page.lines + gap + heads + block.lines.len() + with(block) > height {
                break;
            }
            let mut line = page.lines + gap;
            if heads > 0 {
                page.heads = Some(line);
                line += heads;
            }
            let steps = block.lines.iter().flatten().map(|span| span.step).max().unwrap_or(0) + 1;
            page.lines = line + block.lines.len();
            page.placed.push(Placed { block: block.clone(), line, first: if block.always { page.steps.start } else { step } });
            step += if block.leads || block.always { 0 } else { steps };
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
    pub fn count(&self) -> usize {
        self.pages.len()
    }

    /// How many steps there are in all.
    pub fn steps(&self) -> usize {
        self.pages.last().map_or(1, |page| page.steps.end)
    }

    /// The page of a step.
    pub fn page_of(&self, step: usize) -> usize {
        self.pages.iter().position(|page| step < page.steps.end).unwrap_or(self.pages.len() - 1)
    }

    /// The first step of the page of a step.
    pub fn start(&self, step: usize) -> usize {
        self.pages[self.page_of(step)].steps.start
    }

    /// The step after this one, or before it: row by row where rows appear, else page by page.
    pub fn step(&self, step: usize, forward: bool, reveals: bool) -> Option<usize> {
        let step = step.min(self.steps() - 1);
        let page = self.page_of(step);
        match (reveals, forward) {
            (true, true) => Some(step + 1).filter(|next| *next < self.steps()),
            (true, false) => step.checked_sub(1),
            (false, true) => self.pages.get(page + 1).map(|page| page.steps.start),
            (false, false) => Some(self.pages[page.checked_sub(1)?].steps.start),
        }
    }

    /// How many lines the page of a step takes.
    pub fn lines(&self, step: usize) -> usize {
        self.pages[self.page_of(step)].lines
    }

    /// The steps at which each page is whole.
    pub fn wholes(&self) -> impl Iterator<Item = usize> {
        self.pages.iter().map(|page| page.steps.end - 1)
    }

    /// What is seen of the page of a step where it `reveals`, as lines of text; or `only` what appears with the step.
    pub fn text(&self, step: usize, only: bool, reveals: bool) -> Vec<String> {
        let page = &self.pages[self.page_of(step)];
        let mut lines = Vec::new();
        if page.heads.is_some() && !only {
            lines.extend(self.heads.iter().map(|line| told(line)));
        }
        for placed in &page.placed {
            for line in &placed.block.lines {
                let seen = |span: &&Span| {
                    let at = placed.first + span.step;
                    if only { at == step } else { !reveals || at <= step }
                };
                let spans: Vec<Span> = line.iter().filter(seen).cloned().collect();
                if !spans.is_empty() {
                    lines.push(told(&spans));
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
        let page = &self.pages[self.page_of(step)];
        let at = |line: usize| area.y.saturating_add(line as u16);
        let mut eye = area.as_position();
        let mut write = |y: u16, span: &Span| {
            if y < area.bottom() {
                put(buf, area.x + span.x, y, area.width.saturating_sub(span.x), &span.text, theme.style(span.tone));
            }
        };
        if let Some(line) = page.heads {
            self.heads.iter().enumerate().for_each(|(y, heads)| heads.iter().for_each(|span| write(at(line + y), span)));
        }
        let mut marks = Vec::new();
        for placed in &page.placed {
            for (y, line) in placed.block.lines.iter().enumerate() {
                for span in line.iter().filter(|span| !reveals || placed.first + span.step <= step) {
                    write(at(placed.line + y), span);
                }
            }
            if reveals && placed.first <= step {
                eye = Position::new(area.x + LEFT, at(placed.line).min(area.bottom().saturating_sub(1)));
            }
            if !reveals || placed.first <= step {
                marks.push((at(placed.line), placed.block.mark));
            }
        }
        for (y, mark) in marks.into_iter().filter(|(y, mark)| *y < area.bottom() && (mark.disputed || mark.overridden)) {
            let (sign, tone) = if mark.overridden { (glyphs.overridden, Tone::Changed) } else { (glyphs.disputed, Tone::Disputed) };
            put(buf, area.x, y, 1, sign, theme.style(tone));
        }
        let picture = page.picture.filter(|_| !reveals || step + 1 >= page.steps.end);
        (eye, picture.map(|line| Rect { y: at(line), height: area.height.saturating_sub(line as u16), ..area }))
    }
}

/// Spans of a line as text.
fn told(spans: &[Span]) -> String {
    let mut text = String::new();
    for span in spans {
        let x = span.x.saturating_sub(LEFT);
        text.extend(std::iter::repeat_n(' ', (x as usize).saturating_sub(width(&text) as usize)));
        text.push_str(&span.text);
    }
    text
}
