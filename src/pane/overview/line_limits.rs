//! The number of lines that the parts of the overview may take.

/// Fewer free lines are not shared: the page scrolls.
const MIN_SHARED_LINES: usize = 6;

/// The maximum lines of the parts that grow with the programme.
#[derive(Clone, Copy)]
pub(super) struct LineLimits {
    pub(super) phases: usize,
    /// The agencies and the countries, without their headings.
    pub(super) tables: usize,
}

impl LineLimits {
    pub(super) const NONE: LineLimits = LineLimits { phases: usize::MAX, tables: usize::MAX };

    /// Shares the lines that the other parts leave: tables take at least half of them if they need
    /// it. Returns `None` if there are too few.
    pub(super) fn share(lines: usize, needed: LineLimits) -> Option<LineLimits> {
        if lines < MIN_SHARED_LINES {
            return None;
        }
        let tables = needed.tables.min(lines / 2);
        let phases = needed.phases.min(lines - tables);
        Some(LineLimits { phases, tables: lines - phases })
    }
}

/// Returns how many of some rows to show, and how many are left out, which takes a line.
pub(super) fn cut(rows: usize, lines: usize) -> (usize, usize) {
    if rows <= lines {
        return (rows, 0);
    }
    let shown = lines.saturating_sub(1);
    (shown, rows - shown)
}
