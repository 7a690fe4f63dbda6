//! Reads the sheets of a workbook: xlsx, xlsm, xlsb, xls and ods.

use super::delimited_text::check_size;
use super::import_progress::ImportProgress;
use super::sheet::{Sheet, SheetFile, SheetRow, StoredCell};
use super::workbook_limits::check_archive;
use crate::error::{Error, ErrorKind, Result};
use calamine::{Cell, Data, DataRef, ExcelDateTime, Reader, SheetVisible, Sheets};
use compact_str::{CompactString, ToCompactString};
use jiff::civil::Date;
use std::fmt::Display;
use std::io::Cursor;

type Workbook<'a> = Sheets<Cursor<&'a [u8]>>;

/// Reads the visible sheets of a workbook. Formulas have the value that was saved with them;
/// nothing is calculated, no link is followed, no macro is run.
///
/// # Errors
/// Fails if the file is damaged, has a password, or is larger than the limits, or the import was
/// stopped.
pub(super) fn read_workbook(bytes: &[u8], progress: &ImportProgress) -> Result<SheetFile> {
    if bytes.starts_with(b"PK") {
        check_archive(bytes)?;
    }
    let (mut workbook, format) = open(bytes)?;
    let sheets = workbook.sheets_metadata().iter();
    let names: Vec<String> = sheets
        .filter(|sheet| sheet.visible == SheetVisible::Visible)
        .map(|sheet| sheet.name.clone())
        .collect();
    let mut file = SheetFile {
        format: format.to_string(),
        sheets: Vec::new(),
        separator: None,
        remarks: Vec::new(),
    };
    let mut count = 0;
    for name in names {
        let mut cells = SparseCells { cells: Vec::new(), progress };
        read_cells(&mut workbook, &name, &mut cells)?;
        count += cells.cells.len();
        check_size(0, count)?;
        let (sheet, faults) = cells.into_sheet(name.clone());
        if faults > 0 {
            file.remarks
                .push(format!("sheet \"{name}\": {faults} cells have an error such as #N/A"));
        }
        if !sheet.rows.is_empty() {
            file.sheets.push(sheet);
        }
    }
    if file.sheets.is_empty() {
        return Err(Error::new(ErrorKind::NoMatch, "the workbook has no rows"));
    }
    Ok(file)
}

fn open(bytes: &[u8]) -> Result<(Workbook<'_>, &'static str)> {
    let cursor = || Cursor::new(bytes);
    let mut faults = Vec::new();
    let mut keep = |fault: String| faults.push(fault);
    if !bytes.starts_with(b"PK") {
        match calamine::Xls::new(cursor()) {
            Ok(xls) => return Ok((Sheets::Xls(xls), "Excel workbook (xls)")),
            Err(e) => keep(e.to_string()),
        }
    } else if has_part(bytes, b"xl/workbook.bin") {
        match calamine::Xlsb::new(cursor()) {
            Ok(xlsb) => return Ok((Sheets::Xlsb(xlsb), "Excel workbook (xlsb)")),
            Err(e) => keep(e.to_string()),
        }
    } else if has_part(bytes, b"xl/workbook.xml") {
        match calamine::Xlsx::new(cursor()) {
            Ok(xlsx) => return Ok((Sheets::Xlsx(xlsx), "Excel workbook (xlsx)")),
            Err(e) => keep(e.to_string()),
        }
    } else if has_part(bytes, b"content.xml") {
        match calamine::Ods::new(cursor()) {
            Ok(ods) => return Ok((Sheets::Ods(ods), "OpenDocument spreadsheet (ods)")),
            Err(e) => keep(e.to_string()),
        }
    }
    let Some(fault) = faults.pop() else {
        return Err(Error::new(ErrorKind::InvalidData, "the archive holds no workbook")
            .with_hint("gloact import reads csv, tsv, xlsx, xlsm, xlsb, xls and ods"));
    };
    Err(damaged(&fault))
}

/// Returns whether the directory of an archive, which lies at its end, names a part.
fn has_part(bytes: &[u8], name: &[u8]) -> bool {
    memchr::memmem::rfind(bytes, name).is_some()
}

fn damaged(fault: &dyn Display) -> Error {
    let fault = fault.to_string();
    let is_locked = fault.to_lowercase().contains("password");
    let (message, hint) = if is_locked {
        ("the workbook has a password".to_string(), "save a copy without it")
    } else {
        (format!("the workbook cannot be read: {fault}"), "open it and save it anew")
    };
    Error::new(ErrorKind::InvalidData, message).with_hint(hint)
}

/// The cells of a sheet that have a value, with row and column from 0.
struct SparseCells<'a> {
    cells: Vec<(u32, u32, StoredCell)>,
    progress: &'a ImportProgress,
}

/// Reads cell by cell, so that a value far away does not fill the memory with blanks.
fn read_cells(workbook: &mut Workbook, name: &str, cells: &mut SparseCells) -> Result<()> {
    match workbook {
        Sheets::Xlsx(xlsx) => {
            let mut reader = xlsx.worksheet_cells_reader(name).map_err(|e| damaged(&e))?;
            while let Some(cell) = reader.next_cell().map_err(|e| damaged(&e))? {
                cells.push(&cell)?;
            }
        }
        Sheets::Xlsb(xlsb) => {
            let mut reader = xlsb.worksheet_cells_reader(name).map_err(|e| damaged(&e))?;
            while let Some(cell) = reader.next_cell().map_err(|e| damaged(&e))? {
                cells.push(&cell)?;
            }
        }
        Sheets::Xls(_) | Sheets::Ods(_) => {
            let range = workbook.worksheet_range(name).map_err(|e| damaged(&e))?;
            let (row, column) = range.start().unwrap_or_default();
            for (down, right, value) in range.used_cells() {
                cells.add(row + down as u32, column + right as u32, stored_data(value))?;
            }
        }
    }
    Ok(())
}

impl SparseCells<'_> {
    fn push(&mut self, cell: &Cell<DataRef>) -> Result<()> {
        let (row, column) = cell.get_position();
        self.add(row, column, stored(cell.get_value()))
    }

    fn add(&mut self, row: u32, column: u32, value: StoredCell) -> Result<()> {
        if value == StoredCell::Empty {
            return Ok(());
        }
        check_size(column as usize, self.cells.len())?;
        self.progress.check()?;
        self.cells.push((row, column, value));
        Ok(())
    }

    /// Returns the sheet and the number of cells with an error.
    fn into_sheet(mut self, name: String) -> (Sheet, usize) {
        self.cells.sort_by_key(|(row, column, _)| (*row, *column));
        let faults = self.cells.iter();
        let faults = faults.filter(|(.., cell)| matches!(cell, StoredCell::Fault(_))).count();
        let mut rows: Vec<SheetRow> = Vec::new();
        let mut cells = self.cells.into_iter().peekable();
        while let Some((row, column, cell)) = cells.next() {
            let mut row_cells = vec![StoredCell::Empty; column as usize];
            row_cells.push(cell);
            while let Some((_, column, cell)) = cells.next_if(|(next, ..)| *next == row) {
                row_cells.resize(column as usize, StoredCell::Empty);
                row_cells.push(cell);
            }
            rows.push(SheetRow::from_cells(row + 1, row_cells));
        }
        (Sheet::new(Some(name), rows), faults)
    }
}

fn stored(value: &DataRef) -> StoredCell {
    match value {
        DataRef::Empty => StoredCell::Empty,
        DataRef::Int(number) => StoredCell::Number(*number as f64),
        DataRef::Float(number) => StoredCell::Number(*number),
        DataRef::String(text) => stored_text(text),
        DataRef::SharedString(text) => stored_text(text),
        DataRef::Bool(yes) => StoredCell::Bool(*yes),
        DataRef::DateTime(day) => stored_day(*day),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => stored_iso(text),
        DataRef::Error(fault) => StoredCell::Fault(fault.to_compact_string()),
    }
}

fn stored_data(value: &Data) -> StoredCell {
    match value {
        Data::Empty => StoredCell::Empty,
        Data::Int(number) => StoredCell::Number(*number as f64),
        Data::Float(number) => StoredCell::Number(*number),
        Data::String(text) => stored_text(text),
        Data::Bool(yes) => StoredCell::Bool(*yes),
        Data::DateTime(day) => stored_day(*day),
        Data::DateTimeIso(text) | Data::DurationIso(text) => stored_iso(text),
        Data::Error(fault) => StoredCell::Fault(fault.to_compact_string()),
    }
}

fn stored_text(text: &str) -> StoredCell {
    match text.trim() {
        "" => StoredCell::Empty,
        text => StoredCell::Text(CompactString::new(text)),
    }
}

fn stored_day(day: ExcelDateTime) -> StoredCell {
    let (year, month, date, hour, minute, second, _) = day.to_ymd_hms_milli();
    let found = i16::try_from(year)
        .ok()
        .and_then(|year| Date::new(year, i8::try_from(month).ok()?, i8::try_from(date).ok()?).ok());
    match found.filter(|_| day.is_datetime()) {
        Some(date) => StoredCell::Day { date, has_time: (hour, minute, second) != (0, 0, 0) },
        None => StoredCell::Number(day.as_f64()),
    }
}

/// Returns the day of `2025-03-15` or `2025-03-15T10:00:00`; other texts stay.
fn stored_iso(text: &str) -> StoredCell {
    let (day, time) = text.split_once('T').unwrap_or((text, ""));
    match day.parse() {
        Ok(date) => StoredCell::Day { date, has_time: !time.trim_matches(['0', ':']).is_empty() },
        Err(_) => stored_text(text),
    }
}
