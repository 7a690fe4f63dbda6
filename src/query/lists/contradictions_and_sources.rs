//! Lists the values on which sources contradict each other, then the sources, then other claims.

use super::{GROUP, KIND, PHASE, TITLE};
use crate::model::{
    AgreeingClaims, Claim, DifferenceGrade, KindId, RecordPath, Source, ValueClaims,
};
use crate::query::ColumnSource::Computed;
use crate::query::citations_by_difference::{citations_with, subject};
use crate::query::claim_text::{claimed_value, difference_sign};
use crate::query::{CellValue, Column, ListDef, QueryContext};
use crate::store::{Dataset, RecordRef};

pub static LIST: ListDef = ListDef {
    singular_plural: ("source or difference", "sources and differences"),
    all_singular_plural: None,
    count_suffix: "",
    kinds: &[KindId::Sources, KindId::Citations],
    columns: &[
        Column { min_width: 13, value: Computed(|ctx, row| group(ctx, row).into()), ..GROUP },
        Column { min_width: 33, preferred_width: 50, ..TITLE },
        Column {
            key: "says",
            title: "Claims, or publisher",
            preposition: "saying",
            min_width: 26,
            hide_priority: 4,
            value: Computed(|ctx, row| {
                if let Some(citation) = citation(ctx, row) {
                    let path = RecordPath::new(ctx.data.id(row));
                    return claimed_values(ctx, &path, citation).into();
                }
                let origin = source(ctx, row)
                    .and_then(|source| source.file.as_deref().or(source.publisher.as_deref()));
                origin.into()
            }),
            ..Column::DEFAULT
        },
        Column {
            min_width: 8,
            hide_priority: 7,
            value: Computed(|ctx, row| {
                source(ctx, row).and_then(|source| source.kind.as_deref()).into()
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
                texts.join(" ").into()
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
            value: Computed(|ctx, row| ctx.data.id(row).into()),
            ..Column::DEFAULT
        },
        Column {
            key: "address",
            title: "Address",
            preposition: "at",
            min_width: 0,
            value: Computed(|ctx, row| {
                source(ctx, row).and_then(|source| source.address.as_deref()).into()
            }),
            ..Column::DEFAULT
        },
    ],
    rows,
    all_description: Some("other wording and agreed values"),
    dependent_column: None,
};

/// Returns the name of the group of a row.
fn group(ctx: &QueryContext, row: RecordRef) -> &'static str {
    if let Some(source) = source(ctx, row) {
        return if source.file.is_some() { "Documents" } else { "Other sources" };
    }
    match citation(ctx, row).and_then(ValueClaims::difference) {
        Some(DifferenceGrade::Contradiction) => subject(ctx.data, row).heading(),
        Some(DifferenceGrade::Development) => "Developments",
        Some(DifferenceGrade::Wording) => "Other wording",
        None => "Agreements",
    }
}

/// Returns the contradictions by subject, the sources, and the developments; with `all` also the
/// values with other wording and those on which the sources agree.
fn rows(data: &Dataset, all: bool) -> Vec<RecordRef> {
    let has_file =
        |row: &RecordRef| data.get::<Source>(*row).is_some_and(|source| source.file.is_some());
    let (documents, others): (Vec<RecordRef>, Vec<RecordRef>) =
        data.records(KindId::Sources).partition(has_file);
    let mut rows = citations_with(data, Some(DifferenceGrade::Contradiction));
    // stable: within a subject the order of the cited records stays
    rows.sort_by_key(|row| subject(data, *row));
    rows.extend(documents);
    rows.extend(others);
    rows.extend(citations_with(data, Some(DifferenceGrade::Development)));
    if all {
        rows.extend(citations_with(data, Some(DifferenceGrade::Wording)));
        rows.extend(citations_with(data, None));
    }
    rows
}

fn source<'a>(ctx: &QueryContext<'a>, row: RecordRef) -> Option<&'a Source> {
    ctx.data.get(row)
}

fn citation<'a>(ctx: &QueryContext<'a>, row: RecordRef) -> Option<&'a ValueClaims> {
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

/// Returns all claimed values on one line, each with the sign of its difference.
fn claimed_values(ctx: &QueryContext, path: &RecordPath, citation: &ValueClaims) -> String {
    let value_with_sign = |group: &AgreeingClaims| {
        let sign = match group.difference() {
            Some(DifferenceGrade::Wording) => "· ",
            difference => difference_sign(difference),
        };
        format!("{sign}{}", claimed_value(ctx, path, group))
    };
    citation.by_claim().iter().map(value_with_sign).collect::<Vec<_>>().join(" ")
}
