//! Suggests what to try instead of a filter that matches no row.

use super::filter::{Filter, FilterTerm};
use super::filterable_values::values;
use super::{ListDef, QueryContext};
use crate::model::KindId;
use crate::model::text::truncate;
use crate::store::RecordRef;
use crate::suggest::{closest, did_you_mean};
use std::collections::BTreeSet;

/// So many rows are named.
const MAX_NAMED_ROWS: usize = 3;
/// Maximum cells of the name of a row.
const MAX_NAME_WIDTH: u16 = 40;

/// Returns the value that was probably meant, if a term names a value that no row has.
pub fn suggest_value(
    list: &'static ListDef,
    ctx: &QueryContext,
    all: bool,
    filter: &Filter,
) -> Option<String> {
    let rows = ctx.list_column_cache(list, all);
    filter.terms.iter().find_map(|term| {
        let (column, names) = term.named_values()?;
        let single_term = Filter { terms: vec![term.clone()] };
        if single_term.matching_rows(list, ctx, &rows).contains(&true) {
            return None;
        }
        let first_rows = rows.column(ctx, column).first_rows.iter();
        let values = first_rows.flat_map(|row| values(list, ctx, column, *row));
        let labels: BTreeSet<String> = values.map(|value| value.label).collect();
        closest(names.first()?, labels.iter().map(String::as_str)).map(str::to_string)
    })
}

/// Names the rows that match a filter and are not listed by default: "Chad (TD) takes part in no
/// phase; --all lists it". `switch` is the flag or key that lists them.
pub fn hidden_rows_hint(
    list: &'static ListDef,
    ctx: &QueryContext,
    filter: &Filter,
    switch: &str,
) -> Option<String> {
    list.all_description?;
    let rows = list.matching_rows(ctx, true, filter, None);
    let name = |row: &RecordRef| {
        let name = ctx.data.short_label(*row);
        match row.kind {
            KindId::Countries => format!("{name} ({})", ctx.data.id(*row)),
            _ => truncate(&name, MAX_NAME_WIDTH),
        }
    };
    let names = rows.iter().take(MAX_NAMED_ROWS).map(name).collect::<Vec<_>>().join(", ");
    let names = match rows.len().saturating_sub(MAX_NAMED_ROWS) {
        0 => names,
        more => format!("{names} and {more} more"),
    };
    let are_countries = rows.iter().all(|row| row.kind == KindId::Countries);
    let (verb, object) = match (rows.len(), are_countries) {
        (0, _) => return None,
        (1, true) => ("takes part in no phase", "it"),
        (1, false) => ("is not listed by default", "it"),
        (_, true) => ("take part in no phase", "them"),
        (_, false) => ("are not listed by default", "them"),
    };
    Some(format!("{names} {verb}; {switch} lists {object}"))
}

/// Returns what to try instead of a filter that matches no row: all rows if others match, the value
/// that was probably meant, or the names of the programmes if it names none of them.
pub fn no_match_hint(
    list: &'static ListDef,
    ctx: &QueryContext,
    all: bool,
    filter: &Filter,
) -> Option<String> {
    if let Some(hidden) = hidden_rows_hint(list, ctx, filter, "--all").filter(|_| !all) {
        return Some(hidden);
    }
    if let Some(value) = suggest_value(list, ctx, all, filter) {
        return Some(did_you_mean(&value));
    }
    let column = list.column_index("programme").ok()?;
    let names = filter.terms.iter().filter_map(FilterTerm::named_values);
    let mut names = names.filter(|(named, _)| *named == column).flat_map(|(_, names)| names);
    let is_known = |name: &String| ctx.data.resolve_name(KindId::Programme, name).is_some();
    if names.all(is_known) {
        return None;
    }
    let labels = ctx.data.records(KindId::Programme).map(|row| ctx.data.short_label(row));
    Some(format!("the programmes are: {}", labels.collect::<Vec<_>>().join(", ")))
}
