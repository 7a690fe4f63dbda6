//! The filter language, the same on the screen, the command line and in slides:
//! `nepal region:asia agency:iom,unicef -phase:ame year>=2017 place:"The Hague"`.

use super::cache::Gathered;
use super::filter_match::{Op, matches, names_match, starts};
use super::{List, Scope, Value};
use crate::error::{Error, Result};
use crate::model::text::fold;
use crate::model::{LINKS, Place, When};
use crate::parallel::{self, MANY};
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
    pub not: bool,
    what: What,
}

#[derive(Clone, Debug, PartialEq)]
enum What {
    Word(String),
    Field(usize, Op, Vec<String>),
}

impl Filter {
    /// Reads a filter for a list. An error tells the column (from 1) at which it stopped to make sense.
    pub fn parse(text: &str, list: &List) -> Result<Filter> {
        let words = words(text)?;
        let terms = words
            .into_iter()
            .map(|(at, word)| Term::parse(&word, list).map_err(|e| Error { sentence: format!("column {}: {}", at + 1, e.sentence), ..e }));
        Ok(Filter { terms: terms.collect::<Result<_>>()? })
    }

    /// The filter as one line; read again, it is the same filter.
    pub fn text(&self) -> String {
        self.terms.iter().map(|term| term.text.as_str()).collect::<Vec<_>>().join(" ")
    }

    /// Which of the rows satisfy every term, in the order of the rows.
    pub(super) fn keeps(&self, list: &List, scope: &Scope, gathered: &Gathered) -> Vec<bool> {
        // for a question or two it does not pay to gather what all rows say
        if scope.kept.is_none() && !self.terms.is_empty() {
            let keeps = |row: &RecordRef| self.terms.iter().all(|term| term.holds_for(list, scope, *row) != term.not);
            return parallel::parts(&gathered.rows, MANY, |rows| rows.iter().map(keeps).collect::<Vec<_>>()).concat();
        }
        let mut kept = vec![true; gathered.rows.len()];
        for term in &self.terms {
            let holds = term.holds(list, scope, gathered);
            kept.iter_mut().zip(holds).for_each(|(kept, holds)| *kept &= holds != term.not);
        }
        kept
    }

    /// How many rows of the list it keeps.
    pub fn count(&self, list: &'static List, scope: &Scope, all: bool) -> usize {
        self.keeps(list, scope, &scope.gathered(list, all)).into_iter().filter(|kept| *kept).count()
    }

    /// The filter without one of its terms.
    pub fn without(&self, at: usize) -> Filter {
        let mut filter = self.clone();
        if at < filter.terms.len() {
            filter.terms.remove(at);
        }
        filter
    }

    /// Whether the filter wants a value of a column by its name.
    pub fn wants(&self, scope: &Scope, column: usize, value: &Value) -> bool {
        let named = self.terms.iter().filter_map(|term| term.names(column));
        named.into_iter().any(|(op, wanted)| wanted.iter().any(|wanted| matches(scope.data, value, op, wanted)))
    }

    /// The filter without what it wants of a column by name.
    pub fn apart_from(&self, column: usize) -> Filter {
        Filter { terms: self.terms.iter().filter(|term| term.names(column).is_none()).cloned().collect() }
    }

    /// The text of the filter with just these values of a column wanted, in the place of those that were.
    pub fn with_values(&self, list: &List, column: usize, values: &[String]) -> String {
        let joined = values.iter().map(|value| quoted(value)).collect::<Vec<_>>().join(",");
        let mut new = (!values.is_empty()).then(|| format!("{}={joined}", list.at(column).key));
        let mut words: Vec<String> = Vec::new();
        for term in &self.terms {
            if term.names(column).is_some() {
                words.extend(new.take());
            } else {
                words.push(term.text.clone());
            }
        }
        words.extend(new);
        words.join(" ")
    }

    /// The filter in words: "in Africa, with IOM".
    pub fn sentence(&self, list: &List, scope: &Scope, rows: &[RecordRef]) -> String {
        self.terms.iter().map(|term| term.words(list, scope, rows)).collect::<Vec<_>>().join(", ")
    }
}

impl Term {
    /// What it wants of a column by name; nothing when it asks otherwise.
    fn names(&self, column: usize) -> Option<(Op, &[String])> {
        match &self.what {
            What::Field(of, op, values) if *of == column && op.is_name() && !self.not => Some((*op, values)),
            _ => None,
        }
    }

    /// The column of which it wants values by name, and the values.
    pub fn named(&self) -> Option<(usize, &[String])> {
        match &self.what {
            What::Field(column, ..) => self.names(*column).map(|(_, values)| (*column, values)),
            What::Word(_) => None,
        }
    }

    fn parse(word: &str, list: &List) -> Result<Term> {
        if word == "-" {
            return Err(Error::usage("what is not wanted is missing after \"-\"").hint("for example -phase:ame"));
        }
        let (not, body) = word.strip_prefix('-').filter(|body| !body.is_empty()).map_or((false, word), |body| (true, body));
        let ops = [(">=", Op::MoreOrEqual), ("<=", Op::LessOrEqual), (":", Op::Is), ("=", Op::Same), (">", Op::More), ("<", Op::Less)];
        let quoted = body.find('"').unwrap_or(body.len());
        let first = ops
            .iter()
            .filter_map(|(sign, op)| Some((body.find(sign).filter(|at| *at < quoted)?, *sign, *op)))
            .min_by_key(|(at, sign, _)| (*at, usize::MAX - sign.len()));
        let what = match first {
            Some((0, sign, _)) => {
                return Err(Error::usage(format!("a field is missing before \"{sign}\"")).hint("for example region:africa"));
            }
            Some((at, sign, op)) => {
                let column = list.column(&body[..at])?;
                let values: Vec<String> = split(&body[at + sign.len()..]);
                if values.is_empty() {
                    return Err(
                        Error::usage(format!("a value is missing after \"{}{sign}\"", &body[..at])).hint("for example region:africa")
                    );
                }
                let ordered = |value: &String| value.parse::<i64>().is_ok() || When::parse(value).is_ok();
                if let Some(wrong) = values.iter().find(|value| !op.is_name() && !ordered(value)) {
                    return Err(Error::usage(format!("\"{wrong}\" is neither a number nor a date, as \"{sign}\" wants"))
                        .hint("for example year>=2017 or date<2018-06"));
                }
                let dated = |value: &&String| {
                    value.len() > 4 && value.as_bytes()[..4].iter().all(u8::is_ascii_digit) && value.as_bytes()[4] == b'-'
                };
                if let Some(wrong) = values.iter().filter(dated).find(|value| When::parse(value).is_err()) {
                    return Err(Error::usage(format!("\"{wrong}\" is no date")).hint("for example date:2018-03 or date:2018-03-12"));
                }
                What::Field(column, op, values)
            }
            None => What::Word(fold(&unquote(body))),
        };
        Ok(Term { text: word.to_string(), not, what })
    }

    /// Whether it holds for a row by itself, its "not" aside.
    fn holds_for(&self, list: &List, scope: &Scope, row: RecordRef) -> bool {
        match &self.what {
            What::Word(word) => list.columns.iter().any(|column| fold(&(column.value)(scope, row).words()).contains(word)),
            What::Field(column, op, wanted) => {
                let value = (list.at(*column).value)(scope, row);
                wanted.iter().any(|wanted| matches(scope.data, &value, *op, wanted))
            }
        }
    }

    /// For which of all rows it holds.
    fn holds(&self, list: &List, scope: &Scope, gathered: &Gathered) -> Vec<bool> {
        match &self.what {
            What::Word(word) => {
                let mut any = vec![false; gathered.rows.len()];
                for column in 0..list.columns.len() {
                    let values = gathered.column(list, scope, column);
                    if let Some(has) = values.values_with(list, scope, column, word) {
                        any.iter_mut().zip(&values.of).for_each(|(any, value)| *any |= has[*value as usize]);
                    }
                }
                any
            }
            What::Field(column, op, wanted) => {
                let values = gathered.column(list, scope, *column);
                let value = list.at(*column).value;
                let is = values.values_that(|row| {
                    let value = value(scope, row);
                    wanted.iter().any(|wanted| matches(scope.data, &value, *op, wanted))
                });
                values.of.iter().map(|value| is[*value as usize]).collect()
            }
        }
    }

    /// The record that it names, where it names just one.
    pub fn place(&self, list: &List, scope: &Scope) -> Option<Place> {
        let What::Field(column, op, wanted) = &self.what else { return None };
        let [wanted] = &wanted[..] else { return None };
        let key = list.at(*column).key;
        let (_, kind) = LINKS.iter().find(|(field, _)| *field == key).filter(|_| op.is_name())?;
        // what is written as an id, in capitals or not, else the one record of the name
        let exact = [wanted.to_string(), wanted.to_uppercase(), wanted.to_lowercase()];
        let mut named = scope.data.rows(kind).filter(|row| starts(&scope.data.label(*row), wanted));
        let only = named.next().filter(|_| named.next().is_none());
        exact.iter().find_map(|id| scope.data.row(kind, id)).or(only).map(|row| scope.data.place(row))
    }

    /// The term as it stands on a chip: "region: Africa".
    pub fn chip(&self, list: &List, scope: &Scope, rows: &[RecordRef]) -> String {
        let not = if self.not { "not " } else { "" };
        match &self.what {
            What::Word(_) => format!("{not}{}", unquote(self.text.trim_start_matches('-'))),
            What::Field(column, op, wanted) => {
                format!("{not}{}{} {}", list.at(*column).key, op.sign(), self.labels(*column, *op, wanted, list, scope, rows))
            }
        }
    }

    fn words(&self, list: &List, scope: &Scope, rows: &[RecordRef]) -> String {
        let not = if self.not { "not " } else { "" };
        match &self.what {
            What::Word(_) => format!("{not}with \"{}\"", unquote(self.text.trim_start_matches('-'))),
            What::Field(column, op, wanted) => {
                let labels = self.labels(*column, *op, wanted, list, scope, rows);
                let says = list.at(*column).says;
                let than = match op {
                    Op::Is | Op::Same => "",
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
    fn labels(&self, column: usize, op: Op, wanted: &[String], list: &List, scope: &Scope, rows: &[RecordRef]) -> String {
        let label = |wanted: &String| {
            if !op.is_name() || self.not {
                return wanted.clone();
            }
            let mut found: Option<String> = None;
            for row in rows.iter().take(500) {
                let names = match (list.at(column).value)(scope, *row) {
                    Value::Names(names) => names
                        .iter()
                        .filter(|name| names_match(scope.data, name.kind, name.id, &name.label, wanted))
                        .map(|name| name.label.to_string())
                        .collect(),
                    Value::Text(text) if starts(&text, wanted) && text.len() < 40 => vec![text.to_string()],
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
pub fn quoted(value: &str) -> String {
    let value = value.replace('"', "");
    let plain = value.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '/')) && !value.starts_with('-');
    if plain && !value.is_empty() { value } else { format!("\"{value}\"") }
}

/// The words of a filter with the character at which each begins. Quotes keep spaces together.
fn words(text: &str) -> Result<Vec<(usize, String)>> {
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
        Some(at) => Err(Error::usage(format!("column {}: the quotation mark is not closed", at + 1))),
        None => Ok(words),
    }
}

/// Values between commas; a comma inside quotes belongs to the value.
fn split(text: &str) -> Vec<String> {
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
    use crate::query::Sort;
    use crate::query::cache::Kept;
    use crate::query::lists::{countries, events};
    use crate::store::Dataset;

    fn kept(list: &'static List, text: &str) -> usize {
        let data = Dataset::bundled();
        let scope = Scope::new(&data, jiff::civil::date(2026, 11, 22));
        list.ask(&scope, false, &Filter::parse(text, list).unwrap_or_else(|e| panic!("{e}")), None).len()
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
        let (data, kept) = (Dataset::bundled(), Kept::default());
        let alone = Scope::new(&data, jiff::civil::date(2026, 11, 22));
        let scope = Scope { kept: Some(&kept), ..alone };
        let filters =
            ["nepal", "e", "-e", "2017 -phase:2 launch", "\"of the\"", "xqz", "year>=2017 agency:iom,unicef", "is:disputed", "-when:past"];
        for (list, text) in [&events::LIST, &countries::LIST].into_iter().flat_map(|list| filters.map(|text| (list, text))) {
            let Ok(filter) = Filter::parse(text, list) else { continue };
            for sort in [None, Sort::parse("-name", list).ok().flatten(), Sort::parse("date", list).ok().flatten()] {
                assert_eq!(list.ask(&scope, false, &filter, sort), list.ask(&alone, false, &filter, sort), "{text}");
            }
        }
    }

    #[test]
    fn an_error_says_where() {
        for (text, at) in [
            ("region:africa foo:bar", "column 15: there is no field \"foo\""),
            ("a \"b", "column 3"),
            (":x", "column 1"),
            ("region:", "column 1"),
        ] {
            let error = Filter::parse(text, &countries::LIST).expect_err(text);
            assert!(error.sentence.starts_with(at), "{error}");
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
            let filter = Filter::parse(&format!("region={}", quoted(&value)), &countries::LIST).map_err(|e| proptest::test_runner::TestCaseError::fail(e.to_string()))?;
            proptest::prop_assert_eq!(filter.terms.len(), 1);
            let region = countries::LIST.column("region").unwrap_or_default();
            let wanted = filter.terms[0].names(region).map(|(_, values)| values.to_vec());
            proptest::prop_assert_eq!(wanted, Some(vec![value]));
        }

        #[test]
        fn no_text_breaks_the_reader(text in "[a-z:<>=,\" -]{0,30}|\\p{Any}{0,20}") {
            if let Ok(filter) = Filter::parse(&text, &countries::LIST) {
                proptest::prop_assert_eq!(Filter::parse(&filter.text(), &countries::LIST).ok(), Some(filter));
            }
        }
    }
}
