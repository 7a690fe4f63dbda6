//! The operators of a filter term: compare a cell's value by size, by name or by the start of a
//! word.

use crate::model::text::normalize_for_search;
use crate::model::{EdtfDate, KindId, Phase};
use crate::query::sort_key::natural_key;
use crate::query::{CellValue, RecordLink};
use crate::store::{Dataset, RecordRef};
use std::borrow::Cow;
use std::sync::OnceLock;

/// The operator of a filter term.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum FilterOperator {
    /// The start of a word, or an id.
    Prefix,
    /// The whole value.
    Equal,
    Less,
    LessOrEqual,
    More,
    MoreOrEqual,
}

impl FilterOperator {
    /// Returns true if the operator compares names, not sizes.
    pub(super) fn compares_names(self) -> bool {
        matches!(self, FilterOperator::Prefix | FilterOperator::Equal)
    }

    /// Returns the operator as a chip shows it.
    pub(super) fn symbol(self) -> &'static str {
        match self {
            FilterOperator::Prefix => ":",
            FilterOperator::Equal => " =",
            FilterOperator::Less => " <",
            FilterOperator::LessOrEqual => " <=",
            FilterOperator::More => " >",
            FilterOperator::MoreOrEqual => " >=",
        }
    }

    fn compare<T: PartialOrd>(self, a: &T, b: &T) -> bool {
        match self {
            FilterOperator::Prefix | FilterOperator::Equal => a == b,
            FilterOperator::Less => a < b,
            FilterOperator::LessOrEqual => a <= b,
            FilterOperator::More => a > b,
            FilterOperator::MoreOrEqual => a >= b,
        }
    }
}

/// A value that a term asks for. The record that it names is looked up once for all rows.
pub(super) struct WantedValue<'a> {
    text: &'a str,
    /// By kind.
    named: [OnceLock<Option<RecordRef>>; KindId::ALL.len()],
}

impl<'a> WantedValue<'a> {
    pub(super) fn new(text: &'a str) -> WantedValue<'a> {
        WantedValue { text, named: Default::default() }
    }

    /// Returns the record of a kind that the value names.
    fn named(&self, data: &Dataset, kind: KindId) -> Option<RecordRef> {
        *self.named[kind as usize].get_or_init(|| data.resolve_name(kind, self.text))
    }

    /// Returns true if the value is a name of the record of a link, or the start of a word of one
    /// of its names.
    ///
    /// If it is the whole name of any record, only that record matches: `phase:glo-act` excludes
    /// `glo-act-ame`, and `country:Niger` excludes Nigeria.
    pub(super) fn is_name_of(&self, data: &Dataset, link: &RecordLink) -> bool {
        let RecordLink { kind, id, label, .. } = link;
        if let Some(record) = self.named(data, *kind) {
            return data.id(record) == *id;
        }
        word_starts_with(label, self.text)
            || word_starts_with(id, self.text)
            || data.find(*kind, id).is_some_and(|record| {
                word_starts_with(&data.title(record), self.text)
                    || has_other_name(data, record, self.text)
            })
    }

    /// Returns true if the value is the label of a link, or a name of its record.
    fn equals(&self, data: &Dataset, link: &RecordLink) -> bool {
        normalize(&link.label) == normalize(self.text)
            || match self.named(data, link.kind) {
                Some(record) => data.id(record) == link.id,
                None => link.id.eq_ignore_ascii_case(self.text),
            }
    }
}

/// Returns true if a value of a cell satisfies `op wanted`.
pub(super) fn matches(
    data: &Dataset,
    value: &CellValue,
    op: FilterOperator,
    wanted: &WantedValue,
) -> bool {
    let text = wanted.text;
    match value {
        CellValue::Empty => false,
        CellValue::Number(n) => number_matches(*n, op, text.trim()),
        CellValue::Date(date) => date_matches(date, op, text),
        CellValue::Text(cell) => text_matches(cell, op, text),
        CellValue::Money(money) => match text.trim().parse::<f64>() {
            Ok(amount) if amount.is_finite() => op.compare(&money.amount_value(), &amount),
            _ => text_matches(&money.display(), op, text),
        },
        CellValue::Words(words) => words
            .iter()
            .any(|word| matches(data, &CellValue::Text(Cow::Borrowed(word)), op, wanted)),
        CellValue::Links(links) => match op {
            FilterOperator::Prefix => links.iter().any(|link| wanted.is_name_of(data, link)),
            FilterOperator::Equal => links.iter().any(|link| wanted.equals(data, link)),
            _ => false,
        },
    }
}

fn text_matches(cell: &str, op: FilterOperator, wanted: &str) -> bool {
    match op {
        FilterOperator::Prefix => word_starts_with(cell, wanted),
        FilterOperator::Equal => normalize(cell) == normalize(wanted),
        _ => op.compare(&natural_key(cell), &natural_key(wanted)),
    }
}

/// Returns a span of years or days, `2015-2017` or `2017-03..2018-06`, as EDTF writes it; other
/// texts stay.
pub(super) fn as_interval(text: &str) -> Cow<'_, str> {
    if let Some((first, last)) = text.split_once("..").filter(|(first, _)| is_year_start(first)) {
        return Cow::Owned(format!("{first}/{last}"));
    }
    let is_year = |part: &str| part.len() == 4 && is_year_start(part);
    match text.split_once('-') {
        Some((first, last)) if is_year(first) && is_year(last) => {
            Cow::Owned(format!("{first}/{last}"))
        }
        _ => Cow::Borrowed(text),
    }
}

/// Returns whether a word is a year, a month, a day or a span of them: `2019`, `2017-03..2018-06`.
pub(super) fn is_date_word(word: &str) -> bool {
    let is_date_letter = |c: char| c.is_ascii_digit() || matches!(c, '-' | '.' | '/');
    let interval = as_interval(word);
    let mut ends = interval.split('/');
    word.chars().all(is_date_letter)
        && ends.all(is_year_start)
        && EdtfDate::parse(&interval).is_ok()
}

/// Returns whether a text begins with a year: four digits, and nothing or a hyphen.
fn is_year_start(text: &str) -> bool {
    let (year, rest) = text.split_at_checked(4).unwrap_or((text, ""));
    let is_year = year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit());
    is_year && year.starts_with(['1', '2']) && (rest.is_empty() || rest.starts_with('-'))
}

fn number_matches(number: i64, op: FilterOperator, wanted: &str) -> bool {
    let parse = |text: &str| text.parse::<i64>().ok();
    if let Some((first, last)) = as_interval(wanted).split_once('/') {
        let bounds = parse(first).zip(parse(last)).filter(|_| op.compares_names());
        return bounds.is_some_and(|(first, last)| (first..=last).contains(&number));
    }
    parse(wanted).is_some_and(|wanted| op.compare(&number, &wanted))
}

fn date_matches(date: &EdtfDate, op: FilterOperator, wanted: &str) -> bool {
    let Ok(wanted_date) = EdtfDate::parse(&as_interval(wanted)) else {
        return match op {
            FilterOperator::Prefix => word_starts_with(&date.display(), wanted),
            FilterOperator::Equal => {
                normalize_for_search(&date.display()) == normalize_for_search(wanted)
            }
            _ => false,
        };
    };
    let (first, last) = date.sort_bounds();
    let (wanted_first, wanted_last) = wanted_date.sort_bounds();
    match op {
        // dates match if they overlap
        FilterOperator::Prefix | FilterOperator::Equal => {
            first <= wanted_last && wanted_first <= last
        }
        FilterOperator::Less | FilterOperator::MoreOrEqual => op.compare(&first, &wanted_first),
        FilterOperator::More | FilterOperator::LessOrEqual => op.compare(&first, &wanted_last),
    }
}

/// Returns true if another name of a record, or the stage of a phase, starts with `wanted`.
fn has_other_name(data: &Dataset, record: RecordRef, wanted: &str) -> bool {
    let stage = data.get::<Phase>(record).and_then(|phase| phase.stage.as_ref());
    let mut is_match = stage.is_some_and(|stage| word_starts_with(stage, wanted));
    data.for_each_other_name(record, &mut |name| {
        is_match = is_match || word_starts_with(name, wanted);
    });
    is_match
}

/// Returns true if a word of `text` starts with `wanted`, whatever the case and the accents.
pub(super) fn word_starts_with(text: &str, wanted: &str) -> bool {
    let (text, wanted) = (normalize(text), normalize(wanted));
    let is_digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    text.match_indices(&wanted).any(|(at, found)| {
        let before = text[..at].chars().next_back();
        let starts_word = !before.is_some_and(char::is_alphanumeric);
        // numbers match as a whole: 2 is not the start of 2015
        let after = text[at + found.len()..].chars().next();
        let splits_number = is_digit(wanted.chars().next_back()) && is_digit(after);
        starts_word && !splits_number
    })
}

/// Normalises text for comparison. It has no quotation marks, because a filter cannot hold them.
fn normalize(text: &str) -> String {
    let mut text = normalize_for_search(text);
    text.retain(|c| c != '"');
    text
}
