//! Clusters the events of a lane into marks that do not overlap.

use super::lane::TimelineLane;
use super::timeline_mark::{DateAppearance, TimelineMark};

/// An event on a lane: its first cell, its last cell, and its index among the rows.
pub(super) type PlacedEvent = (u16, u16, u32);

/// Turns events into the marks of a lane. An event that would overlap a mark joins it.
pub(super) fn cluster_marks(
    lane: &mut TimelineLane,
    mut events: Vec<PlacedEvent>,
    certainty: &dyn Fn(u32) -> DateAppearance,
    cells: u16,
) {
    events.sort_by_key(|(cell, _, index)| (*cell, *index));
    for (cell, end_cell, index) in events {
        match lane.marks.last_mut().filter(|mark| cell < first_free_cell(mark)) {
            Some(mark) => mark.events.push(index as usize),
            None => lane.marks.push(TimelineMark {
                cell,
                end_cell,
                events: vec![index as usize],
                certainty: certainty(index),
            }),
        }
        keep_inside(&mut lane.marks, cells);
    }
    for mark in &mut lane.marks {
        mark.events.sort_unstable();
    }
}

/// Returns the first cell that the next mark may use.
fn first_free_cell(mark: &TimelineMark) -> u16 {
    // a gap after a number, because two adjacent numbers would read as one
    let gap = u16::from(mark.count().is_some());
    mark.cell + mark.width() + gap
}

/// Keeps the last number inside the scale: it joins its neighbour, or moves left if it has none.
fn keep_inside(marks: &mut Vec<TimelineMark>, cells: u16) {
    while let [.., previous, last] = &mut marks[..] {
        if last.cell + last.width() <= cells {
            break;
        }
        previous.events.append(&mut last.events);
        marks.pop();
    }
    if let [only] = &mut marks[..] {
        only.cell = only.cell.min(cells.saturating_sub(only.width()));
    }
}
