//! Events by date.

use crate::model::Event;
use crate::model::edtf::distance;
use crate::query::timeline::time_scale::number;
use crate::query::{Column, List, Scope, Value};
use crate::store::RecordRef;
use jiff::civil::Date;
use std::borrow::Cow;
use std::sync::Arc;

/// All events, the earliest first.
pub static LIST: List = List {
    nouns: ("event", "events"),
    kinds: &["events"],
    columns: &[
        Column {
            key: "phase",
            title: "",
            says: "in phase",
            width: 1,
            names: true,
            gives_way: 3,
            value: |scope, row| event(scope, row).map_or(Value::Empty, |e| scope.names("phases", &e.phase)),
            ..Column::USUAL
        },
        Column {
            key: "date",
            title: "Date",
            says: "on",
            width: 18,
            gives_way: 1,
            value: |scope, row| event(scope, row).map_or(Value::Empty, |e| Value::Date(&e.date)),
            ..Column::USUAL
        },
        Column {
            key: "title",
            title: "Event",
            says: "called",
            width: 28,
            wide: 52,
            gives_way: 0,
            grows: true,
            value: |scope, row| Value::Text(scope.data.heading(row)),
            ..Column::USUAL
        },
        Column {
            key: "place",
            title: "Place",
            says: "at",
            width: 14,
            wide: 26,
            gives_way: 5,
            value: |scope, row| event(scope, row).map_or(Value::Empty, |e| Value::text(e.place.as_deref())),
            ..Column::USUAL
        },
        Column {
            key: "kind",
            title: "Kind",
            says: "kind",
            width: 11,
            gives_way: 7,
            value: |scope, row| event(scope, row).map_or(Value::Empty, |e| Value::text(e.kind.as_deref())),
            ..Column::USUAL
        },
        Column {
            key: "country",
            title: "Country",
            says: "in",
            width: 0,
            names: true,
            value: |scope, row| event(scope, row).map_or(Value::Empty, |e| scope.names("countries", &e.countries)),
            ..Column::USUAL
        },
        Column {
            key: "agency",
            title: "Agencies",
            says: "with",
            width: 0,
            names: true,
            value: |scope, row| event(scope, row).map_or(Value::Empty, |e| scope.names("agencies", &e.agencies)),
            ..Column::USUAL
        },
        Column {
            key: "objective",
            title: "Objectives",
            says: "for objective",
            width: 0,
            names: true,
            value: |scope, row| event(scope, row).map_or(Value::Empty, |e| scope.names("objectives", &e.objectives)),
            ..Column::USUAL
        },
        Column {
            key: "region",
            title: "Region",
            says: "in",
            width: 0,
            value: |scope, row| {
                let of = |e: &Event| {
                    e.countries.iter().filter_map(|id| scope.data.countries.get(&**id)?.region.as_deref()).collect::<Vec<_>>().join(", ")
                };
                event(scope, row).map_or(Value::Empty, |e| Value::Text(Cow::Owned(of(e))))
            },
            ..Column::USUAL
        },
        Column {
            key: "year",
            title: "Year",
            says: "year",
            width: 0,
            value: |scope, row| {
                event(scope, row).and_then(|e| e.date.earliest()).map_or(Value::Empty, |date| Value::Number(date.year().into()))
            },
            ..Column::USUAL
        },
        Column {
            key: "when",
            title: "When",
            says: "",
            width: 0,
            value: |scope, row| event(scope, row).map_or(Value::Empty, |e| Value::Text(Cow::Borrowed(tense(e, scope.today)))),
            ..Column::USUAL
        },
        Column {
            key: "text",
            title: "Text",
            says: "about",
            width: 0,
            searched: true,
            value: |scope, row| {
                event(scope, row).map_or(Value::Empty, |e| {
                    let parts =
                        e.summary.iter().chain(&e.note).chain(&e.figures).map(|text| &**text).chain(e.series.iter().map(|s| &*s.name));
                    Value::Text(Cow::Owned(parts.collect::<Vec<_>>().join(" ")))
                })
            },
            ..Column::USUAL
        },
    ],
    rows: |data, _| data.events_in_time().iter().map(|(.., row)| *row).collect(),
    all: None,
};

fn event<'a>(scope: &Scope<'a>, row: RecordRef) -> Option<&'a Event> {
    scope.data.get::<Event>(row)
}

/// `past`, `now` or `next`: where an event lies from today.
pub fn tense(event: &Event, today: Date) -> &'static str {
    let (first, last) = event.date.order();
    match (last < today, first > today) {
        (true, _) => "past",
        (_, true) => "next",
        _ => "now",
    }
}

/// The events under way, the first to come by earliest day, and the last that is over.
pub struct Around {
    /// Under way today.
    pub now: Vec<RecordRef>,
    /// The first to come.
    pub next: Option<RecordRef>,
    /// The last that is over.
    pub last: Option<RecordRef>,
}

/// What surrounds today; reckoned once where more questions come.
pub fn around(scope: &Scope) -> Arc<Around> {
    let reckon = || {
        let all = scope.data.events_in_time();
        let (past, next) = (|last: Date| last < scope.today, |first: Date| first > scope.today);
        Around {
            now: all.iter().filter(|(first, last, _)| !past(*last) && !next(*first)).map(|(.., row)| *row).collect(),
            next: all.iter().find(|(first, last, _)| !past(*last) && next(*first)).map(|(.., row)| *row),
            last: all.iter().filter(|(_, last, _)| past(*last)).max_by_key(|(_, last, _)| *last).map(|(.., row)| *row),
        }
    };
    scope.once(|kept| &kept.around, reckon)
}

impl Scope<'_> {
    /// The first and last day of each event, as numbers, by the index of the event; reckoned once where more questions come.
    pub fn days(&self) -> Arc<Vec<(i32, i32)>> {
        let days = |event: &Event| (number(event.date.order().0), number(event.date.order().1));
        self.once(|kept| &kept.days, || self.data.events.values().map(days).collect())
    }

    /// The last day of each phase's events, by the index of the phase.
    pub fn until(&self) -> Arc<Vec<Option<Date>>> {
        self.once(
            |kept| &kept.until,
            || {
                let mut until = vec![None; self.data.phases.len()];
                for event in self.data.events.values() {
                    if let Some(phase) = event.phase.as_ref().and_then(|id| self.data.phases.get_index_of(&**id)) {
                        until[phase] = until[phase].max(Some(event.date.order().1));
                    }
                }
                until
            },
        )
    }
}

/// What surrounds today, in words.
pub fn around_words(scope: &Scope) -> String {
    let around = around(scope);
    let day = |row: RecordRef, end: bool| {
        let date = event(scope, row).map(|e| &e.date)?;
        Some((date.words(), distance(if end { date.latest()? } else { date.earliest()? }, scope.today)))
    };
    let mut parts = Vec::new();
    if !around.now.is_empty() {
        parts.push(format!("now {}", around.now.len()));
    }
    if let Some((date, far)) = around.last.and_then(|row| day(row, true)) {
        parts.push(format!("last {date}, {far}"));
    }
    parts.push(match around.next.and_then(|row| day(row, false)) {
        Some((date, far)) => format!("next {date}, {far}"),
        None => "next: no source names one".into(),
    });
    parts.join(" · ")
}
