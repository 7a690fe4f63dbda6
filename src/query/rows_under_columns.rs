//! Rows of records under columns of their list.

use super::{Column, ColumnHeader, ColumnSource, ListDef, QueryContext, Table};
use crate::model::{OUR_READING, field_heading, origin_field};
use crate::store::RecordRef;

/// Stands behind the heading of a column with values that no source states.
const OUR_READING_REMARK: &str = " (our reading)";

/// Records under columns.
#[derive(Clone)]
pub struct RowsUnderColumns<'a> {
    pub ctx: QueryContext<'a>,
    pub columns: Vec<&'static Column>,
    /// The user chose the columns: hidden and search-only ones are shown too.
    pub explicit_columns: bool,
    pub rows: &'a [RecordRef],
}

impl<'a> RowsUnderColumns<'a> {
    /// Returns the heading of a column, and a remark if it shows our reading of the sources.
    pub fn heading(&self, column: &Column) -> (&'static str, &'static str) {
        let field = match column.value {
            ColumnSource::Links([field]) => field,
            ColumnSource::Links(_) | ColumnSource::Computed(_) => return (column.title, ""),
            ColumnSource::Field => column.key,
        };
        let kind = self.rows.first().map(|row| row.kind);
        // long lists are read only for fields that can have an origin
        let is_ours = kind.is_some_and(|kind| origin_field(kind, field).is_some())
            && self.rows.iter().any(|row| {
                let origin = self.ctx.data.origin_of_field(*row, field);
                origin.is_some_and(|origin| **origin == *OUR_READING)
            });
        (column.title, if is_ours { OUR_READING_REMARK } else { "" })
    }

    /// Returns the rows under these columns of their list, in this order.
    pub fn with_columns(self, list: &'static ListDef, keys: &[&str]) -> RowsUnderColumns<'a> {
        let indexes = keys.iter().filter_map(|key| list.column_index(key).ok());
        let columns = indexes.map(|index| list.column_at(index)).collect();
        RowsUnderColumns { columns, explicit_columns: true, ..self }
    }

    /// Returns the rows as a table. It ends with two columns for programs: the sources and the path
    /// of each record.
    pub fn into_table(mut self) -> Table<'a> {
        let is_listed = |column: &Column| !column.search_only && column.has_values(&self.ctx);
        self.columns.retain(|column| self.explicit_columns || is_listed(column));
        let mut headers: Vec<ColumnHeader> = Vec::new();
        for column in &self.columns {
            let title = match self.heading(column) {
                (title, "") => title.to_string(),
                ("", remark) => format!("{}{remark}", field_heading(column.key)),
                (title, remark) => format!("{title}{remark}"),
            };
            headers.push(ColumnHeader {
                visible: column.is_default(&self.ctx) || self.explicit_columns,
                has_ids: column.is_links,
                has_currency: column.is_money,
                ..ColumnHeader::new(column.key, title)
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
    pub fn list_rows<'a>(
        &'static self,
        ctx: QueryContext<'a>,
        rows: &'a [RecordRef],
    ) -> RowsUnderColumns<'a> {
        RowsUnderColumns {
            ctx,
            columns: self.columns.iter().collect(),
            explicit_columns: false,
            rows,
        }
    }
}
