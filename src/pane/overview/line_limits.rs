//! The number of lines that the parts of the overview may take, and which phases come first.

use crate::model::EdtfDate;
use crate::query::QueryContext;
use std::cmp::Reverse;

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

/// Returns the rank of each phase: current ones come first, then the most recent ones.
pub(super) fn phase_ranks(query: &QueryContext) -> Vec<usize> {
    let phases = query.data.phases();
    let mut numbers: Vec<usize> = (0..phases.len()).collect();
    numbers.sort_by_key(|number| {
        let date = phases.get_index(*number).and_then(|(_, phase)| phase.date.as_ref());
        let days = date.map(EdtfDate::sort_bounds);
        let is_current = days.is_some_and(|(first, last)| (first..=last).contains(&query.today));
        (Reverse(is_current), Reverse(days.map(|(_, last)| last)))
    });
    let mut ranks = vec![0; numbers.len()];
    for (rank, number) in numbers.into_iter().enumerate() {
        ranks[number] = rank;
    }
    ranks
}
