//! Lists the values on which sources differ, then the sources.

use super::{GROUP, KIND, PHASE, TITLE};
use crate::model::{Citation, Claim, KindId, RecordPath, Source};
use crate::query::ColumnValue::Computed;
use crate::query::{CellValue, Column, ListDef, QueryContext};
use crate::store::RecordRef;
use std::borrow::Cow;

pub static LIST: ListDef = ListDef {
    singular_plural: ("source or disagreement", "sources and disagreements"),
    kinds: &[KindId::Sources, KindId::Citations],
    columns: &[
        Column {
            min_width: 13,
            value: Computed(|ctx, row| {
                CellValue::Text(Cow::Borrowed(match (source(ctx, row), citation(ctx, row)) {
                    (Some(source), _) if source.file.is_some() => "Documents",
                    (Some(_), _) => "Other sources",
                    (_, Some(citation)) if citation.is_disputed() => "Disagreements",
                    _ => "Agreements",
                }))
            }),
            ..GROUP
        },
        Column { min_width: 33, preferred_width: 50, ..TITLE },
        Column {
            key: "says",
            title: "Says",
            preposition: "saying",
            min_width: 26,
            hide_priority: 4,
            value: Computed(|ctx, row| {
                if let Some(citation) = citation(ctx, row) {
                    let groups = citation.by_claim();
                    let values = groups.iter().map(|group| group.value.unwrap_or("as shown"));
                    return CellValue::Text(Cow::Owned(values.collect::<Vec<_>>().join(" ≠ ")));
                }
                let origin = source(ctx, row)
                    .and_then(|source| source.file.as_deref().or(source.publisher.as_deref()));
                CellValue::optional_text(origin)
            }),
            ..Column::DEFAULT
        },
        Column {
            min_width: 8,
            hide_priority: 7,
            value: Computed(|ctx, row| {
                CellValue::optional_text(source(ctx, row).map(|source| &*source.kind))
            }),
            ..KIND
        },
        Column {
            key: "cited",
            title: "Cited",
            preposition: "cited",
            min_width: 5,
            hide_priority: 8,
            value: Computed(|ctx, row| {
                CellValue::Number(match citation(ctx, row) {
                    Some(citation) => citation.0.len() as i64,
                    None => ctx.data.backlinks(row).len() as i64,
                })
            }),
            ..Column::DEFAULT
        },
        Column {
            key: "text",
            title: "Text",
            preposition: "saying",
            min_width: 0,
            search_only: true,
            value: Computed(|ctx, row| {
                let texts: Vec<&str> = claims(ctx, row)
                    .into_iter()
                    .flat_map(|claim| [&claim.says, &claim.quote, &claim.note])
                    .flatten()
                    .map(|text| &**text)
                    .collect();
                if texts.is_empty() {
                    return CellValue::Empty;
                }
                CellValue::Text(Cow::Owned(texts.join(" ")))
            }),
            ..Column::DEFAULT
        },
        Column {
            min_width: 0,
            value: Computed(|ctx, row| {
                if let Some(source) = source(ctx, row) {
                    return ctx.record_links(KindId::Phases, &source.phase);
                }
                let phase = cited_record(ctx, row)
                    .filter(|record| record.kind == KindId::Phases)
                    .and_then(|record| ctx.data.phases().get_index(record.index as usize));
                phase.map(|(id, _)| ctx.record_links(KindId::Phases, [id])).unwrap_or_default()
            }),
            ..PHASE
        },
        Column {
            key: "place",
            title: "Place",
            preposition: "at",
            min_width: 0,
            search_only: true,
            value: Computed(|ctx, row| CellValue::Text(Cow::Borrowed(ctx.data.id(row)))),
            ..Column::DEFAULT
        },
        Column {
            key: "address",
            title: "Address",
            preposition: "at",
            min_width: 0,
            value: Computed(|ctx, row| {
                let source = source(ctx, row);
                CellValue::optional_text(source.and_then(|source| source.address.as_deref()))
            }),
            ..Column::DEFAULT
        },
    ],
    rows: |data, all| {
        let is_disputed = |row: &RecordRef| {
            data.get::<Citation>(*row).is_some_and(|citation| citation.is_disputed())
        };
        let has_file =
            |row: &RecordRef| data.get::<Source>(*row).is_some_and(|source| source.file.is_some());
        let (documents, others): (Vec<RecordRef>, Vec<RecordRef>) =
            data.records(KindId::Sources).partition(has_file);
        let (mut rows, agreed): (Vec<RecordRef>, Vec<RecordRef>) =
            data.records(KindId::Citations).partition(is_disputed);
        // in the order of the cited records: the programme and its phases come first
        rows.sort_by_key(|row| {
            let record = data.record_at(&RecordPath::new(data.id(*row)));
            record.map(|record| (record.kind, record.index))
        });
        rows.extend(documents);
        rows.extend(others);
        if all {
            rows.extend(agreed);
        }
        rows
    },
    all_description: Some("values with claims on which the sources agree"),
};

fn source<'a>(ctx: &QueryContext<'a>, row: RecordRef) -> Option<&'a Source> {
    ctx.data.get(row)
}

fn citation<'a>(ctx: &QueryContext<'a>, row: RecordRef) -> Option<&'a Citation> {
    ctx.data.get(row)
}

/// Returns the record that has the value of a citation.
fn cited_record(ctx: &QueryContext, citation: RecordRef) -> Option<RecordRef> {
    ctx.data.record_at(&RecordPath::new(ctx.data.id(citation)))
}

/// Returns the claims of a citation, or those of a source in all citations.
fn claims<'a>(ctx: &QueryContext<'a>, row: RecordRef) -> Vec<&'a Claim> {
    if let Some(citation) = citation(ctx, row) {
        return citation.0.iter().collect();
    }
    let id = ctx.data.id(row);
    let citations = ctx.data.backlinks_of_kind(row, KindId::Citations).iter();
    let claims = citations.filter_map(|(_, from)| citation(ctx, *from)).flat_map(|c| &c.0);
    claims.filter(|claim| *claim.source == *id).collect()
}
