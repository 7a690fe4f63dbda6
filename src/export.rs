//! A table for those who read without a screen. A format is a line of [`FORMATS`], an arm of [`print`] and a file of its own.

mod csv;
pub mod deck;
mod html;
mod ics;
mod json;
mod markdown;
mod table;
mod tsv;

use crate::error::{Error, Result};
use crate::query::{CellValue, Table};
use crate::store::Dataset;

/// The formats in which a table is printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// Columns for the eye.
    #[default]
    Table,
    /// One object with all rows.
    Json,
    /// An object a line, a line a row.
    JsonLines,
    /// RFC 4180, for spreadsheets.
    Csv,
    /// Cells between tabs, for the tools of a shell.
    Tsv,
    /// A table that pastes into a mail.
    Markdown,
    /// A page with one table.
    Html,
    /// RFC 5545, for calendars.
    Ics,
}

/// The formats: their names, what else they are called, and what each is for.
pub const FORMATS: &[(&str, &str, Format, &str)] = &[
    ("table", "text", Format::Table, "columns for the eye"),
    ("json", "", Format::Json, "one object with all rows"),
    ("jsonl", "ndjson", Format::JsonLines, "an object a line"),
    ("csv", "", Format::Csv, "for spreadsheets"),
    ("tsv", "", Format::Tsv, "cells between tabs"),
    ("md", "markdown", Format::Markdown, "pastes into a mail"),
    ("html", "", Format::Html, "a page with one table"),
    ("ics", "ical", Format::Ics, "for calendars"),
];

impl Format {
    /// The format of this name, or the nearest name.
    pub fn by_name(name: &str) -> Result<Format> {
        let found = FORMATS
            .iter()
            .find(|(known, also, ..)| *known == name || (!also.is_empty() && *also == name));
        found.map(|(_, _, format, _)| *format).ok_or_else(|| {
            Error::unknown_name("format", name, FORMATS.iter().map(|(known, ..)| *known))
        })
    }

    /// Its name, which is the ending of a file of it too.
    pub fn file_extension(self) -> &'static str {
        let name =
            FORMATS.iter().find(|(_, _, format, _)| *format == self).map_or("", |(name, ..)| name);
        if self == Format::Table { "txt" } else { name }
    }
}

/// How a table looks that is for the eye.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TableStyle {
    /// The cells that a line has room for; none where there is no edge.
    pub max_width: Option<u16>,
    /// Whether heads stand out by the terminal's own signs.
    pub colour: bool,
}

/// The table in a format. `name` says what its rows are.
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

/// How many rows a calendar has to leave out, for they have no date.
pub fn count_undated(data: &Dataset, table: &Table) -> usize {
    table.len - ics::dated_rows(data, table).count()
}

/// The cells of these columns as text, row by row.
fn plain_rows<'a>(
    table: &'a Table,
    columns: &'a [usize],
) -> impl Iterator<Item = Vec<String>> + 'a {
    (0..table.len)
        .map(|row| columns.iter().map(|column| (table.cell)(row, *column).machine_text()).collect())
}

/// The columns that are for the eye.
fn visible_columns(table: &Table) -> Vec<usize> {
    (0..table.headers.len()).filter(|at| table.headers[*at].visible).collect()
}

/// Heads and cells as a program reads them: each column of names with one of ids beside it, sources by their ids.
fn machine_rows(table: &Table) -> impl Iterator<Item = Vec<String>> {
    let join = |parts: Vec<&str>| parts.join("; ");
    let heads = table.headers.iter().flat_map(|head| {
        let ids = head.has_ids.then(|| format!("{}_ids", head.key));
        std::iter::once(head.key.clone()).chain(ids)
    });
    let row = move |row: usize| -> Vec<String> {
        let mut cells = Vec::new();
        for (at, head) in table.headers.iter().enumerate() {
            let value = (table.cell)(row, at);
            let names = if let CellValue::Links(names) = &value { names.as_slice() } else { &[] };
            let ids = join(names.iter().map(|name| name.id).collect());
            cells.push(match value {
                CellValue::Links(_) if head.key == "sources" => ids.clone(),
                CellValue::Links(names) => join(names.iter().map(|name| &*name.label).collect()),
                other => other.machine_text(),
            });
            cells.extend(head.has_ids.then_some(ids));
        }
        cells
    };
    std::iter::once(heads.collect()).chain((0..table.len).map(row))
}
