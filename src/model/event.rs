//! An event, its known kinds, and its position relative to a day.

use super::record_macro::{IsEmpty, record};
use super::{EdtfDate, ParticipantCount, RecordFields, RecordReference, Text};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// Explains the sign of a place that no source states for its event.
pub const BORROWED_PLACE_LEGEND: &str = "place? of a date line, not stated for the event";

record! {
    /// An event (iCalendar VEVENT).
    Event {
        /// The title.
        title: Text,
        /// The date.
        date: EdtfDate;
        /// The origin of a date that the source does not state for the event itself: `page`,
        /// `date line`, `inferred`.
        dated_by: Option<Text>,
        /// The sort of event: `agreement`, `assessment`, `campaign`, `committee`, `conference`,
        /// `launch`, `meeting`, `policy`, `publication`, `training`, `visit` or `workshop`.
        kind: Option<Text>,
        /// The place as the source states it.
        place: Option<Text>,
        /// The origin of a place that is not stated for the event itself: `date line`.
        placed_by: Option<Text>,
        online: Option<bool>,
        /// Countries where it took place, or that took part.
        countries: Vec<Text>,
        /// The phase that it belongs to.
        phase: Option<Text>,
        /// Agencies that the source names.
        agencies: Vec<Text>,
        /// Objectives that it clearly served.
        objectives: Vec<Text>,
        /// The origin of the objectives, if no source assigns them: `our reading`.
        objectives_by: Option<Text>,
        /// The number in a series of meetings.
        series: Option<MeetingSeries>,
        /// People who took part.
        participants: Option<ParticipantCount>,
        /// Figures as published.
        figures: Vec<Text>,
        /// A summary in our words.
        summary: Option<Text>,
        /// Documents of the event.
        documents: Vec<Text>,
        /// A remark for readers.
        note: Option<Text>,
        /// The sources of the record.
        sources: Vec<Text>,
    }
}

/// Known kinds of event. Others cause a warning.
pub const EVENT_KINDS: &[&str] = &[
    "agreement",
    "assessment",
    "campaign",
    "committee",
    "conference",
    "launch",
    "meeting",
    "policy",
    "publication",
    "training",
    "visit",
    "workshop",
];

/// The position of an event relative to a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TemporalStatus {
    Past,
    Now,
    Next,
}

impl TemporalStatus {
    /// Returns the word for filters and columns.
    pub fn as_str(self) -> &'static str {
        match self {
            TemporalStatus::Past => "past",
            TemporalStatus::Now => "now",
            TemporalStatus::Next => "next",
        }
    }
}

record! {
    /// A series of numbered meetings, and the number of one of them.
    MeetingSeries {
        /// The series.
        name: Text,
        /// The number, from 1.
        number: u32;
    }
}

impl Event {
    /// Returns the place, with a question mark if no source states it for the event itself.
    pub fn place_text(&self) -> Option<Cow<'_, str>> {
        let place = self.place.as_deref()?;
        Some(match self.placed_by {
            Some(_) => Cow::Owned(format!("{place}?")),
            None => Cow::Borrowed(place),
        })
    }

    /// Returns whether the event is over, under way or to come on `today`.
    pub fn temporal_status(&self, today: Date) -> TemporalStatus {
        let (first, last) = self.date.sort_bounds();
        if last < today {
            TemporalStatus::Past
        } else if first > today {
            TemporalStatus::Next
        } else {
            TemporalStatus::Now
        }
    }
}
