//! A table for those who read without a screen. A format is added here and in a file of its own.

mod csv;
pub mod deck;
mod json;
mod markdown;
mod text;

use crate::query::Table;
use crate::store::Dataset;

/// The formats in which a table is printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// Columns for the eye.
    #[default]
    Text,
    /// One object with all rows.
    Json,
    /// RFC 4180, for spreadsheets.
    Csv,
    /// A table that pastes into a mail.
    Markdown,
}

/// The formats by the name that the command line has for them.
pub const FORMATS: &[(&str, Format)] = &[("text", Format::Text), ("json", Format::Json), ("csv", Format::Csv), ("md", Format::Markdown)];

/// The table in a format. `name` says what its rows are.
pub fn print(data: &Dataset, name: &str, table: &Table, format: Format) -> String {
    match format {
        Format::Text => text::print(table),
        Format::Json => json::print(data, name, table),
        Format::Csv => csv::print(table),
        Format::Markdown => markdown::print(table),
    }
}

/// The cells of these columns as text, row by row.
fn lines<'a>(table: &'a Table, columns: &'a [usize]) -> impl Iterator<Item = Vec<String>> + 'a {
    (0..table.len).map(|row| columns.iter().map(|column| (table.cell)(row, *column).plain()).collect())
}

/// The columns that are for the eye.
fn shown(table: &Table) -> Vec<usize> {
    (0..table.heads.len()).filter(|at| table.heads[*at].shown).collect()
}
