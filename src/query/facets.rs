//! Values to filter by: of each column those that its rows have, with the number of rows that each would leave.

use super::cache::ListCache;
use super::filter::Filter;
use super::sort_key::natural_key;
use super::{CellValue, ListDef, QueryContext, RecordLink};
use crate::model::text::normalize_for_search;
use crate::store::RecordRef;
use crate::suggest::closest;
use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::collections::BTreeSet;

/// The most values of a column that are worth choosing from.
const MAX_FACET_VALUES: usize = 40;

/// Columns of which no value is worth choosing: names, texts and codes.
const EXCLUDED_COLUMNS: &[&str] =
    &["alias", "code", "date", "events", "m49", "name", "text", "title"];

/// A value of a column.
#[derive(Clone, Debug, PartialEq)]
pub struct Facet {
    /// The column.
    pub column: usize,
    /// The value as a filter names it.
    pub value: String,
    /// The value as people read it.
    pub label: String,
    /// How many rows have it, of those that the other conditions leave.
    pub row_count: usize,
    /// Whether the filter wants it.
    pub is_selected: bool,
}

/// One value of a row under a column.
pub struct FacetValue<'a> {
    /// The value as a filter names it.
    pub filter_text: String,
    /// The value as people read it.
    pub label: String,
    /// The value.
    pub value: CellValue<'a>,
}

/// What a row has under a column, one by one.
pub fn values<'a>(
    list: &ListDef,
    scope: &QueryContext<'a>,
    column: usize,
    row: RecordRef,
) -> Vec<FacetValue<'a>> {
    match (list.column_at(column).value)(scope, row) {
        CellValue::Links(names) => {
            let one = |name: RecordLink<'a>| FacetValue {
                filter_text: name.id.into(),
                label: name.label.to_string(),
                value: CellValue::Links(vec![name]),
            };
            names.into_iter().map(one).collect()
        }
        CellValue::Text(text) => {
            let parts = text.split(", ").filter(|part| !part.is_empty());
            parts
                .map(|part| FacetValue {
                    filter_text: part.into(),
                    label: part.into(),
                    value: CellValue::Text(Cow::Owned(part.into())),
                })
                .collect()
        }
        CellValue::Number(n) => vec![FacetValue {
            filter_text: n.to_string(),
            label: n.to_string(),
            value: CellValue::Number(n),
        }],
        CellValue::Date(_) | CellValue::Empty => Vec::new(),
    }
}

/// All values that are worth choosing, column by column, the largest number of rows first.
pub fn facets(
    list: &'static ListDef,
    scope: &QueryContext,
    all: bool,
    filter: &Filter,
) -> Vec<Facet> {
    let rows = scope.list_cache(list, all);
    let columns = (0..list.all_columns().count())
        .filter(|column| !EXCLUDED_COLUMNS.contains(&list.column_at(*column).key));
    columns.flat_map(|column| column_facets(list, scope, &rows, filter, column)).collect()
}

fn column_facets(
    list: &ListDef,
    scope: &QueryContext,
    gathered: &ListCache,
    filter: &Filter,
    column: usize,
) -> Vec<Facet> {
    let all = gathered.column(list, scope, column);
    let mut counts = vec![0; all.first_rows.len()];
    let kept = filter.without_column(column).matching_rows(list, scope, gathered);
    all.value_of_row
        .iter()
        .zip(kept)
        .for_each(|(value, kept)| counts[*value as usize] += usize::from(kept));
    let mut found: Vec<Facet> = Vec::new();
    for (row, count) in all.first_rows.iter().zip(counts) {
        for FacetValue { filter_text: name, label, value } in values(list, scope, column, *row) {
            match found.iter().position(|facet| facet.value == name) {
                Some(at) => found[at].row_count += count,
                None if found.len() > MAX_FACET_VALUES || label.len() > 60 => return Vec::new(),
                None => {
                    let on = filter.selects_value(scope, column, &value);
                    found.push(Facet {
                        column,
                        value: name,
                        label,
                        row_count: count,
                        is_selected: on,
                    });
                }
            }
        }
    }
    // one value that all rows have is no choice
    if found.len() < 2
        && found.iter().all(|facet| facet.row_count == gathered.rows.len() && !facet.is_selected)
        || found.len() > MAX_FACET_VALUES
    {
        return Vec::new();
    }
    found.sort_by_key(|facet| (Reverse(facet.row_count), natural_key(&facet.label)));
    found
}

/// Where what is typed last of a filter begins, and what it may become: fields, or values of a field, each with its name.
pub fn completions(
    list: &'static ListDef,
    scope: &QueryContext,
    all: bool,
    text: &str,
) -> Option<(usize, Vec<(String, String)>)> {
    let start = word_start(text);
    let start = start + text[start..].len() - text[start..].trim_start_matches('-').len();
    let word = &text[start..];
    let Some(sign) = word.find([':', '=']) else {
        let fields = list.columns.iter().filter(|column| column.key.starts_with(word));
        return Some((
            start,
            fields.map(|column| (format!("{}:", column.key), String::new())).collect(),
        ));
    };
    let column = list.column_index(&word[..sign]).ok()?;
    // of several values the last one is typed
    let at = start + sign + 1 + word[sign + 1..].rfind(',').map_or(0, |comma| comma + 1);
    let typed = normalize_for_search(&text[at..].replace('"', ""));
    let mut found: BTreeMap<String, String> = BTreeMap::new();
    for row in &scope.list_cache(list, all).column(list, scope, column).first_rows {
        for FacetValue { filter_text: name, label, .. } in values(list, scope, column, *row) {
            if name.len() <= 40
                && (normalize_for_search(&label).starts_with(&typed)
                    || normalize_for_search(&name).starts_with(&typed))
            {
                found.insert(name, label);
            }
        }
    }
    // what is typed in full needs no completion
    found.retain(|name, _| normalize_for_search(name) != typed);
    Some((at, found.into_iter().collect()))
}

/// Where the last word of a filter begins; spaces between quotation marks belong to it.
fn word_start(text: &str) -> usize {
    let (mut start, mut quoted) = (0, false);
    for (at, c) in text.char_indices() {
        quoted ^= c == '"';
        if c == ' ' && !quoted {
            start = at + 1;
        }
    }
    start
}

/// The text of the filter with one of the values chosen besides, or not any more.
pub fn toggle_value(list: &ListDef, filter: &Filter, all: &[Facet], at: usize) -> String {
    let (column, value) = (all[at].column, &all[at].value);
    let of = all
        .iter()
        .filter(|facet| facet.column == column && facet.is_selected != (facet.value == *value));
    filter.replacing_values(list, column, &of.map(|facet| facet.value.clone()).collect::<Vec<_>>())
}

/// The value that was probably meant, where one that the filter asks for by name is that of no row.
pub fn suggest_value(
    list: &'static ListDef,
    scope: &QueryContext,
    all: bool,
    filter: &Filter,
) -> Option<String> {
    let gathered = scope.list_cache(list, all);
    filter.terms.iter().find_map(|term| {
        let (column, wanted) = term.named_values()?;
        let alone = Filter { terms: vec![term.clone()] };
        if alone.matching_rows(list, scope, &gathered).contains(&true) {
            return None;
        }
        let rows = &gathered.column(list, scope, column).first_rows;
        let labels = BTreeSet::from_iter(
            rows.iter().flat_map(|row| values(list, scope, column, *row)).map(|one| one.label),
        );
        closest(wanted.first()?, labels.iter().map(String::as_str)).map(str::to_string)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::lists::countries;
    use crate::store::Dataset;

    #[test]
    fn counts_follow_the_other_conditions() {
        let data = Dataset::bundled();
        let scope = QueryContext::new(&data, jiff::civil::date(2026, 11, 22));
        let list = &countries::LIST;
        let ask = |text: &str| {
            facets(list, &scope, false, &Filter::parse(text, list).unwrap_or_default())
        };
        let rows = |facets: &[Facet], label: &str| {
            facets
                .iter()
                .find(|facet| facet.label == label)
                .map(|facet| (facet.row_count, facet.is_selected))
        };
        assert_eq!(rows(&ask(""), "Africa"), Some((5, false)));
        assert_eq!(rows(&ask("agency=iom"), "Africa"), Some((3, false)));
        // its own condition does not count against a value, however it was written
        for text in ["region=Asia", "region:asia"] {
            assert_eq!(rows(&ask(text), "Africa"), Some((5, false)));
            assert_eq!(rows(&ask(text), "Asia"), Some((4, true)));
        }
        // each count is what choosing the value alone leaves
        for text in
            ["", "agency=iom", "phase=glo-act -agency:unicef", "nepal", "region:asia,africa"]
        {
            let filter = Filter::parse(text, list).unwrap_or_default();
            for facet in ask(text) {
                let alone =
                    filter.replacing_values(list, facet.column, std::slice::from_ref(&facet.value));
                let left = list
                    .run(&scope, false, &Filter::parse(&alone, list).unwrap_or_default(), None)
                    .len();
                assert_eq!(left, facet.row_count, "{text} and {facet:?}");
            }
        }
    }

    #[test]
    fn slips_are_hinted() {
        let data = Dataset::bundled();
        let scope = QueryContext::new(&data, jiff::civil::date(2026, 11, 22));
        let list = &crate::query::lists::events::LIST;
        let hint =
            |text: &str| suggest_value(list, &scope, false, &Filter::parse(text, list).ok()?);
        assert_eq!(hint("country:pakistna").as_deref(), Some("Pakistan"));
        assert_eq!(hint("agency:unicfe").as_deref(), Some("UNICEF"));
        assert_eq!(hint("agency:unicef"), None);
    }

    #[test]
    fn a_value_is_wanted_and_not_any_more() {
        let data = Dataset::bundled();
        let scope = QueryContext::new(&data, jiff::civil::date(2026, 11, 22));
        let list = &countries::LIST;
        let choose = |text: &str, label: &str| {
            let filter = Filter::parse(text, list).unwrap_or_default();
            let all = facets(list, &scope, false, &filter);
            let at = all.iter().position(|facet| facet.label == label).unwrap_or_default();
            toggle_value(list, &filter, &all, at)
        };
        assert_eq!(choose("nepal", "Eastern Europe"), "nepal region=\"Eastern Europe\"");
        assert_eq!(
            choose("nepal region=\"Eastern Europe\"", "Africa"),
            "nepal region=Africa,\"Eastern Europe\""
        );
        assert_eq!(
            choose("region=Africa,\"Eastern Europe\" nepal", "Africa"),
            "region=\"Eastern Europe\" nepal"
        );
        assert_eq!(choose("region:africa", "Africa"), "");
        assert_eq!(choose("region:africa", "Latin America"), "region=Africa,\"Latin America\"");
    }
}
