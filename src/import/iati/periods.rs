//! Days and periods of a file as EDTF.

use crate::model::EdtfDate;
use jiff::civil::Date;

/// Returns a day, month or year without time and zone; `None` if it is none.
pub(super) fn day(text: &str) -> Option<&str> {
    let text = text.trim();
    let date = text.split(['T', ' ']).next().unwrap_or(text).trim_end_matches('Z');
    // a zone behind a day: 2013-10-01+02:00
    let date = match date.get(..10) {
        Some(day) if date[10..].starts_with(['+', '-']) => day,
        _ => date,
    };
    let is_point = !date.contains('/') && date.starts_with(|c: char| c.is_ascii_digit());
    (is_point && EdtfDate::parse(date).is_ok()).then_some(date)
}

/// Returns the span from a start to an end, either of which may be missing.
pub(super) fn span(start: Option<&str>, end: Option<&str>) -> Option<String> {
    match (start, end) {
        (Some(start), Some(end)) if start == end => Some(start.into()),
        (Some(start), Some(end)) => Some(format!("{start}/{end}")),
        (Some(start), None) => Some(format!("{start}/..")),
        (None, Some(end)) => Some(format!("../{end}")),
        (None, None) => None,
    }
}

/// Returns a period in the form of people: whole years as years, a whole month as a month.
pub(super) fn period(start: Option<&str>, end: Option<&str>) -> Option<String> {
    let whole = |text: Option<&str>| text?.parse::<Date>().ok();
    let (Some(first), Some(last)) = (whole(start), whole(end)) else { return span(start, end) };
    let is_year_start = (first.month(), first.day()) == (1, 1);
    let is_year_end = (last.month(), last.day()) == (12, 31);
    if is_year_start && is_year_end && first < last {
        let years = [first.year(), last.year()].map(|year| format!("{year:04}"));
        return span(Some(&years[0]), Some(&years[1]));
    }
    let is_same_month = (first.year(), first.month()) == (last.year(), last.month());
    if is_same_month && first.day() == 1 && last == last.last_of_month() {
        return Some(format!("{:04}-{:02}", first.year(), first.month()));
    }
    span(start, end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_lose_time_and_zone() {
        for (text, date) in [
            ("2016-01-02", Some("2016-01-02")),
            (" 2016-01-02Z ", Some("2016-01-02")),
            ("2016-01-02T10:00:00", Some("2016-01-02")),
            ("2016-01-02+02:00", Some("2016-01-02")),
            ("2016-01", Some("2016-01")),
            ("2016", Some("2016")),
            ("2016-02-31", None),
            ("02/01/2016", None),
            ("", None),
        ] {
            assert_eq!(day(text), date, "{text}");
        }
    }

    #[test]
    fn whole_years_and_months_are_named_as_such() {
        for (start, end, text) in [
            (Some("2016-01-01"), Some("2016-12-31"), Some("2016")),
            (Some("2016-01-01"), Some("2018-12-31"), Some("2016/2018")),
            (Some("2016-02-01"), Some("2016-02-29"), Some("2016-02")),
            (Some("2016-02-01"), Some("2016-03-31"), Some("2016-02-01/2016-03-31")),
            (Some("2016"), Some("2017"), Some("2016/2017")),
            (Some("2016-05-01"), None, Some("2016-05-01/..")),
            (None, Some("2016-05-01"), Some("../2016-05-01")),
            (None, None, None),
        ] {
            assert_eq!(period(start, end).as_deref(), text);
        }
    }
}
