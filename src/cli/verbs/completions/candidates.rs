//! Completion candidates from the data: kinds, paths, fields, values, columns and names.

use crate::model::text::normalize_for_search;
use crate::model::{KindId, RecordPath};
use crate::query::filter_completions::completions;
use crate::query::lists::{countries, events};
use crate::query::pivot::grid;
use crate::query::{ListDef, QueryContext};
use crate::store::Dataset;

/// A word that may be typed, and a description of it.
pub(super) struct CandidateWord {
    pub(super) word: String,
    pub(super) description: String,
}

impl CandidateWord {
    fn new(word: impl Into<String>, description: impl Into<String>) -> Self {
        CandidateWord { word: word.into(), description: description.into() }
    }
}

/// Returns the candidates for an argument, given the queried list and the typed text.
pub(super) type CandidatesFn =
    fn(&QueryContext, Option<&'static ListDef>, &str) -> Vec<CandidateWord>;

/// The arguments that the data complete, by their value names in the help.
const CANDIDATES: &[(&str, CandidatesFn)] = &[
    ("KIND", |_, _, _| kind_candidates("")),
    ("PATH", |context, _, typed| path_candidates(context.data, typed)),
    ("PLACE", |context, _, typed| path_candidates(context.data, typed)),
    ("FILTER", filter_candidates),
    ("PHASE", |context, _, _| record_candidates(context.data, KindId::Phases, "")),
    ("FROM", |context, _, _| record_candidates(context.data, KindId::Phases, "")),
    ("AXIS", |_, _, _| {
        grid::DIMENSIONS.iter().map(|(name, _)| CandidateWord::new(*name, "")).collect()
    }),
    ("MEASURE", |_, _, _| {
        ["events", "budget", "spent"].map(|name| CandidateWord::new(name, "")).into()
    }),
    ("COLUMN", |_, list, _| column_candidates(list, "")),
    ("COLUMNS", |_, list, typed| {
        let complete_columns = typed.rfind(',').map_or("", |comma| &typed[..=comma]);
        column_candidates(list, complete_columns)
    }),
];

/// Returns the candidates for an argument with this value name, if the data complete it.
pub(super) fn candidates_for(value_name: &str) -> Option<CandidatesFn> {
    let (_, candidates) = CANDIDATES.iter().find(|(name, _)| *name == value_name)?;
    Some(*candidates)
}

fn kind_candidates(suffix: &str) -> Vec<CandidateWord> {
    KindId::ALL
        .iter()
        .map(|kind| CandidateWord::new(format!("{}{suffix}", kind.name()), kind.singular()))
        .collect()
}

fn record_candidates(data: &Dataset, kind: KindId, prefix: &str) -> Vec<CandidateWord> {
    data.records(kind)
        .map(|row| CandidateWord::new(format!("{prefix}{}", data.id(row)), data.title(row)))
        .collect()
}

/// Returns kinds, then the records of the typed kind, then the fields of the typed record.
fn path_candidates(data: &Dataset, typed: &str) -> Vec<CandidateWord> {
    let path = RecordPath::new(typed);
    match (KindId::parse(path.kind_name()), path.id(), path.field_path()) {
        (Ok(kind), Some(id), Some(_)) => kind
            .fields()
            .iter()
            .map(|field| CandidateWord::new(format!("{}/{id}/{field}", kind.name()), ""))
            .collect(),
        (Ok(kind), Some(_), None) => record_candidates(data, kind, &format!("{}/", kind.name())),
        _ => kind_candidates("/"),
    }
}

/// Returns fields of the list, or values of the typed field. Without a field also the names of
/// countries, phases and agencies, which are filter words by themselves.
fn filter_candidates(
    context: &QueryContext,
    list: Option<&'static ListDef>,
    typed: &str,
) -> Vec<CandidateWord> {
    if typed.starts_with('-') {
        return Vec::new();
    }
    let list = list.unwrap_or(&events::LIST);
    let filter = with_quoted_value(typed);
    let Some((start, offers)) = completions(list, context, false, &filter) else {
        return Vec::new();
    };
    let [field, value] = [&filter[..start], &filter[start..]].map(|part| part.replace('"', ""));
    let prefix = normalize_for_search(&value);
    let mut candidates: Vec<CandidateWord> = offers
        .into_iter()
        .map(|(id, label)| {
            // the label is nicer, but a candidate must begin with what was typed, without a comma
            let is_id = normalize_for_search(&id).starts_with(&prefix) || label.contains(',');
            CandidateWord::new(format!("{field}{}", if is_id { &id } else { &label }), label)
        })
        .collect();
    if !value.is_empty() && !typed.contains([':', '=']) {
        let data = context.data;
        let records = (countries::LIST.rows)(data, false)
            .into_iter()
            .chain(data.records(KindId::Phases))
            .chain(data.records(KindId::Agencies));
        candidates.extend(
            records.map(|row| CandidateWord::new(data.short_label(row), row.kind.singular())),
        );
    }
    candidates
}

/// Returns a word of the shell as a filter: a value with spaces begins with a quotation mark.
fn with_quoted_value(word: &str) -> String {
    let mut filter = word.to_string();
    if word.contains(' ') && !word.contains('"') {
        filter.insert(word.find([':', '=']).map_or(0, |operator| operator + 1), '"');
    }
    filter
}

fn column_candidates(list: Option<&'static ListDef>, prefix: &str) -> Vec<CandidateWord> {
    let columns = list.into_iter().flat_map(|list| list.columns);
    columns
        .map(|column| CandidateWord::new(format!("{prefix}{}", column.key), column.label()))
        .collect()
}
