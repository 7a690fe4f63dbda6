//! Lists the events by date.

use super::{AGENCY, COUNTRY, DATE, KIND, OBJECTIVE, PHASE, PLACE, TITLE, YEAR};
use crate::model::{Event, KindId, ParticipantCount};
use crate::query::ColumnSource::{Computed, Links};
use crate::query::timeline::time_scale::day_number;
use crate::query::{CellValue, Column, ListDef, QueryContext};
use crate::store::RecordRef;
use jiff::civil::Date;
use std::sync::Arc;

pub static LIST: ListDef = ListDef {
    singular_plural: ("event", "events"),
    all_singular_plural: None,
    count_suffix: " found",
    kinds: &[KindId::Events],
    columns: &[
        Column { title: "", min_width: 1, hide_priority: 3, ..PHASE },
        Column {
            min_width: 18,
            hide_priority: 1,
            value: Computed(|ctx, row| event(ctx, row).map(|event| &event.date).into()),
            ..DATE
        },
        Column { title: "Event", min_width: 28, preferred_width: 52, ..TITLE },
        Column {
            min_width: 14,
            preferred_width: 26,
            value: Computed(|ctx, row| {
                let place = event(ctx, row).and_then(Event::place_text);
                place.map_or(CellValue::Empty, CellValue::Text)
            }),
            ..PLACE
        },
        Column {
            min_width: 11,
            hide_priority: 7,
            value: Computed(|ctx, row| {
                event(ctx, row).and_then(|event| event.kind.as_deref()).into()
            }),
            ..KIND
        },
        Column { title: "Country", min_width: 0, ..COUNTRY },
        Column { min_width: 0, ..AGENCY },
        Column { min_width: 0, value: Links(&["objectives"]), ..OBJECTIVE },
        Column {
            key: "objective_by",
            title: "Objectives by",
            min_width: 0,
            value: Computed(|ctx, row| {
                ctx.data.origin_of_field(row, "objectives").map(|origin| &**origin).into()
            }),
            ..Column::DEFAULT
        },
        Column {
            key: "region",
            title: "Region",
            preposition: "in",
            min_width: 0,
            value: Computed(|ctx, row| event(ctx, row).map(|event| regions(ctx, event)).into()),
            ..Column::DEFAULT
        },
        Column {
            min_width: 0,
            value: Computed(|ctx, row| {
                let day = event(ctx, row).and_then(|event| event.date.earliest());
                day.map(|day| CellValue::Number(day.year().into())).unwrap_or_default()
            }),
            ..YEAR
        },
        Column {
            key: "participants",
            title: "ParticipantCount",
            preposition: "participants",
            min_width: 0,
            value: Computed(|ctx, row| {
                let participants = event(ctx, row).and_then(|event| event.participants.as_ref());
                let total = participants.and_then(ParticipantCount::total);
                total.map(|total| CellValue::Number(total.into())).unwrap_or_default()
            }),
            ..Column::DEFAULT
        },
        Column {
            key: "when",
            title: "When",
            min_width: 0,
            value: Computed(|ctx, row| {
                event(ctx, row).map(|event| event.temporal_status(ctx.today).as_str()).into()
            }),
            ..Column::DEFAULT
        },
        Column {
            key: "text",
            title: "Text",
            preposition: "about",
            min_width: 0,
            search_only: true,
            value: Computed(|ctx, row| event(ctx, row).map(long_texts).into()),
            ..Column::DEFAULT
        },
    ],
    rows: |data, _| data.events_by_date().iter().map(|(.., row)| *row).collect(),
    all_description: None,
    dependent_column: None,
};

fn event<'a>(ctx: &QueryContext<'a>, row: RecordRef) -> Option<&'a Event> {
    ctx.data.get(row)
}

/// Returns the regions of the countries of an event, each once.
fn regions<'a>(ctx: &QueryContext<'a>, event: &'a Event) -> CellValue<'a> {
    let countries = event.countries.iter().filter_map(|id| ctx.data.countries().get(id));
    let regions = countries.filter_map(|country| country.region.as_deref());
    CellValue::distinct_words(regions)
}

fn long_texts(event: &Event) -> String {
    let texts = event.summary.iter().chain(&event.note).chain(&event.figures);
    let series = event.series.iter().map(|series| &series.name);
    texts.chain(series).map(|text| &**text).collect::<Vec<_>>().join(" ")
}

impl QueryContext<'_> {
    /// Returns the first and last day of each event as day numbers, by the index of the event.
    pub fn event_days(&self) -> Arc<Vec<(i32, i32)>> {
        self.memo("event days", || {
            let bounds = self.data.events().values().map(|event| event.date.sort_bounds());
            bounds.map(|(first, last)| (day_number(first), day_number(last))).collect()
        })
    }

    /// Returns the last day of the events of each phase, by the index of the phase.
    pub fn last_event_days(&self) -> Arc<Vec<Option<Date>>> {
        self.memo("last event days", || {
            let mut last_days = vec![None; self.data.phases().len()];
            for event in self.data.events().values() {
                let phase = event.phase.as_ref();
                if let Some(phase) = phase.and_then(|id| self.data.phases().get_index_of(id)) {
                    last_days[phase] = last_days[phase].max(Some(event.date.sort_bounds().1));
                }
            }
            last_days
        })
    }
}
