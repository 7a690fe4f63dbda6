//! Prints tables in text formats. A new format is a line of [`FORMATS`], an arm of [`print`] and a
//! file.

mod csv;
pub mod handout;
mod html;
mod ics;
mod json;
mod markdown;
mod table;
mod tsv;

use crate::error::{Error, Result};
use crate::query::{CellValue, Table};
use crate::store::Dataset;

/// A format for tables.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// Aligned columns for people.
    #[default]
    Table,
    /// One object with all rows.
    Json,
    /// One object a row, one row a line.
    JsonLines,
    /// RFC 4180, for spreadsheets.
    Csv,
    /// Cells separated by tabs, for shell tools.
    Tsv,
    /// A table to paste into a mail.
    Markdown,
    /// A page with one table.
    Html,
    /// RFC 5545, for calendars.
    Ics,
}

/// The formats: name, alias, format and description.
pub const FORMATS: &[(&str, &str, Format, &str)] = &[
    ("table", "text", Format::Table, "aligned columns"),
    ("json", "", Format::Json, "one object with all rows"),
    ("jsonl", "ndjson", Format::JsonLines, "one object a line"),
    ("csv", "", Format::Csv, "for spreadsheets"),
    ("tsv", "", Format::Tsv, "cells separated by tabs"),
    ("md", "markdown", Format::Markdown, "to paste into a mail"),
    ("html", "", Format::Html, "a page with one table"),
    ("ics", "ical", Format::Ics, "for calendars"),
];

impl Format {
    /// Returns the format called `name`.
    pub fn by_name(name: &str) -> Result<Format> {
        let found = FORMATS
            .iter()
            .find(|(known, also, ..)| *known == name || (!also.is_empty() && *also == name));
        found.map(|(_, _, format, _)| *format).ok_or_else(|| {
            Error::unknown_name("format", name, FORMATS.iter().map(|(known, ..)| *known))
        })
    }

    /// Returns the extension of a file in this format.
    pub fn file_extension(self) -> &'static str {
        let name =
            FORMATS.iter().find(|(_, _, format, _)| *format == self).map_or("", |(name, ..)| name);
        if self == Format::Table { "txt" } else { name }
    }
}

/// The style of a table for people.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TableStyle {
    /// The width of a line in cells; `None` for no limit.
    pub max_width: Option<u16>,
    /// Prints the headers in bold.
    pub colour: bool,
    /// Prints ASCII symbols only.
    pub is_ascii: bool,
}

/// Returns the table in a format. `name` is the name of its list.
pub fn print(
    data: &Dataset,
    name: &str,
    table: &Table,
    format: Format,
    look: TableStyle,
) -> Result<String> {
    Ok(match format {
        Format::Table => table::print(table, look),
        Format::Json => json::print(data, name, table),
        Format::JsonLines => json::print_lines(table),
        Format::Csv => csv::print(table),
        Format::Tsv => tsv::print(table),
        Format::Markdown => markdown::print(table),
        Format::Html => html::print(data, name, table),
        Format::Ics => ics::print(data, name, table)?,
    })
}

/// Returns the number of rows without a date, which a calendar leaves out.
pub fn count_undated(data: &Dataset, table: &Table) -> usize {
    table.len - ics::dated_rows(data, table).count()
}

/// Returns the cells of these columns as text, row by row.
fn plain_rows<'a>(
    table: &'a Table,
    columns: &'a [usize],
) -> impl Iterator<Item = Vec<String>> + 'a {
    (0..table.len)
        .map(|row| columns.iter().map(|column| (table.cell)(row, *column).machine_text()).collect())
}

/// Returns the indexes of the columns for people.
fn visible_columns(table: &Table) -> Vec<usize> {
    (0..table.headers.len()).filter(|at| table.headers[*at].visible).collect()
}

/// Returns the headers and the rows for programs: each column of links is followed by one with
/// their ids, and sources are given by their ids.
fn machine_rows(table: &Table) -> impl Iterator<Item = Vec<String>> {
    let mut keys = Vec::new();
    for header in &table.headers {
        keys.push(header.key.clone());
        if header.has_ids {
            keys.push(format!("{}_ids", header.key));
        }
    }
    let row = move |row: usize| -> Vec<String> {
        let mut cells = Vec::new();
        for (column, header) in table.headers.iter().enumerate() {
            let value = (table.cell)(row, column);
            let links = if let CellValue::Links(links) = &value { links.as_slice() } else { &[] };
            let ids = links.iter().map(|link| link.id).collect::<Vec<_>>().join("; ");
            let labels = links.iter().map(|link| &*link.label).collect::<Vec<_>>().join("; ");
            cells.push(match &value {
                CellValue::Links(_) if header.key == "sources" => ids.clone(),
                CellValue::Links(_) => labels,
                other => other.machine_text(),
            });
            if header.has_ids {
                cells.push(ids);
            }
        }
        cells
    };
    std::iter::once(keys).chain((0..table.len).map(row))
}
