//! Who says what: the values on which the sources disagree, then the sources.

use crate::model::{Citation, KindId, RecordPath, Source};
use crate::query::{CellValue, Column, ListDef};
use crate::store::RecordRef;
use std::borrow::Cow;

/// Disagreements, the five documents, and the other sources.
pub static LIST: ListDef = ListDef {
    singular_plural: ("source or disagreement", "sources and disagreements"),
    kinds: &[KindId::Sources, KindId::Citations],
    columns: &[
        Column {
            key: "group",
            title: "",
            preposition: "among",
            min_width: 13,
            hide_priority: 2,
            suppress_repeats: true,
            value: |scope, row| {
                let source = scope.data.get::<Source>(row);
                CellValue::Text(Cow::Borrowed(match source {
                    None if scope.data.get::<Citation>(row).is_some_and(|c| c.is_disputed()) => {
                        "Disagreements"
                    }
                    None => "Agreements",
                    Some(source) if source.file.is_some() => "Documents",
                    Some(_) => "Other sources",
                }))
            },
            ..Column::DEFAULT
        },
        Column {
            key: "title",
            title: "What",
            preposition: "called",
            min_width: 33,
            preferred_width: 50,
            hide_priority: 0,
            fills: true,
            value: |scope, row| CellValue::Text(scope.data.title(row)),
            ..Column::DEFAULT
        },
        Column {
            key: "says",
            title: "Says",
            preposition: "saying",
            min_width: 26,
            hide_priority: 4,
            value: |scope, row| match row.kind {
                KindId::Citations => {
                    scope.data.get::<Citation>(row).map_or(CellValue::Empty, |citation| {
                        let mut sides: Vec<&str> = Vec::new();
                        for says in
                            citation.0.iter().map(|side| side.says.as_deref().unwrap_or("as shown"))
                        {
                            if !sides.contains(&says) {
                                sides.push(says);
                            }
                        }
                        CellValue::Text(Cow::Owned(sides.join(" ≠ ")))
                    })
                }
                _ => CellValue::optional_text(
                    scope
                        .data
                        .get::<Source>(row)
                        .and_then(|s| s.file.as_ref().or(s.publisher.as_ref()))
                        .map(|text| &**text),
                ),
            },
            ..Column::DEFAULT
        },
        Column {
            key: "kind",
            title: "Kind",
            preposition: "kind",
            min_width: 8,
            hide_priority: 7,
            value: |scope, row| match row.kind {
                KindId::Citations => CellValue::Empty,
                _ => CellValue::optional_text(
                    scope.data.get::<Source>(row).map(|source| &*source.kind),
                ),
            },
            ..Column::DEFAULT
        },
        Column {
            key: "cited",
            title: "Cited",
            preposition: "cited",
            min_width: 5,
            hide_priority: 8,
            value: |scope, row| match row.kind {
                KindId::Citations => scope
                    .data
                    .get::<Citation>(row)
                    .map_or(CellValue::Empty, |c| CellValue::Number(c.0.len() as i64)),
                _ => CellValue::Number(scope.data.referrers(row).len() as i64),
            },
            ..Column::DEFAULT
        },
        Column {
            key: "text",
            title: "Text",
            preposition: "saying",
            min_width: 0,
            search_only: true,
            value: |scope, row| {
                // what a source says of values, and what sources say of a value
                let of = |row: RecordRef, by: Option<&str>| -> Vec<&str> {
                    let sides = scope
                        .data
                        .get::<Citation>(row)
                        .into_iter()
                        .flat_map(|citation| &citation.0);
                    let mine = sides.filter(|side| by.is_none_or(|by| *side.source == *by));
                    mine.flat_map(|side| [&side.says, &side.quote, &side.note])
                        .flatten()
                        .map(|text| &**text)
                        .collect()
                };
                let texts: Vec<&str> = match row.kind {
                    KindId::Citations => of(row, None),
                    _ => {
                        let citing = scope.data.referrers_of_kind(row, KindId::Citations);
                        citing
                            .iter()
                            .flat_map(|(_, from)| of(*from, Some(scope.data.id(row))))
                            .collect()
                    }
                };
                if texts.is_empty() {
                    CellValue::Empty
                } else {
                    CellValue::Text(Cow::Owned(texts.join(" ")))
                }
            },
            ..Column::DEFAULT
        },
        Column {
            key: "phase",
            title: "Phase",
            preposition: "in phase",
            min_width: 0,
            is_links: true,
            value: |scope, row| match row.kind {
                KindId::Citations => {
                    let of = scope.data.record_at(&RecordPath::new(scope.data.id(row)));
                    of.filter(|row| row.kind == KindId::Phases)
                        .and_then(|row| scope.data.phases().get_index(row.index as usize))
                        .map_or(CellValue::Empty, |(id, _)| {
                            scope.record_links(KindId::Phases, [id])
                        })
                }
                _ => scope.data.get::<Source>(row).map_or(CellValue::Empty, |source| {
                    scope.record_links(KindId::Phases, &source.phase)
                }),
            },
            ..Column::DEFAULT
        },
        Column {
            key: "place",
            title: "Place",
            preposition: "at",
            min_width: 0,
            search_only: true,
            value: |scope, row| CellValue::Text(Cow::Borrowed(scope.data.id(row))),
            ..Column::DEFAULT
        },
        Column {
            key: "address",
            title: "Address",
            preposition: "at",
            min_width: 0,
            value: |scope, row| match row.kind {
                KindId::Citations => CellValue::Empty,
                _ => CellValue::optional_text(
                    scope.data.get::<Source>(row).and_then(|s| s.address.as_deref()),
                ),
            },
            ..Column::DEFAULT
        },
    ],
    rows: |data, all| {
        let of = |row: &RecordRef| {
            data.get::<Citation>(*row).is_some_and(|citation| citation.is_disputed())
        };
        let (seeds, others): (Vec<RecordRef>, Vec<RecordRef>) = data
            .records(KindId::Sources)
            .partition(|row| data.get::<Source>(*row).is_some_and(|source| source.file.is_some()));
        let (mut disputed, agreed): (Vec<RecordRef>, Vec<RecordRef>) =
            data.records(KindId::Citations).partition(of);
        // the programme and its phases before names and wordings
        disputed.sort_by_key(|row| {
            data.record_at(&RecordPath::new(data.id(*row))).map(|of| (of.kind, of.index))
        });
        disputed
            .into_iter()
            .chain(seeds)
            .chain(others)
            .chain(agreed.into_iter().filter(|_| all))
            .collect()
    },
    all_description: Some("the values that are cited by themselves and on which the sources agree"),
};
