//! The lanes of a timeline, and the property by which events are split into them.

use super::timeline_mark::TimelineMark;
use crate::error::{Error, Result};

/// The property by which events are split into lanes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LaneGrouping {
    #[default]
    Phase,
    Country,
    Agency,
    /// Kinds of event.
    Kind,
}

/// All lane keys by name, in the order in which a key press cycles through them.
pub const LANE_KEYS: &[(&str, LaneGrouping)] = &[
    ("phase", LaneGrouping::Phase),
    ("country", LaneGrouping::Country),
    ("agency", LaneGrouping::Agency),
    ("kind", LaneGrouping::Kind),
];

impl LaneGrouping {
    /// Returns the lane key called `name`.
    pub fn by_name(name: &str) -> Result<LaneGrouping> {
        let known = LANE_KEYS.iter().find(|(known, _)| *known == name);
        known.map(|(_, key)| *key).ok_or_else(|| {
            Error::unknown_name("kind of lanes", name, LANE_KEYS.iter().map(|(known, _)| *known))
        })
    }

    pub fn name(self) -> &'static str {
        LANE_KEYS.iter().find(|(_, key)| *key == self).map_or("", |(name, _)| name)
    }

    pub fn next(self) -> LaneGrouping {
        let position = LANE_KEYS.iter().position(|(_, key)| *key == self).unwrap_or(0);
        LANE_KEYS[(position + 1) % LANE_KEYS.len()].1
    }
}

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
