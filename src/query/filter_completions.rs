//! Completes the last word of a filter, and suggests a value for a misspelt one.

use super::filter::{Filter, FilterTerm};
use super::filter_values::{FilterableValue, values};
use super::{ListDef, QueryContext};
use crate::model::KindId;
use crate::model::text::normalize_for_search;
use crate::suggest::{closest, did_you_mean};
use std::collections::{BTreeMap, BTreeSet};

/// The longest value, in bytes, that completes a filter.
const MAX_COMPLETION_BYTES: usize = 40;

/// Returns completions of the last word of a filter: the byte at which they begin, and the fields
/// or values, each with its label.
pub fn completions(
    list: &'static ListDef,
    ctx: &QueryContext,
    all: bool,
    text: &str,
) -> Option<(usize, Vec<(String, String)>)> {
    let word_start = last_word_start(text);
    let word = text[word_start..].trim_start_matches('-');
    let word_start = text.len() - word.len();
    let Some(operator) = word.find([':', '=']) else {
        let fields = list.columns.iter().filter(|column| column.key.starts_with(word));
        let fields = fields.map(|column| (format!("{}:", column.key), String::new()));
        return Some((word_start, fields.collect()));
    };
    let column = list.column_index(&word[..operator]).ok()?;
    // of several values the last is completed
    let last_comma = word[operator + 1..].rfind(',');
    let start = word_start + operator + 1 + last_comma.map_or(0, |comma| comma + 1);
    let typed = normalize_for_search(&text[start..].replace('"', ""));
    let starts_as_typed = |text: &str| normalize_for_search(text).starts_with(&typed);
    let mut found: BTreeMap<String, String> = BTreeMap::new();
    for row in &ctx.indexed_list(list, all).column(ctx, column).first_rows {
        for FilterableValue { filter_text, label, .. } in values(list, ctx, column, *row) {
            if filter_text.len() <= MAX_COMPLETION_BYTES
                && (starts_as_typed(&label) || starts_as_typed(&filter_text))
            {
                found.insert(filter_text, label);
            }
        }
    }
    // a value that is complete needs no completion
    found.retain(|value, _| normalize_for_search(value) != typed);
    Some((start, found.into_iter().collect()))
}

/// Returns the byte at which the last word begins. Spaces inside quotation marks do not end a word.
fn last_word_start(text: &str) -> usize {
    let mut start = 0;
    let mut is_quoted = false;
    for (at, c) in text.char_indices() {
        is_quoted ^= c == '"';
        if c == ' ' && !is_quoted {
            start = at + 1;
        }
    }
    start
}

/// Returns the value that was probably meant, if a term names a value that no row has.
pub fn suggest_value(
    list: &'static ListDef,
    ctx: &QueryContext,
    all: bool,
    filter: &Filter,
) -> Option<String> {
    let rows = ctx.indexed_list(list, all);
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
