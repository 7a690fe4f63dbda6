//! The rows of a table as text: for people, for programs and for spreadsheets.

use crate::model::EdtfDate;
use crate::query::{CellValue, RecordLink, Table};

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
