//! The filter language, the same on the screen, the command line and in slides:
//! `nepal region:asia agency:iom,unicef -phase:ame year>=2017 place:"The Hague"`.

use super::cache::ListCache;
use super::filter_match::{Op, matches, name_matches, word_starts_with};
use super::{CellValue, ListDef, QueryContext};
use crate::error::{Error, Result};
use crate::model::text::normalize_for_search;
use crate::model::{EdtfDate, LINK_FIELDS, RecordPath};
use crate::parallel::{self, MIN_ITEMS_PER_THREAD};
use crate::store::RecordRef;

/// What must hold for a row to be kept: all of its terms.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Filter {
    /// The terms as they were typed, in order.
    pub terms: Vec<Term>,
}

/// One condition.
#[derive(Clone, Debug, PartialEq)]
pub struct Term {
    /// As it was typed.
    pub text: String,
    /// Whether it keeps what it does not match.
    pub is_negated: bool,
    condition: Condition,
}

#[derive(Clone, Debug, PartialEq)]
enum Condition {
    Word(String),
    Field(usize, Op, Vec<String>),
}

impl Filter {
    /// Reads a filter for a list. An error tells the column (from 1) at which it stopped to make sense.
    pub fn parse(text: &str, list: &ListDef) -> Result<Filter> {
        let words = split_words(text)?;
        let terms = words.into_iter().map(|(at, word)| {
            Term::parse(&word, list)
                .map_err(|e| Error { message: format!("column {}: {}", at + 1, e.message), ..e })
        });
        Ok(Filter { terms: terms.collect::<Result<_>>()? })
    }

    /// The filter as one line; read again, it is the same filter.
    pub fn to_text(&self) -> String {
        self.terms.iter().map(|term| term.text.as_str()).collect::<Vec<_>>().join(" ")
    }

    /// Which of the rows satisfy every term, in the order of the rows.
    pub(super) fn matching_rows(
        &self,
        list: &ListDef,
        scope: &QueryContext,
        gathered: &ListCache,
    ) -> Vec<bool> {
        // for a question or two it does not pay to gather what all rows say
        if scope.cache.is_none() && !self.terms.is_empty() {
            let keeps = |row: &RecordRef| {
                self.terms.iter().all(|term| term.matches_row(list, scope, *row) != term.is_negated)
            };
            return parallel::map_chunks(&gathered.rows, MIN_ITEMS_PER_THREAD, |rows| {
                rows.iter().map(keeps).collect::<Vec<_>>()
            })
            .concat();
        }
        let mut kept = vec![true; gathered.rows.len()];
        for term in &self.terms {
            let holds = term.match_mask(list, scope, gathered);
            kept.iter_mut().zip(holds).for_each(|(kept, holds)| *kept &= holds != term.is_negated);
        }
        kept
    }

    /// How many rows of the list it keeps.
    pub fn count(&self, list: &'static ListDef, scope: &QueryContext, all: bool) -> usize {
        self.matching_rows(list, scope, &scope.list_cache(list, all))
            .into_iter()
            .filter(|kept| *kept)
            .count()
    }

    /// The filter without one of its terms.
    pub fn without_term(&self, at: usize) -> Filter {
        let mut filter = self.clone();
        if at < filter.terms.len() {
            filter.terms.remove(at);
        }
        filter
    }

    /// Whether the filter wants a value of a column by its name.
    pub fn selects_value(&self, scope: &QueryContext, column: usize, value: &CellValue) -> bool {
        let named = self.terms.iter().filter_map(|term| term.wanted_names(column));
        named
            .into_iter()
            .any(|(op, wanted)| wanted.iter().any(|wanted| matches(scope.data, value, op, wanted)))
    }

    /// The filter without what it wants of a column by name.
    pub fn without_column(&self, column: usize) -> Filter {
        Filter {
            terms: self
                .terms
                .iter()
                .filter(|term| term.wanted_names(column).is_none())
                .cloned()
                .collect(),
        }
    }

    /// The text of the filter with just these values of a column wanted, in the place of those that were.
    pub fn replacing_values(&self, list: &ListDef, column: usize, values: &[String]) -> String {
        let joined = values.iter().map(|value| quote_value(value)).collect::<Vec<_>>().join(",");
        let mut new =
            (!values.is_empty()).then(|| format!("{}={joined}", list.column_at(column).key));
        let mut words: Vec<String> = Vec::new();
        for term in &self.terms {
            if term.wanted_names(column).is_some() {
                words.extend(new.take());
            } else {
                words.push(term.text.clone());
            }
        }
        words.extend(new);
        words.join(" ")
    }

    /// The filter in words: "in Africa, with IOM".
    pub fn describe(&self, list: &ListDef, scope: &QueryContext, rows: &[RecordRef]) -> String {
        self.terms
            .iter()
            .map(|term| term.describe(list, scope, rows))
            .collect::<Vec<_>>()
            .join(", ")
    }
}

impl Term {
    /// What it wants of a column by name; nothing when it asks otherwise.
    fn wanted_names(&self, column: usize) -> Option<(Op, &[String])> {
        match &self.condition {
            Condition::Field(of, op, values)
                if *of == column && op.compares_names() && !self.is_negated =>
            {
                Some((*op, values))
            }
            _ => None,
        }
    }

    /// The column of which it wants values by name, and the values.
    pub fn named_values(&self) -> Option<(usize, &[String])> {
        match &self.condition {
            Condition::Field(column, ..) => {
                self.wanted_names(*column).map(|(_, values)| (*column, values))
            }
            Condition::Word(_) => None,
        }
    }

    fn parse(word: &str, list: &ListDef) -> Result<Term> {
        if word == "-" {
            return Err(Error::usage("what is not wanted is missing after \"-\"")
                .with_hint("for example -phase:ame"));
        }
        let (not, body) = word
            .strip_prefix('-')
            .filter(|body| !body.is_empty())
            .map_or((false, word), |body| (true, body));
        let ops = [
            (">=", Op::MoreOrEqual),
            ("<=", Op::LessOrEqual),
            (":", Op::Prefix),
            ("=", Op::Equal),
            (">", Op::More),
            ("<", Op::Less),
        ];
        let quoted = body.find('"').unwrap_or(body.len());
        let first = ops
            .iter()
            .filter_map(|(sign, op)| Some((body.find(sign).filter(|at| *at < quoted)?, *sign, *op)))
            .min_by_key(|(at, sign, _)| (*at, usize::MAX - sign.len()));
        let what = match first {
            Some((0, sign, _)) => {
                return Err(Error::usage(format!("a field is missing before \"{sign}\""))
                    .with_hint("for example region:africa"));
            }
            Some((at, sign, op)) => {
                let column = list.column_index(&body[..at])?;
                let values: Vec<String> = split_values(&body[at + sign.len()..]);
                if values.is_empty() {
                    return Err(Error::usage(format!(
                        "a value is missing after \"{}{sign}\"",
                        &body[..at]
                    ))
                    .with_hint("for example region:africa"));
                }
                let ordered =
                    |value: &String| value.parse::<i64>().is_ok() || EdtfDate::parse(value).is_ok();
                if let Some(wrong) =
                    values.iter().find(|value| !op.compares_names() && !ordered(value))
                {
                    return Err(Error::usage(format!(
                        "\"{wrong}\" is neither a number nor a date, as \"{sign}\" wants"
                    ))
                    .with_hint("for example year>=2017 or date<2018-06"));
                }
                let dated = |value: &&String| {
                    value.len() > 4
                        && value.as_bytes()[..4].iter().all(u8::is_ascii_digit)
                        && value.as_bytes()[4] == b'-'
                };
                if let Some(wrong) =
                    values.iter().filter(dated).find(|value| EdtfDate::parse(value).is_err())
                {
                    return Err(Error::usage(format!("\"{wrong}\" is no date"))
                        .with_hint("for example date:2018-03 or date:2018-03-12"));
                }
                Condition::Field(column, op, values)
            }
            None => Condition::Word(normalize_for_search(&unquote(body))),
        };
        Ok(Term { text: word.to_string(), is_negated: not, condition: what })
    }

    /// Whether it holds for a row by itself, its "not" aside.
    fn matches_row(&self, list: &ListDef, scope: &QueryContext, row: RecordRef) -> bool {
        match &self.condition {
            Condition::Word(word) => list.columns.iter().any(|column| {
                normalize_for_search(&(column.value)(scope, row).display()).contains(word)
            }),
            Condition::Field(column, op, wanted) => {
                let value = (list.column_at(*column).value)(scope, row);
                wanted.iter().any(|wanted| matches(scope.data, &value, *op, wanted))
            }
        }
    }

    /// For which of all rows it holds.
    fn match_mask(&self, list: &ListDef, scope: &QueryContext, gathered: &ListCache) -> Vec<bool> {
        match &self.condition {
            Condition::Word(word) => {
                let mut any = vec![false; gathered.rows.len()];
                for column in 0..list.columns.len() {
                    let values = gathered.column(list, scope, column);
                    if let Some(has) = values.values_containing(list, scope, column, word) {
                        any.iter_mut()
                            .zip(&values.value_of_row)
                            .for_each(|(any, value)| *any |= has[*value as usize]);
                    }
                }
                any
            }
            Condition::Field(column, op, wanted) => {
                let values = gathered.column(list, scope, *column);
                let value = list.column_at(*column).value;
                let is = values.matching_values(|row| {
                    let value = value(scope, row);
                    wanted.iter().any(|wanted| matches(scope.data, &value, *op, wanted))
                });
                values.value_of_row.iter().map(|value| is[*value as usize]).collect()
            }
        }
    }

    /// The record that it names, where it names just one.
    pub fn record_path(&self, list: &ListDef, scope: &QueryContext) -> Option<RecordPath> {
        let Condition::Field(column, op, wanted) = &self.condition else { return None };
        let [wanted] = &wanted[..] else { return None };
        let key = list.column_at(*column).key;
        let &(_, kind) =
            LINK_FIELDS.iter().find(|(field, _)| *field == key).filter(|_| op.compares_names())?;
        // what is written as an id, in capitals or not, else the one record of the name
        let exact = [wanted.to_string(), wanted.to_uppercase(), wanted.to_lowercase()];
        let mut named = scope
            .data
            .records(kind)
            .filter(|row| word_starts_with(&scope.data.short_label(*row), wanted));
        let only = named.next().filter(|_| named.next().is_none());
        exact
            .iter()
            .find_map(|id| scope.data.find(kind, id))
            .or(only)
            .map(|row| scope.data.path(row))
    }

    /// The term as it stands on a chip: "region: Africa".
    pub fn chip_label(&self, list: &ListDef, scope: &QueryContext, rows: &[RecordRef]) -> String {
        let not = if self.is_negated { "not " } else { "" };
        match &self.condition {
            Condition::Word(_) => format!("{not}{}", unquote(self.text.trim_start_matches('-'))),
            Condition::Field(column, op, wanted) => {
                format!(
                    "{not}{}{} {}",
                    list.column_at(*column).key,
                    op.symbol(),
                    self.value_labels(*column, *op, wanted, list, scope, rows)
                )
            }
        }
    }

    fn describe(&self, list: &ListDef, scope: &QueryContext, rows: &[RecordRef]) -> String {
        let not = if self.is_negated { "not " } else { "" };
        match &self.condition {
            Condition::Word(_) => {
                format!("{not}with \"{}\"", unquote(self.text.trim_start_matches('-')))
            }
            Condition::Field(column, op, wanted) => {
                let labels = self.value_labels(*column, *op, wanted, list, scope, rows);
                let says = list.column_at(*column).preposition;
                let than = match op {
                    Op::Prefix | Op::Equal => "",
                    Op::Less => "before ",
                    Op::LessOrEqual => "up to ",
                    Op::More => "after ",
                    Op::MoreOrEqual => "from ",
                };
                [not, says, if says.is_empty() { "" } else { " " }, than, &labels].concat()
            }
        }
    }

    /// The wanted values by the names that the kept rows show for them.
    fn value_labels(
        &self,
        column: usize,
        op: Op,
        wanted: &[String],
        list: &ListDef,
        scope: &QueryContext,
        rows: &[RecordRef],
    ) -> String {
        let label = |wanted: &String| {
            if !op.compares_names() || self.is_negated {
                return wanted.clone();
            }
            let mut found: Option<String> = None;
            for row in rows.iter().take(500) {
                let names = match (list.column_at(column).value)(scope, *row) {
                    CellValue::Links(names) => names
                        .iter()
                        .filter(|name| {
                            name_matches(scope.data, name.kind, name.id, &name.label, wanted)
                        })
                        .map(|name| name.label.to_string())
                        .collect(),
                    CellValue::Text(text) if word_starts_with(&text, wanted) && text.len() < 40 => {
                        vec![text.to_string()]
                    }
                    _ => Vec::new(),
                };
                for name in names {
                    match &found {
                        Some(before) if *before != name => return wanted.clone(),
                        _ => found = Some(name),
                    }
                }
            }
            found.unwrap_or_else(|| wanted.clone())
        };
        wanted.iter().map(label).collect::<Vec<_>>().join(" or ")
    }
}

/// A value as a filter holds it: between quotation marks where it has more than letters and digits.
pub fn quote_value(value: &str) -> String {
    let value = value.replace('"', "");
    let plain = value.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '/'))
        && !value.starts_with('-');
    if plain && !value.is_empty() { value } else { format!("\"{value}\"") }
}

/// The words of a filter with the character at which each begins. Quotes keep spaces together.
fn split_words(text: &str) -> Result<Vec<(usize, String)>> {
    let mut words = Vec::new();
    let mut word = String::new();
    let (mut start, mut quote) = (0, None);
    for (at, c) in text.chars().chain([' ']).enumerate() {
        if c == '"' {
            quote = if quote.is_some() { None } else { Some(at) };
        }
        if c.is_whitespace() && quote.is_none() {
            if !word.is_empty() {
                words.push((start, std::mem::take(&mut word)));
            }
            start = at + 1;
        } else if c == ';' && quote.is_none() {
            // bare, it would end the step of a script that has the filter
            word.push_str("\";\"");
        } else {
            word.push(c);
        }
    }
    match quote {
        Some(at) => {
            Err(Error::usage(format!("column {}: the quotation mark is not closed", at + 1)))
        }
        None => Ok(words),
    }
}

/// Values between commas; a comma inside quotes belongs to the value.
fn split_values(text: &str) -> Vec<String> {
    let mut quoted = false;
    let parts = text.split(|c| {
        quoted ^= c == '"';
        c == ',' && !quoted
    });
    parts.map(unquote).filter(|part| !part.is_empty()).collect()
}

fn unquote(text: &str) -> String {
    text.replace('"', "")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::SortOrder;
    use crate::query::cache::QueryCache;
    use crate::query::lists::{countries, events};
    use crate::store::Dataset;

    fn kept(list: &'static ListDef, text: &str) -> usize {
        let data = Dataset::bundled();
        let scope = QueryContext::new(&data, jiff::civil::date(2026, 11, 22));
        list.run(&scope, false, &Filter::parse(text, list).unwrap_or_else(|e| panic!("{e}")), None)
            .len()
    }

    #[test]
    fn the_grammar_keeps_what_it_says() {
        for (text, rows) in [
            ("", 17),
            ("region:africa", 5),
            ("REGION:africa agency:iom", 3),
            ("region:africa -agency:iom", 2),
            ("agency:unicef", 3),
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
            assert_eq!(kept(&countries::LIST, text), rows, "{text}");
        }
        let of = |text: &str| kept(&events::LIST, text);
        assert_eq!(of("year>=2017") + of("year<2017"), of(""));
        assert_eq!(of("year:2016"), of("date:2016"));
        assert!(of("date>=2017-03 date<2017-06") > 0);
    }

    #[test]
    fn what_is_gathered_keeps_the_rows_that_each_by_itself_would() {
        let (data, kept) = (Dataset::bundled(), QueryCache::default());
        let alone = QueryContext::new(&data, jiff::civil::date(2026, 11, 22));
        let scope = QueryContext { cache: Some(&kept), ..alone };
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
                    list.run(&scope, false, &filter, sort),
                    list.run(&alone, false, &filter, sort),
                    "{text}"
                );
            }
        }
    }

    #[test]
    fn an_error_says_where() {
        for (text, at) in [
            ("region:africa foo:bar", "column 15: unknown field \"foo\""),
            ("a \"b", "column 3"),
            (":x", "column 1"),
            ("region:", "column 1"),
        ] {
            let error = Filter::parse(text, &countries::LIST).expect_err(text);
            assert!(error.message.starts_with(at), "{error}");
        }
        let error = Filter::parse("regoin:asia", &countries::LIST).expect_err("a slip");
        assert_eq!(error.hint.as_deref(), Some("did you mean region?"));
    }

    #[test]
    fn names_that_people_type_are_known() {
        let kept = |text: &str| kept(&events::LIST, text);
        assert_eq!(kept("country:laos"), kept("country:LA"));
        assert_eq!(kept("country:lao"), kept("country:LA"));
        assert!(Filter::parse("-", &events::LIST).is_err());
    }

    proptest::proptest! {
        #[test]
        fn a_quoted_value_reads_as_itself(value in "[^\"\\p{C}]{1,20}") {
            let filter = Filter::parse(&format!("region={}", quote_value(&value)), &countries::LIST).map_err(|e| proptest::test_runner::TestCaseError::fail(e.to_string()))?;
            proptest::prop_assert_eq!(filter.terms.len(), 1);
            let region = countries::LIST.column_index("region").unwrap_or_default();
            let wanted = filter.terms[0].wanted_names(region).map(|(_, values)| values.to_vec());
            proptest::prop_assert_eq!(wanted, Some(vec![value]));
        }

        #[test]
        fn no_text_breaks_the_reader(text in "[a-z:<>=,\" -]{0,30}|\\p{Any}{0,20}") {
            if let Ok(filter) = Filter::parse(&text, &countries::LIST) {
                proptest::prop_assert_eq!(Filter::parse(&filter.to_text(), &countries::LIST).ok(), Some(filter));
            }
        }
    }
}
