//! A table: headers, and cells that are computed on demand.

use super::CellValue;
use crate::model::field_heading;

/// The header of a column.
#[derive(Clone, Debug, PartialEq)]
pub struct ColumnHeader {
    /// The key in exports.
    pub key: String,
    pub title: String,
    /// Shown to people; otherwise for programs only.
    pub visible: bool,
    /// The cells are links to records; exports add a column with their ids.
    pub has_ids: bool,
    /// The cells are amounts of money; exports add a column with their currencies.
    pub has_currency: bool,
}

impl ColumnHeader {
    /// Returns the header of a visible column without ids and currencies.
    pub fn new(key: impl Into<String>, title: impl Into<String>) -> ColumnHeader {
        ColumnHeader {
            key: key.into(),
            title: title.into(),
            visible: true,
            has_ids: false,
            has_currency: false,
        }
    }

    /// Returns the key of the column with the currencies of this one.
    pub fn currency_key(&self) -> String {
        format!("{}_currency", self.key)
    }

    /// Returns the title, or the key as a heading if there is none.
    pub fn label(&self) -> String {
        if self.title.is_empty() { field_heading(&self.key) } else { self.title.clone() }
    }
}

/// Cells under headers.
pub struct Table<'a> {
    pub headers: Vec<ColumnHeader>,
    /// The number of rows.
    pub len: usize,
    /// Computes the cell at (row, column).
    pub cell: Box<dyn Fn(usize, usize) -> CellValue<'a> + 'a>,
}

impl<'a> Table<'a> {
    /// Returns a table of texts.
    pub fn from_texts<const N: usize>(
        headers: [(&str, &str); N],
        rows: Vec<[String; N]>,
    ) -> Table<'a> {
        Table {
            headers: headers.map(|(key, title)| ColumnHeader::new(key, title)).into(),
            len: rows.len(),
            cell: Box::new(move |row, at| rows[row][at].clone().into()),
        }
    }
}
