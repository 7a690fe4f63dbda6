//! Defines the lanes of a timeline and the marks on them.

use crate::error::{Error, Result};
use crate::model::Event;
use crate::model::edtf::Precision;

/// The property by which events are split into lanes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LaneKey {
    #[default]
    Phase,
    Country,
    Agency,
    /// Kinds of event.
    Kind,
}

/// All lane keys by name, in the order in which a key press cycles through them.
pub const LANE_KEYS: &[(&str, LaneKey)] = &[
    ("phase", LaneKey::Phase),
    ("country", LaneKey::Country),
    ("agency", LaneKey::Agency),
    ("kind", LaneKey::Kind),
];

impl LaneKey {
    /// Returns the lane key called `name`.
    pub fn by_name(name: &str) -> Result<LaneKey> {
        let known = LANE_KEYS.iter().find(|(known, _)| *known == name);
        known.map(|(_, key)| *key).ok_or_else(|| {
            Error::unknown_name("kind of lanes", name, LANE_KEYS.iter().map(|(known, _)| *known))
        })
    }

    pub fn name(self) -> &'static str {
        LANE_KEYS.iter().find(|(_, key)| *key == self).map_or("", |(name, _)| name)
    }

    pub fn next(self) -> LaneKey {
        let position = LANE_KEYS.iter().position(|(_, key)| *key == self).unwrap_or(0);
        LANE_KEYS[(position + 1) % LANE_KEYS.len()].1
    }
}

/// The certainty of a date, which decides how its event is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateCertainty {
    Day,
    /// Days from one to another.
    Span,
    /// A day within a month or months.
    Month,
    /// A day within a year, or an approximate date.
    Vague,
    /// The date of the page that reports the event, or an inferred date.
    Page,
}

pub(super) fn date_certainty(event: &Event) -> DateCertainty {
    let date = &event.date;
    if event.dated_by.is_some() {
        DateCertainty::Page
    } else if date.is_vague() || date.precision() == Precision::Year {
        DateCertainty::Vague
    } else if date.precision() == Precision::Month {
        DateCertainty::Month
    } else if date.earliest() == date.latest() {
        DateCertainty::Day
    } else {
        DateCertainty::Span
    }
}

/// One or more events at a cell.
#[derive(Clone, Debug, PartialEq)]
pub struct TimelineMark {
    /// The cell where the mark stands.
    pub cell: u16,
    /// The last cell of a single event.
    pub end_cell: u16,
    /// The events, as indexes of the rows, in order.
    pub events: Vec<usize>,
    /// The certainty of the date of a single event.
    pub certainty: DateCertainty,
}

impl TimelineMark {
    /// Returns the number that a cluster shows; `None` for a single event.
    pub fn count(&self) -> Option<usize> {
        Some(self.events.len()).filter(|count| *count > 1)
    }

    pub fn contains(&self, event: usize) -> bool {
        self.events.binary_search(&event).is_ok()
    }

    /// Returns the width of the symbol or number in cells.
    pub fn width(&self) -> u16 {
        self.count().map_or(1, |count| count.ilog10() as u16 + 1)
    }
}

/// A lane of marks.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Lane {
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

impl Lane {
    pub(super) fn new(id: impl Into<String>, name: impl Into<String>) -> Lane {
        Lane { id: id.into(), name: name.into(), ..Lane::default() }
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
