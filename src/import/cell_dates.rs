//! Reads a date as people write it in a cell, as EDTF.

use super::date_words::{WordDate, day_text, full_year, month_text, read_words};
use crate::model::EdtfDate;
use crate::model::text::normalize_for_search;
use jiff::civil::Date;

/// The order of day and month in dates with slashes or hyphens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayOrder {
    DayFirst,
    MonthFirst,
}

impl DayOrder {
    /// Returns the order called `dmy` or `mdy`.
    pub fn by_name(name: &str) -> Option<DayOrder> {
        match name {
            "dmy" => Some(DayOrder::DayFirst),
            "mdy" => Some(DayOrder::MonthFirst),
            _ => None,
        }
    }

    pub fn name(self) -> &'static str {
        match self {
            DayOrder::DayFirst => "dmy",
            DayOrder::MonthFirst => "mdy",
        }
    }
}

/// The meaning of a date in a cell.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum DateReading {
    /// A date in EDTF.
    Edtf(String),
    /// Words for a date that is not known, such as "tbc".
    Unknown,
    /// Day and month may be either way around.
    Ambiguous,
    /// The number of a day, as Excel stores it.
    ExcelDay(Date),
    /// A month with two digits, which may be the year or the day: "Mar-25".
    ShortMonth(String),
    NoDate,
}

impl From<WordDate> for DateReading {
    fn from(date: WordDate) -> DateReading {
        match date {
            WordDate::Edtf(date) => DateReading::Edtf(date),
            WordDate::ShortMonth(month) => DateReading::ShortMonth(month),
        }
    }
}

const UNKNOWN_WORDS: &[&str] = &[
    "tbc",
    "tbd",
    "tba",
    "n/a",
    "na",
    "n.a.",
    "nd",
    "n.d.",
    "?",
    "??",
    "unknown",
    "to be confirmed",
    "to be determined",
    "to be decided",
    "not known",
    "pending",
    "ongoing",
    "a confirmer",
    "por confirmar",
    "inconnu",
    "none",
    "null",
    "#n/a",
];

/// Words between two dates.
const SPAN_WORDS: &[&str] = &[" - ", " to ", " until ", " till ", " au ", " al ", " hasta "];

/// The days of Excel that can be dates of a programme: 1954 to 2119.
const EXCEL_DAYS: std::ops::Range<i32> = 20_000..80_000;

/// The longest text that can be a date.
const MAX_DATE_BYTES: usize = 80;

/// Reads a date. `order` decides where day and month may be either way around.
pub(super) fn read_date(text: &str, order: Option<DayOrder>) -> DateReading {
    let text = text.trim();
    if text.len() > MAX_DATE_BYTES {
        return DateReading::NoDate;
    }
    if EdtfDate::parse(text).is_ok() {
        return DateReading::Edtf(text.to_string());
    }
    let text = normalize_for_search(text);
    let text = text.trim();
    if UNKNOWN_WORDS.contains(&text) || text.chars().all(|c| matches!(c, '-' | '.' | '?')) {
        return DateReading::Unknown;
    }
    for word in SPAN_WORDS {
        if let Some((start, end)) = text.split_once(word)
            && let Some(span) = read_span(start, end, order)
        {
            return span;
        }
    }
    let text = without_time(text);
    read_digits(text)
        .or_else(|| read_numbers(text, order))
        .or_else(|| read_words(text).map(DateReading::from))
        .unwrap_or(DateReading::NoDate)
}

/// Reads two dates as a span. The first one may lack its year or month.
fn read_span(start: &str, end: &str, order: Option<DayOrder>) -> Option<DateReading> {
    let last = match read_date(end, order) {
        DateReading::Edtf(last) if !last.contains('/') => last,
        DateReading::Ambiguous => return Some(DateReading::Ambiguous),
        _ => return None,
    };
    let first = match read_date(start, order) {
        DateReading::Edtf(first) if !first.contains('/') => first,
        DateReading::Ambiguous => return Some(DateReading::Ambiguous),
        _ => {
            // "15 to 17 March 2025" and "28 February to 2 March 2025"
            let year = last.get(..4)?;
            let month = last.get(..7)?;
            let start = start.trim().trim_end_matches('.');
            match start.parse::<i8>() {
                Ok(day) if last.len() == 10 => {
                    day_text(year.parse().ok()?, month.get(5..)?.parse().ok()?, day)?
                }
                _ => match read_words(&format!("{start} {year}"))? {
                    WordDate::Edtf(first) if !first.contains('/') => first,
                    _ => return None,
                },
            }
        }
    };
    Some(DateReading::Edtf(if first == last { first } else { format!("{first}/{last}") }))
}

/// Returns the text before a time of the day.
fn without_time(text: &str) -> &str {
    let Some(at) = text.rfind([' ', 't']) else { return text };
    let (day, time) = (text[..at].trim_end(), &text[at + 1..]);
    let time = time.trim_end_matches(['z', 'a', 'p', 'm']);
    let is_time = time.contains(':')
        && time.chars().all(|c| c.is_ascii_digit() || matches!(c, ':' | '.' | '+'));
    // "10:00 am" has two parts
    let is_half = matches!(&text[at + 1..], "am" | "pm") && day.contains(':');
    if is_half {
        return without_time(day);
    }
    if is_time && day.contains(|c: char| c.is_ascii_digit()) { day } else { text }
}

/// Reads a number without signs: the number of a day, or year, month and day in one.
fn read_digits(text: &str) -> Option<DateReading> {
    if !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    match text.len() {
        5 => {
            let number: i32 = text.parse().ok().filter(|number| EXCEL_DAYS.contains(number))?;
            excel_day(number).map(DateReading::ExcelDay)
        }
        8 => {
            let [year, month, day] = [text.get(..4)?, text.get(4..6)?, text.get(6..)?];
            day_text(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
                .map(DateReading::Edtf)
        }
        _ => None,
    }
}

/// Returns the day of a number as Excel counts since 1900.
pub(super) fn excel_day(number: i32) -> Option<Date> {
    let epoch = jiff::civil::date(1899, 12, 30);
    epoch.checked_add(jiff::Span::new().try_days(number).ok()?).ok()
}

/// Reads numbers between points, slashes or hyphens.
fn read_numbers(text: &str, order: Option<DayOrder>) -> Option<DateReading> {
    if let Some((first, rest)) = text.split_once('-') {
        let first = first.trim().trim_end_matches('.');
        let is_day = first.len() <= 2 && first.parse::<i8>().is_ok();
        // "15-17.03.2025" and "15.-17.03.2025"
        if is_day && rest.contains(['.', '/']) {
            return read_span(first, rest, order);
        }
    }
    let signs: Vec<char> = text.chars().filter(|c| !c.is_ascii_digit()).collect();
    if signs.is_empty() || !signs.iter().all(|c| matches!(c, '.' | '/' | '-' | ' ')) {
        return None;
    }
    let parts: Vec<&str> =
        text.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).collect();
    let number = |part: &str| part.parse::<i16>().ok();
    match *parts {
        [year, month, day] if year.len() == 4 => {
            day_text(number(year)?, i8::try_from(number(month)?).ok()?, number(day)? as i8)
                .map(DateReading::Edtf)
        }
        [first, second, year] if first.len() <= 2 && second.len() <= 2 => {
            let year = full_year(year)?;
            let [first, second] = [first, second].map(|part| part.parse::<i8>());
            let (first, second) = (first.ok()?, second.ok()?);
            let order = if signs.contains(&'.') { Some(DayOrder::DayFirst) } else { order };
            day_in_order(year, first, second, order)
        }
        [month, year] if year.len() == 4 && month.len() <= 2 => {
            month_text(number(year)?, month.parse().ok()?).map(DateReading::Edtf)
        }
        [first, last] if first.len() == 4 => {
            let (year, last_number) = (number(first)?, number(last)?);
            match last.len() {
                4 => Some(DateReading::Edtf(format!("{first}/{last}"))),
                // a year of accounts: 2024/25
                2 if last_number == (year + 1) % 100 && !(1..=12).contains(&last_number) => {
                    Some(DateReading::Edtf(format!("{first}/{}", year + 1)))
                }
                1 | 2 => month_text(year, last.parse().ok()?).map(DateReading::Edtf),
                _ => None,
            }
        }
        _ => None,
    }
}

fn day_in_order(year: i16, first: i8, second: i8, order: Option<DayOrder>) -> Option<DateReading> {
    let day_first = day_text(year, second, first);
    let month_first = day_text(year, first, second);
    let chosen = match order {
        Some(DayOrder::DayFirst) => day_first,
        Some(DayOrder::MonthFirst) => month_first,
        None if first > 12 => day_first,
        None if second > 12 => month_first,
        None if first == second => day_first,
        None => return (day_first.is_some()).then_some(DateReading::Ambiguous),
    };
    chosen.map(DateReading::Edtf)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_as_people_write_them() {
        for (text, edtf) in [
            ("2025-03-15", "2025-03-15"),
            ("15.03.2025", "2025-03-15"),
            ("5.3.25", "2025-03-05"),
            ("15/03/2025", "2025-03-15"),
            ("3/15/2025", "2025-03-15"),
            ("05-05-2025", "2025-05-05"),
            ("2025/03/15", "2025-03-15"),
            ("20250315", "2025-03-15"),
            ("2025-03-15T10:00:00Z", "2025-03-15"),
            ("15/07/2014 00:00", "2014-07-15"),
            ("15 Mar 2025", "2025-03-15"),
            ("15th of March, 2025", "2025-03-15"),
            ("March 15, 2025", "2025-03-15"),
            ("Saturday 15 March 2025", "2025-03-15"),
            ("15-Mar-25", "2025-03-15"),
            ("1er août 2024", "2024-08-01"),
            ("3 de diciembre de 2024", "2024-12-03"),
            ("Sept. 2025", "2025-09"),
            ("03/2025", "2025-03"),
            ("about June 2025", "2025-06~"),
            ("Q3 2026", "2026-07/2026-09"),
            ("2026-Q1", "2026-01/2026-03"),
            ("2024–2028", "2024/2028"),
            ("2024/25", "2024/2025"),
            ("10–12 June 2025", "2025-06-10/2025-06-12"),
            ("28 Feb - 2 Mar 2025", "2025-02-28/2025-03-02"),
            ("15.-17.03.2025", "2025-03-15/2025-03-17"),
            ("15.03.2025 - 17.03.2025", "2025-03-15/2025-03-17"),
            ("15 to 17 March 2025", "2025-03-15/2025-03-17"),
            ("May–June 2025", "2025-05/2025-06"),
            ("2019/..", "2019/.."),
        ] {
            assert_eq!(read_date(text, None), DateReading::Edtf(edtf.into()), "{text}");
        }
    }

    #[test]
    fn what_may_be_either_is_not_guessed() {
        use DateReading::{Ambiguous, NoDate, Unknown};
        assert_eq!(read_date("03/04/2026", None), Ambiguous);
        for (order, edtf) in
            [(DayOrder::DayFirst, "2026-04-03"), (DayOrder::MonthFirst, "2026-03-04")]
        {
            let read = read_date("03/04/2026", Some(order));
            assert_eq!(read, DateReading::Edtf(edtf.into()));
        }
        assert_eq!(read_date("Mar-25", None), DateReading::ShortMonth("2025-03".into()));
        let day = jiff::civil::date(2026, 3, 13);
        assert_eq!(read_date("46094", None), DateReading::ExcelDay(day));
        for text in ["tbc", "N/A", "-", "?", "à confirmer"] {
            assert_eq!(read_date(text, None), Unknown, "{text}");
        }
        for text in ["31.02.2025", "99/99/2025", "soon", "marathon 2025", "12", "1,5"] {
            assert_eq!(read_date(text, None), NoDate, "{text}");
        }
    }
}
