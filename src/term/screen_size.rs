//! The size of the terminal in columns and rows.

use super::os;

/// Columns and rows of a terminal that does not know them.
pub const DEFAULT_SCREEN: (u16, u16) = (80, 24);
/// The largest screen that is drawn on; on a larger one the rest stays empty.
const MAX_SCREEN: (u16, u16) = (1000, 500);

/// Returns columns and rows of the terminal; 80×24 where it does not know them.
pub fn window_size() -> (u16, u16) {
    reported_size().unwrap_or(DEFAULT_SCREEN)
}

/// Returns columns and rows of the terminal, if stdout is one that knows them.
pub fn reported_size() -> Option<(u16, u16)> {
    let (columns, rows) = os::window_size().filter(|(columns, rows)| *columns > 0 && *rows > 0)?;
    Some((columns.min(MAX_SCREEN.0), rows.min(MAX_SCREEN.1)))
}
