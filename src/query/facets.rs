//! Values to filter by: of each column those that its rows have, with the number of rows that each would leave.

use super::cache::Gathered;
use super::filter::Filter;
use super::sort_key::natural;
use super::{List, Name, Scope, Value};
use crate::model::text::fold;
use crate::sort;
use crate::store::RecordRef;
use crate::suggest::nearest;
use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// The most values of a column that are worth choosing from.
const MOST: usize = 40;

/// Columns of which no value is worth choosing: names, texts and codes.
const NEVER: &[&str] = &["alias", "code", "date", "events", "m49", "name", "text", "title"];

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
    pub rows: usize,
    /// Whether the filter wants it.
    pub on: bool,
}

/// One value of a row under a column.
pub struct One<'a> {
    /// The value as a filter names it.
    pub name: String,
    /// The value as people read it.
    pub label: String,
    /// The value.
    pub value: Value<'a>,
}

/// What a row has under a column, one by one.
pub fn values<'a>(list: &List, scope: &Scope<'a>, column: usize, row: RecordRef) -> Vec<One<'a>> {
    match (list.at(column).value)(scope, row) {
        Value::Names(names) => {
            let one = |name: Name<'a>| One { name: name.id.into(), label: name.label.to_string(), value: Value::Names(vec![name]) };
            names.into_iter().map(one).collect()
        }
        Value::Text(text) => {
            let parts = text.split(", ").filter(|part| !part.is_empty());
            parts.map(|part| One { name: part.into(), label: part.into(), value: Value::Text(Cow::Owned(part.into())) }).collect()
        }
        Value::Number(n) => vec![One { name: n.to_string(), label: n.to_string(), value: Value::Number(n) }],
        Value::Date(_) | Value::Empty => Vec::new(),
    }
}

/// All values that are worth choosing, column by column, the largest number of rows first.
pub fn facets(list: &'static List, scope: &Scope, all: bool, filter: &Filter) -> Vec<Facet> {
    let rows = scope.gathered(list, all);
    let columns = (0..list.named().count()).filter(|column| !NEVER.contains(&list.at(*column).key));
    columns.flat_map(|column| of_column(list, scope, &rows, filter, column)).collect()
}

fn of_column(list: &List, scope: &Scope, gathered: &Gathered, filter: &Filter, column: usize) -> Vec<Facet> {
    let all = gathered.column(list, scope, column);
    let mut counts = vec![0; all.first.len()];
    let kept = filter.apart_from(column).keeps(list, scope, gathered);
    all.of.iter().zip(kept).for_each(|(value, kept)| counts[*value as usize] += usize::from(kept));
    let mut found: Vec<Facet> = Vec::new();
    for (row, count) in all.first.iter().zip(counts) {
        for One { name, label, value } in values(list, scope, column, *row) {
            match found.iter().position(|facet| facet.value == name) {
                Some(at) => found[at].rows += count,
                None if found.len() > MOST || label.len() > 60 => return Vec::new(),
                None => {
                    let on = filter.wants(scope, column, &value);
                    found.push(Facet { column, value: name, label, rows: count, on });
                }
            }
        }
    }
    // one value that all rows have is no choice
    if found.len() < 2 && found.iter().all(|facet| facet.rows == gathered.rows.len() && !facet.on) || found.len() > MOST {
        return Vec::new();
    }
    sort::by_key(&mut found, |facet| (Reverse(facet.rows), natural(&facet.label)));
    found
}

/// Where what is typed last of a filter begins, and what it may become: fields, or values of a field, each with its name.
pub fn offers(list: &'static List, scope: &Scope, all: bool, text: &str) -> Option<(usize, Vec<(String, String)>)> {
    let start = word_start(text);
    let start = start + text[start..].len() - text[start..].trim_start_matches('-').len();
    let word = &text[start..];
    let Some(sign) = word.find([':', '=']) else {
        let fields = list.columns.iter().filter(|column| column.key.starts_with(word));
        return Some((start, fields.map(|column| (format!("{}:", column.key), String::new())).collect()));
    };
    let column = list.column(&word[..sign]).ok()?;
    // of several values the last one is typed
    let at = start + sign + 1 + word[sign + 1..].rfind(',').map_or(0, |comma| comma + 1);
    let typed = fold(&text[at..].replace('"', ""));
    let mut found: BTreeMap<String, String> = BTreeMap::new();
    for row in &scope.gathered(list, all).column(list, scope, column).first {
        for One { name, label, .. } in values(list, scope, column, *row) {
            if name.len() <= 40 && (fold(&label).starts_with(&typed) || fold(&name).starts_with(&typed)) {
                found.insert(name, label);
            }
        }
    }
    // what is typed in full needs no completion
    found.retain(|name, _| fold(name) != typed);
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
pub fn toggled(list: &List, filter: &Filter, all: &[Facet], at: usize) -> String {
    let (column, value) = (all[at].column, &all[at].value);
    let of = all.iter().filter(|facet| facet.column == column && facet.on != (facet.value == *value));
    filter.with_values(list, column, &of.map(|facet| facet.value.clone()).collect::<Vec<_>>())
}

/// The value that was probably meant, where one that the filter asks for by name is that of no row.
pub fn hint(list: &'static List, scope: &Scope, all: bool, filter: &Filter) -> Option<String> {
    let gathered = scope.gathered(list, all);
    filter.terms.iter().find_map(|term| {
        let (column, wanted) = term.named()?;
        let alone = Filter { terms: vec![term.clone()] };
        if alone.keeps(list, scope, &gathered).contains(&true) {
            return None;
        }
        let rows = &gathered.column(list, scope, column).first;
        let labels = sort::distinct(rows.iter().flat_map(|row| values(list, scope, column, *row)).map(|one| one.label));
        nearest(wanted.first()?, labels.iter().map(String::as_str)).map(str::to_string)
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
        let scope = Scope::new(&data, jiff::civil::date(2026, 11, 22));
        let list = &countries::LIST;
        let ask = |text: &str| facets(list, &scope, false, &Filter::parse(text, list).unwrap_or_default());
        let rows = |facets: &[Facet], label: &str| facets.iter().find(|facet| facet.label == label).map(|facet| (facet.rows, facet.on));
        assert_eq!(rows(&ask(""), "Africa"), Some((5, false)));
        assert_eq!(rows(&ask("agency=iom"), "Africa"), Some((3, false)));
        // its own condition does not count against a value, however it was written
        for text in ["region=Asia", "region:asia"] {
            assert_eq!(rows(&ask(text), "Africa"), Some((5, false)));
            assert_eq!(rows(&ask(text), "Asia"), Some((4, true)));
        }
        // each count is what choosing the value alone leaves
        for text in ["", "agency=iom", "phase=glo-act -agency:unicef", "nepal", "region:asia,africa"] {
            let filter = Filter::parse(text, list).unwrap_or_default();
            for facet in ask(text) {
                let alone = filter.with_values(list, facet.column, std::slice::from_ref(&facet.value));
                let left = list.ask(&scope, false, &Filter::parse(&alone, list).unwrap_or_default(), None).len();
                assert_eq!(left, facet.rows, "{text} and {facet:?}");
            }
        }
    }

    #[test]
    fn slips_are_hinted() {
        let data = Dataset::bundled();
        let scope = Scope::new(&data, jiff::civil::date(2026, 11, 22));
        let list = &crate::query::lists::events::LIST;
        let hint = |text: &str| hint(list, &scope, false, &Filter::parse(text, list).ok()?);
        assert_eq!(hint("country:pakistna").as_deref(), Some("Pakistan"));
        assert_eq!(hint("agency:unicfe").as_deref(), Some("UNICEF"));
        assert_eq!(hint("agency:unicef"), None);
    }

    #[test]
    fn a_value_is_wanted_and_not_any_more() {
        let data = Dataset::bundled();
        let scope = Scope::new(&data, jiff::civil::date(2026, 11, 22));
        let list = &countries::LIST;
        let choose = |text: &str, label: &str| {
            let filter = Filter::parse(text, list).unwrap_or_default();
            let all = facets(list, &scope, false, &filter);
            let at = all.iter().position(|facet| facet.label == label).unwrap_or_default();
            toggled(list, &filter, &all, at)
        };
        assert_eq!(choose("nepal", "Eastern Europe"), "nepal region=\"Eastern Europe\"");
        assert_eq!(choose("nepal region=\"Eastern Europe\"", "Africa"), "nepal region=Africa,\"Eastern Europe\"");
        assert_eq!(choose("region=Africa,\"Eastern Europe\" nepal", "Africa"), "region=\"Eastern Europe\" nepal");
        assert_eq!(choose("region:africa", "Africa"), "");
        assert_eq!(choose("region:africa", "Latin America"), "region=Africa,\"Latin America\"");
    }
}
