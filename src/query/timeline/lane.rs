//! A lane of a timeline: its marks, and the number of events before and after them.

use super::timeline_mark::TimelineMark;

/// A lane of marks.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TimelineLane {
    /// The id by which its events were chosen; empty for events without one.
    pub id: String,
    pub name: String,
    /// The marks from left to right. They do not overlap.
    pub marks: Vec<TimelineMark>,
    /// The number of events before the scale begins.
    pub before: usize,
    /// The number of events after the scale ends.
    pub after: usize,
}

impl TimelineLane {
    pub(super) fn new(id: impl Into<String>, name: impl Into<String>) -> TimelineLane {
        TimelineLane { id: id.into(), name: name.into(), ..TimelineLane::default() }
    }

    /// Returns the number of events: in marks, before the scale and after it.
    pub fn total(&self) -> usize {
        self.marks.iter().map(|mark| mark.events.len()).sum::<usize>() + self.before + self.after
    }

    /// Returns the index of the mark that contains an event.
    pub fn mark_with(&self, event: usize) -> Option<usize> {
        self.marks.iter().position(|mark| mark.contains(event))
    }
}
