//! The marks on a lane: one or more events at a cell, and the certainty of their dates.

use crate::model::Event;
use crate::model::edtf::DatePrecision;

/// The certainty of a date, which decides how its event is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateAppearance {
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

pub(super) fn date_certainty(event: &Event) -> DateAppearance {
    let date = &event.date;
    if event.dated_by.is_some() {
        DateAppearance::Page
    } else if date.is_vague() || date.precision() == DatePrecision::Year {
        DateAppearance::Vague
    } else if date.precision() == DatePrecision::Month {
        DateAppearance::Month
    } else if date.earliest() == date.latest() {
        DateAppearance::Day
    } else {
        DateAppearance::Span
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
    pub certainty: DateAppearance,
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
