//! The shortest way of the cursor from cell to cell.

use ratatui::layout::Position;
use std::fmt;

/// One move of the cursor.
#[derive(Clone, Copy)]
enum Step {
    Still,
    /// To a line and a column, from 0.
    Cell(u16, u16),
    /// To a column of the same line.
    Column(u16),
    /// To the start of the line.
    Return,
    /// So many cells into a direction.
    Turn(u16, char),
    /// The same by a sign that a typewriter knew.
    Sign(u16, &'static str),
}

/// Moves one after the other.
pub(super) struct Way([Step; 3]);

/// How many digits a number has that is told; one is what is meant without any.
fn digits(n: u16) -> usize {
    if n == 1 { 0 } else { n.checked_ilog10().unwrap_or(0) as usize + 1 }
}

impl Step {
    /// From one line to another, or from one column to another.
    fn by(from: u16, to: u16, on: (char, &'static str), back: (char, &'static str)) -> Step {
        let (cells, (turn, sign)) = if to >= from { (to - from, on) } else { (from - to, back) };
        match cells {
            0 => Step::Still,
            // a few steps down or back are shortest by such signs; none of them leaves the screen
            1..=3 if !sign.is_empty() => Step::Sign(cells, sign),
            _ => Step::Turn(cells, turn),
        }
    }

    fn len(self) -> usize {
        match self {
            Step::Still => 0,
            Step::Cell(line, 0) => 3 + digits(line + 1),
            Step::Cell(line, column) => 4 + digits(line + 1) + digits(column + 1),
            Step::Column(column) => 3 + digits(column + 1),
            Step::Return => 1,
            Step::Turn(cells, _) => 3 + digits(cells),
            Step::Sign(cells, sign) => usize::from(cells) * sign.len(),
        }
    }
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let number = |f: &mut fmt::Formatter<'_>, n: u16| if n == 1 { Ok(()) } else { write!(f, "{n}") };
        match *self {
            Step::Still => return Ok(()),
            Step::Return => return f.write_str("\r"),
            Step::Sign(cells, sign) => return (0..cells).try_for_each(|_| f.write_str(sign)),
            _ => f.write_str("\x1b[")?,
        }
        match *self {
            Step::Cell(line, column) => {
                number(f, line + 1)?;
                if column > 0 {
                    write!(f, ";{}", column + 1)?;
                }
                f.write_str("H")
            }
            Step::Column(column) => number(f, column + 1).and_then(|()| f.write_str("G")),
            Step::Turn(cells, turn) => number(f, cells).and_then(|()| write!(f, "{turn}")),
            Step::Still | Step::Return | Step::Sign(..) => Ok(()),
        }
    }
}

impl Way {
    /// The shortest from where the cursor is, if that is known.
    pub(super) fn shortest(from: Option<Position>, to: Position) -> Way {
        let cell = Step::Cell(to.y, to.x);
        let Some(at) = from else { return Way([cell, Step::Still, Step::Still]) };
        let down = Step::by(at.y, to.y, ('B', "\n"), ('A', ""));
        let along = |from: u16| Step::by(from, to.x, ('C', ""), ('D', "\x08"));
        let (near, far, column) = (along(at.x), along(0), Step::Column(to.x));
        let (lines, back) = (down.len(), Step::Return.len());
        // the first of the shortest; only that one is put together
        let mut best = (cell.len(), [cell, Step::Still, Step::Still]);
        for (len, way) in [
            (lines + near.len(), [down, near, Step::Still]),
            (lines + back + far.len(), [down, Step::Return, far]),
            (lines + column.len(), [down, column, Step::Still]),
        ] {
            if len < best.0 {
                best = (len, way);
            }
        }
        Way(best.1)
    }

    /// How many bytes it takes.
    pub(super) fn len(&self) -> usize {
        self.0.iter().map(|step| step.len()).sum()
    }
}

impl fmt::Display for Way {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|step| step.fmt(f))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn a_way_is_as_long_as_it_says(from in proptest::option::of((0u16..300, 0u16..300)), to in (0u16..300, 0u16..300)) {
            let way = Way::shortest(from.map(Position::from), Position::from(to));
            proptest::prop_assert_eq!(way.to_string().len(), way.len());
        }
    }
}
