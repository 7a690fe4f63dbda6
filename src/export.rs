//! Prints tables in text formats. A new format is a line of [`FORMATS`], an arm of [`print()`] and a
//! file.

mod csv;
pub mod handout;
mod html;
mod ics;
mod json;
mod markdown;
mod text_table;
mod tsv;

use crate::error::{Error, Result};
use crate::model::EdtfDate;
use crate::query::{CellValue, RecordLink, Table};
use crate::store::Dataset;

/// A format for tables.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ExportFormat {
    /// Aligned columns for people.
    #[default]
    Table,
    /// One object with all rows.
    Json,
    /// One object a row, one row a line.
    JsonLines,
    /// RFC 4180.
    Csv,
    /// CSV as spreadsheets read it best: with a byte-order mark, and with days that can be sorted.
    Excel,
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
pub const FORMATS: &[(&str, &str, ExportFormat, &str)] = &[
    ("table", "text", ExportFormat::Table, "aligned columns"),
    ("json", "", ExportFormat::Json, "one object with all rows"),
    ("jsonl", "ndjson", ExportFormat::JsonLines, "one object a line"),
    ("csv", "", ExportFormat::Csv, "cells separated by commas"),
    ("excel", "", ExportFormat::Excel, "CSV for spreadsheets"),
    ("tsv", "", ExportFormat::Tsv, "cells separated by tabs"),
    ("md", "markdown", ExportFormat::Markdown, "to paste into a mail"),
    ("html", "", ExportFormat::Html, "a page with one table"),
    ("ics", "ical", ExportFormat::Ics, "for calendars"),
];

impl ExportFormat {
    /// Returns the format called `name`.
    pub fn by_name(name: &str) -> Result<ExportFormat> {
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
        match self {
            ExportFormat::Table => "txt",
            ExportFormat::Excel => "csv",
            _ => name,
        }
    }
}

/// Begins a file in UTF-8, for Excel, which would read it in the code page of the system.
pub const BYTE_ORDER_MARK: char = '\u{feff}';

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
    format: ExportFormat,
    look: TableStyle,
) -> Result<String> {
    Ok(match format {
        ExportFormat::Table => text_table::print(table, look),
        ExportFormat::Json => json::print(data, name, table),
        ExportFormat::JsonLines => json::print_lines(table),
        ExportFormat::Csv => csv::print(machine_rows(table)),
        ExportFormat::Excel => format!("{BYTE_ORDER_MARK}{}", csv::print(spreadsheet_rows(table))),
        ExportFormat::Tsv => tsv::print(table),
        ExportFormat::Markdown => markdown::print(table),
        ExportFormat::Html => html::print(data, name, table),
        ExportFormat::Ics => ics::print(data, name, table)?,
    })
}

/// Returns a sentence for each reason why a calendar leaves rows out.
pub fn calendar_omissions(data: &Dataset, table: &Table) -> Vec<String> {
    let rows = table.len;
    let dated = ics::dated_rows(data, table).count();
    let outside = dated - ics::calendar_rows(data, table).count();
    let reasons =
        [(rows - dated, "without a date"), (outside, "with a date outside of the years 1 to 9999")];
    let reasons = reasons.into_iter().filter(|(count, _)| *count > 0);
    reasons
        .map(|(count, reason)| format!("the calendar leaves out {count} of {rows} rows {reason}"))
        .collect()
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
/// their ids, one of money by their currencies, and sources are given by their ids.
fn machine_rows(table: &Table) -> impl Iterator<Item = Vec<String>> {
    rows_with_days(table, Vec::new())
}

/// Returns the rows for programs, in which each column of dates is followed by two columns with the
/// first and the last day: spreadsheets take `2015/2019` for text.
fn spreadsheet_rows(table: &Table) -> impl Iterator<Item = Vec<String>> {
    let is_date = |column: &usize| {
        (0..table.len).any(|row| matches!((table.cell)(row, *column), CellValue::Date(_)))
    };
    rows_with_days(table, (0..table.headers.len()).filter(is_date).collect())
}

/// Returns the headers and the rows, with columns of days behind these columns of dates.
fn rows_with_days(table: &Table, dates: Vec<usize>) -> impl Iterator<Item = Vec<String>> {
    let mut keys = Vec::new();
    for (column, header) in table.headers.iter().enumerate() {
        keys.push(header.key.clone());
        if header.has_ids {
            keys.push(format!("{}_ids", header.key));
        }
        if header.has_currency {
            keys.push(header.currency_key());
        }
        if dates.contains(&column) {
            keys.extend(["first", "last"].map(|end| format!("{}_{end}_day", header.key)));
        }
    }
    let row = move |row: usize| -> Vec<String> {
        let mut cells = Vec::new();
        for (column, header) in table.headers.iter().enumerate() {
            let value = (table.cell)(row, column);
            cells.push(match &value {
                CellValue::Links(links) if header.key == "sources" => link_ids(links),
                CellValue::Links(links) => {
                    links.iter().map(|link| &*link.label).collect::<Vec<_>>().join("; ")
                }
                CellValue::Money(money) => money.amount.to_string(),
                other => other.machine_text(),
            });
            if header.has_currency {
                cells.push(if let CellValue::Money(money) = &value {
                    money.currency.to_string()
                } else {
                    String::new()
                });
            }
            if header.has_ids {
                cells.push(if let CellValue::Links(links) = &value {
                    link_ids(links)
                } else {
                    String::new()
                });
            }
            if dates.contains(&column) {
                let date = if let CellValue::Date(date) = value { Some(date) } else { None };
                let days = [date.and_then(EdtfDate::earliest), date.and_then(EdtfDate::latest)];
                cells.extend(days.map(|day| day.map(|day| day.to_string()).unwrap_or_default()));
            }
        }
        cells
    };
    std::iter::once(keys).chain((0..table.len).map(row))
}

fn link_ids(links: &[RecordLink]) -> String {
    links.iter().map(|link| link.id).collect::<Vec<_>>().join("; ")
}
