//! A sheet: rows of cells, whatever format they were read from.

use compact_str::CompactString;
use csv::StringRecord;
use jiff::civil::Date;

/// The sheets of a file.
pub struct SheetFile {
    /// The format in words: "CSV, separated by semicolons, Windows-1252".
    pub format: String,
    pub sheets: Vec<Sheet>,
    /// The sign between cells; `None` for other formats than texts.
    pub separator: Option<u8>,
    /// The things left aside in reading: "formulas without a value".
    pub remarks: Vec<String>,
}

/// A sheet of a file. Blank rows at its end are left out.
#[derive(Default)]
pub struct Sheet {
    /// `None` for a text, which has one sheet.
    pub name: Option<String>,
    pub rows: Vec<SheetRow>,
    /// The number of columns of the widest row.
    pub width: usize,
}

/// A row of a sheet.
pub struct SheetRow {
    /// The number that a spreadsheet shows, from 1.
    pub number: u32,
    cells: RowCells,
}

/// The cells of a row.
enum RowCells {
    Texts(TextCells),
    Values(Box<[StoredCell]>),
}

/// The cells of a row of a text: one text with the end of each cell in it. The record of the reader
/// has room for the longest one, and would take several times as much memory.
struct TextCells {
    text: Box<str>,
    ends: Box<[u32]>,
}

impl TextCells {
    fn new(record: &StringRecord) -> TextCells {
        let mut end = 0;
        let ends = record.iter().map(|cell| {
            // a file has at most 256 MiB
            end += cell.len() as u32;
            end
        });
        TextCells { ends: ends.collect(), text: record.as_slice().into() }
    }

    fn get(&self, column: usize) -> &str {
        let end = |column: usize| self.ends.get(column).map(|end| *end as usize);
        let start = column.checked_sub(1).map_or(Some(0), end);
        let range = start.zip(end(column));
        range.and_then(|(start, end)| self.text.get(start..end)).unwrap_or_default()
    }
}

/// A cell of a workbook, as it is kept.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) enum StoredCell {
    #[default]
    Empty,
    Text(CompactString),
    Number(f64),
    Bool(bool),
    Day {
        date: Date,
        has_time: bool,
    },
    /// An error of a formula, such as `#N/A`.
    Fault(CompactString),
}

/// The value of a cell.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum SheetCell<'a> {
    Empty,
    /// A text without white space around it, never empty.
    Text(&'a str),
    Number(f64),
    Bool(bool),
    Day {
        date: Date,
        has_time: bool,
    },
    /// An error of a formula, such as `#N/A`.
    Fault(&'a str),
}

impl Sheet {
    /// Returns a sheet of rows; blank ones at its end are left out.
    pub(super) fn new(name: Option<String>, mut rows: Vec<SheetRow>) -> Sheet {
        while rows.last().is_some_and(SheetRow::is_blank) {
            rows.pop();
        }
        let width = rows.iter().map(SheetRow::len).max().unwrap_or(0);
        Sheet { name, rows, width }
    }
}

impl SheetRow {
    pub(super) fn from_texts(number: u32, record: &StringRecord) -> SheetRow {
        SheetRow { number, cells: RowCells::Texts(TextCells::new(record)) }
    }

    pub(super) fn from_cells(number: u32, cells: Vec<StoredCell>) -> SheetRow {
        SheetRow { number, cells: RowCells::Values(cells.into()) }
    }

    /// Returns the number of cells, blank ones at the end left out.
    pub fn len(&self) -> usize {
        let count = match &self.cells {
            RowCells::Texts(texts) => texts.ends.len(),
            RowCells::Values(cells) => cells.len(),
        };
        (0..count).rev().find(|column| !self.cell(*column).is_empty()).map_or(0, |last| last + 1)
    }

    /// Returns the number of cells of a text, blank ones included; `None` for other formats.
    pub(super) fn written_cells(&self) -> Option<usize> {
        match &self.cells {
            RowCells::Texts(texts) => Some(texts.ends.len()),
            RowCells::Values(_) => None,
        }
    }

    pub fn is_blank(&self) -> bool {
        self.len() == 0
    }

    /// Returns the cell of a column, from 0; there is none behind the last one.
    pub fn cell(&self, column: usize) -> SheetCell<'_> {
        match &self.cells {
            RowCells::Texts(texts) => SheetCell::from_text(texts.get(column)),
            RowCells::Values(cells) => match cells.get(column) {
                None | Some(StoredCell::Empty) => SheetCell::Empty,
                Some(StoredCell::Text(text)) => SheetCell::from_text(text),
                Some(StoredCell::Number(number)) => SheetCell::Number(*number),
                Some(StoredCell::Bool(yes)) => SheetCell::Bool(*yes),
                Some(StoredCell::Day { date, has_time }) => {
                    SheetCell::Day { date: *date, has_time: *has_time }
                }
                Some(StoredCell::Fault(text)) => SheetCell::Fault(text),
            },
        }
    }
}

impl<'a> SheetCell<'a> {
    fn from_text(text: &'a str) -> SheetCell<'a> {
        // trims also spaces that do not break
        match text.trim() {
            "" => SheetCell::Empty,
            text => SheetCell::Text(text),
        }
    }

    pub fn is_empty(self) -> bool {
        self == SheetCell::Empty
    }

    /// Returns the value as text: numbers without needless decimals, days as `2025-03-15`.
    pub fn text(self) -> std::borrow::Cow<'a, str> {
        match self {
            SheetCell::Empty => "".into(),
            SheetCell::Text(text) | SheetCell::Fault(text) => text.into(),
            SheetCell::Number(number) => number.to_string().into(),
            SheetCell::Bool(true) => "yes".into(),
            SheetCell::Bool(false) => "no".into(),
            SheetCell::Day { date, .. } => date.to_string().into(),
        }
    }
}

/// Returns the name of a cell as spreadsheets write it: column 0, row 14 is `A14`.
pub fn cell_name(column: usize, row: u32) -> String {
    format!("{}{row}", column_name(column))
}

/// Returns the letters of a column, from 0: A to Z, AA.
pub fn column_name(column: usize) -> String {
    let mut letters = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        letters.push(b'A' + ((rest - 1) % 26) as u8);
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().map(|letter| char::from(*letter)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_have_the_letters_of_a_spreadsheet() {
        for (column, name) in [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")] {
            assert_eq!(column_name(column), name);
        }
        assert_eq!(cell_name(3, 12), "D12");
    }
}
