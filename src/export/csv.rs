//! Prints a table as CSV (RFC 4180), without cells that a spreadsheet would take for formulas.

use csv::{Terminator, WriterBuilder};

pub(super) fn print(rows: impl Iterator<Item = Vec<String>>) -> String {
    let mut out = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(Vec::new());
    for line in rows {
        // writing into memory cannot fail
        let _ = out.write_record(line.iter().map(|cell| neutralize_formula(cell)));
    }
    out.into_inner().ok().and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default()
}

/// The signs with which formulas begin; spreadsheets with Asian input also take the wide ones.
const FORMULA_SIGNS: &[char] =
    &['=', '+', '-', '@', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}', '\t', '\r', '\n'];

/// Puts an apostrophe before text that a spreadsheet would take for a formula.
pub fn neutralize_formula(cell: &str) -> String {
    // `-inf` is a number in Rust and a formula in a spreadsheet
    let is_number = cell.parse().is_ok_and(f64::is_finite);
    if cell.starts_with(FORMULA_SIGNS) && !is_number {
        format!("'{cell}")
    } else {
        cell.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_get_an_apostrophe_and_numbers_do_not() {
        for (cell, shown) in [
            ("=1+1", "'=1+1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\t=1", "'\t=1"),
            ("\r=1", "'\r=1"),
            ("-5", "-5"),
            ("+5.5", "+5.5"),
            ("- UNICEF", "'- UNICEF"),
            ("+=1", "'+=1"),
            ("plain", "plain"),
            ("a=b", "a=b"),
        ] {
            assert_eq!(neutralize_formula(cell), shown);
        }
    }
}
