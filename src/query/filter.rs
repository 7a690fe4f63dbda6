//! Filters rows by conditions. The language is the same on the screen, the command line and in
//! slides: `nepal region:asia agency:iom,unicef -phase:ame year>=2017 place:"The Hague"`.

mod dependent_column;
mod filter_term;
mod operator;
mod parser;
mod quoting;
mod term_labels;

use super::list_column_cache::ListColumnCache;
use super::{CellValue, ListDef, QueryContext};
use crate::error::Result;
use crate::model::text::plain_text;
use crate::parallel::{self, MIN_ITEMS_PER_THREAD};
use crate::store::RecordRef;
pub use filter_term::FilterTerm;
use operator::{WantedValue, matches};
pub use quoting::{quote_value, quote_word};

/// Conditions on rows. A row matches if it satisfies all of them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Filter {
    /// The terms in the order in which they were typed.
    pub terms: Vec<FilterTerm>,
}

impl Filter {
    /// Parses a filter for a list. An error gives the column, from 1, of the wrong term.
    pub fn parse(text: &str, list: &ListDef) -> Result<Filter> {
        let words = parser::split_words(&plain_text(text))?;
        let words = parser::join_operators(words).into_iter();
        let terms = words.map(|(start, word)| parser::parse_term(&word, start + 1, list));
        Ok(Filter { terms: terms.collect::<Result<_>>()? })
    }

    /// Returns the filter as one line, which parses into an equal filter.
    pub fn to_text(&self) -> String {
        self.terms.iter().map(|term| term.text.as_str()).collect::<Vec<_>>().join(" ")
    }

    /// Returns for each row of a list whether it matches.
    pub(super) fn matching_rows(
        &self,
        list: &ListDef,
        ctx: &QueryContext,
        rows: &ListColumnCache,
    ) -> Vec<bool> {
        let dependent_terms = self.dependent_column_terms(list);
        let dependent_terms_for = |term: &FilterTerm| {
            dependent_terms
                .as_ref()
                .filter(|dependent_terms| term.column() == Some(dependent_terms.dependent_column))
        };
        // without a cache, indexing the columns costs more than it saves
        if ctx.cache.is_none() && !self.terms.is_empty() {
            let matches_term = |term: &FilterTerm, row: RecordRef| match dependent_terms_for(term) {
                Some(dependent_terms) => dependent_terms.matches_row(term, ctx, row),
                None => term.matches_row(list, ctx, row),
            };
            let is_match = |row: &RecordRef| self.terms.iter().all(|t| matches_term(t, *row));
            let chunk_matches = |rows: &[RecordRef]| rows.iter().map(is_match).collect::<Vec<_>>();
            return parallel::map_chunks(&rows.rows, MIN_ITEMS_PER_THREAD, chunk_matches).concat();
        }
        let mut is_match = vec![true; rows.rows.len()];
        for term in &self.terms {
            let mask = match dependent_terms_for(term) {
                Some(dependent_terms) => rows
                    .rows
                    .iter()
                    .map(|row| dependent_terms.matches_row(term, ctx, *row))
                    .collect(),
                None => term.match_mask(list, ctx, rows),
            };
            for (is_match, matches_term) in is_match.iter_mut().zip(mask) {
                *is_match &= matches_term;
            }
        }
        is_match
    }

    /// Returns the number of matching rows.
    pub fn count(&self, list: &'static ListDef, ctx: &QueryContext, all: bool) -> usize {
        let rows = ctx.list_column_cache(list, all);
        self.matching_rows(list, ctx, &rows).into_iter().filter(|is_match| *is_match).count()
    }

    /// Returns the filter without the term at `index`.
    pub fn without_term(&self, index: usize) -> Filter {
        let mut filter = self.clone();
        if index < filter.terms.len() {
            filter.terms.remove(index);
        }
        filter
    }

    /// Returns true if a term names this value of a column.
    pub fn selects_value(&self, ctx: &QueryContext, column: usize, value: &CellValue) -> bool {
        let terms = self.terms.iter().filter_map(|term| term.wanted_names(column));
        let mut pairs = terms.flat_map(|(op, names)| names.iter().map(move |name| (op, name)));
        pairs.any(|(op, name)| matches(ctx.data, value, op, &WantedValue::new(name)))
    }

    /// Returns the filter without the terms that name values of a column.
    pub fn without_column(&self, column: usize) -> Filter {
        let terms = self.terms.iter().filter(|term| term.wanted_names(column).is_none());
        Filter { terms: terms.cloned().collect() }
    }

    /// Returns the filter without any term on a column.
    pub fn without_terms_on(&self, column: usize) -> Filter {
        let terms = self.terms.iter().filter(|term| term.column() != Some(column));
        Filter { terms: terms.cloned().collect() }
    }

    /// Returns the text of the filter with the terms that name values of a column replaced by one
    /// term with these values.
    pub fn replacing_values(&self, list: &ListDef, column: usize, values: &[String]) -> String {
        let mut new_term = None;
        if !values.is_empty() {
            let values: Vec<String> = values.iter().map(|value| quote_value(value)).collect();
            new_term = Some(format!("{}={}", list.column_at(column).key, values.join(",")));
        }
        let mut terms: Vec<String> = Vec::new();
        for term in &self.terms {
            if term.wanted_names(column).is_some() {
                // the first of them gives its position to the new term
                terms.extend(new_term.take());
            } else {
                terms.push(term.text.clone());
            }
        }
        terms.extend(new_term);
        terms.join(" ")
    }

    /// Returns the filter in words: "in Africa, with IOM".
    pub fn describe(&self, list: &ListDef, ctx: &QueryContext, rows: &[RecordRef]) -> String {
        let terms = self.terms.iter().map(|term| term.describe(list, ctx, rows));
        terms.collect::<Vec<_>>().join(", ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::SortOrder;
    use crate::query::lists::{countries, events};
    use crate::query::query_cache::QueryCache;
    use crate::store::Dataset;

    fn count(list: &'static ListDef, text: &str) -> usize {
        let data = Dataset::bundled();
        let ctx = QueryContext::new(&data, jiff::civil::date(2026, 11, 22));
        let filter = Filter::parse(text, list).unwrap_or_else(|error| panic!("{error}"));
        list.matching_rows(&ctx, false, &filter, None).len()
    }

    #[test]
    fn filters_keep_matching_rows() {
        for (text, rows) in [
            ("", 17),
            ("region:africa", 5),
            ("REGION:africa agency:iom", 3),
            ("region:africa -agency:iom", 2),
            ("agency:unicef", 2),
            ("agency:iom,unicef region:latin", 1),
            ("phase:glo-act", 13),
            ("phase:ame", 4),
            ("phase:second", 5),
            ("phase:2", 0),
            ("phase:2018", 0),
            ("name:laos", 0),
            ("phase:glo-act phase:glo-act-ame", 1),
            ("region:\"latin america\"", 2),
            ("laos", 1),
            ("cote", 0),
            ("code:np", 1),
            ("reg:africa", 5),
        ] {
            assert_eq!(count(&countries::LIST, text), rows, "{text}");
        }
        let events = |text: &str| count(&events::LIST, text);
        assert_eq!(events("year>=2017") + events("year<2017"), events(""));
        assert_eq!(events("year:2016"), events("date:2016"));
        assert!(events("date>=2017-03 date<2017-06") > 0);
    }

    #[test]
    fn cached_and_uncached_queries_agree() {
        let data = Dataset::bundled();
        let cache = QueryCache::default();
        let uncached = QueryContext::new(&data, jiff::civil::date(2026, 11, 22));
        let cached = QueryContext { cache: Some(&cache), ..uncached };
        let filters = [
            "nepal",
            "e",
            "-e",
            "2017 -phase:2 launch",
            "\"of the\"",
            "xqz",
            "year>=2017 agency:iom,unicef",
            "is:disputed",
            "-when:past",
        ];
        for (list, text) in [&events::LIST, &countries::LIST]
            .into_iter()
            .flat_map(|list| filters.map(|text| (list, text)))
        {
            let Ok(filter) = Filter::parse(text, list) else { continue };
            for sort in [
                None,
                SortOrder::parse("-name", list).ok().flatten(),
                SortOrder::parse("date", list).ok().flatten(),
            ] {
                assert_eq!(
                    list.matching_rows(&cached, false, &filter, sort),
                    list.matching_rows(&uncached, false, &filter, sort),
                    "{text}"
                );
            }
        }
    }

    #[test]
    fn errors_give_the_column() {
        for (text, end) in [
            ("region:africa foo:bar", "field \"foo\" at column 15"),
            ("a \"b", "unclosed quotation mark at column 3"),
            ("a :x", "missing field before \":\" at column 3"),
            ("region:", "missing value after \"region:\" at column 1"),
            ("-", "missing term after \"-\" at column 1"),
            ("code:x m49:2018-3x", "invalid date \"2018-3x\" at column 8"),
            ("m49>=abc", "invalid value \"abc\" at column 1: \">=\" needs a number or a date"),
        ] {
            let error = Filter::parse(text, &countries::LIST).expect_err(text);
            assert!(error.message.ends_with(end), "{text}: {error}");
        }
        let error = Filter::parse("regoin:asia", &countries::LIST).expect_err("a typo");
        assert_eq!(error.hint.as_deref(), Some("did you mean \"region\"?"));
    }

    #[test]
    fn other_names_of_countries_match() {
        let events = |text: &str| count(&events::LIST, text);
        assert_eq!(events("country:laos"), events("country:LA"));
        assert_eq!(events("country:lao"), events("country:LA"));
    }

    proptest::proptest! {
        #[test]
        fn quoted_values_are_parsed_unchanged(value in "[^\"\\p{C}]{1,20}") {
            let text = format!("region={}", quote_value(&value));
            let filter = Filter::parse(&text, &countries::LIST).unwrap_or_else(|e| panic!("{e}"));
            proptest::prop_assert_eq!(filter.terms.len(), 1);
            let region = countries::LIST.column_index("region").unwrap_or_default();
            let names = filter.terms[0].wanted_names(region).map(|(_, names)| names.to_vec());
            let value = plain_text(&value).replace('"', "");
            proptest::prop_assert_eq!(names, Some(vec![value]));
        }

        #[test]
        fn parsed_filters_survive_a_round_trip(text in "[a-z:<>=,\" -]{0,30}|\\p{Any}{0,20}") {
            if let Ok(filter) = Filter::parse(&text, &countries::LIST) {
                let again = Filter::parse(&filter.to_text(), &countries::LIST).ok();
                proptest::prop_assert_eq!(again, Some(filter));
            }
        }
    }
}
