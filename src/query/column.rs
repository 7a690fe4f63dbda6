//! Defines the columns of a list: heading, filter word, export key, width and value of each.

use super::field_value_text::field_cell;
use super::{CellValue, QueryContext};
use crate::model::{KindId, field_heading};
use crate::store::RecordRef;

/// A column of a list.
pub struct Column {
    /// The word before `:` in a filter, and the key in exports.
    pub key: &'static str,
    /// The heading; empty where the values explain themselves.
    pub title: &'static str,
    /// The word that introduces the value of a filter in a sentence: "in", "with".
    pub preposition: &'static str,
    /// The minimum width on the screen in cells; 0 hides the column unless the user names it.
    pub min_width: u16,
    /// The width in cells where there is room; 0 means the minimum.
    pub preferred_width: u16,
    /// Columns with a higher value are hidden first when the table is too wide; 0 is never hidden.
    pub hide_priority: u8,
    /// Takes the remaining width.
    pub fills: bool,
    /// Leaves out a value that equals the one above.
    pub suppress_repeats: bool,
    /// The values are links to records; exports add a column with their ids.
    pub is_links: bool,
    /// The values are amounts of money; exports add a column with their currencies.
    pub is_money: bool,
    /// Returns whether the data have any value for the column; it is left out if not.
    pub shown_if: Option<fn(&QueryContext) -> bool>,
    /// Only searched; shown only if the user names the column.
    pub search_only: bool,
    pub value: ColumnSource,
    /// The fields that a computed value is read from, if not the one that has the key.
    pub fields: &'static [&'static str],
}

/// The source of a column's values.
pub enum ColumnSource {
    Computed(for<'a> fn(&QueryContext<'a>, RecordRef) -> CellValue<'a>),
    /// Links to the records that these fields refer to.
    Links(&'static [&'static str]),
    /// The field of the record that has the key of the column.
    Field,
}

impl Column {
    /// The base of each column: definitions name only the fields that differ.
    pub const DEFAULT: Column = Column {
        key: "",
        title: "",
        preposition: "",
        min_width: 10,
        preferred_width: 0,
        hide_priority: 5,
        fills: false,
        suppress_repeats: false,
        is_links: false,
        is_money: false,
        shown_if: None,
        search_only: false,
        value: ColumnSource::Field,
        fields: &[],
    };

    /// Returns whether lists show the column unless the user chooses others.
    pub fn is_default(&self, ctx: &QueryContext) -> bool {
        self.min_width > 0 && self.has_values(ctx)
    }

    /// Returns whether the data may have values for the column.
    pub(super) fn has_values(&self, ctx: &QueryContext) -> bool {
        self.shown_if.is_none_or(|has_values| has_values(ctx))
    }

    /// Returns the value for a record.
    pub fn value<'a>(&self, ctx: &QueryContext<'a>, record: RecordRef) -> CellValue<'a> {
        match self.value {
            ColumnSource::Computed(compute) => compute(ctx, record),
            ColumnSource::Links(fields) => ctx.field_links(record, fields),
            ColumnSource::Field => field_cell(ctx, record, self.key),
        }
    }

    /// Returns the fields of a record that the value is read from.
    pub fn record_fields(&self) -> &[&'static str] {
        match self.value {
            _ if !self.fields.is_empty() => self.fields,
            ColumnSource::Links(fields) => fields,
            ColumnSource::Computed(_) | ColumnSource::Field => std::slice::from_ref(&self.key),
        }
    }

    /// Returns the title, or the key as a heading if there is none.
    pub fn label(&self) -> String {
        if self.title.is_empty() { field_heading(self.key) } else { self.title.to_string() }
    }
}

/// Columns that every list has for filters: the state of a record and the layers that set it.
pub(super) const STATE_COLUMNS: &[Column] = &[
    Column {
        key: "is",
        preposition: "that is",
        min_width: 0,
        value: ColumnSource::Computed(|ctx, record| {
            let is_disputed = ctx.data.is_record_disputed(record);
            let is_overridden = ctx.data.is_record_overridden(record);
            true_words(&[(is_disputed, "disputed"), (is_overridden, "overridden")])
        }),
        ..Column::DEFAULT
    },
    Column {
        key: "origin",
        preposition: "from",
        min_width: 0,
        value: ColumnSource::Computed(|ctx, record| {
            CellValue::distinct_words(ctx.data.origins(record))
        }),
        ..Column::DEFAULT
    },
    Column {
        key: "programme",
        preposition: "of",
        min_width: 0,
        is_links: true,
        search_only: true,
        value: ColumnSource::Computed(|ctx, record| {
            ctx.record_links(KindId::Programme, ctx.data.programmes_of(record))
        }),
        ..Column::DEFAULT
    },
];

fn true_words<'a>(words: &[(bool, &'static str)]) -> CellValue<'a> {
    let words = words.iter().filter(|(holds, _)| *holds).map(|(_, word)| *word);
    CellValue::distinct_words(words)
}
