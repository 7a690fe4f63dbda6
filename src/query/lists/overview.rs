//! The programme as a whole: its record, its phases and its agencies.

use crate::model::Phase;
use crate::query::{CellValue, Column, ListDef};
use std::borrow::Cow;

/// The programme, its phases, its agencies.
pub static LIST: ListDef = ListDef {
    singular_plural: ("part", "parts"),
    kinds: &["programme"],
    columns: &[
        Column {
            key: "group",
            title: "",
            preposition: "among",
            min_width: 10,
            hide_priority: 2,
            suppress_repeats: true,
            value: |_, row| {
                CellValue::Text(Cow::Borrowed(match row.kind_info().name {
                    "programme" => "Programme",
                    "phases" => "Phases",
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
            value: |scope, row| match row.kind_info().name {
                "programme" => CellValue::Number(scope.data.events.len() as i64),
                _ => scope.count_referrers(row, "events"),
            },
            ..Column::DEFAULT
        },
    ],
    rows: |data, _| {
        data.records("programme")
            .chain(data.records("phases"))
            .chain(data.records("agencies"))
            .collect()
    },
    all_description: None,
};
