//! Reads text with cells separated by commas, semicolons, tabs or bars.

use super::import_progress::ImportProgress;
use super::sheet::{Sheet, SheetRow};
use crate::error::{Error, ErrorKind, Result};
use csv::{ReaderBuilder, StringRecord};

/// The separators that are tried, with their names.
const SEPARATORS: &[(u8, &str)] =
    &[(b',', "commas"), (b';', "semicolons"), (b'\t', "tabs"), (b'|', "bars")];

/// The separator is found from so many lines.
const SAMPLE_LINES: usize = 50;

/// The most columns of a sheet.
pub(super) const MAX_COLUMNS: usize = 2000;

/// The most cells of a sheet.
pub(super) const MAX_CELLS: usize = 5_000_000;

/// A sign between cells, and its name.
type Separator = (u8, &'static str);

/// Reads a text. Returns its sheet and its separator.
///
/// # Errors
/// Fails if the text has too many columns or cells, or the import was stopped.
pub(super) fn read_text(text: &str, progress: &ImportProgress) -> Result<(Sheet, Separator)> {
    let (named, text) = named_separator(text);
    let separator = named.unwrap_or_else(|| find_separator(text));
    let name = SEPARATORS.iter().find(|(sign, _)| *sign == separator);
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .quoting(separator != b'\t' || !is_own_tsv(text))
        .delimiter(separator)
        .from_reader(text.as_bytes());
    // the first line of Excel that names the separator is a row too
    let mut number = u32::from(named.is_some());
    let mut rows = Vec::new();
    let mut cells = 0;
    let mut record = StringRecord::new();
    let mut end = 0;
    while reader.read_record(&mut record).is_ok_and(|is_read| is_read) {
        let start = end;
        end = reader.position().byte() as usize;
        number += 1 + blank_lines(text, start, end);
        cells += record.len();
        progress.check()?;
        check_size(record.len(), cells)?;
        rows.push(SheetRow::from_texts(number, &record));
    }
    let name = name.map_or("", |(_, name)| *name);
    Ok((Sheet::new(None, rows), (separator, name)))
}

/// Returns whether the first line is that of `--format tsv`, which writes no quotation marks around
/// cells.
fn is_own_tsv(text: &str) -> bool {
    let line = text.lines().next().unwrap_or_default();
    line.split('\t').next_back() == Some("record")
}

/// Fails for a sheet that has more columns or cells than are read.
pub(super) fn check_size(columns: usize, cells: usize) -> Result<()> {
    let (count, limit, noun) = if columns > MAX_COLUMNS {
        (columns, MAX_COLUMNS, "columns")
    } else if cells > MAX_CELLS {
        (cells, MAX_CELLS, "cells")
    } else {
        return Ok(());
    };
    let message = format!("the sheet has {count} {noun} or more, the limit is {limit}");
    Err(Error::new(ErrorKind::InvalidData, message).with_hint("import a part of it"))
}

/// Returns the number of blank lines before the record in a part of the text, which the reader
/// passes over.
fn blank_lines(text: &str, start: usize, end: usize) -> u32 {
    let bytes = text.as_bytes();
    let is_line_end = |at: &usize| matches!(bytes[*at], b'\r' | b'\n');
    let line_ends = (start..end.min(bytes.len())).take_while(is_line_end);
    // the second byte of CR LF ends no other line
    line_ends.filter(|at| bytes[*at] != b'\n' || *at == 0 || bytes[at - 1] != b'\r').count() as u32
}

/// Returns the separator that the first line names, as in `sep=;`, and the text below it.
fn named_separator(text: &str) -> (Option<u8>, &str) {
    let (line, rest) = text.split_once('\n').unwrap_or((text, ""));
    let named = line.trim_end().strip_prefix("sep=").map(str::as_bytes);
    match named {
        Some([sign]) if SEPARATORS.iter().any(|(known, _)| known == sign) => (Some(*sign), rest),
        // a tab is trimmed away
        Some([]) if line.contains('\t') => (Some(b'\t'), rest),
        _ => (None, text),
    }
}

/// Returns the separator that stands most evenly in the first lines, outside quotation marks.
fn find_separator(text: &str) -> u8 {
    let counts = counts_by_line(text);
    let score = |index: usize| {
        let mut lines: Vec<usize> = counts.iter().map(|line| line[index]).collect();
        lines.sort_unstable();
        // most lines have at least so many
        let typical = lines.get(lines.len() / 2).copied().unwrap_or(0);
        let even = lines.iter().filter(|count| **count == typical).count();
        (typical > 0, even * typical.min(1), typical)
    };
    let best = (0..SEPARATORS.len()).rev().max_by_key(|index| score(*index));
    SEPARATORS[best.unwrap_or(0)].0
}

/// Counts each separator in each of the first lines.
fn counts_by_line(text: &str) -> Vec<[usize; SEPARATORS.len()]> {
    let mut counts = vec![[0; SEPARATORS.len()]];
    let mut is_quoted = false;
    let mut is_blank = true;
    for byte in text.bytes() {
        if byte == b'"' {
            is_quoted = !is_quoted;
        }
        if is_quoted {
            continue;
        }
        if byte == b'\n' {
            if !is_blank {
                counts.push([0; SEPARATORS.len()]);
            }
            is_blank = true;
            if counts.len() > SAMPLE_LINES {
                break;
            }
            continue;
        }
        is_blank &= byte.is_ascii_whitespace();
        let index = SEPARATORS.iter().position(|(sign, _)| *sign == byte);
        if let Some((index, line)) = index.zip(counts.last_mut()) {
            line[index] += 1;
        }
    }
    if counts.len() > 1 && is_blank {
        counts.pop();
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Vec<(u32, Vec<String>)> {
        let (sheet, _) = read_text(text, &ImportProgress::default()).expect("the text is small");
        let cells = |row: &SheetRow| (0..row.len()).map(|at| row.cell(at).text().into()).collect();
        sheet.rows.iter().map(|row| (row.number, cells(row))).collect()
    }

    #[test]
    fn separators_are_found_outside_quotation_marks() {
        for (text, name) in [
            ("a,b,c\n1,2,3\n", "commas"),
            ("a;b\n\"x, y, z\";1,5\n\"q, r, s\";2,5\n", "semicolons"),
            ("a\tb\n1,5\t2\n", "tabs"),
            ("a|b\n1|2\n", "bars"),
            ("sep=;\na,b;c\n", "semicolons"),
            ("title\nNepal\n", "commas"),
        ] {
            assert_eq!(
                read_text(text, &ImportProgress::default()).map(|(_, (_, name))| name),
                Ok(name),
                "{text}"
            );
        }
    }

    #[test]
    fn rows_have_the_numbers_of_a_spreadsheet() {
        let text = "a,b\r\n\r\n\"x\ny\",1\r\n\r\n\r\nz,2\r\n,\r\n\r\n";
        let expected = [(1, ["a", "b"]), (3, ["x\ny", "1"]), (6, ["z", "2"])];
        assert_eq!(rows(text), expected.map(|(row, cells)| (row, cells.map(Into::into).into())));
        assert_eq!(rows("\n\na\n"), [(3, vec!["a".to_string()])]);
        assert_eq!(rows("sep=;\na;b\n").first().map(|(row, _)| *row), Some(2));
    }

    #[test]
    fn sheets_without_end_are_refused() {
        let wide = ",".repeat(MAX_COLUMNS + 1);
        assert!(
            read_text(&wide, &ImportProgress::default())
                .is_err_and(|e| e.message.contains("columns"))
        );
    }
}
