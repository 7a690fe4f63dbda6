//! Defines lists of records: their rows and their columns.

use super::column::STATE_COLUMNS;
use super::{CellValue, Column, QueryContext};
use crate::error::{Error, Result};
use crate::model::KindId;
use crate::model::text::normalize_for_search;
use crate::store::{Dataset, RecordRef};

/// The definition of a list: records of one or more kinds under common columns.
pub struct ListDef {
    /// The noun for one row, and for several.
    pub singular_plural: (&'static str, &'static str),
    /// The nouns where rows are included that are hidden by default, if they differ.
    pub all_singular_plural: Option<(&'static str, &'static str)>,
    /// A word after the number of rows: "105 events found".
    pub count_suffix: &'static str,
    /// The kinds whose records the list shows.
    pub kinds: &'static [KindId],
    pub columns: &'static [Column],
    /// Returns the rows in default order. With `true`, includes those that are hidden by default.
    pub rows: fn(&Dataset, bool) -> Vec<RecordRef>,
    /// Describes the rows that are hidden by default, if there are any.
    pub all_description: Option<&'static str>,
    /// A column whose values depend on another, if there is one.
    pub dependent_column: Option<DependentColumn>,
}

/// A column whose values are fewer when a filter names values of another column.
pub struct DependentColumn {
    pub key: &'static str,
    /// The key of the other column.
    pub depends_on: &'static str,
    /// Returns the value of a row for those values of the other column that a test accepts.
    pub value: DependentValue,
}

/// Returns the value of a row for those values of another column that the test accepts.
pub type DependentValue =
    for<'a> fn(&QueryContext<'a>, RecordRef, &dyn Fn(&CellValue) -> bool) -> CellValue<'a>;

impl ListDef {
    /// Returns the plural noun, which names the list.
    pub fn name(&self) -> &'static str {
        self.singular_plural.1
    }

    /// Returns all columns that a filter or a sort may name, in the order of their indexes.
    pub(super) fn all_columns(&self) -> impl Iterator<Item = &'static Column> {
        self.columns.iter().chain(STATE_COLUMNS)
    }

    pub fn column_at(&self, index: usize) -> &'static Column {
        self.columns.get(index).unwrap_or_else(|| &STATE_COLUMNS[index - self.columns.len()])
    }

    /// Returns the index of the column that `name` names: its key, its title, or an unambiguous
    /// start of its key.
    pub fn column_index(&self, name: &str) -> Result<usize> {
        let name = normalize_for_search(name);
        if let Some(exact) = self.all_columns().position(|column| column.key == name) {
            return Ok(exact);
        }
        let is_meant = |column: &Column| {
            column.key.starts_with(&name) || normalize_for_search(column.title) == name
        };
        let mut meant = self.all_columns().enumerate().filter(|(_, column)| is_meant(column));
        match (meant.next(), meant.next()) {
            (Some((index, _)), None) => Ok(index),
            _ => {
                let keys = self.all_columns().map(|column| column.key);
                Err(Error::unknown_name("field", &name, keys))
            }
        }
    }

    /// Parses names of columns between commas into their keys.
    pub fn parse_keys(&self, text: &str) -> Result<Vec<&'static str>> {
        let names = text.split(',').map(str::trim).filter(|name| !name.is_empty());
        names.map(|name| Ok(self.column_at(self.column_index(name)?).key)).collect()
    }
}
