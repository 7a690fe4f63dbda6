//! Finds what the dates of a column say of each other: whether days or months come first, and the
//! days between which all of them lie.

use super::cell_dates::{DateReading, DayOrder, read_date};
use super::sheet::{SheetCell, SheetRow, cell_name};
use crate::model::EdtfDate;
use jiff::civil::Date;

/// The fewest dates that say where others lie.
const MIN_DATES: usize = 2;

/// A text and the name of its cell.
type TextInCell = (String, String);

/// What the dates of a column say.
#[derive(Default)]
pub(super) struct DateEvidence {
    /// The first date whose day comes first for certain.
    day_first: Option<TextInCell>,
    month_first: Option<TextInCell>,
    /// The first date that may be either.
    ambiguous: Option<TextInCell>,
    first_and_last: Option<(Date, Date)>,
    count: usize,
}

impl DateEvidence {
    /// Collects the evidence of the cells in a column.
    pub(super) fn of_column(rows: &[SheetRow], column: usize) -> DateEvidence {
        let mut evidence = DateEvidence::default();
        for row in rows {
            match row.cell(column) {
                SheetCell::Day { date, .. } => evidence.add_days(date, date),
                SheetCell::Text(text) => evidence.add_text(text, || cell_name(column, row.number)),
                _ => {}
            }
        }
        evidence
    }

    fn add_text(&mut self, text: &str, cell: impl Fn() -> String) {
        // most dates are settled without trying either order
        let order = match read_date(text, None) {
            DateReading::Edtf(date) => {
                let bounds = EdtfDate::parse(&date).ok();
                let bounds = bounds.and_then(|date| Some((date.earliest()?, date.latest()?)));
                if let Some((first, last)) = bounds {
                    self.add_days(first, last);
                }
                settled_order(text)
            }
            DateReading::Ambiguous => {
                self.ambiguous.get_or_insert_with(|| (text.to_string(), cell()));
                None
            }
            _ => None,
        };
        let found = match order {
            Some(DayOrder::DayFirst) => &mut self.day_first,
            Some(DayOrder::MonthFirst) => &mut self.month_first,
            None => return,
        };
        found.get_or_insert_with(|| (text.to_string(), cell()));
    }

    fn add_days(&mut self, first: Date, last: Date) {
        self.count += 1;
        let (earliest, latest) = self.first_and_last.unwrap_or((first, last));
        self.first_and_last = Some((earliest.min(first), latest.max(last)));
    }

    /// Returns the first and the last day of all dates, if there are several.
    pub(super) fn days(&self) -> Option<(Date, Date)> {
        self.first_and_last.filter(|_| self.count >= MIN_DATES)
    }

    /// Returns the order that the dates settle; `None` if they settle none or both.
    pub(super) fn order(&self) -> Option<DayOrder> {
        match (&self.day_first, &self.month_first) {
            (Some(_), None) => Some(DayOrder::DayFirst),
            (None, Some(_)) => Some(DayOrder::MonthFirst),
            _ => None,
        }
    }

    /// Returns the evidence of several columns of one sheet.
    pub(super) fn of_all<'e>(columns: impl Iterator<Item = &'e DateEvidence>) -> DateEvidence {
        let mut all = DateEvidence::default();
        for column in columns {
            all.day_first = all.day_first.or_else(|| column.day_first.clone());
            all.month_first = all.month_first.or_else(|| column.month_first.clone());
        }
        all
    }

    /// Returns the order that the column settles, or else the other columns of the sheet.
    pub(super) fn order_beside(&self, all: &DateEvidence) -> Option<DayOrder> {
        let settles_none = self.day_first.is_none() && self.month_first.is_none();
        self.order().or_else(|| all.order().filter(|_| settles_none))
    }

    /// Returns the sentence about the dates that are read by the order of others.
    pub(super) fn remark(&self, field: &str, all: &DateEvidence) -> Option<String> {
        let (text, cell) = self.ambiguous.as_ref()?;
        let (word, own, other) = match self.order_beside(all)? {
            DayOrder::DayFirst => ("days", &self.day_first, &all.day_first),
            DayOrder::MonthFirst => ("months", &self.month_first, &all.month_first),
        };
        let (other, other_cell) = own.as_ref().or(other.as_ref())?;
        Some(format!("{field}: {word} come first in {text} ({cell}), as in {other} ({other_cell})"))
    }
}

/// Returns the order that a date has for certain: one of its numbers is no month. Dates in words
/// and those that begin with the year have none.
fn settled_order(text: &str) -> Option<DayOrder> {
    let is_sign = |c: char| matches!(c, '.' | '/' | '-' | ' ');
    let numbers: Vec<&str> = text.split(is_sign).filter(|part| !part.is_empty()).collect();
    let [first, second, ..] = *numbers else { return None };
    let number = |part: &str| part.parse::<u8>().ok().filter(|_| part.len() <= 2);
    match (number(first)?, number(second)?) {
        (13.., 1..=12) => Some(DayOrder::DayFirst),
        (1..=12, 13..) => Some(DayOrder::MonthFirst),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::delimited_text::read_text;

    fn evidence(text: &str) -> DateEvidence {
        let (sheet, _) = read_text(text, &Default::default()).expect("the text is small");
        DateEvidence::of_column(&sheet.rows, 0)
    }

    #[test]
    fn a_day_beyond_the_twelfth_settles_the_order() {
        use DayOrder::{DayFirst, MonthFirst};
        for (text, order) in [
            ("03/04/2019\n05/06/2019\n", None),
            ("03/04/2019\n25/06/2019\n", Some(DayFirst)),
            ("03/04/2019\n06/25/2019\n", Some(MonthFirst)),
            ("03/04/2019\n25.06.2019\n", Some(DayFirst)),
            ("25/06/2019\n06/25/2019\n", None),
            ("2019-06-25\n25 June 2019\nMarch 15, 2025\n2019/2020\n", None),
        ] {
            assert_eq!(evidence(text).order(), order, "{text}");
        }
        let all = DateEvidence::default();
        let remark = evidence("03/04/2019\n25.06.2019\n").remark("date", &all);
        let expected = "date: days come first in 03/04/2019 (A1), as in 25.06.2019 (A2)";
        assert_eq!(remark.as_deref(), Some(expected));
        assert_eq!(evidence("05/05/2019\n25.06.2019\n").remark("date", &all), None);
        // another column of the sheet settles it too, unless this one has both
        let all = DateEvidence::of_all([evidence("25/06/2019\n")].iter());
        assert_eq!(evidence("03/04/2019\n").order_beside(&all), Some(DayFirst));
        assert_eq!(evidence("25/06/2019\n06/25/2019\n").order_beside(&all), None);
    }

    #[test]
    fn the_days_of_a_column_are_those_of_all_its_dates() {
        let days = evidence("tbc\n2019-06-25\n2017\n43619\n").days();
        let date = jiff::civil::date;
        assert_eq!(days, Some((date(2017, 1, 1), date(2019, 6, 25))));
        assert_eq!(evidence("2019-06-25\n").days(), None);
    }
}
