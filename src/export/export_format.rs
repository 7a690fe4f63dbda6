//! The formats of exports: their names, aliases and file extensions.

use crate::error::{Error, Result};

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
    /// A workbook, which is written to a file.
    Xlsx,
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
    ("xlsx", "", ExportFormat::Xlsx, "a workbook, with -o FILE"),
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
