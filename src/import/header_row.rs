//! Finds the row with the headings of a sheet.

use super::heading_lookup::is_known_heading;
use super::sheet::{Sheet, SheetCell, SheetFile, SheetRow};
use crate::error::{Error, Result};

/// The text between the two parts of a heading in two rows.
pub(super) const HEADING_JOINT: &str = " / ";

/// The headings are looked for in so many rows.
const MAX_HEADER_ROWS: usize = 25;

/// The headings of a sheet.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct HeaderRow {
    /// The number of the row that a spreadsheet shows.
    pub(super) number: u32,
    /// The index of the first row below the headings.
    pub(super) first_row: usize,
    pub(super) headings: Vec<String>,
    /// The HXL tags below the headings; empty without them.
    pub(super) tags: Vec<String>,
}

/// Finds the row with the headings: the one with the number `named`, else one above a row of HXL
/// tags, else the one with the most known words.
///
/// # Errors
/// Fails if the sheet has no row `named`.
pub(super) fn find_header(sheet: &Sheet, named: Option<u32>) -> Result<Option<HeaderRow>> {
    let rows = &sheet.rows;
    if let Some(number) = named {
        let index = rows.iter().position(|row| row.number == number);
        let index = index.ok_or_else(|| Error::usage(format!("there is no row {number}")))?;
        return Ok(Some(header_at(rows, index)));
    }
    let first = &rows[..rows.len().min(MAX_HEADER_ROWS)];
    if let Some(tags) = first.iter().position(is_tag_row) {
        return Ok(Some(header_at(rows, tags.saturating_sub(1))));
    }
    let score = |row: &SheetRow| {
        (0..row.len()).filter(|column| is_known_heading(&row.cell(*column).text())).count()
    };
    let best = first.iter().enumerate().rev().max_by_key(|(_, row)| score(row));
    Ok(best.filter(|(_, row)| score(row) > 0).map(|(index, _)| header_at(rows, index)))
}

/// Returns the headings of each sheet, by which an earlier import is known.
pub fn sheet_headings(file: &SheetFile, named: Option<u32>) -> Vec<Vec<String>> {
    let headers = file.sheets.iter().filter_map(|sheet| find_header(sheet, named).ok()?);
    headers.map(|header| header.headings).collect()
}

fn header_at(rows: &[SheetRow], index: usize) -> HeaderRow {
    let row = &rows[index];
    let below = |index: usize| rows.get(index + 1).filter(|row| is_tag_row(row));
    if is_tag_row(row) {
        let headings = texts(row);
        let tags = headings.clone();
        return HeaderRow { number: row.number, first_row: index + 1, headings, tags };
    }
    let second = rows.get(index + 1).filter(|second| is_second_row(row, second));
    let upper = index.checked_sub(1).map(|above| &rows[above]);
    let upper = upper.filter(|upper| is_group_row(upper, row));
    let (last, headings) = match (upper, second) {
        (Some(upper), _) => (index, joined(upper, row)),
        (None, Some(second)) => (index + 1, joined(row, second)),
        (None, None) => (index, texts(row)),
    };
    HeaderRow {
        number: rows[last].number,
        first_row: last + 1 + usize::from(below(last).is_some()),
        headings,
        tags: below(last).map(texts).unwrap_or_default(),
    }
}

fn texts(row: &SheetRow) -> Vec<String> {
    (0..row.len()).map(|column| row.cell(column).text().into_owned()).collect()
}

/// Joins two rows of headings. A heading of the upper one holds for the blank cells behind it, as
/// cells that are merged have it.
fn joined(upper: &SheetRow, lower: &SheetRow) -> Vec<String> {
    let mut group = String::new();
    let width = upper.len().max(lower.len());
    let headings = (0..width).map(|column| {
        let (above, below) = (upper.cell(column).text(), lower.cell(column).text());
        if !above.is_empty() {
            group = above.to_string();
        }
        match (above.is_empty() && below.is_empty(), group.is_empty(), below.is_empty()) {
            (true, ..) => String::new(),
            (_, true, _) => below.to_string(),
            (_, false, true) => above.to_string(),
            (_, false, false) => format!("{group}{HEADING_JOINT}{below}"),
        }
    });
    headings.collect()
}

/// Returns whether a row below the headings is a second row of them: texts alone, of which most
/// are known, and one below a blank heading at least.
fn is_second_row(first: &SheetRow, second: &SheetRow) -> bool {
    let cells = || (0..second.len()).map(|column| (column, second.cell(column)));
    let filled = || cells().filter(|(_, cell)| !cell.is_empty());
    let is_heading = |cell: &SheetCell| is_known_heading(&cell.text());
    let known = filled().filter(|(_, cell)| is_heading(cell)).count();
    let is_below_blank =
        filled().any(|(column, cell)| first.cell(column).is_empty() && is_heading(&cell));
    let are_texts = filled().all(|(_, cell)| matches!(cell, SheetCell::Text(_)));
    second.number == first.number + 1 && are_texts && is_below_blank && known * 2 > filled().count()
}

/// Returns whether a row above the headings names groups of columns: several texts, fewer than the
/// headings, and blank cells between them.
fn is_group_row(upper: &SheetRow, row: &SheetRow) -> bool {
    let filled: Vec<SheetCell> =
        (0..upper.len()).map(|column| upper.cell(column)).filter(|cell| !cell.is_empty()).collect();
    let below = (0..row.len()).filter(|column| !row.cell(*column).is_empty()).count();
    let are_texts = filled.iter().all(|cell| matches!(cell, SheetCell::Text(_)));
    upper.number + 1 == row.number && are_texts && (2..below).contains(&filled.len())
}

/// Returns whether a row has HXL tags alone, such as `#country+code`.
fn is_tag_row(row: &SheetRow) -> bool {
    let is_tag = |text: &str| {
        text.strip_prefix('#').is_some_and(|rest| rest.starts_with(|c: char| c.is_alphabetic()))
    };
    let mut texts = (0..row.len()).map(|column| row.cell(column)).filter(|cell| !cell.is_empty());
    !row.is_blank() && texts.all(|cell| is_tag(&cell.text()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::delimited_text::read_text;

    fn header(text: &str) -> Option<HeaderRow> {
        let (sheet, _) = read_text(text, &Default::default()).expect("the text is small");
        find_header(&sheet, None).expect("no row is named")
    }

    #[test]
    fn headings_are_found_below_notes() {
        let text = "Activities of the region\nas of May,,\n\nRef,Title,Start date\n1,a,b\n";
        let found = header(text).expect("there are headings");
        assert_eq!((found.number, found.first_row), (4, 3));
        assert_eq!(found.headings, ["Ref", "Title", "Start date"]);
        assert_eq!(header("1,2\n3,4\n"), None);
    }

    #[test]
    fn two_rows_of_headings_are_joined() {
        let text = "Ref,Title,Date,,Participants,\n,,Start,End,Women,Men\nE-1,a,2019,2020,1,2\n";
        let found = header(text).expect("there are headings");
        assert_eq!((found.number, found.first_row), (2, 2));
        let expected = ["Ref", "Title", "Date / Start", "Date / End", "Participants / Women"];
        assert_eq!(found.headings[..5], expected);
        // a title above the headings, and a first row of data, are none
        for text in ["Events\nRef,Title\n", "Ref,Title,Note\n1,Title,\n", "a,b,\nRef,Title\n"] {
            let found = header(text).expect("there are headings");
            assert_eq!(found.headings[..2], ["Ref", "Title"], "{text}");
        }
    }

    #[test]
    fn tags_below_the_headings_are_found() {
        let text = "Qué?,,Dónde?\nRegistro,Sector,País\n,#sector+es,#country\n1,a,b\n";
        let found = header(text).expect("there are headings");
        assert_eq!((found.number, found.first_row), (2, 3));
        assert_eq!(found.headings, ["Qué? / Registro", "Qué? / Sector", "Dónde? / País"]);
        assert_eq!(found.tags, ["", "#sector+es", "#country"]);
    }
}
