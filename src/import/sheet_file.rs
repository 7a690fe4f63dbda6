//! Reads the sheets of a file; its content tells the format, not its name.

use super::delimited_text::read_text;
use super::import_progress::ImportProgress;
use super::sheet::SheetFile;
use super::text_encoding::decode;
use super::workbook::read_workbook;
use crate::error::{Error, ErrorKind, Result};

/// The first bytes of a zip archive: xlsx, xlsm, xlsb and ods are such.
const ZIP_MAGIC: &[u8] = b"PK\x03\x04";
/// The first bytes of a compound file: xls, and workbooks with a password.
const COMPOUND_MAGIC: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

/// The ends of the names under which spreadsheets are offered. A file with another name is read all
/// the same: its content tells the format.
pub const SHEET_EXTENSIONS: &[&str] =
    &["csv", "tsv", "tab", "txt", "xlsx", "xlsm", "xlsb", "xls", "ods"];

/// The options of reading.
#[derive(Clone, Debug, Default)]
pub struct ReadOptions {
    /// The encoding of a text; `None` finds it.
    pub encoding: Option<String>,
    pub progress: ImportProgress,
}

/// Reads the sheets of a file.
///
/// # Errors
/// Fails if the bytes are no spreadsheet, or too large.
pub fn read_sheets(bytes: &[u8], options: &ReadOptions) -> Result<SheetFile> {
    if bytes.starts_with(ZIP_MAGIC) || bytes.starts_with(COMPOUND_MAGIC) {
        return read_workbook(bytes, &options.progress);
    }
    let (text, encoding) = decode(bytes, options.encoding.as_deref())?;
    if let Some(error) = other_format(&text) {
        return Err(error);
    }
    let (sheet, (sign, separator)) = read_text(&text, &options.progress)?;
    if sheet.rows.is_empty() {
        return Err(Error::new(ErrorKind::NoMatch, "the file has no rows"));
    }
    let format = match sheet.width {
        1 => format!("text in one column, {encoding}"),
        _ => format!("cells separated by {separator}, {encoding}"),
    };
    Ok(SheetFile { format, sheets: vec![sheet], separator: Some(sign), remarks: Vec::new() })
}

/// Returns the error of a text that is no spreadsheet.
fn other_format(text: &str) -> Option<Error> {
    let start = text.trim_start();
    let (message, hint) = if start.starts_with("{\"") || start.starts_with("[{") {
        ("the file is JSON", "an override is read with --data FILE, or put into overrides/")
    } else if start.starts_with("%PDF") {
        ("the file is a PDF", "export the table as csv or xlsx")
    } else if start.starts_with("<!DOCTYPE html") || start.starts_with("<html") {
        ("the file is a page, not a spreadsheet", "download the file itself, or save it as xlsx")
    } else if start.starts_with('<') {
        ("the file is XML", "gloact import reads csv, tsv, xlsx, xlsm, xlsb, xls and ods")
    } else {
        return None;
    };
    Some(Error::new(ErrorKind::InvalidData, message).with_hint(hint))
}
