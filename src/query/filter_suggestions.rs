//! Suggests what to try instead of a filter that matches no row.

use super::filter::{Filter, FilterTerm};
use super::filterable_values::values;
use super::{ListDef, QueryContext};
use crate::model::KindId;
use crate::suggest::{closest, did_you_mean};
use std::collections::BTreeSet;

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

/// Returns what to try instead of a filter that matches no row: the value that was probably meant,
/// or the names of the programmes if it names none of them.
pub fn no_match_hint(
    list: &'static ListDef,
    ctx: &QueryContext,
    all: bool,
    filter: &Filter,
) -> Option<String> {
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
