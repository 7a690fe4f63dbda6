//! The planned and actual dates of an activity.

use super::extension::{EXTENSION_EDTF, EXTENSION_INFERRED};
use super::xml_element::XmlElement;
use crate::model::{Activity, EdtfDate, Objective, Phase};
use crate::store::{Dataset, RecordRef};
use jiff::civil::Date;

/// The codes of the list ActivityDateType.
const PLANNED_START: &str = "1";
const ACTUAL_START: &str = "2";
const PLANNED_END: &str = "3";
const ACTUAL_END: &str = "4";

/// The planned and actual dates of a record, or those inferred for it.
pub(super) struct ActivityDates<'a> {
    planned: Option<&'a EdtfDate>,
    /// The actual dates, without those after today, which the standard does not allow.
    actual: Option<&'a EdtfDate>,
    inferred: Option<(DateSpan, &'static str)>,
    today: Date,
}

/// A first day, and a last one if there is one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct DateSpan {
    pub(super) start: Date,
    pub(super) end: Option<Date>,
}

impl DateSpan {
    /// Returns the span of both; without an end if one of them has none.
    pub(super) fn union(self, other: DateSpan) -> DateSpan {
        let end = match (self.end, other.end) {
            (Some(end), Some(other)) => Some(end.max(other)),
            _ => None,
        };
        DateSpan { start: self.start.min(other.start), end }
    }
}

impl<'a> ActivityDates<'a> {
    /// Returns the dates that are stated for a record; an objective has those of its phase.
    pub(super) fn of(data: &'a Dataset, record: RecordRef, today: Date) -> ActivityDates<'a> {
        let of_phase = data
            .get::<Objective>(record)
            .and_then(|objective| data.phases().get(objective.phase.as_ref()?));
        let phase = data.get::<Phase>(record).or(of_phase);
        let activity = data.get::<Activity>(record);
        let planned = phase.and_then(|phase| phase.date.as_ref());
        let actual = phase.and_then(|phase| phase.project_dates.as_ref());
        ActivityDates {
            planned: planned.or_else(|| activity.and_then(|it| it.date.as_ref())),
            actual: actual.or_else(|| activity.and_then(|it| it.actual_date.as_ref())),
            inferred: None,
            today,
        }
    }

    /// Sets dates that no source states for the record, and the reason for them.
    pub(super) fn infer(&mut self, span: DateSpan, reason: &'static str) {
        self.inferred = Some((span, reason));
    }

    /// Returns whether there is a start, as the standard needs.
    pub(super) fn has_start(&self) -> bool {
        self.span().is_some()
    }

    /// Returns the first and the last day: the actual ones, else the planned ones, else the
    /// inferred ones.
    pub(super) fn span(&self) -> Option<DateSpan> {
        let start = self.actual_start().or_else(|| self.planned_start());
        let end = || self.actual_end().or_else(|| self.planned_end());
        match start {
            Some(start) => Some(DateSpan { start, end: end().filter(|end| *end >= start) }),
            None => self.inferred.map(|(span, _)| span),
        }
    }

    /// Returns whether the elements state the planned dates, and whether they state the actual
    /// ones.
    pub(super) fn are_stated(&self) -> (bool, bool) {
        let is_planned = self.planned_start().or(self.planned_end()).is_some();
        let is_actual = self.actual_start().or(self.actual_end()).is_some();
        (is_planned || self.planned.is_none(), is_actual || self.actual.is_none())
    }

    /// Returns the number of actual dates that have no element because they are to come.
    pub(super) fn future_actual_dates(&self) -> usize {
        let dates = [self.actual.and_then(first_day), self.actual.and_then(last_day)];
        dates.into_iter().flatten().filter(|day| *day > self.today).count()
    }

    fn planned_start(&self) -> Option<Date> {
        self.planned.and_then(first_day)
    }

    fn planned_end(&self) -> Option<Date> {
        self.planned.and_then(last_day).filter(|end| self.planned_start() <= Some(*end))
    }

    fn actual_start(&self) -> Option<Date> {
        self.actual.and_then(first_day).filter(|day| *day <= self.today)
    }

    fn actual_end(&self) -> Option<Date> {
        let end = self.actual.and_then(last_day).filter(|day| *day <= self.today);
        end.filter(|end| self.actual_start() <= Some(*end))
    }

    /// Returns the elements of the dates. A date that is not an exact day has its words, and all
    /// have the date as the data state it.
    pub(super) fn elements(&self) -> Vec<XmlElement> {
        let stated = [
            (PLANNED_START, self.planned_start(), self.planned),
            (ACTUAL_START, self.actual_start(), self.actual),
            (PLANNED_END, self.planned_end(), self.planned),
            (ACTUAL_END, self.actual_end(), self.actual),
        ];
        let stated = stated.into_iter().filter_map(|(code, day, date)| {
            let date = date?;
            let words = (!date.is_exact()).then(|| date.display());
            let element = date_element(code, day?, words.as_deref());
            Some(element.attribute(EXTENSION_EDTF, date.as_str()))
        });
        let mut elements: Vec<XmlElement> = stated.collect();
        if let Some((span, reason)) = self.inferred {
            // a stated end is kept, and is not before the start
            let end = self.planned_end();
            let start = span.start.min(end.unwrap_or(span.start));
            let other_end = span.end.filter(|_| end.is_none());
            let days = [(PLANNED_START, Some(start)), (PLANNED_END, other_end)];
            let inferred = days.into_iter().filter_map(|(code, day)| {
                let element = date_element(code, day?, Some(reason));
                Some(element.attribute(EXTENSION_INFERRED, "dates"))
            });
            elements.extend(inferred);
        }
        elements
    }
}

fn date_element(code: &str, day: Date, words: Option<&str>) -> XmlElement {
    let words = words.map(|words| XmlElement::new("narrative").text(words));
    XmlElement::new("activity-date")
        .attribute("type", code)
        .attribute("iso-date", day.to_string())
        .children(words)
}

/// Returns the first day of a date, if XML can state its year.
pub(super) fn first_day(date: &EdtfDate) -> Option<Date> {
    date.earliest().filter(|day| day.year() > 0)
}

/// Returns the last day of a date, if XML can state its year.
pub(super) fn last_day(date: &EdtfDate) -> Option<Date> {
    date.latest().filter(|day| day.year() > 0)
}
