//! The bytes that turn one screen into another: as few as there can be. Beside what a VT100 knows
//! they insert and delete lines and erase pieces of one (IL, DL, ECH), as the terminals of today do.

mod cursor_move;
mod line_optimizer;

use crate::ui::width;
use cursor_move::Way;
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Position;
use ratatui::style::{Color, Modifier};
use std::fmt::Write as _;

/// Attributes with the number that turns each on, and the one that turns it off.
const ATTRIBUTES: &[(Modifier, u8, u8)] = &[
    (Modifier::BOLD, 1, 22),
    (Modifier::ITALIC, 3, 23),
    (Modifier::UNDERLINED, 4, 24),
    (Modifier::REVERSED, 7, 27),
    (Modifier::CROSSED_OUT, 9, 29),
];
/// Attributes that are seen on a blank.
const SEEN: Modifier = Modifier::UNDERLINED.union(Modifier::REVERSED).union(Modifier::CROSSED_OUT);

/// How the terminal draws what is written next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Pen {
    fg: Color,
    bg: Color,
    attributes: Modifier,
}

const PLAIN: Pen = Pen { fg: Color::Reset, bg: Color::Reset, attributes: Modifier::empty() };

impl Pen {
    fn of(cell: &Cell) -> Pen {
        let known = ATTRIBUTES.iter().fold(Modifier::empty(), |all, (attribute, ..)| all | *attribute);
        Pen { fg: cell.fg, bg: cell.bg, attributes: cell.modifier & known }
    }

    /// Whether a blank that it writes is like one that is erased.
    fn is_unseen(self) -> bool {
        self.bg == Color::Reset && !self.attributes.intersects(SEEN)
    }

    /// What turns another pen into this one, the shorter of two ways: by what differs, or from the start.
    fn after(self, before: Option<Pen>) -> String {
        let whole = if self == PLAIN { "\x1b[m".into() } else { self.told("\x1b[;", PLAIN) };
        let part = before.map(|before| self.told("\x1b[", before)).filter(|part| part.len() < whole.len());
        part.unwrap_or(whole)
    }

    /// The numbers that tell of what differs from another pen.
    fn told(self, start: &str, from: Pen) -> String {
        let mut numbers = Vec::with_capacity(16);
        for (attribute, on, off) in ATTRIBUTES {
            match (from.attributes.contains(*attribute), self.attributes.contains(*attribute)) {
                (false, true) => numbers.push(*on),
                (true, false) => numbers.push(*off),
                _ => {}
            }
        }
        if from.fg != self.fg {
            color(self.fg, 30, &mut numbers);
        }
        if from.bg != self.bg {
            color(self.bg, 40, &mut numbers);
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
fn color(color: Color, base: u8, numbers: &mut Vec<u8>) {
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
struct Unit<'a> {
    x: u16,
    cells: u16,
    text: &'a str,
    pen: Pen,
    /// Whether nothing is seen of it.
    unseen: bool,
    /// Whether every terminal gives it the cells that we do. Where that is not sure, what follows is placed anew.
    sure: bool,
}

impl<'a> Unit<'a> {
    fn of(x: u16, cell: &'a Cell) -> Unit<'a> {
        let (text, pen) = (cell.symbol(), Pen::of(cell));
        // most are plain letters, of which there is nothing to ask
        let plain = matches!(text.as_bytes(), [b' '..=b'~']);
        let cells = if plain { 1 } else { width(text).max(1) };
        let mut chars = text.chars();
        let known = |c| matches!(c, ' '..='\u{58f}' | '\u{2010}'..='\u{25ff}' | '\u{2800}'..='\u{28ff}');
        let sure = plain || (chars.next().is_some_and(known) && chars.next().is_none() && cells == 1);
        Unit { x, cells, text, pen, unseen: text == " " && pen.is_unseen(), sure }
    }

    fn is_like(&self, other: &Unit) -> bool {
        (self.unseen && other.unseen) || (self.cells == other.cells && self.text == other.text && self.pen == other.pen)
    }
}

/// The characters of a line, those that lie under a wide one left out.
fn units(buf: &Buffer, y: u16) -> Vec<Unit<'_>> {
    let mut all = Vec::with_capacity(buf.area.width.into());
    let mut x = buf.area.left();
    while x < buf.area.right() {
        let unit = Unit::of(x, &buf[(x, y)]);
        x += unit.cells;
        all.push(unit);
    }
    all
}

/// A line of which something has changed.
struct Line<'a> {
    y: u16,
    units: Vec<Unit<'a>>,
    /// Which of them have changed.
    changed: Vec<bool>,
    /// Of which colour each is, where that is told by its value: its number, from 1.
    own: Vec<usize>,
    /// Which of these numbers what has changed has, each once.
    owns: Vec<usize>,
    /// From which of them on there are only blanks.
    empty: usize,
    /// The column after the last.
    right: u16,
}

impl Line<'_> {
    /// A line of two screens, the first of which may be empty.
    fn of<'a>(before: Option<&Buffer>, after: &'a Buffer, y: u16) -> Option<Line<'a>> {
        let (old, units) = (before.map(|before| units(before, y)), units(after, y));
        let same = |unit: &Unit| match &old {
            Some(old) => old.binary_search_by_key(&unit.x, |old| old.x).is_ok_and(|at| old[at].is_like(unit)),
            None => unit.unseen,
        };
        let mut changed: Vec<bool> = units.iter().map(|unit| !same(unit)).collect();
        changed.contains(&true).then(|| {
            // what may take more cells than its own may have covered as many behind it
            let mut covered = 0;
            for (at, unit) in units.iter().enumerate() {
                if changed[at] && !unit.sure {
                    covered += 1;
                } else if covered > 0 && unit.sure {
                    changed[at] = true;
                    covered -= 1;
                }
            }
            let empty = units.iter().rposition(|unit| !unit.unseen).map_or(0, |at| at + 1);
            Line { y, own: vec![0; units.len()], owns: Vec::new(), units, changed, empty, right: after.area.right() }
        })
    }
}

/// Lines that move up or down together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Shift {
    /// The first of the lines that change, and the one after the last.
    top: u16,
    bottom: u16,
    /// By how many lines they move up; negative is down.
    up: i32,
}

impl Shift {
    /// What brings most lines of a screen to where they are on another, if anything does.
    fn of(before: &Buffer, after: &Buffer) -> Option<Shift> {
        let cells = usize::from(after.area.width).max(1);
        let (old, new): (Vec<&[Cell]>, Vec<&[Cell]>) = (before.content.chunks(cells).collect(), after.content.chunks(cells).collect());
        let lines = new.len() as i32;
        let mut best: (usize, Option<Shift>) = (0, None);
        for up in (1 - lines..lines).filter(|up| *up != 0) {
            // a run of lines that are seen elsewhere now, and how many of them are not there already
            let (mut from, mut moved) = (None, 0);
            for y in 0..=lines {
                let fits = y < lines && (0..lines).contains(&(y + up)) && new[y as usize] == old[(y + up) as usize];
                if fits {
                    from = from.or(Some(y));
                    moved += usize::from(new[y as usize] != old[y as usize]);
                } else if let Some(first) = from.take() {
                    if moved > best.0 {
                        let (top, bottom) = if up > 0 { (first, y + up) } else { (first + up, y) };
                        best = (moved, Some(Shift { top: top as u16, bottom: bottom as u16, up }));
                    }
                    moved = 0;
                }
            }
        }
        best.1
    }

    /// A screen after the shift.
    fn of_screen(self, before: &Buffer) -> Buffer {
        let mut after = before.clone();
        let row = |y: u16| usize::from(y) * usize::from(before.area.width)..usize::from(y + 1) * usize::from(before.area.width);
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
pub struct Paint {
    out: String,
    /// Where the next character goes; nothing where that is not sure.
    at: Option<Position>,
    /// How it is drawn; nothing where that is not known.
    pen: Option<Pen>,
}

impl Paint {
    /// The bytes so far; what is known of the terminal stays.
    pub fn take(&mut self) -> String {
        std::mem::take(&mut self.out)
    }

    /// Empties the screen, of which nothing is known.
    pub fn clear(&mut self) {
        self.out.push_str("\x1b[m\x1b[2J");
        (self.at, self.pen) = (None, Some(PLAIN));
    }

    /// Writes as it is what does neither move nor draw.
    pub fn say(&mut self, text: &str) {
        self.out.push_str(text);
    }

    /// Draws what differs between two screens of one size, or all on an empty one: by moving lines first where that is shorter.
    pub fn change(&mut self, before: Option<&Buffer>, after: &Buffer) {
        let shift = before.and_then(|before| Some((before, Shift::of(before, after)?)));
        let moved = shift.map(|(before, shift)| {
            let mut other = self.clone();
            other.shift(shift);
            other.lines(Some(&shift.of_screen(before)), after);
            other
        });
        self.lines(before, after);
        if let Some(other) = moved.filter(|other| other.out.len() < self.out.len()) {
            *self = other;
        }
    }

    /// Takes lines out and puts as many in. Below them everything goes there and back, so that no margins need be set:
    /// some terminals have none, and what is cut short would leave them behind.
    fn shift(&mut self, Shift { top, bottom, up }: Shift) {
        self.plain();
        let lines = up.unsigned_abs() as u16;
        let number = if lines == 1 { String::new() } else { lines.to_string() };
        let (out, into) = if up > 0 { (top, bottom - lines) } else { (bottom - lines, top) };
        self.place(Position { x: 0, y: out });
        self.out.push_str(&format!("\x1b[{number}M"));
        self.place(Position { x: 0, y: into });
        self.out.push_str(&format!("\x1b[{number}L"));
    }

    /// Draws what differs line by line, or colour by colour where that is shorter: a colour by its value is long to tell.
    fn lines(&mut self, before: Option<&Buffer>, after: &Buffer) {
        let mut lines: Vec<Line> = (after.area.top()..after.area.bottom()).filter_map(|y| Line::of(before, after, y)).collect();
        // the number of the colour by its value that each character has, from 1
        let mut pens: Vec<Pen> = Vec::new();
        for line in &mut lines {
            for at in (0..line.units.len()).filter(|at| line.changed[*at]) {
                let Unit { pen, unseen, .. } = line.units[at];
                if matches!(pen.fg, Color::Rgb(..)) && !unseen {
                    line.own[at] = 1 + pens.iter().position(|other| *other == pen).unwrap_or_else(|| {
                        pens.push(pen);
                        pens.len() - 1
                    });
                }
                if !line.owns.contains(&line.own[at]) {
                    line.owns.push(line.own[at]);
                }
            }
        }
        let mut turns = line_optimizer::Turns::default();
        let mut way = |passes: &mut dyn Iterator<Item = Option<usize>>| {
            let mut paint = self.clone();
            passes.for_each(|pass| line_optimizer::lines(&mut paint, &lines, &mut turns, |own| pass.is_none_or(|pen| own == pen)));
            paint
        };
        let mut ways = Vec::new();
        let sure = |line: &Line| line.units.iter().zip(&line.changed).all(|(unit, changed)| !changed || unit.sure);
        if !pens.is_empty() && lines.iter().all(sure) {
            // what has no such colour comes first, or what the pen is right for already
            let right = self.pen.and_then(|pen| Some(1 + pens.iter().position(|other| *other == pen)?));
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
    fn plain(&mut self) {
        if !self.pen.is_some_and(Pen::is_unseen) {
            self.out.push_str(&PLAIN.after(self.pen));
            self.pen = Some(PLAIN);
        }
    }

    /// Moves the cursor.
    pub fn place(&mut self, to: Position) {
        if self.at != Some(to) {
            let way = Way::shortest(self.at, to);
            let _ = write!(self.out, "{way}");
            self.at = Some(to);
        }
    }
}
