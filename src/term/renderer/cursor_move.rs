//! Encodes the shortest move of the cursor from one cell to another.

use ratatui::layout::Position;
use std::fmt;

/// A part of a move.
#[derive(Clone, Copy)]
enum MoveStep {
    Stay,
    /// To a line and a column, both from 0 (CUP).
    Absolute(u16, u16),
    /// To a column of the same line, from 0 (CHA).
    Column(u16),
    CarriageReturn,
    /// A number of cells in one direction; the letter ends the sequence (CUU, CUD, CUF, CUB).
    Relative(u16, char),
    /// A control character (line feed, backspace), repeated.
    ControlChar(u16, &'static str),
}

/// The steps of a move, in order.
pub(super) struct CursorMove([MoveStep; 3]);

/// Returns the number of digits of a parameter; the parameter 1 is left out.
fn digits(n: u16) -> usize {
    if n == 1 { 0 } else { n.checked_ilog10().unwrap_or(0) as usize + 1 }
}

impl MoveStep {
    /// Returns the step down or up by lines.
    fn vertical(from: u16, to: u16) -> MoveStep {
        if to >= from {
            MoveStep::repeated(to - from, 'B', Some("\n"))
        } else {
            MoveStep::repeated(from - to, 'A', None)
        }
    }

    /// Returns the step right or left by columns.
    fn horizontal(from: u16, to: u16) -> MoveStep {
        if to >= from {
            MoveStep::repeated(to - from, 'C', None)
        } else {
            MoveStep::repeated(from - to, 'D', Some("\x08"))
        }
    }

    /// Up to three cells are shorter by control characters; none of these moves leaves the screen.
    fn repeated(cells: u16, letter: char, control: Option<&'static str>) -> MoveStep {
        match (cells, control) {
            (0, _) => MoveStep::Stay,
            (1..=3, Some(control)) => MoveStep::ControlChar(cells, control),
            _ => MoveStep::Relative(cells, letter),
        }
    }

    /// Returns the length in bytes.
    fn len(self) -> usize {
        match self {
            MoveStep::Stay => 0,
            MoveStep::Absolute(line, 0) => 3 + digits(line + 1),
            MoveStep::Absolute(line, column) => 4 + digits(line + 1) + digits(column + 1),
            MoveStep::Column(column) => 3 + digits(column + 1),
            MoveStep::CarriageReturn => 1,
            MoveStep::Relative(cells, _) => 3 + digits(cells),
            MoveStep::ControlChar(times, control) => usize::from(times) * control.len(),
        }
    }
}

impl fmt::Display for MoveStep {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parameter = |n: u16| if n == 1 { String::new() } else { n.to_string() };
        match *self {
            MoveStep::Stay => Ok(()),
            MoveStep::Absolute(line, 0) => write!(f, "\x1b[{}H", parameter(line + 1)),
            MoveStep::Absolute(line, column) => {
                write!(f, "\x1b[{};{}H", parameter(line + 1), column + 1)
            }
            MoveStep::Column(column) => write!(f, "\x1b[{}G", parameter(column + 1)),
            MoveStep::CarriageReturn => f.write_str("\r"),
            MoveStep::Relative(cells, letter) => write!(f, "\x1b[{}{letter}", parameter(cells)),
            MoveStep::ControlChar(times, control) => f.write_str(&control.repeat(times.into())),
        }
    }
}

impl CursorMove {
    /// Returns the shortest move; from an unknown cell only the absolute one is possible.
    pub(super) fn shortest(from: Option<Position>, to: Position) -> CursorMove {
        let absolute = CursorMove([MoveStep::Absolute(to.y, to.x), MoveStep::Stay, MoveStep::Stay]);
        let Some(from) = from else { return absolute };
        let down = MoveStep::vertical(from.y, to.y);
        let along = MoveStep::horizontal(from.x, to.x);
        let from_margin = MoveStep::horizontal(0, to.x);
        let mut shortest = absolute;
        for steps in [
            [down, along, MoveStep::Stay],
            [down, MoveStep::CarriageReturn, from_margin],
            [down, MoveStep::Column(to.x), MoveStep::Stay],
        ] {
            let candidate = CursorMove(steps);
            if candidate.len() < shortest.len() {
                shortest = candidate;
            }
        }
        shortest
    }

    /// Returns the length in bytes.
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
        fn a_move_is_as_long_as_its_length_says(
            from in proptest::option::of((0u16..300, 0u16..300)),
            to in (0u16..300, 0u16..300),
        ) {
            let shortest = CursorMove::shortest(from.map(Position::from), Position::from(to));
            proptest::prop_assert_eq!(shortest.to_string().len(), shortest.len());
        }
    }
}
