//! Completes the last word of a filter.

use super::filterable_values::{FilterableValue, values};
use super::{ListDef, QueryContext};
use crate::model::text::normalize_for_search;
use std::collections::BTreeMap;

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
    for row in &ctx.list_column_cache(list, all).column(ctx, column).first_rows {
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
