//! Ranks phases: current and recent ones come first.

use crate::model::EdtfDate;
use crate::query::QueryContext;
use std::cmp::Reverse;

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
