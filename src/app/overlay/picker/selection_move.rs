//! Moves of the selection in a picker.

use crate::command::Motion;

/// A move of the selection by a key.
#[derive(Clone, Copy)]
pub(super) enum SelectionMove {
    /// By one; the first choice follows the last.
    Step(Motion),
    PageUp,
    PageDown,
    First,
    Last,
}
