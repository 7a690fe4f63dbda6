//! Holds the value of one cell: empty, a number, text, words, a date, or links to records.

use crate::model::{EdtfDate, KindId, Money, RecordPath};
use std::borrow::Cow;

/// The value of a cell.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum CellValue<'a> {
    #[default]
    Empty,
    Number(i64),
    Text(Cow<'a, str>),
    /// Several values, each of which a filter may name.
    Words(Vec<Cow<'a, str>>),
    Date(&'a EdtfDate),
    Money(Cow<'a, Money>),
    Links(Vec<RecordLink<'a>>),
}

/// A link to a record, shown by its name.
#[derive(Clone, Debug, PartialEq)]
pub struct RecordLink<'a> {
    pub kind: KindId,
    pub id: &'a str,
    pub label: Cow<'a, str>,
    /// The phases to which the link is limited; `None` if it holds for all phases of its record.
    pub only_in: Option<LinkPhases<'a>>,
}

/// The phases to which a link is limited.
#[derive(Clone, Debug, PartialEq)]
pub struct LinkPhases<'a> {
    pub ids: Vec<&'a str>,
    /// The phases in words: "second phase".
    pub words: String,
}

impl RecordLink<'_> {
    /// Returns the label, and the phases to which the link is limited: "IOM (second phase)".
    pub fn display(&self) -> Cow<'_, str> {
        match &self.only_in {
            Some(limit) => format!("{} ({})", self.label, limit.words).into(),
            None => Cow::Borrowed(&self.label),
        }
    }

    pub fn path(&self) -> RecordPath {
        RecordPath::for_record(self.kind, self.id)
    }
}

impl<'a> From<&'a str> for CellValue<'a> {
    fn from(text: &'a str) -> CellValue<'a> {
        CellValue::Text(text.into())
    }
}

impl From<String> for CellValue<'_> {
    fn from(text: String) -> Self {
        CellValue::Text(text.into())
    }
}

impl<'a> From<&'a Money> for CellValue<'a> {
    fn from(money: &'a Money) -> CellValue<'a> {
        CellValue::Money(Cow::Borrowed(money))
    }
}

impl From<Money> for CellValue<'_> {
    fn from(money: Money) -> Self {
        CellValue::Money(Cow::Owned(money))
    }
}

impl<'a> From<&'a EdtfDate> for CellValue<'a> {
    fn from(date: &'a EdtfDate) -> CellValue<'a> {
        CellValue::Date(date)
    }
}

/// Makes an empty value of no links.
impl<'a> From<Vec<RecordLink<'a>>> for CellValue<'a> {
    fn from(links: Vec<RecordLink<'a>>) -> CellValue<'a> {
        if links.is_empty() { CellValue::Empty } else { CellValue::Links(links) }
    }
}

/// Makes an empty value of `None`.
impl<'a, T: Into<CellValue<'a>>> From<Option<T>> for CellValue<'a> {
    fn from(value: Option<T>) -> CellValue<'a> {
        value.map_or(CellValue::Empty, T::into)
    }
}

impl<'a> CellValue<'a> {
    /// Returns the words, each once, or an empty value if there are none.
    pub fn distinct_words(
        words: impl IntoIterator<Item = impl Into<Cow<'a, str>>>,
    ) -> CellValue<'a> {
        let mut distinct: Vec<Cow<'a, str>> = Vec::new();
        for word in words.into_iter().map(Into::into) {
            if !distinct.contains(&word) {
                distinct.push(word);
            }
        }
        if distinct.is_empty() { CellValue::Empty } else { CellValue::Words(distinct) }
    }

    /// Returns the value as one line for people.
    pub fn display(&self) -> String {
        match self {
            CellValue::Empty => String::new(),
            CellValue::Number(n) => n.to_string(),
            CellValue::Text(text) => text.to_string(),
            CellValue::Words(words) => words.join(", "),
            CellValue::Date(date) => date.display(),
            CellValue::Money(money) => money.display(),
            CellValue::Links(links) => {
                links.iter().map(RecordLink::display).collect::<Vec<_>>().join(", ")
            }
        }
    }

    /// Returns the value as one line for programs: as [`display`](Self::display), but dates in
    /// EDTF, and a semicolon between several values.
    pub fn machine_text(&self) -> String {
        match self {
            CellValue::Date(date) => date.to_string(),
            CellValue::Words(words) => words.join("; "),
            other => other.display(),
        }
    }
}
