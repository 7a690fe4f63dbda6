//! The cheapest way through the lines that change: which characters to write once more, which to pass over, which pen blanks
//! take, what to erase. Each line by itself: a dearer way through one hardly ever makes those below it cheaper.

use super::cursor_move::CursorMove;
use super::{DEFAULT_STYLE, DirtyLine, Glyph, Renderer, Style};
use foldhash::fast::RandomState;
use ratatui::layout::Position;
use std::collections::HashMap;
use std::fmt::Write as _;

/// So many characters before the first that has changed a line may be entered, to be written from there on.
const BEFORE: usize = 6;
/// No jump within a line takes more bytes, on a screen as wide as any.
const JUMP: usize = 7;

/// What is done at a character.
#[derive(Clone, Copy)]
enum Act {
    /// Come from the lines above.
    Enter,
    /// Write it.
    Write,
    /// Pass over what need not be written.
    Jump,
    /// Erase so many cells, and go on behind them.
    Erase(u16),
    /// Erase all that follows.
    EraseRest,
}

/// The cheapest way to come to a character with a pen.
#[derive(Clone, Copy)]
struct Node {
    bytes: u32,
    /// What was done last, and the node at which it was.
    act: Act,
    from: u32,
}

/// Draws what is wanted of the lines, by its colour.
pub fn lines(
    paint: &mut Renderer,
    lines: &[DirtyLine],
    turns: &mut Turns,
    wanted: impl Fn(usize) -> bool,
) {
    for line in lines.iter().filter(|line| line.groups_present.iter().any(|own| wanted(*own))) {
        let wanted: Vec<bool> = line
            .color_groups
            .iter()
            .zip(&line.changed)
            .map(|(own, changed)| *changed && wanted(*own))
            .collect();
        let ends =
            wanted.iter().position(|wanted| *wanted).zip(wanted.iter().rposition(|wanted| *wanted));
        if let Some((first, last)) = ends {
            // all that is done is done between these
            let around = first.saturating_sub(BEFORE)..=last;
            let units = &line.glyphs[around.clone()];
            let empty = line.trailing_blank_from.saturating_sub(*around.start());
            Search::new(
                Piece { units, empty, y: line.y, right: line.end_column },
                &wanted[around],
                paint,
                turns,
            )
            .run(paint);
        }
    }
}

/// How many bytes it takes to turn one pen into another, as far as that was asked.
pub type Turns = HashMap<(Option<Style>, Option<Style>), u32, RandomState>;

/// The characters of a line at which something may be done, the rest as for the line.
struct Piece<'a> {
    units: &'a [Glyph<'a>],
    y: u16,
    empty: usize,
    right: u16,
}

/// A piece of a line, and what is known of the ways through it.
struct Search<'a> {
    line: Piece<'a>,
    wanted: &'a [bool],
    /// From each character on the next that is wanted.
    next: Vec<Option<usize>>,
    pens: Vec<Option<Style>>,
    /// Which of them each character that is seen is drawn with, where it is among them.
    own: Vec<Option<usize>>,
    /// Those that are not seen on a blank.
    unseen: Vec<usize>,
    /// What each pen costs after each.
    turns: Vec<Vec<u32>>,
    /// By character, by pen, and by whether it is known where the cursor stands.
    nodes: Vec<Option<Node>>,
    /// The cheapest end: what was done last and with which pen.
    end: Option<(Node, usize)>,
}

impl<'a> Search<'a> {
    fn new(
        line: Piece<'a>,
        wanted: &'a [bool],
        before: &Renderer,
        turns: &mut Turns,
    ) -> Search<'a> {
        // the first is the one that is held
        let mut pens: Vec<Option<Style>> = vec![before.style];
        let needed =
            line.units.iter().zip(wanted).filter(|(unit, wanted)| **wanted && !unit.invisible);
        for pen in [Some(DEFAULT_STYLE)].into_iter().chain(needed.map(|(unit, _)| Some(unit.style)))
        {
            if !pens.contains(&pen) {
                pens.push(pen);
            }
        }
        let mut turn = |from: Option<Style>, to: Option<Style>| {
            let bytes = || to.filter(|_| from != to).map_or(0, |to| to.sgr_from(from).len() as u32);
            *turns.entry((from, to)).or_insert_with(bytes)
        };
        let turns =
            pens.iter().map(|from| pens.iter().map(|to| turn(*from, *to)).collect()).collect();
        let mut next = vec![None; wanted.len() + 1];
        for at in (0..wanted.len()).rev() {
            next[at] = if wanted[at] { Some(at) } else { next[at + 1] };
        }
        let own =
            |unit: &Glyph| pens.iter().position(|pen| !unit.invisible && *pen == Some(unit.style));
        let own = line.units.iter().map(own).collect();
        let unseen = (0..pens.len())
            .filter(|pen| pens[*pen].is_some_and(Style::is_invisible_on_blank))
            .collect();
        let nodes = vec![None; (wanted.len() + 1) * pens.len() * 2];
        Search { line, wanted, next, pens, own, unseen, turns, nodes, end: None }
    }

    /// Goes the cheapest way to the end of the line.
    fn run(mut self, paint: &mut Renderer) {
        let first = self.next[0].unwrap_or_default();
        for at in 0..=first {
            let node = self.number(at, 0, true);
            self.reach(
                node,
                Node { bytes: self.bytes_to(paint.cursor, at), act: Act::Enter, from: node as u32 },
            );
        }
        for at in 0..=self.wanted.len() {
            for pen in 0..self.pens.len() {
                for known in [false, true] {
                    self.step(at, pen, known);
                }
            }
        }
        self.go(paint);
    }

    fn number(&self, at: usize, pen: usize, known: bool) -> usize {
        (at * self.pens.len() + pen) * 2 + usize::from(known)
    }

    /// The character and the pen of a node.
    fn place_of(&self, node: usize) -> (usize, usize) {
        (node / 2 / self.pens.len(), node / 2 % self.pens.len())
    }

    fn reach(&mut self, node: usize, by: Node) {
        if self.nodes[node].is_none_or(|old| by.bytes < old.bytes) {
            self.nodes[node] = Some(by);
        }
    }

    fn finish(&mut self, by: Node, pen: usize) {
        if self.end.is_none_or(|(old, _)| by.bytes < old.bytes) {
            self.end = Some((by, pen));
        }
    }

    fn position(&self, at: usize) -> Position {
        Position { x: self.line.units[at].x, y: self.line.y }
    }

    fn bytes_to(&self, from: Option<Position>, at: usize) -> u32 {
        let to = self.position(at);
        if from == Some(to) { 0 } else { CursorMove::shortest(from, to).len() as u32 }
    }

    /// The same from a character of this line.
    fn bytes_between(&self, from: usize, known: bool, to: usize) -> u32 {
        self.bytes_to(known.then(|| self.position(from)), to)
    }

    /// Tries all that may be done at a character.
    fn step(&mut self, at: usize, pen: usize, known: bool) {
        let number = self.number(at, pen, known);
        let Some(node) = self.nodes[number] else { return };
        let from = number as u32;
        let Some(next) = self.next[at] else {
            self.finish(node, pen);
            return;
        };
        if next > at || !known {
            let bytes = node.bytes + self.bytes_between(at, known, next);
            self.reach(self.number(next, pen, true), Node { bytes, act: Act::Jump, from });
        }
        if !known {
            return;
        }
        let unit = self.line.units[at];
        if !self.wanted[at] {
            // what need not be written may be, on the way to what is; a long way is always jumped
            let fits = self.own[at] == Some(pen) || (unit.invisible && self.unseen.contains(&pen));
            if fits
                && next - at <= JUMP
                && unit.width_certain
                && unit.x + unit.cells < self.line.right
            {
                self.write(at, pen, pen, Node { act: Act::Write, from, ..node });
            }
        } else if unit.invisible {
            for turn in 0..self.unseen.len() {
                let other = self.unseen[turn];
                self.write(at, pen, other, Node { act: Act::Write, from, ..node });
                self.erase(
                    at,
                    other,
                    Node { bytes: node.bytes + self.turns[pen][other], act: Act::EraseRest, from },
                );
            }
        } else if let Some(own) = self.own[at] {
            self.write(at, pen, own, Node { act: Act::Write, from, ..node });
        }
    }

    /// Writes a character with a pen.
    fn write(&mut self, at: usize, before: usize, pen: usize, node: Node) {
        let unit = self.line.units[at];
        let sure = unit.width_certain && unit.x + unit.cells < self.line.right;
        let bytes = node.bytes + self.turns[before][pen] + unit.text.len() as u32;
        self.reach(self.number(at + 1, pen, sure), Node { bytes, ..node });
    }

    /// Erases blanks with a pen that is not seen on them.
    fn erase(&mut self, at: usize, pen: usize, node: Node) {
        if at >= self.line.empty {
            self.finish(Node { bytes: node.bytes + Act::EraseRest.len(), ..node }, pen);
            return;
        }
        // up to the last of them that is wanted
        let blanks = self.line.units[at..].iter().take_while(|unit| unit.invisible).count();
        let run = self.wanted[at..at + blanks]
            .iter()
            .rposition(|wanted| *wanted)
            .map_or(0, |last| last as u16 + 1);
        let act = Act::Erase(run);
        let bytes = node.bytes + act.len();
        match self.next[at + usize::from(run)] {
            Some(next) => {
                let bytes = bytes + self.bytes_between(at, true, next);
                self.reach(self.number(next, pen, true), Node { bytes, act, ..node });
            }
            None => self.finish(Node { bytes, act, ..node }, pen),
        }
    }

    /// Does what was found.
    fn go(&self, paint: &mut Renderer) {
        let (mut acts, mut last) = (Vec::new(), self.end);
        while let Some((node, pen)) = last.filter(|(node, _)| !matches!(node.act, Act::Enter)) {
            let (from, before) = self.place_of(node.from as usize);
            acts.push((node.act, from, self.pens[pen]));
            last = self.nodes[node.from as usize].map(|node| (node, before));
        }
        let Some((_, start, _)) = acts.last() else { return };
        paint.move_to(self.position(*start));
        for (act, at, pen) in acts.into_iter().rev() {
            if let Some(pen) = pen.filter(|_| pen != paint.style) {
                paint.out.push_str(&pen.sgr_from(paint.style));
                paint.style = Some(pen);
            }
            act.say(&mut paint.out);
            let onward = match act {
                Act::Jump => self.next[at],
                Act::Erase(run) => self.next[at + usize::from(run)],
                Act::Enter | Act::EraseRest => None,
                Act::Write => {
                    let unit = self.line.units[at];
                    paint.out.push_str(unit.text);
                    // at the right edge terminals differ on where the cursor stands
                    let next = unit.x + unit.cells;
                    paint.cursor = Some(Position { x: next, y: self.line.y })
                        .filter(|_| unit.width_certain && next < self.line.right);
                    None
                }
            };
            onward.into_iter().for_each(|onward| paint.move_to(self.position(onward)));
        }
    }
}

impl Act {
    /// Sends what is sent besides characters and moves.
    fn say(self, out: &mut String) {
        match self {
            Act::Erase(run) => {
                let _ = write!(out, "\x1b[{run}X");
            }
            Act::EraseRest => out.push_str("\x1b[K"),
            Act::Enter | Act::Write | Act::Jump => {}
        }
    }

    /// How many bytes that are.
    fn len(self) -> u32 {
        match self {
            Act::Erase(run) => 4 + run.checked_ilog10().unwrap_or(0),
            Act::EraseRest => 3,
            Act::Enter | Act::Write | Act::Jump => 0,
        }
    }
}
