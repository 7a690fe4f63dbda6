//! Lists the values by which rows can be filtered, with the number of rows that each would leave.

use super::filter::Filter;
use super::filterable_values::{FilterableValue, values};
use super::list_column_cache::ListColumnCache;
use super::sort_key::natural_key;
use super::{CellValue, ListDef, QueryContext};
use std::cmp::Reverse;

/// A column with more values offers none.
const MAX_FACET_VALUES: usize = 40;

/// A column of links offers more values: records are chosen by name, however many there are.
const MAX_FACET_RECORDS: usize = 300;

/// A column with a longer label, in bytes, offers no values, unless these are records.
const MAX_FACET_LABEL_BYTES: usize = 60;

/// Columns that offer no values: names, texts and codes.
const EXCLUDED_COLUMNS: &[&str] =
    &["alias", "code", "date", "events", "m49", "name", "text", "title"];

/// A value of a column.
#[derive(Clone, Debug, PartialEq)]
pub struct FacetValue {
    pub column: usize,
    /// The value as a filter names it.
    pub value: String,
    /// The value as people read it.
    pub label: String,
    /// The number of rows that have the value, of those that match the terms for other columns.
    pub row_count: usize,
    /// The filter names the value.
    pub is_selected: bool,
}

/// Returns the values to choose from, column by column, those with the most rows first.
pub fn facets(
    list: &'static ListDef,
    ctx: &QueryContext,
    all: bool,
    filter: &Filter,
) -> Vec<FacetValue> {
    let rows = ctx.list_column_cache(list, all);
    let mut facets = Vec::new();
    for (column, definition) in list.all_columns().enumerate() {
        // one programme is no choice, also where some rows belong to none
        let is_only_one = definition.key == "programme" && ctx.data.programme().len() < 2;
        if !EXCLUDED_COLUMNS.contains(&definition.key) && !is_only_one {
            facets.append(&mut column_facets(list, ctx, &rows, filter, column));
        }
    }
    facets
}

/// Returns whether one more value may be offered after so many, with a label of so many bytes.
fn may_offer(value: &CellValue, offered: usize, label_bytes: usize) -> bool {
    match value {
        CellValue::Links(_) => offered < MAX_FACET_RECORDS,
        _ => offered < MAX_FACET_VALUES && label_bytes <= MAX_FACET_LABEL_BYTES,
    }
}

fn column_facets(
    list: &ListDef,
    ctx: &QueryContext,
    rows: &ListColumnCache,
    filter: &Filter,
    column: usize,
) -> Vec<FacetValue> {
    let index = rows.column(ctx, column);
    let mut counts = vec![0; index.first_rows.len()];
    let is_match = filter.without_column(column).matching_rows(list, ctx, rows);
    for (value, is_match) in index.value_of_row.iter().zip(is_match) {
        counts[*value as usize] += usize::from(is_match);
    }
    let mut found: Vec<FacetValue> = Vec::new();
    for (row, count) in index.first_rows.iter().zip(counts) {
        for FilterableValue { filter_text, label, value } in values(list, ctx, column, *row) {
            if let Some(facet) = found.iter_mut().find(|facet| facet.value == filter_text) {
                facet.row_count += count;
            } else if !may_offer(&value, found.len(), label.len()) {
                return Vec::new();
            } else {
                let is_selected = filter.selects_value(ctx, column, &value);
                found.push(FacetValue {
                    column,
                    value: filter_text,
                    label,
                    row_count: count,
                    is_selected,
                });
            }
        }
    }
    let others = filter.without_column(column);
    if others.restricts_values(list, column) {
        for facet in &mut found {
            let values = std::slice::from_ref(&facet.value);
            let chosen = Filter::parse(&others.replacing_values(list, column, values), list);
            let Ok(chosen) = chosen else { continue };
            let is_match = chosen.matching_rows(list, ctx, rows);
            facet.row_count = is_match.into_iter().filter(|is_match| *is_match).count();
        }
    }
    // a single value that all rows have is no choice, whatever else the filter keeps
    if let [only] = &found[..]
        && index.first_rows.len() == 1
        && !only.is_selected
    {
        return Vec::new();
    }
    found.sort_by_cached_key(|facet| (Reverse(facet.row_count), natural_key(&facet.label)));
    found
}

/// Returns the text of the filter with the value at `index` selected, or deselected if it was.
pub fn toggle_value(
    list: &ListDef,
    filter: &Filter,
    facets: &[FacetValue],
    index: usize,
) -> String {
    let toggled = &facets[index];
    let column = facets.iter().filter(|facet| facet.column == toggled.column);
    let selected = column.filter(|facet| facet.is_selected != (facet.value == toggled.value));
    let values: Vec<String> = selected.map(|facet| facet.value.clone()).collect();
    filter.replacing_values(list, toggled.column, &values)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::filter_suggestions::suggest_value;
    use crate::query::lists::{countries, events};
    use crate::store::Dataset;

    fn context(data: &Dataset) -> QueryContext<'_> {
        QueryContext::new(data, jiff::civil::date(2026, 11, 22))
    }

    fn parse(text: &str, list: &ListDef) -> Filter {
        Filter::parse(text, list).unwrap_or_else(|error| panic!("{error}"))
    }

    #[test]
    fn counts_follow_the_terms_for_other_columns() {
        let data = Dataset::bundled();
        let ctx = context(&data);
        let list = &countries::LIST;
        let facets = |text: &str| facets(list, &ctx, false, &parse(text, list));
        let find = |text: &str, label: &str| {
            let facet = facets(text).into_iter().find(|facet| facet.label == label);
            facet.map(|facet| (facet.row_count, facet.is_selected))
        };
        assert_eq!(find("", "Africa"), Some((5, false)));
        assert_eq!(find("agency=iom", "Africa"), Some((3, false)));
        // a term for the same column does not count, however it was written
        for text in ["region=Asia", "region:asia"] {
            assert_eq!(find(text, "Africa"), Some((5, false)));
            assert_eq!(find(text, "Asia"), Some((4, true)));
        }
        // each count is the number of rows that choosing the value alone leaves
        for text in
            ["", "agency=iom", "phase=glo-act -agency:unicef", "nepal", "region:asia,africa"]
        {
            let filter = parse(text, list);
            for facet in facets(text) {
                let values = std::slice::from_ref(&facet.value);
                let chosen = filter.replacing_values(list, facet.column, values);
                let left = list.matching_rows(&ctx, false, &parse(&chosen, list), None).len();
                assert_eq!(left, facet.row_count, "{text} and {facet:?}");
            }
        }
    }

    #[test]
    fn misspelt_values_are_suggested() {
        let data = Dataset::bundled();
        let ctx = context(&data);
        let list = &events::LIST;
        let suggest = |text: &str| suggest_value(list, &ctx, false, &parse(text, list));
        assert_eq!(suggest("country:pakistna").as_deref(), Some("Pakistan"));
        assert_eq!(suggest("agency:unicfe").as_deref(), Some("UNICEF"));
        assert_eq!(suggest("agency:unicef"), None);
    }

    #[test]
    fn toggling_selects_and_deselects_a_value() {
        let data = Dataset::bundled();
        let ctx = context(&data);
        let list = &countries::LIST;
        let toggle = |text: &str, label: &str| {
            let filter = parse(text, list);
            let all = facets(list, &ctx, false, &filter);
            let index = all.iter().position(|facet| facet.label == label).unwrap_or_default();
            toggle_value(list, &filter, &all, index)
        };
        let both = "region=Africa,\"Eastern Europe\" nepal";
        let eastern_europe = "nepal region=\"Eastern Europe\"";
        assert_eq!(toggle("nepal", "Eastern Europe"), eastern_europe);
        let added = "nepal region=Africa,\"Eastern Europe\"";
        assert_eq!(toggle(eastern_europe, "Africa"), added);
        assert_eq!(toggle(both, "Africa"), "region=\"Eastern Europe\" nepal");
        assert_eq!(toggle("region:africa", "Africa"), "");
        assert_eq!(toggle("region:africa", "Latin America"), "region=Africa,\"Latin America\"");
    }
}
