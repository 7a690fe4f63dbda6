//! Prints a table as CSV (RFC 4180), without cells that a spreadsheet would take for formulas.

use csv::{Terminator, WriterBuilder};

/// The signs of a CSV file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CsvDialect {
    /// The sign between cells, in ASCII.
    pub delimiter: u8,
    /// The sign before decimals is a comma, as Excel writes it in most of Europe.
    pub has_decimal_comma: bool,
}

impl Default for CsvDialect {
    fn default() -> CsvDialect {
        CsvDialect { delimiter: b',', has_decimal_comma: false }
    }
}

pub(super) fn print(rows: impl Iterator<Item = Vec<String>>, dialect: CsvDialect) -> String {
    let mut out = WriterBuilder::new()
        .terminator(Terminator::CRLF)
        .delimiter(dialect.delimiter)
        .from_writer(Vec::new());
    for line in rows {
        let cell = |cell: &String| match dialect.has_decimal_comma && is_decimal(cell) {
            true => cell.replace('.', ","),
            false => neutralize_formula(cell),
        };
        // writing into memory cannot fail
        let _ = out.write_record(line.iter().map(cell));
    }
    out.into_inner().ok().and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default()
}

/// Returns whether a cell is a number with decimals.
fn is_decimal(cell: &str) -> bool {
    let digits = cell.strip_prefix('-').unwrap_or(cell);
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    digits.split_once('.').is_some_and(|(whole, decimals)| is_digits(whole) && is_digits(decimals))
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
