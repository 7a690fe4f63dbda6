//! Values to filter by: of each column those that its rows have, with the number of rows that each would leave.

use super::filter::Filter;
use super::{List, Scope, Value};
use crate::store::Row;

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

/// What a row has under a column: the value for a filter, and for the eye.
pub fn values(list: &List, scope: &Scope, column: usize, row: Row) -> Vec<(String, String)> {
    let column = list.at(column);
    match (column.value)(scope, row) {
        Value::Names(names) => names.iter().map(|name| (name.id.to_string(), name.label.to_string())).collect(),
        Value::Text(text) => {
            let parts = text.split(", ");
            parts.filter(|part| !part.is_empty()).map(|part| (part.to_string(), part.to_string())).collect()
        }
        Value::Number(n) => vec![(n.to_string(), n.to_string())],
        Value::Date(_) | Value::Empty => Vec::new(),
    }
}

/// All values that are worth choosing, column by column, the largest number of rows first.
pub fn facets(list: &List, scope: &Scope, all: bool, filter: &Filter) -> Vec<Facet> {
    let rows = (list.rows)(scope.data, all);
    let columns = (0..list.named().count()).filter(|column| !NEVER.contains(&list.at(*column).key));
    columns.flat_map(|column| of_column(list, scope, &rows, filter, column)).collect()
}

fn of_column(list: &List, scope: &Scope, rows: &[Row], filter: &Filter, column: usize) -> Vec<Facet> {
    let (others, wanted) = (filter.apart_from(column), filter.wanted(column));
    let mut found: Vec<Facet> = Vec::new();
    for row in rows {
        let kept = others.keeps(list, scope, *row);
        for (value, label) in values(list, scope, column, *row) {
            match found.iter().position(|facet| facet.value == value) {
                Some(at) => found[at].rows += usize::from(kept),
                None if found.len() > MOST || label.len() > 60 => return Vec::new(),
                None => {
                    let on = wanted.iter().any(|other| other.eq_ignore_ascii_case(&value));
                    found.push(Facet { column, value, label, rows: usize::from(kept), on });
                }
            }
        }
    }
    // one value that all rows have is no choice
    if found.len() < 2 && found.iter().all(|facet| facet.rows == rows.len() && !facet.on) || found.len() > MOST {
        return Vec::new();
    }
    found.sort_by(|a, b| b.rows.cmp(&a.rows).then_with(|| super::natural(&a.label).cmp(&super::natural(&b.label))));
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::countries;
    use crate::store::Dataset;

    #[test]
    fn counts_follow_the_other_conditions() {
        let data = Dataset::bundled();
        let scope = Scope { data: &data, today: jiff::civil::date(2026, 11, 22) };
        let list = &countries::LIST;
        let ask = |text: &str| facets(list, &scope, false, &Filter::parse(text, list).unwrap_or_default());
        let rows = |facets: &[Facet], label: &str| facets.iter().find(|facet| facet.label == label).map(|facet| (facet.rows, facet.on));
        assert_eq!(rows(&ask(""), "Africa"), Some((5, false)));
        assert_eq!(rows(&ask("agency=iom"), "Africa"), Some((3, false)));
        // its own condition does not count against a value
        assert_eq!(rows(&ask("region=Asia"), "Africa"), Some((5, false)));
        assert_eq!(rows(&ask("region=Asia"), "Asia"), Some((4, true)));
        // each count is what choosing the value leaves
        for text in ["", "agency=iom", "phase=glo-act -agency:unicef", "nepal"] {
            let filter = Filter::parse(text, list).unwrap_or_default();
            for facet in facets(list, &scope, false, &filter).into_iter().filter(|facet| !facet.on) {
                let chosen = Filter::parse(&filter.apart_from(facet.column).toggled(list, facet.column, &facet.value), list);
                let left = list.ask(&scope, false, &chosen.unwrap_or_default(), None).len();
                assert_eq!(left, facet.rows, "{text} and {facet:?}");
            }
        }
    }

    #[test]
    fn a_value_is_wanted_and_not_any_more() {
        let list = &countries::LIST;
        let region = list.column("region").unwrap_or_default();
        let read = |text: &str| Filter::parse(text, list).unwrap_or_default();
        let one = read("nepal").toggled(list, region, "Eastern Europe");
        assert_eq!(one, "nepal region=\"Eastern Europe\"");
        let two = read(&one).toggled(list, region, "Asia");
        assert_eq!(two, "nepal region=\"Eastern Europe\",Asia");
        assert_eq!(read(&two).toggled(list, region, "Eastern Europe"), "nepal region=Asia");
        assert_eq!(read("region=Asia").toggled(list, region, "Asia"), "");
    }
}
