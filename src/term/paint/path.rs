//! The cheapest way through the lines that change: which characters to write once more, which to pass over, which pen blanks
//! take, what to erase. Each line is left in the few ways that may turn out best for those below it.

use super::{Line, PLAIN, Paint, Pen};
use crate::sort;
use ratatui::layout::Position;
use std::collections::HashMap;

/// So many characters before the first that has changed a line may be entered, to be written from there on.
const BEFORE: usize = 6;
/// So many ways are kept from line to line.
const KEPT: usize = 6;

/// What is done at a character.
#[derive(Clone, Copy)]
enum Act {
    /// Come from a way through the lines above.
    Enter(usize),
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
    bytes: usize,
    /// What was done last, and the node at which it was.
    act: Act,
    from: usize,
}

/// Draws what is wanted of the lines, by its colour, by each of several ways; gives back those that cost least.
pub fn lines(mut ways: Vec<Paint>, lines: &[Line], turns: &mut Turns, wanted: impl Fn(usize) -> bool) -> Vec<Paint> {
    for line in lines {
        let wanted: Vec<bool> = line.own.iter().zip(&line.changed).map(|(own, changed)| *changed && wanted(*own)).collect();
        if wanted.contains(&true) {
            ways = Search::new(line, &wanted, &ways, turns).run();
        }
    }
    ways
}

/// How many bytes it takes to turn one pen into another, as far as that was asked.
pub type Turns = HashMap<(Option<Pen>, Option<Pen>), usize>;

/// A line, and what is known of the ways through it.
struct Search<'a> {
    line: &'a Line<'a>,
    wanted: &'a [bool],
    ways: &'a [Paint],
    /// From each character on the next that is wanted.
    next: Vec<Option<usize>>,
    pens: Vec<Option<Pen>>,
    /// What each pen costs after each.
    turns: Vec<Vec<usize>>,
    /// By character, by pen, and by whether it is known where the cursor stands.
    nodes: Vec<Option<Node>>,
    /// The ends: what was done last and with which pen.
    ends: Vec<(Node, usize)>,
}

impl<'a> Search<'a> {
    fn new(line: &'a Line<'a>, wanted: &'a [bool], ways: &'a [Paint], turns: &mut Turns) -> Search<'a> {
        let mut pens: Vec<Option<Pen>> = vec![Some(PLAIN)];
        let needed = line.units.iter().zip(wanted).filter(|(unit, wanted)| **wanted && !unit.is_unseen());
        for pen in ways.iter().map(|way| way.pen).chain(needed.map(|(unit, _)| Some(Pen::of(unit.cell)))) {
            if !pens.contains(&pen) {
                pens.push(pen);
            }
        }
        let mut turn = |from: Option<Pen>, to: Option<Pen>| {
            let bytes = || to.filter(|_| from != to).map_or(0, |to| to.after(from).len());
            *turns.entry((from, to)).or_insert_with(bytes)
        };
        let turns = pens.iter().map(|from| pens.iter().map(|to| turn(*from, *to)).collect()).collect();
        let mut next = vec![None; wanted.len() + 1];
        for at in (0..wanted.len()).rev() {
            next[at] = if wanted[at] { Some(at) } else { next[at + 1] };
        }
        let nodes = vec![None; (wanted.len() + 1) * pens.len() * 2];
        Search { line, wanted, ways, next, pens, turns, nodes, ends: Vec::new() }
    }

    /// The cheapest ways to the end of the line, no two of which leave the terminal alike.
    fn run(mut self) -> Vec<Paint> {
        let first = self.next[0].unwrap_or_default();
        for (number, way) in self.ways.iter().enumerate() {
            let pen = self.pens.iter().position(|pen| *pen == way.pen).unwrap_or_default();
            for at in first.saturating_sub(BEFORE)..=first {
                let node = self.number(at, pen, true);
                self.reach(node, Node { bytes: way.out.len() + self.bytes_to(way, at), act: Act::Enter(number), from: node });
            }
        }
        for at in 0..=self.wanted.len() {
            for pen in 0..self.pens.len() {
                for known in [false, true] {
                    self.step(at, pen, known);
                }
            }
        }
        let mut ends = std::mem::take(&mut self.ends);
        sort::by_key(&mut ends, |(end, _)| end.bytes);
        let mut all: Vec<Paint> = Vec::new();
        for way in ends.into_iter().filter_map(|(end, pen)| self.written(end, pen)) {
            if all.iter().all(|other| (other.at, other.pen) != (way.at, way.pen)) {
                all.push(way);
            }
            if all.len() == KEPT {
                break;
            }
        }
        all
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

    fn position(&self, at: usize) -> Position {
        Position { x: self.line.units[at].x, y: self.line.y }
    }

    fn bytes_to(&self, way: &Paint, at: usize) -> usize {
        let to = self.position(at);
        if way.at == Some(to) { 0 } else { way.way(to).len() }
    }

    /// The same from a character of this line.
    fn bytes_between(&self, from: usize, known: bool, to: usize) -> usize {
        let at = known.then(|| self.position(from));
        self.bytes_to(&Paint { at, ..Paint::default() }, to)
    }

    /// Tries all that may be done at a character.
    fn step(&mut self, at: usize, pen: usize, known: bool) {
        let from = self.number(at, pen, known);
        let Some(node) = self.nodes[from] else { return };
        let Some(next) = self.next[at] else {
            self.ends.push((node, pen));
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
        let sure = unit.is_sure() && unit.x + unit.cells < self.line.right;
        for other in 0..self.pens.len() {
            let to = self.pens[other];
            let fits = to.is_some_and(|to| Pen::of(unit.cell).fits(to, unit.is_blank()));
            if !fits || (!self.wanted[at] && (other != pen || !sure)) {
                continue;
            }
            let bytes = node.bytes + self.turns[pen][other];
            self.reach(self.number(at + 1, other, sure), Node { bytes: bytes + unit.cell.symbol().len(), act: Act::Write, from });
            if self.wanted[at] && unit.is_unseen() {
                self.erase(at, other, Node { bytes, act: Act::EraseRest, from });
            }
        }
    }

    /// Erases blanks with a pen that is not seen on them.
    fn erase(&mut self, at: usize, pen: usize, node: Node) {
        if at >= self.line.empty {
            self.ends.push((Node { bytes: node.bytes + Act::EraseRest.sequence().len(), ..node }, pen));
            return;
        }
        // up to the last of them that is wanted
        let blanks = self.line.units[at..].iter().take_while(|unit| unit.is_unseen()).count();
        let run = self.wanted[at..at + blanks].iter().rposition(|wanted| *wanted).map_or(0, |last| last as u16 + 1);
        let act = Act::Erase(run);
        let bytes = node.bytes + act.sequence().len();
        match self.next[at + usize::from(run)] {
            Some(next) => {
                let bytes = bytes + self.bytes_between(at, true, next);
                self.reach(self.number(next, pen, true), Node { bytes, act, ..node });
            }
            None => self.ends.push((Node { bytes, act, ..node }, pen)),
        }
    }

    /// Does what was found.
    fn written(&self, end: Node, pen: usize) -> Option<Paint> {
        let (mut acts, mut last) = (Vec::new(), (end, pen));
        let mut paint = loop {
            let (Node { act, from, .. }, pen) = last;
            if let Act::Enter(way) = act {
                break self.ways.get(way)?.clone();
            }
            acts.push((act, self.place_of(from).0, self.pens[pen]));
            last = (self.nodes[from]?, self.place_of(from).1);
        };
        paint.place(self.position(acts.last()?.1));
        for (act, at, pen) in acts.into_iter().rev() {
            if let Some(pen) = pen.filter(|_| pen != paint.pen) {
                paint.out.push_str(&pen.after(paint.pen));
                paint.pen = Some(pen);
            }
            paint.out.push_str(&act.sequence());
            let onward = match act {
                Act::Jump => self.next[at],
                Act::Erase(run) => self.next[at + usize::from(run)],
                Act::Enter(_) | Act::EraseRest => None,
                Act::Write => {
                    let unit = self.line.units[at];
                    paint.out.push_str(unit.cell.symbol());
                    // at the right edge terminals differ on where the cursor stands
                    let next = unit.x + unit.cells;
                    paint.at = Some(Position { x: next, y: self.line.y }).filter(|_| unit.is_sure() && next < self.line.right);
                    None
                }
            };
            onward.into_iter().for_each(|onward| paint.place(self.position(onward)));
        }
        Some(paint)
    }
}

impl Act {
    /// What is sent besides characters and moves.
    fn sequence(self) -> String {
        match self {
            Act::Erase(run) => format!("\x1b[{run}X"),
            Act::EraseRest => "\x1b[K".into(),
            Act::Enter(_) | Act::Write | Act::Jump => String::new(),
        }
    }
}
