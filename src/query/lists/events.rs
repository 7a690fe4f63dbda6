//! Events by date.

use crate::model::edtf::format_distance;
use crate::model::{Event, KindId};
use crate::query::timeline::time_scale::day_number;
use crate::query::{CellValue, Column, ListDef, QueryContext};
use crate::store::RecordRef;
use jiff::civil::Date;
use std::borrow::Cow;
use std::sync::Arc;

/// All events, the earliest first.
pub static LIST: ListDef = ListDef {
    singular_plural: ("event", "events"),
    kinds: &[KindId::Events],
    columns: &[
        Column {
            key: "phase",
            title: "",
            preposition: "in phase",
            min_width: 1,
            is_links: true,
            hide_priority: 3,
            value: |scope, row| {
                event(scope, row)
                    .map_or(CellValue::Empty, |e| scope.record_links(KindId::Phases, &e.phase))
            },
            ..Column::DEFAULT
        },
        Column {
            key: "date",
            title: "Date",
            preposition: "on",
            min_width: 18,
            hide_priority: 1,
            value: |scope, row| {
                event(scope, row).map_or(CellValue::Empty, |e| CellValue::Date(&e.date))
            },
            ..Column::DEFAULT
        },
        Column {
            key: "title",
            title: "Event",
            preposition: "called",
            min_width: 28,
            preferred_width: 52,
            hide_priority: 0,
            fills: true,
            value: |scope, row| CellValue::Text(scope.data.title(row)),
            ..Column::DEFAULT
        },
        Column {
            key: "place",
            title: "Place",
            preposition: "at",
            min_width: 14,
            preferred_width: 26,
            hide_priority: 5,
            value: |scope, row| {
                event(scope, row)
                    .map_or(CellValue::Empty, |e| CellValue::optional_text(e.place.as_deref()))
            },
            ..Column::DEFAULT
        },
        Column {
            key: "kind",
            title: "Kind",
            preposition: "kind",
            min_width: 11,
            hide_priority: 7,
            value: |scope, row| {
                event(scope, row)
                    .map_or(CellValue::Empty, |e| CellValue::optional_text(e.kind.as_deref()))
            },
            ..Column::DEFAULT
        },
        Column {
            key: "country",
            title: "Country",
            preposition: "in",
            min_width: 0,
            is_links: true,
            value: |scope, row| {
                event(scope, row).map_or(CellValue::Empty, |e| {
                    scope.record_links(KindId::Countries, &e.countries)
                })
            },
            ..Column::DEFAULT
        },
        Column {
            key: "agency",
            title: "Agencies",
            preposition: "with",
            min_width: 0,
            is_links: true,
            value: |scope, row| {
                event(scope, row)
                    .map_or(CellValue::Empty, |e| scope.record_links(KindId::Agencies, &e.agencies))
            },
            ..Column::DEFAULT
        },
        Column {
            key: "objective",
            title: "Objectives",
            preposition: "for objective",
            min_width: 0,
            is_links: true,
            value: |scope, row| {
                event(scope, row).map_or(CellValue::Empty, |e| {
                    scope.record_links(KindId::Objectives, &e.objectives)
                })
            },
            ..Column::DEFAULT
        },
        Column {
            key: "region",
            title: "Region",
            preposition: "in",
            min_width: 0,
            value: |scope, row| {
                let of = |e: &Event| {
                    e.countries
                        .iter()
                        .filter_map(|id| scope.data.countries().get(id)?.region.as_deref())
                        .collect::<Vec<_>>()
                        .join(", ")
                };
                event(scope, row).map_or(CellValue::Empty, |e| CellValue::Text(Cow::Owned(of(e))))
            },
            ..Column::DEFAULT
        },
        Column {
            key: "year",
            title: "Year",
            preposition: "year",
            min_width: 0,
            value: |scope, row| {
                event(scope, row)
                    .and_then(|e| e.date.earliest())
                    .map_or(CellValue::Empty, |date| CellValue::Number(date.year().into()))
            },
            ..Column::DEFAULT
        },
        Column {
            key: "when",
            title: "When",
            preposition: "",
            min_width: 0,
            value: |scope, row| {
                event(scope, row).map_or(CellValue::Empty, |e| {
                    CellValue::Text(Cow::Borrowed(e.temporal_status(scope.today).as_str()))
                })
            },
            ..Column::DEFAULT
        },
        Column {
            key: "text",
            title: "Text",
            preposition: "about",
            min_width: 0,
            search_only: true,
            value: |scope, row| {
                event(scope, row).map_or(CellValue::Empty, |e| {
                    let parts = e
                        .summary
                        .iter()
                        .chain(&e.note)
                        .chain(&e.figures)
                        .map(|text| &**text)
                        .chain(e.series.iter().map(|s| &*s.name));
                    CellValue::Text(Cow::Owned(parts.collect::<Vec<_>>().join(" ")))
                })
            },
            ..Column::DEFAULT
        },
    ],
    rows: |data, _| data.events_by_date().iter().map(|(.., row)| *row).collect(),
    all_description: None,
};

fn event<'a>(scope: &QueryContext<'a>, row: RecordRef) -> Option<&'a Event> {
    scope.data.get::<Event>(row)
}

/// The events under way, the first to come by earliest day, and the last that is over.
pub struct EventSummary {
    /// Under way today.
    pub now: Vec<RecordRef>,
    /// The first to come.
    pub next: Option<RecordRef>,
    /// The last that is over.
    pub last: Option<RecordRef>,
}

/// What surrounds today; reckoned once where more questions come.
pub fn event_summary(scope: &QueryContext) -> Arc<EventSummary> {
    let reckon = || {
        let all = scope.data.events_by_date();
        let (past, next) = (|last: Date| last < scope.today, |first: Date| first > scope.today);
        EventSummary {
            now: all
                .iter()
                .filter(|(first, last, _)| !past(*last) && !next(*first))
                .map(|(.., row)| *row)
                .collect(),
            next: all
                .iter()
                .find(|(first, last, _)| !past(*last) && next(*first))
                .map(|(.., row)| *row),
            last: all
                .iter()
                .filter(|(_, last, _)| past(*last))
                .max_by_key(|(_, last, _)| *last)
                .map(|(.., row)| *row),
        }
    };
    scope.memo(|kept| &kept.around, reckon)
}

impl QueryContext<'_> {
    /// The first and last day of each event, as numbers, by the index of the event; reckoned once where more questions come.
    pub fn event_days(&self) -> Arc<Vec<(i32, i32)>> {
        let days = |event: &Event| {
            (day_number(event.date.sort_bounds().0), day_number(event.date.sort_bounds().1))
        };
        self.memo(|kept| &kept.days, || self.data.events().values().map(days).collect())
    }

    /// The last day of each phase's events, by the index of the phase.
    pub fn last_event_days(&self) -> Arc<Vec<Option<Date>>> {
        self.memo(
            |kept| &kept.until,
            || {
                let mut until = vec![None; self.data.phases().len()];
                for event in self.data.events().values() {
                    if let Some(phase) =
                        event.phase.as_ref().and_then(|id| self.data.phases().get_index_of(id))
                    {
                        until[phase] = until[phase].max(Some(event.date.sort_bounds().1));
                    }
                }
                until
            },
        )
    }
}

/// What surrounds today, in words.
pub fn event_summary_text(scope: &QueryContext) -> String {
    let around = event_summary(scope);
    let day = |row: RecordRef, end: bool| {
        let date = event(scope, row).map(|e| &e.date)?;
        Some((
            date.display(),
            format_distance(if end { date.latest()? } else { date.earliest()? }, scope.today),
        ))
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
