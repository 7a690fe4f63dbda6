//! The shortest way of the cursor from cell to cell.

use ratatui::layout::Position;
use std::fmt;

/// One move of the cursor.
#[derive(Clone, Copy)]
enum MoveStep {
    Stay,
    /// To a line and a column, from 0.
    Absolute(u16, u16),
    /// To a column of the same line.
    Column(u16),
    /// To the start of the line.
    CarriageReturn,
    /// So many cells into a direction.
    Relative(u16, char),
    /// The same by a sign that a typewriter knew.
    ControlChar(u16, &'static str),
}

/// Moves one after the other.
pub(super) struct CursorMove([MoveStep; 3]);

/// How many digits a number has that is told; one is what is meant without any.
fn digits(n: u16) -> usize {
    if n == 1 { 0 } else { n.checked_ilog10().unwrap_or(0) as usize + 1 }
}

impl MoveStep {
    /// From one line to another, or from one column to another.
    fn between(
        from: u16,
        to: u16,
        on: (char, &'static str),
        back: (char, &'static str),
    ) -> MoveStep {
        let (cells, (turn, sign)) = if to >= from { (to - from, on) } else { (from - to, back) };
        match cells {
            0 => MoveStep::Stay,
            // a few steps down or back are shortest by such signs; none of them leaves the screen
            1..=3 if !sign.is_empty() => MoveStep::ControlChar(cells, sign),
            _ => MoveStep::Relative(cells, turn),
        }
    }

    fn len(self) -> usize {
        match self {
            MoveStep::Stay => 0,
            MoveStep::Absolute(line, 0) => 3 + digits(line + 1),
            MoveStep::Absolute(line, column) => 4 + digits(line + 1) + digits(column + 1),
            MoveStep::Column(column) => 3 + digits(column + 1),
            MoveStep::CarriageReturn => 1,
            MoveStep::Relative(cells, _) => 3 + digits(cells),
            MoveStep::ControlChar(cells, sign) => usize::from(cells) * sign.len(),
        }
    }
}

impl fmt::Display for MoveStep {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let number =
            |f: &mut fmt::Formatter<'_>, n: u16| if n == 1 { Ok(()) } else { write!(f, "{n}") };
        match *self {
            MoveStep::Stay => return Ok(()),
            MoveStep::CarriageReturn => return f.write_str("\r"),
            MoveStep::ControlChar(cells, sign) => {
                return (0..cells).try_for_each(|_| f.write_str(sign));
            }
            _ => f.write_str("\x1b[")?,
        }
        match *self {
            MoveStep::Absolute(line, column) => {
                number(f, line + 1)?;
                if column > 0 {
                    write!(f, ";{}", column + 1)?;
                }
                f.write_str("H")
            }
            MoveStep::Column(column) => number(f, column + 1).and_then(|()| f.write_str("G")),
            MoveStep::Relative(cells, turn) => number(f, cells).and_then(|()| write!(f, "{turn}")),
            MoveStep::Stay | MoveStep::CarriageReturn | MoveStep::ControlChar(..) => Ok(()),
        }
    }
}

impl CursorMove {
    /// The shortest from where the cursor is, if that is known.
    pub(super) fn shortest(from: Option<Position>, to: Position) -> CursorMove {
        let cell = MoveStep::Absolute(to.y, to.x);
        let Some(at) = from else { return CursorMove([cell, MoveStep::Stay, MoveStep::Stay]) };
        let down = MoveStep::between(at.y, to.y, ('B', "\n"), ('A', ""));
        let along = |from: u16| MoveStep::between(from, to.x, ('C', ""), ('D', "\x08"));
        let (near, far, column) = (along(at.x), along(0), MoveStep::Column(to.x));
        let (lines, back) = (down.len(), MoveStep::CarriageReturn.len());
        // the first of the shortest; only that one is put together
        let mut best = (cell.len(), [cell, MoveStep::Stay, MoveStep::Stay]);
        for (len, way) in [
            (lines + near.len(), [down, near, MoveStep::Stay]),
            (lines + back + far.len(), [down, MoveStep::CarriageReturn, far]),
            (lines + column.len(), [down, column, MoveStep::Stay]),
        ] {
            if len < best.0 {
                best = (len, way);
            }
        }
        CursorMove(best.1)
    }

    /// How many bytes it takes.
    pub(super) fn len(&self) -> usize {
        self.0.iter().map(|step| step.len()).sum()
    }
}

impl fmt::Display for CursorMove {
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
            let way = CursorMove::shortest(from.map(Position::from), Position::from(to));
            proptest::prop_assert_eq!(way.to_string().len(), way.len());
        }
    }
}
