//! Finds rows of a text that have another number of cells than the headings.

use super::header_row::HeaderRow;
use super::sheet::{Sheet, SheetRow};

/// Returns a sentence about the rows whose cells are more or fewer than the headings.
pub(super) fn ragged_rows(sheet: &Sheet, header: &HeaderRow) -> Option<String> {
    let rows = &sheet.rows;
    let headings = rows.iter().find(|row| row.number == header.number)?.written_cells()?;
    let below = rows.get(header.first_row..)?.iter().filter(|row| !row.is_blank());
    let count = |row: &SheetRow| row.written_cells().filter(|count| *count != headings);
    let mut ragged = below.filter_map(|row| Some((row.number, count(row)?)));
    let (row, cells) = ragged.next()?;
    let noun = if cells == 1 { "cell" } else { "cells" };
    let more = match ragged.count() {
        0 => String::new(),
        1 => "; another row differs as well".to_string(),
        count => format!("; {count} other rows differ as well"),
    };
    Some(format!("row {row} has {cells} {noun}, the headings are {headings}{more}"))
}
