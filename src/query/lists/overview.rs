//! The programme as a whole: its record, its phases and its agencies.

use crate::model::{KindId, Phase};
use crate::query::{CellValue, Column, ListDef};
use std::borrow::Cow;

/// The programme, its phases, its agencies.
pub static LIST: ListDef = ListDef {
    singular_plural: ("part", "parts"),
    kinds: &[KindId::Programme],
    columns: &[
        Column {
            key: "group",
            title: "",
            preposition: "among",
            min_width: 10,
            hide_priority: 2,
            suppress_repeats: true,
            value: |_, row| {
                CellValue::Text(Cow::Borrowed(match row.kind {
                    KindId::Programme => "Programme",
                    KindId::Phases => "Phases",
                    _ => "Agencies",
                }))
            },
            ..Column::DEFAULT
        },
        Column {
            key: "title",
            title: "What",
            preposition: "called",
            min_width: 26,
            hide_priority: 0,
            fills: true,
            value: |scope, row| CellValue::Text(scope.data.title(row)),
            ..Column::DEFAULT
        },
        Column {
            key: "date",
            title: "Years",
            preposition: "in",
            min_width: 9,
            hide_priority: 3,
            value: |scope, row| {
                scope
                    .data
                    .get::<Phase>(row)
                    .map_or(CellValue::Empty, |phase| CellValue::Date(&phase.date))
            },
            ..Column::DEFAULT
        },
        Column {
            key: "events",
            title: "Events",
            preposition: "events",
            min_width: 6,
            hide_priority: 4,
            value: |scope, row| match row.kind {
                KindId::Programme => CellValue::Number(scope.data.events().len() as i64),
                _ => scope.count_referrers(row, KindId::Events),
            },
            ..Column::DEFAULT
        },
    ],
    rows: |data, _| {
        data.records(KindId::Programme)
            .chain(data.records(KindId::Phases))
            .chain(data.records(KindId::Agencies))
            .collect()
    },
    all_description: None,
};
