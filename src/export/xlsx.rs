//! Writes a table as a workbook: real numbers and dates, a frozen head, and a sheet with the
//! sources. A library writes it, because a workbook is an archive of a dozen parts.

use super::table_rows::{CellValuePart, machine_cell, machine_columns};
use crate::error::{Error, ErrorKind, Result};
use crate::model::EdtfDate;
use crate::query::{CellValue, Table};
use crate::store::Dataset;
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook, Worksheet, XlsxError};
use std::collections::BTreeSet;

/// The longest name of a sheet.
const MAX_SHEET_NAME_CHARS: usize = 31;
/// The widest column, in characters.
const MAX_WIDTH: usize = 60;
const DAY_FORMAT: &str = "yyyy-mm-dd";

/// Returns the bytes of a workbook with the table, and the sources of its rows. It has no formulas.
///
/// # Errors
/// Fails if the table or a text is larger than a workbook allows.
pub fn workbook(data: &Dataset, name: &str, table: &Table) -> Result<Vec<u8>> {
    write(data, name, table).map_err(|e| {
        Error::new(ErrorKind::InvalidData, format!("the rows do not fit into a workbook: {e}"))
            .with_hint("--format csv has no limits")
    })
}

fn write(data: &Dataset, name: &str, table: &Table) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let head = Format::new().set_bold();
    let columns = machine_columns(table);
    let sheet = workbook.add_worksheet();
    sheet.set_name(sheet_name(name))?;
    for (at, (key, ..)) in columns.iter().enumerate() {
        sheet.write_string_with_format(0, at as u16, key, &head)?;
    }
    let mut widths: Vec<usize> = columns.iter().map(|(key, ..)| key.len()).collect();
    let mut sources = BTreeSet::new();
    for row in 0..table.len {
        for (at, (_, column, part)) in columns.iter().enumerate() {
            let value = (table.cell)(row, *column);
            let key = &table.headers[*column].key;
            let text = machine_cell(key, *part, &value);
            widths[at] = widths[at].max(text.chars().count());
            if key == "sources" {
                sources.extend(text.split("; ").map(str::to_string));
            }
            write_cell(sheet, (row as u32 + 1, at as u16), *part, &value, &text)?;
        }
    }
    finish_sheet(sheet, table.len, &widths)?;
    let known = sources.iter().filter(|id| data.sources().get(id).is_some());
    let known: Vec<&String> = known.collect();
    if !known.is_empty() {
        write_sources(workbook.add_worksheet(), data, &known, &head)?;
    }
    workbook.save_to_buffer()
}

/// Writes a cell as a number or a day where it is one.
fn write_cell(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    part: CellValuePart,
    value: &CellValue,
    text: &str,
) -> Result<(), XlsxError> {
    let number = match (part, value) {
        (CellValuePart::Main, CellValue::Number(number)) => Some(*number as f64),
        (CellValuePart::Main, CellValue::Money(money)) => Some(money.amount_value()),
        _ => None,
    };
    let day = match (part, value) {
        (CellValuePart::Main, CellValue::Date(date)) => single_day(date),
        _ => None,
    };
    if let Some(number) = number {
        sheet.write_number(row, column, number)?;
    } else if let Some(day) = day {
        let format = Format::new().set_num_format(DAY_FORMAT);
        sheet.write_datetime_with_format(row, column, &day, &format)?;
    } else if !text.is_empty() {
        // as a string, so that nothing in it is a formula or a link
        sheet.write_string(row, column, text)?;
    }
    Ok(())
}

/// Returns the day of a date that is one day and certain; others stay texts.
fn single_day(date: &EdtfDate) -> Option<ExcelDateTime> {
    let day = date.earliest().filter(|day| date.as_str() == day.to_string())?;
    ExcelDateTime::from_ymd(day.year().try_into().ok()?, day.month() as u8, day.day() as u8).ok()
}

fn finish_sheet(sheet: &mut Worksheet, rows: usize, widths: &[usize]) -> Result<(), XlsxError> {
    sheet.set_freeze_panes(1, 0)?;
    for (column, width) in widths.iter().enumerate() {
        sheet.set_column_width(column as u16, ((*width).min(MAX_WIDTH) + 2) as f64)?;
    }
    if rows > 0 && !widths.is_empty() {
        sheet.autofilter(0, 0, rows as u32, widths.len() as u16 - 1)?;
    }
    Ok(())
}

fn write_sources(
    sheet: &mut Worksheet,
    data: &Dataset,
    ids: &[&String],
    head: &Format,
) -> Result<(), XlsxError> {
    sheet.set_name("sources")?;
    for (column, key) in ["id", "title", "date", "address"].iter().enumerate() {
        sheet.write_string_with_format(0, column as u16, *key, head)?;
    }
    for (index, id) in ids.iter().enumerate() {
        let Some(source) = data.sources().get(id) else { continue };
        let date = source.date.as_ref().map(EdtfDate::to_string).unwrap_or_default();
        let address = source.address.as_deref().unwrap_or_default();
        for (column, text) in [id, &*source.title, &date, address].iter().enumerate() {
            sheet.write_string(index as u32 + 1, column as u16, *text)?;
        }
    }
    finish_sheet(sheet, ids.len(), &[30, 60, 12, 60])
}

/// Returns the name of the list without the signs that a sheet's name cannot have.
fn sheet_name(name: &str) -> String {
    let allowed = name.chars().filter(|c| !matches!(c, '[' | ']' | ':' | '*' | '?' | '/' | '\\'));
    let short: String = allowed.take(MAX_SHEET_NAME_CHARS).collect();
    // the second sheet has this name
    if short.is_empty() || short == "sources" { format!("{short} list") } else { short }
}
