//! Holds the value of one cell: empty, a number, text, a date, or links to records.

use crate::model::{EdtfDate, KindId, RecordPath};
use std::borrow::Cow;

/// The value of a cell.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum CellValue<'a> {
    #[default]
    Empty,
    Number(i64),
    Text(Cow<'a, str>),
    Date(&'a EdtfDate),
    Links(Vec<RecordLink<'a>>),
}

/// A link to a record, shown by its name.
#[derive(Clone, Debug, PartialEq)]
pub struct RecordLink<'a> {
    pub kind: KindId,
    pub id: &'a str,
    pub label: Cow<'a, str>,
}

impl RecordLink<'_> {
    pub fn path(&self) -> RecordPath {
        RecordPath::for_record(self.kind, self.id)
    }
}

impl<'a> CellValue<'a> {
    /// Returns the text, or an empty value if there is none.
    pub fn optional_text<T: AsRef<str> + ?Sized>(text: Option<&'a T>) -> CellValue<'a> {
        text.map(|text| CellValue::Text(Cow::Borrowed(text.as_ref()))).unwrap_or_default()
    }

    /// Returns the links, or an empty value if there are none.
    pub fn optional_links(links: Vec<RecordLink<'a>>) -> CellValue<'a> {
        if links.is_empty() { CellValue::Empty } else { CellValue::Links(links) }
    }

    /// Returns the value as one line for people.
    pub fn display(&self) -> String {
        match self {
            CellValue::Empty => String::new(),
            CellValue::Number(n) => n.to_string(),
            CellValue::Text(text) => text.to_string(),
            CellValue::Date(date) => date.display(),
            CellValue::Links(links) => {
                links.iter().map(|link| &*link.label).collect::<Vec<_>>().join(", ")
            }
        }
    }

    /// Returns the value as one line for programs: as [`display`](Self::display), but dates in
    /// EDTF.
    pub fn machine_text(&self) -> String {
        match self {
            CellValue::Date(date) => date.to_string(),
            other => other.display(),
        }
    }
}
