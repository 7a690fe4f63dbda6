//! Who says what: the values on which the sources disagree, then the sources.

use crate::model::{Citation, Place, Source};
use crate::query::{Column, List, Value};
use crate::sort;
use crate::store::{Kept, RecordRef};
use std::borrow::Cow;

/// Disagreements, the five documents, and the other sources.
pub static LIST: List = List {
    nouns: ("source or disagreement", "sources and disagreements"),
    kinds: &["sources", "citations"],
    columns: &[
        Column {
            key: "group",
            title: "",
            says: "among",
            width: 13,
            gives_way: 2,
            once: true,
            value: |scope, row| {
                let source = scope.data.get::<Source>(row);
                Value::Text(Cow::Borrowed(match source {
                    None if scope.data.get::<Citation>(row).is_some_and(|c| c.is_disputed()) => "Disagreements",
                    None => "Agreements",
                    Some(source) if source.file.is_some() => "Documents",
                    Some(_) => "Other sources",
                }))
            },
            ..Column::USUAL
        },
        Column {
            key: "title",
            title: "What",
            says: "called",
            width: 33,
            wide: 50,
            gives_way: 0,
            grows: true,
            value: |scope, row| Value::Text(scope.data.heading(row)),
            ..Column::USUAL
        },
        Column {
            key: "says",
            title: "Says",
            says: "saying",
            width: 26,
            gives_way: 4,
            value: |scope, row| match row.kind().name {
                "citations" => scope.data.get::<Citation>(row).map_or(Value::Empty, |citation| {
                    let mut sides: Vec<&str> = Vec::new();
                    for says in citation.0.iter().map(|side| side.says.as_deref().unwrap_or("as shown")) {
                        if !sides.contains(&says) {
                            sides.push(says);
                        }
                    }
                    Value::Text(Cow::Owned(sides.join(" ≠ ")))
                }),
                _ => Value::text(scope.data.get::<Source>(row).and_then(|s| s.file.as_ref().or(s.publisher.as_ref())).map(|text| &**text)),
            },
            ..Column::USUAL
        },
        Column {
            key: "kind",
            title: "Kind",
            says: "kind",
            width: 8,
            gives_way: 7,
            value: |scope, row| match row.kind().name {
                "citations" => Value::Empty,
                _ => Value::text(scope.data.get::<Source>(row).map(|source| &*source.kind)),
            },
            ..Column::USUAL
        },
        Column {
            key: "cited",
            title: "Cited",
            says: "cited",
            width: 5,
            gives_way: 8,
            value: |scope, row| match row.kind().name {
                "citations" => scope.data.get::<Citation>(row).map_or(Value::Empty, |c| Value::Number(c.0.len() as i64)),
                _ => Value::Number(scope.data.named_by(row).len() as i64),
            },
            ..Column::USUAL
        },
        Column {
            key: "text",
            title: "Text",
            says: "saying",
            width: 0,
            searched: true,
            value: |scope, row| {
                // what a source says of values, and what sources say of a value
                let of = |row: RecordRef, by: Option<&str>| -> Vec<&str> {
                    let sides = scope.data.get::<Citation>(row).into_iter().flat_map(|citation| &citation.0);
                    let mine = sides.filter(|side| by.is_none_or(|by| *side.source == *by));
                    mine.flat_map(|side| [&side.says, &side.quote, &side.note]).flatten().map(|text| &**text).collect()
                };
                let texts: Vec<&str> = match row.kind().name {
                    "citations" => of(row, None),
                    _ => {
                        let citing = scope.data.named_by_kind(row, Citation::NUMBER);
                        citing.iter().flat_map(|(_, from)| of(*from, Some(scope.data.id(row)))).collect()
                    }
                };
                if texts.is_empty() { Value::Empty } else { Value::Text(Cow::Owned(texts.join(" "))) }
            },
            ..Column::USUAL
        },
        Column {
            key: "phase",
            title: "Phase",
            says: "in phase",
            width: 0,
            names: true,
            value: |scope, row| match row.kind().name {
                "citations" => {
                    let of = scope.data.row_of(&Place::new(scope.data.id(row)));
                    of.filter(|row| row.kind().name == "phases")
                        .and_then(|row| scope.data.phases.get_index(row.index as usize))
                        .map_or(Value::Empty, |(id, _)| scope.names("phases", [id]))
                }
                _ => scope.data.get::<Source>(row).map_or(Value::Empty, |source| scope.names("phases", &source.phase)),
            },
            ..Column::USUAL
        },
        Column {
            key: "place",
            title: "Place",
            says: "at",
            width: 0,
            searched: true,
            value: |scope, row| Value::Text(Cow::Borrowed(scope.data.id(row))),
            ..Column::USUAL
        },
        Column {
            key: "address",
            title: "Address",
            says: "at",
            width: 0,
            value: |scope, row| match row.kind().name {
                "citations" => Value::Empty,
                _ => Value::text(scope.data.get::<Source>(row).and_then(|s| s.address.as_deref())),
            },
            ..Column::USUAL
        },
    ],
    rows: |data, all| {
        let of = |row: &RecordRef| data.get::<Citation>(*row).is_some_and(|citation| citation.is_disputed());
        let (seeds, others): (Vec<RecordRef>, Vec<RecordRef>) =
            data.rows("sources").partition(|row| data.get::<Source>(*row).is_some_and(|source| source.file.is_some()));
        let (mut disputed, agreed): (Vec<RecordRef>, Vec<RecordRef>) = data.rows("citations").partition(of);
        // the programme and its phases before names and wordings
        sort::by_key(&mut disputed, |row| data.row_of(&Place::new(data.id(*row))).map(|of| (of.kind, of.index)));
        disputed.into_iter().chain(seeds).chain(others).chain(agreed.into_iter().filter(|_| all)).collect()
    },
    all: Some("the values that are cited by themselves and on which the sources agree"),
};
