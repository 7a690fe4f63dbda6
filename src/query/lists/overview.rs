//! The programme as a whole: its record, its phases and its agencies.

use crate::model::Phase;
use crate::query::{Column, List, Value};
use std::borrow::Cow;

/// The programme, its phases, its agencies.
pub static LIST: List = List {
    nouns: ("part", "parts"),
    kinds: &["programme"],
    columns: &[
        Column {
            key: "group",
            title: "",
            says: "among",
            width: 10,
            gives_way: 2,
            once: true,
            value: |_, row| {
                Value::Text(Cow::Borrowed(match row.kind().name {
                    "programme" => "Programme",
                    "phases" => "Phases",
                    _ => "Agencies",
                }))
            },
            ..Column::USUAL
        },
        Column {
            key: "title",
            title: "What",
            says: "called",
            width: 26,
            gives_way: 0,
            grows: true,
            value: |scope, row| Value::Text(scope.data.heading(row)),
            ..Column::USUAL
        },
        Column {
            key: "date",
            title: "Years",
            says: "in",
            width: 9,
            gives_way: 3,
            value: |scope, row| scope.data.get::<Phase>(row).map_or(Value::Empty, |phase| Value::Date(&phase.date)),
            ..Column::USUAL
        },
        Column {
            key: "events",
            title: "Events",
            says: "events",
            width: 6,
            gives_way: 4,
            value: |scope, row| match row.kind().name {
                "programme" => Value::Number(scope.data.events.len() as i64),
                _ => scope.count(row, "events"),
            },
            ..Column::USUAL
        },
    ],
    rows: |data, _| data.rows("programme").chain(data.rows("phases")).chain(data.rows("agencies")).collect(),
    all: None,
};
