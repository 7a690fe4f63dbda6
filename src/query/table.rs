//! Presents rows of records as a table: headers, and cells that are computed on demand.

use super::{CellValue, Column, ListDef, QueryContext};
use crate::model::field_heading;
use crate::store::RecordRef;

/// Records under columns.
#[derive(Clone)]
pub struct RowSet<'a> {
    pub ctx: QueryContext<'a>,
    pub columns: Vec<&'static Column>,
    /// The user chose the columns: hidden and search-only ones are shown too.
    pub explicit_columns: bool,
    pub rows: &'a [RecordRef],
}

impl<'a> RowSet<'a> {
    /// Returns the rows under these columns of their list, in this order.
    pub fn with_columns(self, list: &'static ListDef, keys: &[&str]) -> RowSet<'a> {
        let indexes = keys.iter().filter_map(|key| list.column_index(key).ok());
        let columns = indexes.map(|index| list.column_at(index)).collect();
        RowSet { columns, explicit_columns: true, ..self }
    }

    /// Returns the rows as a table. It ends with two columns for programs: the sources and the path
    /// of each record.
    pub fn into_table(mut self) -> Table<'a> {
        self.columns.retain(|column| self.explicit_columns || !column.search_only);
        let mut headers: Vec<ColumnHeader> = Vec::new();
        for column in &self.columns {
            headers.push(ColumnHeader {
                visible: column.min_width > 0 || self.explicit_columns,
                has_ids: column.is_links,
                ..ColumnHeader::new(column.key, column.title)
            });
        }
        for (key, title) in [("sources", "Sources"), ("record", "Record")] {
            headers.push(ColumnHeader { visible: false, ..ColumnHeader::new(key, title) });
        }
        let cell = move |row: usize, column: usize| {
            let record = self.rows[row];
            match self.columns.get(column) {
                Some(column) => column.value(&self.ctx, record),
                None if column == self.columns.len() => self.ctx.source_links(record),
                None => self.ctx.data.path(record).to_string().into(),
            }
        };
        Table { headers, len: self.rows.len(), cell: Box::new(cell) }
    }
}

impl ListDef {
    /// Returns rows of this list under all its columns.
    pub fn row_set<'a>(&'static self, ctx: QueryContext<'a>, rows: &'a [RecordRef]) -> RowSet<'a> {
        RowSet { ctx, columns: self.columns.iter().collect(), explicit_columns: false, rows }
    }
}

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
}

impl ColumnHeader {
    /// Returns the header of a visible column without ids.
    pub fn new(key: impl Into<String>, title: impl Into<String>) -> ColumnHeader {
        ColumnHeader { key: key.into(), title: title.into(), visible: true, has_ids: false }
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
