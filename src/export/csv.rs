//! RFC 4180 for spreadsheets, with nothing in it that a spreadsheet would run.

use super::lines;
use crate::query::Table;
use csv::{Terminator, WriterBuilder};

pub(super) fn print(table: &Table) -> String {
    let mut out = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(Vec::new());
    let columns: Vec<usize> = (0..table.heads.len()).collect();
    let heads = table.heads.iter().map(|head| head.key.clone()).collect();
    for line in std::iter::once(heads).chain(lines(table, &columns)) {
        // writing into memory cannot fail
        let _ = out.write_record(line.iter().map(|cell| tame(cell)));
    }
    out.into_inner().ok().and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default()
}

/// A text that a spreadsheet takes for a formula gets an apostrophe before it.
fn tame(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@']) && cell.parse::<f64>().is_err() { format!("'{cell}") } else { cell.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_tamed_and_numbers_are_not() {
        for (cell, shown) in [("=1+1", "'=1+1"), ("@SUM(A1)", "'@SUM(A1)"), ("-5", "-5"), ("- UNICEF", "'- UNICEF"), ("plain", "plain")] {
            assert_eq!(tame(cell), shown);
        }
    }
}
