//! Objectives, who leads them, and the agencies.

use super::{Column, List, Scope, Value};
use crate::model::{Engagement, Role};
use crate::store::Row;
use std::borrow::Cow;

/// Agencies, objectives and engagements, phase by phase.
pub const LIST: List = List {
    nouns: ("objective or agency", "objectives and agencies"),
    kinds: &["objectives", "engagements", "agencies"],
    columns: &[
        Column {
            key: "group",
            title: "",
            says: "in",
            width: 12,
            gives_way: 2,
            once: true,
            value: |_, row| {
                Value::Text(Cow::Borrowed(match row.kind().name {
                    "objectives" => "Objectives",
                    "engagements" => "Engagements",
                    _ => "Agencies",
                }))
            },
            ..Column::USUAL
        },
        Column {
            key: "title",
            title: "Objective",
            says: "called",
            width: 34,
            gives_way: 0,
            grows: true,
            value: |scope, row| match row.kind().name {
                "objectives" => scope
                    .data
                    .objectives
                    .get_index(row.index as usize)
                    .map_or(Value::Empty, |(_, o)| Value::Text(Cow::Owned(format!("{} {}", o.number, o.title)))),
                _ => Value::Text(scope.data.heading(row)),
            },
            ..Column::USUAL
        },
        Column {
            key: "phase",
            title: "Phase",
            says: "in phase",
            width: 5,
            gives_way: 1,
            value: |scope, row| {
                let of = |id: &str| scope.data.objectives.get(id).map_or(Value::Empty, |o| scope.names("phases", [&o.phase]));
                match row.kind().name {
                    "agencies" => Value::Empty,
                    "engagements" => scope.data.engagements.get_index(row.index as usize).map_or(Value::Empty, |(_, e)| of(&e.objective)),
                    _ => of(scope.data.id(row)),
                }
            },
            ..Column::USUAL
        },
        Column {
            key: "lead",
            title: "Lead",
            says: "led by",
            width: 7,
            gives_way: 3,
            value: |scope, row| agencies(scope, row, Some(Role::Lead)),
            ..Column::USUAL
        },
        Column {
            key: "partner",
            title: "Partner",
            says: "with partner",
            width: 7,
            gives_way: 4,
            value: |scope, row| agencies(scope, row, Some(Role::Partner)),
            ..Column::USUAL
        },
        Column {
            key: "agency",
            title: "Agencies",
            says: "with",
            width: 0,
            value: |scope, row| agencies(scope, row, None),
            ..Column::USUAL
        },
    ],
    rows: |data, _| data.rows("objectives").chain(data.rows("agencies")).chain(data.rows("engagements")).collect(),
    all: None,
};

fn agencies<'a>(scope: &Scope<'a>, row: Row, role: Option<Role>) -> Value<'a> {
    let id = scope.data.id(row);
    let here = |engagement: &Engagement| match row.kind().name {
        "objectives" => &*engagement.objective == id,
        "engagements" => scope.data.engagements.get(id).is_some_and(|one| one == engagement),
        _ => false,
    };
    let found = scope.data.engagements.values().filter(|e| here(e) && role.is_none_or(|role| role == e.role));
    scope.names("agencies", found.map(|engagement| &engagement.agency))
}
