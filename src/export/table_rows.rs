//! The rows of a table as text: for people, for programs and for spreadsheets.

use crate::model::EdtfDate;
use crate::query::{CellValue, RecordLink, Table};
use jiff::civil::Date;

/// Returns the cells of these columns as text, row by row.
pub(super) fn plain_rows<'a>(
    table: &'a Table,
    columns: &'a [usize],
) -> impl Iterator<Item = Vec<String>> + 'a {
    (0..table.len)
        .map(|row| columns.iter().map(|column| (table.cell)(row, *column).machine_text()).collect())
}

/// Returns the indexes of the columns for people.
pub(super) fn visible_columns(table: &Table) -> Vec<usize> {
    (0..table.headers.len()).filter(|at| table.headers[*at].visible).collect()
}

/// Returns the headers and the rows for programs: each column of links is followed by one with
/// their ids, one of money by their currencies, and sources are given by their ids.
pub(super) fn machine_rows(table: &Table) -> impl Iterator<Item = Vec<String>> {
    rows_with_days(table, Vec::new())
}

/// Returns the rows for programs, in which each column of dates is followed by two columns with the
/// first and the last day: spreadsheets take `2015/2019` for text.
pub(super) fn spreadsheet_rows(table: &Table) -> impl Iterator<Item = Vec<String>> {
    let is_date = |column: &usize| {
        (0..table.len).any(|row| matches!((table.cell)(row, *column), CellValue::Date(_)))
    };
    rows_with_days(table, (0..table.headers.len()).filter(is_date).collect())
}

/// Returns the headers and the rows, with columns of days behind these columns of dates.
fn rows_with_days(table: &Table, dates: Vec<usize>) -> impl Iterator<Item = Vec<String>> {
    let columns = columns_with_days(table, &dates);
    let keys = columns.iter().map(|(key, ..)| key.clone()).collect();
    let row = move |row: usize| -> Vec<String> {
        let cell = |(_, column, part): &MachineColumn| {
            let value = (table.cell)(row, *column);
            machine_cell(&table.headers[*column].key, *part, &value)
        };
        columns.iter().map(cell).collect()
    };
    std::iter::once(keys).chain((0..table.len).map(row))
}

/// A column for programs: its key, the column of the table, and the part of its values.
pub(super) type MachineColumn = (String, usize, CellValuePart);

/// Returns the columns for programs.
pub(super) fn machine_columns(table: &Table) -> Vec<MachineColumn> {
    columns_with_days(table, &[])
}

fn columns_with_days(table: &Table, dates: &[usize]) -> Vec<MachineColumn> {
    let mut columns = Vec::new();
    for (column, header) in table.headers.iter().enumerate() {
        columns.push((header.key.clone(), column, CellValuePart::Main));
        if header.has_ids {
            columns.push((format!("{}_ids", header.key), column, CellValuePart::Ids));
        }
        if header.has_currency {
            columns.push((header.currency_key(), column, CellValuePart::Currency));
        }
        if dates.contains(&column) {
            let ends = [("first", CellValuePart::FirstDay), ("last", CellValuePart::LastDay)];
            let day = |(end, part)| (format!("{}_{end}_day", header.key), column, part);
            columns.extend(ends.map(day));
        }
    }
    columns
}

/// A cell that exports for programs have for a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CellValuePart {
    Main,
    /// The ids of links.
    Ids,
    /// The currency of an amount.
    Currency,
    /// The first day of a date.
    FirstDay,
    /// The last day of a date.
    LastDay,
}

/// Returns the text of a cell for programs. `key` is that of its column.
pub fn machine_cell(key: &str, part: CellValuePart, value: &CellValue) -> String {
    let day = |day: fn(&EdtfDate) -> Option<Date>| match value {
        CellValue::Date(date) => day(date).map(|day| day.to_string()).unwrap_or_default(),
        _ => String::new(),
    };
    match (part, value) {
        (CellValuePart::Main, CellValue::Links(links)) if key == "sources" => link_ids(links),
        (CellValuePart::Main, CellValue::Links(links)) => {
            links.iter().map(|link| &*link.label).collect::<Vec<_>>().join("; ")
        }
        (CellValuePart::Main, CellValue::Money(money)) => money.amount.to_string(),
        (CellValuePart::Main, other) => other.machine_text(),
        (CellValuePart::Ids, CellValue::Links(links)) => link_ids(links),
        (CellValuePart::Currency, CellValue::Money(money)) => money.currency.to_string(),
        (CellValuePart::FirstDay, _) => day(EdtfDate::earliest),
        (CellValuePart::LastDay, _) => day(EdtfDate::latest),
        _ => String::new(),
    }
}

fn link_ids(links: &[RecordLink]) -> String {
    links.iter().map(|link| link.id).collect::<Vec<_>>().join("; ")
}
