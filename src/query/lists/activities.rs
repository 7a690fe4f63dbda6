//! Lists the activities.

use super::{AGENCY, COUNTRY, DATE, DERIVED_PHASE, DONOR, OBJECTIVE, PLACE, STATUS, TITLE, YEAR};
use crate::model::{Activity, KindId, Text};
use crate::query::ColumnSource::{Computed, Links};
use crate::query::{CellValue, Column, ListDef, QueryContext};
use crate::store::RecordRef;

pub static LIST: ListDef = ListDef {
    singular_plural: ("activity", "activities"),
    all_singular_plural: None,
    count_suffix: "",
    kinds: &[KindId::Activities],
    columns: &[
        Column { title: "", min_width: 1, hide_priority: 3, ..DERIVED_PHASE },
        Column {
            min_width: 18,
            hide_priority: 2,
            value: Computed(|ctx, row| activity(ctx, row).and_then(Activity::best_date).into()),
            ..DATE
        },
        Column { title: "Activity", min_width: 28, preferred_width: 48, ..TITLE },
        Column {
            min_width: 14,
            hide_priority: 1,
            value: Computed(|ctx, row| {
                activity(ctx, row).and_then(|activity| activity.status.as_deref()).into()
            }),
            ..STATUS
        },
        Column { min_width: 12, hide_priority: 6, ..COUNTRY },
        Column { min_width: 12, hide_priority: 7, ..AGENCY },
        Column {
            min_width: 0,
            value: Computed(|ctx, row| {
                activity(ctx, row).and_then(|activity| activity.place.as_deref()).into()
            }),
            ..PLACE
        },
        Column { min_width: 0, value: Links(&["objectives"]), ..OBJECTIVE },
        Column { min_width: 0, value: Links(&["donors"]), ..DONOR },
        Column {
            key: "parent",
            title: "Part of",
            preposition: "part of",
            min_width: 0,
            is_links: true,
            value: Links(&["parent"]),
            ..Column::DEFAULT
        },
        Column {
            key: "planned",
            title: "Planned",
            preposition: "planned for",
            min_width: 0,
            value: Computed(|ctx, row| {
                activity(ctx, row).and_then(|activity| activity.date.as_ref()).into()
            }),
            ..Column::DEFAULT
        },
        Column {
            key: "actual",
            title: "Actual dates",
            preposition: "carried out in",
            min_width: 0,
            value: Computed(|ctx, row| {
                activity(ctx, row).and_then(|activity| activity.actual_date.as_ref()).into()
            }),
            ..Column::DEFAULT
        },
        Column {
            min_width: 0,
            value: Computed(|ctx, row| {
                let date = activity(ctx, row).and_then(Activity::best_date);
                let day = date.and_then(|date| date.earliest());
                day.map(|day| CellValue::Number(day.year().into())).unwrap_or_default()
            }),
            ..YEAR
        },
        Column {
            key: "sector",
            title: "Sectors",
            preposition: "of sector",
            min_width: 0,
            value: Computed(|ctx, row| {
                let sectors = activity(ctx, row).map(|activity| &activity.sectors);
                CellValue::distinct_words(sectors.into_iter().flatten().map(|text| &**text))
            }),
            ..Column::DEFAULT
        },
        Column {
            key: "code",
            title: "Identifier",
            preposition: "with identifier",
            min_width: 0,
            value: Computed(|ctx, row| {
                activity(ctx, row).and_then(|activity| activity.identifier.as_deref()).into()
            }),
            ..Column::DEFAULT
        },
        Column {
            key: "text",
            title: "Text",
            preposition: "about",
            min_width: 0,
            search_only: true,
            value: Computed(|ctx, row| activity(ctx, row).map(long_texts).into()),
            ..Column::DEFAULT
        },
    ],
    rows: |data, _| {
        let mut rows: Vec<RecordRef> = data.records(KindId::Activities).collect();
        rows.sort_by_key(|row| {
            let date = data.get::<Activity>(*row).and_then(Activity::best_date);
            (date.is_none(), date.map(|date| date.sort_bounds()))
        });
        rows
    },
    all_description: None,
    dependent_column: None,
};

fn activity<'a>(ctx: &QueryContext<'a>, row: RecordRef) -> Option<&'a Activity> {
    ctx.data.get(row)
}

fn long_texts(activity: &Activity) -> String {
    let texts: Vec<&Text> = activity.description.iter().chain(&activity.note).collect();
    texts.into_iter().map(|text| &**text).collect::<Vec<_>>().join(" ")
}
