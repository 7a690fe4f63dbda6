//! Finds the row with the headings of a sheet.

use super::heading_lookup::is_known_heading;
use super::sheet::{Sheet, SheetFile, SheetRow};
use crate::error::{Error, Result};

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
    let texts = |row: &SheetRow| -> Vec<String> {
        (0..row.len()).map(|column| row.cell(column).text().into_owned()).collect()
    };
    let row = &rows[index];
    let below = rows.get(index + 1).filter(|row| is_tag_row(row));
    let tags = if is_tag_row(row) { Some(row) } else { below };
    HeaderRow {
        number: row.number,
        first_row: index + 1 + usize::from(below.is_some()),
        headings: texts(row),
        tags: tags.map(texts).unwrap_or_default(),
    }
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
    fn tags_below_the_headings_are_found() {
        let text = "Qué?,,Dónde?\nRegistro,Sector,País\n,#sector+es,#country\n1,a,b\n";
        let found = header(text).expect("there are headings");
        assert_eq!((found.number, found.first_row), (2, 3));
        assert_eq!(found.headings, ["Registro", "Sector", "País"]);
        assert_eq!(found.tags, ["", "#sector+es", "#country"]);
    }
}
