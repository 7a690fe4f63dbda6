//! The bytes that turn one screen into another: as few as there can be. Beside what a VT100 knows
//! they insert and delete lines and erase pieces of one (IL, DL, ECH), as the terminals of today do.

mod cursor_move;
mod line_optimizer;

use crate::ui::width;
use cursor_move::CursorMove;
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Position;
use ratatui::style::{Color, Modifier};
use std::fmt::Write as _;

/// Attributes with the number that turns each on, and the one that turns it off.
const SGR_ATTRIBUTES: &[(Modifier, u8, u8)] = &[
    (Modifier::BOLD, 1, 22),
    (Modifier::ITALIC, 3, 23),
    (Modifier::UNDERLINED, 4, 24),
    (Modifier::REVERSED, 7, 27),
    (Modifier::CROSSED_OUT, 9, 29),
];
/// Attributes that are seen on a blank.
const VISIBLE_ON_BLANK: Modifier =
    Modifier::UNDERLINED.union(Modifier::REVERSED).union(Modifier::CROSSED_OUT);

/// How the terminal draws what is written next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Style {
    fg: Color,
    bg: Color,
    attributes: Modifier,
}

const DEFAULT_STYLE: Style =
    Style { fg: Color::Reset, bg: Color::Reset, attributes: Modifier::empty() };

impl Style {
    fn from_cell(cell: &Cell) -> Style {
        let known =
            SGR_ATTRIBUTES.iter().fold(Modifier::empty(), |all, (attribute, ..)| all | *attribute);
        Style { fg: cell.fg, bg: cell.bg, attributes: cell.modifier & known }
    }

    /// Whether a blank that it writes is like one that is erased.
    fn is_invisible_on_blank(self) -> bool {
        self.bg == Color::Reset && !self.attributes.intersects(VISIBLE_ON_BLANK)
    }

    /// What turns another pen into this one, the shorter of two ways: by what differs, or from the start.
    fn sgr_from(self, before: Option<Style>) -> String {
        let whole = if self == DEFAULT_STYLE {
            "\x1b[m".into()
        } else {
            self.sgr_params("\x1b[;", DEFAULT_STYLE)
        };
        let part = before
            .map(|before| self.sgr_params("\x1b[", before))
            .filter(|part| part.len() < whole.len());
        part.unwrap_or(whole)
    }

    /// The numbers that tell of what differs from another pen.
    fn sgr_params(self, start: &str, from: Style) -> String {
        let mut numbers = Vec::with_capacity(16);
        for (attribute, on, off) in SGR_ATTRIBUTES {
            match (from.attributes.contains(*attribute), self.attributes.contains(*attribute)) {
                (false, true) => numbers.push(*on),
                (true, false) => numbers.push(*off),
                _ => {}
            }
        }
        if from.fg != self.fg {
            push_color_params(self.fg, 30, &mut numbers);
        }
        if from.bg != self.bg {
            push_color_params(self.bg, 40, &mut numbers);
        }
        let mut out = String::with_capacity(48);
        out.push_str(start);
        for (at, number) in numbers.iter().enumerate() {
            let _ = if at == 0 { write!(out, "{number}") } else { write!(out, ";{number}") };
        }
        out.push('m');
        out
    }
}

/// A colour as the terminal is told of it: `base` is 30 for the text and 40 for what is behind it.
fn push_color_params(color: Color, base: u8, numbers: &mut Vec<u8>) {
    let dark = |number: u8| base + number;
    let light = |number: u8| base + 60 + number;
    numbers.push(match color {
        Color::Reset => base + 9,
        Color::Black => dark(0),
        Color::Red => dark(1),
        Color::Green => dark(2),
        Color::Yellow => dark(3),
        Color::Blue => dark(4),
        Color::Magenta => dark(5),
        Color::Cyan => dark(6),
        Color::Gray => dark(7),
        Color::DarkGray => light(0),
        Color::LightRed => light(1),
        Color::LightGreen => light(2),
        Color::LightYellow => light(3),
        Color::LightBlue => light(4),
        Color::LightMagenta => light(5),
        Color::LightCyan => light(6),
        Color::White => light(7),
        Color::Indexed(_) | Color::Rgb(..) => base + 8,
    });
    match color {
        Color::Indexed(number) => numbers.extend([5, number]),
        Color::Rgb(red, green, blue) => numbers.extend([2, red, green, blue]),
        _ => {}
    }
}

/// A character of a line with the cells that it takes.
#[derive(Clone, Copy)]
struct Glyph<'a> {
    x: u16,
    cells: u16,
    text: &'a str,
    style: Style,
    /// Whether nothing is seen of it.
    invisible: bool,
    /// Whether every terminal gives it the cells that we do. Where that is not sure, what follows is placed anew.
    width_certain: bool,
}

impl<'a> Glyph<'a> {
    fn new(x: u16, cell: &'a Cell) -> Glyph<'a> {
        let (text, style) = (cell.symbol(), Style::from_cell(cell));
        // most are plain letters, of which there is nothing to ask
        let plain = matches!(text.as_bytes(), [b' '..=b'~']);
        let cells = if plain { 1 } else { width(text).max(1) };
        let mut chars = text.chars();
        let known =
            |c| matches!(c, ' '..='\u{58f}' | '\u{2010}'..='\u{25ff}' | '\u{2800}'..='\u{28ff}');
        let width_certain =
            plain || (chars.next().is_some_and(known) && chars.next().is_none() && cells == 1);
        Glyph {
            x,
            cells,
            text,
            style,
            invisible: text == " " && style.is_invisible_on_blank(),
            width_certain,
        }
    }

    fn same_cell(&self, other: &Glyph) -> bool {
        (self.invisible && other.invisible)
            || (self.cells == other.cells && self.text == other.text && self.style == other.style)
    }
}

/// The characters of a line, those that lie under a wide one left out.
fn glyphs(buf: &Buffer, y: u16) -> Vec<Glyph<'_>> {
    let mut all = Vec::with_capacity(buf.area.width.into());
    let mut x = buf.area.left();
    while x < buf.area.right() {
        let unit = Glyph::new(x, &buf[(x, y)]);
        x += unit.cells;
        all.push(unit);
    }
    all
}

/// A line of which something has changed.
struct DirtyLine<'a> {
    y: u16,
    glyphs: Vec<Glyph<'a>>,
    /// Which of them have changed.
    changed: Vec<bool>,
    /// Of which colour each is, where that is told by its value: its number, from 1.
    color_groups: Vec<usize>,
    /// Which of these numbers what has changed has, each once.
    groups_present: Vec<usize>,
    /// From which of them on there are only blanks.
    trailing_blank_from: usize,
    /// The column after the last.
    end_column: u16,
}

impl DirtyLine<'_> {
    /// A line of two screens, the first of which may be empty.
    fn between<'a>(before: Option<&Buffer>, after: &'a Buffer, y: u16) -> Option<DirtyLine<'a>> {
        let (old, units) = (before.map(|before| glyphs(before, y)), glyphs(after, y));
        let same = |unit: &Glyph| match &old {
            Some(old) => old
                .binary_search_by_key(&unit.x, |old| old.x)
                .is_ok_and(|at| old[at].same_cell(unit)),
            None => unit.invisible,
        };
        let mut changed: Vec<bool> = units.iter().map(|unit| !same(unit)).collect();
        changed.contains(&true).then(|| {
            // what may take more cells than its own may have covered as many behind it
            let mut covered = 0;
            for (at, unit) in units.iter().enumerate() {
                if changed[at] && !unit.width_certain {
                    covered += 1;
                } else if covered > 0 && unit.width_certain {
                    changed[at] = true;
                    covered -= 1;
                }
            }
            let empty = units.iter().rposition(|unit| !unit.invisible).map_or(0, |at| at + 1);
            DirtyLine {
                y,
                color_groups: vec![0; units.len()],
                groups_present: Vec::new(),
                glyphs: units,
                changed,
                trailing_blank_from: empty,
                end_column: after.area.right(),
            }
        })
    }
}

/// Lines that move up or down together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct ScrollRegion {
    /// The first of the lines that change, and the one after the last.
    top: u16,
    bottom: u16,
    /// By how many lines they move up; negative is down.
    up: i32,
}

impl ScrollRegion {
    /// What brings most lines of a screen to where they are on another, if anything does.
    fn detect(before: &Buffer, after: &Buffer) -> Option<ScrollRegion> {
        let cells = usize::from(after.area.width).max(1);
        let (old, new): (Vec<&[Cell]>, Vec<&[Cell]>) =
            (before.content.chunks(cells).collect(), after.content.chunks(cells).collect());
        let lines = new.len() as i32;
        let mut best: (usize, Option<ScrollRegion>) = (0, None);
        for up in (1 - lines..lines).filter(|up| *up != 0) {
            // a run of lines that are seen elsewhere now, and how many of them are not there already
            let (mut from, mut moved) = (None, 0);
            for y in 0..=lines {
                let fits = y < lines
                    && (0..lines).contains(&(y + up))
                    && new[y as usize] == old[(y + up) as usize];
                if fits {
                    from = from.or(Some(y));
                    moved += usize::from(new[y as usize] != old[y as usize]);
                } else if let Some(first) = from.take() {
                    if moved > best.0 {
                        let (top, bottom) = if up > 0 { (first, y + up) } else { (first + up, y) };
                        best = (
                            moved,
                            Some(ScrollRegion { top: top as u16, bottom: bottom as u16, up }),
                        );
                    }
                    moved = 0;
                }
            }
        }
        best.1
    }

    /// A screen after the shift.
    fn apply(self, before: &Buffer) -> Buffer {
        let mut after = before.clone();
        let row = |y: u16| {
            usize::from(y) * usize::from(before.area.width)
                ..usize::from(y + 1) * usize::from(before.area.width)
        };
        for y in self.top..self.bottom {
            let from = i32::from(y) + self.up;
            if (i32::from(self.top)..i32::from(self.bottom)).contains(&from) {
                after.content[row(y)].clone_from_slice(&before.content[row(from as u16)]);
            } else {
                after.content[row(y)].fill(Cell::default());
            }
        }
        after
    }
}

/// What is written to a terminal, and what is known of its state.
#[derive(Clone, Default)]
pub struct Renderer {
    out: String,
    /// Where the next character goes; nothing where that is not sure.
    cursor: Option<Position>,
    /// How it is drawn; nothing where that is not known.
    style: Option<Style>,
}

impl Renderer {
    /// The bytes so far; what is known of the terminal stays.
    pub fn take_output(&mut self) -> String {
        std::mem::take(&mut self.out)
    }

    /// Empties the screen, of which nothing is known.
    pub fn clear(&mut self) {
        self.out.push_str("\x1b[m\x1b[2J");
        (self.cursor, self.style) = (None, Some(DEFAULT_STYLE));
    }

    /// Writes as it is what does neither move nor draw.
    pub fn write_raw(&mut self, text: &str) {
        self.out.push_str(text);
    }

    /// Draws what differs between two screens of one size, or all on an empty one: by moving lines first where that is shorter.
    pub fn diff(&mut self, before: Option<&Buffer>, after: &Buffer) {
        let shift = before.and_then(|before| Some((before, ScrollRegion::detect(before, after)?)));
        let moved = shift.map(|(before, shift)| {
            let mut other = self.clone();
            other.scroll(shift);
            other.draw_lines(Some(&shift.apply(before)), after);
            other
        });
        self.draw_lines(before, after);
        if let Some(other) = moved.filter(|other| other.out.len() < self.out.len()) {
            *self = other;
        }
    }

    /// Takes lines out and puts as many in. Below them everything goes there and back, so that no margins need be set:
    /// some terminals have none, and what is cut short would leave them behind.
    fn scroll(&mut self, ScrollRegion { top, bottom, up }: ScrollRegion) {
        self.reset_style();
        let lines = up.unsigned_abs() as u16;
        let number = if lines == 1 { String::new() } else { lines.to_string() };
        let (out, into) = if up > 0 { (top, bottom - lines) } else { (bottom - lines, top) };
        self.move_to(Position { x: 0, y: out });
        self.out.push_str(&format!("\x1b[{number}M"));
        self.move_to(Position { x: 0, y: into });
        self.out.push_str(&format!("\x1b[{number}L"));
    }

    /// Draws what differs line by line, or colour by colour where that is shorter: a colour by its value is long to tell.
    fn draw_lines(&mut self, before: Option<&Buffer>, after: &Buffer) {
        let mut lines: Vec<DirtyLine> = (after.area.top()..after.area.bottom())
            .filter_map(|y| DirtyLine::between(before, after, y))
            .collect();
        // the number of the colour by its value that each character has, from 1
        let mut pens: Vec<Style> = Vec::new();
        for line in &mut lines {
            for at in (0..line.glyphs.len()).filter(|at| line.changed[*at]) {
                let Glyph { style: pen, invisible: unseen, .. } = line.glyphs[at];
                if matches!(pen.fg, Color::Rgb(..)) && !unseen {
                    line.color_groups[at] =
                        1 + pens.iter().position(|other| *other == pen).unwrap_or_else(|| {
                            pens.push(pen);
                            pens.len() - 1
                        });
                }
                if !line.groups_present.contains(&line.color_groups[at]) {
                    line.groups_present.push(line.color_groups[at]);
                }
            }
        }
        let mut turns = line_optimizer::Turns::default();
        let mut way = |passes: &mut dyn Iterator<Item = Option<usize>>| {
            let mut paint = self.clone();
            passes.for_each(|pass| {
                line_optimizer::lines(&mut paint, &lines, &mut turns, |own| {
                    pass.is_none_or(|pen| own == pen)
                })
            });
            paint
        };
        let mut ways = Vec::new();
        let sure = |line: &DirtyLine| {
            line.glyphs
                .iter()
                .zip(&line.changed)
                .all(|(unit, changed)| !changed || unit.width_certain)
        };
        if !pens.is_empty() && lines.iter().all(sure) {
            // what has no such colour comes first, or what the pen is right for already
            let right =
                self.style.and_then(|pen| Some(1 + pens.iter().position(|other| *other == pen)?));
            for first in [0].into_iter().chain(right) {
                let others = (0..=pens.len()).filter(|pen| *pen != first);
                ways.push(way(&mut [first].into_iter().chain(others).map(Some)));
            }
        }
        // on an empty screen each colour comes again and again: that they are told one by one is shorter
        if ways.is_empty() || before.is_some() {
            ways.insert(0, way(&mut [None].into_iter()));
        }
        if let Some(shortest) = ways.into_iter().min_by_key(|way| way.out.len()) {
            *self = shortest;
        }
    }

    /// Lets what is erased be erased with no colour behind it.
    fn reset_style(&mut self) {
        if !self.style.is_some_and(Style::is_invisible_on_blank) {
            self.out.push_str(&DEFAULT_STYLE.sgr_from(self.style));
            self.style = Some(DEFAULT_STYLE);
        }
    }

    /// Moves the cursor.
    pub fn move_to(&mut self, to: Position) {
        if self.cursor != Some(to) {
            let way = CursorMove::shortest(self.cursor, to);
            let _ = write!(self.out, "{way}");
            self.cursor = Some(to);
        }
    }
}
