//! Dates as the sources state them, exact or not: EDTF (ISO 8601-2), levels 0 and 1.

use super::date_advice;
use super::text::sanitize;
use jiff::civil::Date;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::borrow::Cow;
use std::fmt;

/// The accepted forms, for messages.
const EXPECTED: &str = "expected a day, month, year or span (EDTF): \
                        2016-01-21, 2016-03, 2015/2019, 2018-09~ or 2019/..";

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// The precision of one end of a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DatePrecision {
    Year,
    Month,
    Day,
}

/// One end of a date: a year, month or day, which may be approximate (`~`) or uncertain (`?`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Endpoint {
    first_day: Date,
    precision: DatePrecision,
    is_approximate: bool,
    is_uncertain: bool,
}

/// A date of EDTF level 0 or 1: `2016-01-21`, `2016-03-16/2016-03-17`, `2015/2019`, `2018-09~`,
/// `2016?`, `2019/..`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EdtfDate {
    text: Box<str>,
    /// `None` if the start is open; likewise for the end.
    start: Option<Endpoint>,
    end: Option<Endpoint>,
    is_interval: bool,
}

impl EdtfDate {
    /// Parses an EDTF text.
    ///
    /// # Errors
    /// The message names the text and the accepted forms.
    pub fn parse(text: &str) -> Result<EdtfDate, String> {
        let invalid = || {
            let advice = date_advice::advice(text);
            let advice = advice.unwrap_or_else(|| EXPECTED.to_string());
            format!("invalid date \"{}\": {advice}", sanitize(text))
        };
        let parse_end = |end: &str| match end {
            ".." | "" => Ok(None),
            end => Endpoint::parse(end).map(Some).ok_or_else(invalid),
        };
        let (start, end) = match text.split_once('/') {
            Some((start, end)) => (parse_end(start)?, parse_end(end)?),
            None => {
                let point = Endpoint::parse(text).ok_or_else(invalid)?;
                (Some(point), Some(point))
            }
        };
        if start.is_none() && end.is_none() {
            return Err(invalid());
        }
        Ok(EdtfDate { text: text.into(), start, end, is_interval: text.contains('/') })
    }

    /// Returns what is wrong with a text, or how to write it: "February 2025 has 28 days".
    pub fn advice(text: &str) -> Option<String> {
        date_advice::advice(text)
    }

    /// Returns the text as it was written.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Returns the earliest day that the date may mean; `None` if the start is open.
    pub fn earliest(&self) -> Option<Date> {
        self.start.map(|point| point.first_day)
    }

    /// Returns the latest day that the date may mean; `None` if the end is open.
    pub fn latest(&self) -> Option<Date> {
        self.end.map(Endpoint::last_day)
    }

    /// Returns the earliest and the latest day, by which dates are sorted. An open end is the first
    /// or last day of the calendar.
    pub fn sort_bounds(&self) -> (Date, Date) {
        (self.earliest().unwrap_or(Date::MIN), self.latest().unwrap_or(Date::MAX))
    }

    /// Returns whether both ends are certain days.
    pub fn is_exact(&self) -> bool {
        let exact = |point: Option<Endpoint>| {
            point.is_some_and(|p| {
                p.precision == DatePrecision::Day && !p.is_approximate && !p.is_uncertain
            })
        };
        exact(self.start) && exact(self.end)
    }

    /// Returns whether the end is before the start.
    pub fn is_backwards(&self) -> bool {
        matches!((self.start, self.end), (Some(a), Some(b)) if b.last_day() < a.first_day)
    }

    /// Returns the lower precision of the two ends.
    pub fn precision(&self) -> DatePrecision {
        [self.start, self.end]
            .into_iter()
            .flatten()
            .map(|p| p.precision)
            .min()
            .unwrap_or(DatePrecision::Year)
    }

    /// Returns whether an end is marked as approximate or uncertain.
    pub fn is_vague(&self) -> bool {
        [self.start, self.end].into_iter().flatten().any(|p| p.is_approximate || p.is_uncertain)
    }

    /// Returns the date as people write it: "21 Jan 2016", "16–17 Mar 2016", "Mar–Jun 2016",
    /// "2015–2019", "about Sep 2018".
    pub fn display(&self) -> String {
        match (self.start, self.end) {
            (Some(a), None) => format!("since {}", a.display()),
            (None, Some(b)) => format!("until {}", b.display()),
            (Some(a), Some(b)) if self.is_interval && a != b => display_interval(a, b),
            (Some(a), Some(_)) => a.display(),
            (None, None) => String::new(),
        }
    }
}

/// Displays an interval; certain ends in the same year state it once.
fn display_interval(a: Endpoint, b: Endpoint) -> String {
    let (first, last) = (a.first_day, b.first_day);
    let is_certain = a.is_certain() && b.is_certain();
    if is_certain && a.precision == b.precision && first.year() == last.year() {
        match a.precision {
            DatePrecision::Day if first.month() == last.month() => {
                return format!("{}–{}", first.day(), b.display());
            }
            DatePrecision::Day => {
                return format!("{} {}–{}", first.day(), month_name(first), b.display());
            }
            DatePrecision::Month => return format!("{}–{}", month_name(first), b.display()),
            DatePrecision::Year => {}
        }
    }
    let are_years = a.precision == DatePrecision::Year && b.precision == DatePrecision::Year;
    let dash = if are_years { "–" } else { " – " };
    format!("{}{dash}{}", a.display(), b.display())
}

/// Returns the short name of the month of a day: "Jan".
pub fn month_name(date: Date) -> &'static str {
    MONTHS[(date.month() - 1) as usize]
}

/// Returns a day as people write it: "21 Jan 2016".
pub fn format_day(date: Date) -> String {
    format!("{} {} {}", date.day(), month_name(date), date.year())
}

impl Endpoint {
    fn parse(text: &str) -> Option<Endpoint> {
        let body = text.trim_end_matches(['?', '~', '%']);
        let marks = &text[body.len()..];
        if marks.len() > 1 {
            return None;
        }
        let number = |part: &str, digits: usize| {
            (part.len() == digits && part.bytes().all(|b| b.is_ascii_digit()))
                .then(|| part.parse::<i16>().ok())?
        };
        let mut parts = body.split('-');
        let year = number(parts.next()?, 4)?;
        let month = parts.next().map(|part| number(part, 2));
        let day = parts.next().map(|part| number(part, 2));
        if parts.next().is_some() {
            return None;
        }
        let (month, day, precision) = match (month, day) {
            (None, _) => (1, 1, DatePrecision::Year),
            (Some(m), None) => (m?, 1, DatePrecision::Month),
            (Some(m), Some(d)) => (m?, d?, DatePrecision::Day),
        };
        Some(Endpoint {
            first_day: Date::new(year, month as i8, day as i8).ok()?,
            precision,
            is_approximate: matches!(marks, "~" | "%"),
            is_uncertain: matches!(marks, "?" | "%"),
        })
    }

    fn is_certain(self) -> bool {
        !self.is_approximate && !self.is_uncertain
    }

    fn last_day(self) -> Date {
        match self.precision {
            DatePrecision::Day => self.first_day,
            DatePrecision::Month => self.first_day.last_of_month(),
            DatePrecision::Year => self.first_day.last_of_year(),
        }
    }

    fn display(self) -> String {
        let plain = match self.precision {
            DatePrecision::Year => self.first_day.year().to_string(),
            DatePrecision::Month => {
                format!("{} {}", month_name(self.first_day), self.first_day.year())
            }
            DatePrecision::Day => format_day(self.first_day),
        };
        match (self.is_approximate, self.is_uncertain) {
            (true, true) => format!("perhaps about {plain}"),
            (true, false) => format!("about {plain}"),
            (false, true) => format!("perhaps {plain}"),
            (false, false) => plain,
        }
    }
}

/// Returns the distance of `date` from `today`: "today", "3 days ago", "in 5 months",
/// "7.8 years ago".
pub fn format_distance(date: Date, today: Date) -> String {
    let days = today.until(date).map(|span| span.get_days()).unwrap_or(0);
    let amount = match days.unsigned_abs() {
        0 => return "today".into(),
        1 => "1 day".into(),
        n @ 2..=59 => format!("{n} days"),
        n @ 60..=729 => format!("{} months", n * 12 / 365),
        n => format!("{:.1} years", f64::from(n) / 365.25),
    };
    if days < 0 { format!("{amount} ago") } else { format!("in {amount}") }
}

impl fmt::Display for EdtfDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl Serialize for EdtfDate {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&self.text)
    }
}

impl JsonSchema for EdtfDate {
    fn schema_name() -> Cow<'static, str> {
        "Date".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        // the pattern does not check the days of each month; parsing does
        json_schema!({
            "type": "string",
            "description": "A day, month, year or span: 2016-01-21, 2016-03, 2015/2019, 2019/.., about 2018-09~, uncertain 2016? (EDTF, ISO 8601-2 level 0 or 1)",
            "pattern": r"^((\d{4}(-\d{2}(-\d{2})?)?[?~%]?|\.\.)?/)?(\d{4}(-\d{2}(-\d{2})?)?[?~%]?|\.\.)?$",
            "minLength": 4
        })
    }
}

impl<'de> Deserialize<'de> for EdtfDate {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        EdtfDate::parse(&String::deserialize(from)?).map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_have_days_and_a_displayed_form() {
        for (text, earliest, latest, words) in [
            ("2016-01-21", "2016-01-21", "2016-01-21", "21 Jan 2016"),
            ("2016-03-16/2016-03-17", "2016-03-16", "2016-03-17", "16–17 Mar 2016"),
            ("2018-07-30/2018-08-03", "2018-07-30", "2018-08-03", "30 Jul–3 Aug 2018"),
            ("2016-03/2016-06", "2016-03-01", "2016-06-30", "Mar–Jun 2016"),
            ("2015/2019", "2015-01-01", "2019-12-31", "2015–2019"),
            ("2015-07/2019-07", "2015-07-01", "2019-07-31", "Jul 2015 – Jul 2019"),
            ("2018-09~", "2018-09-01", "2018-09-30", "about Sep 2018"),
            ("2016?", "2016-01-01", "2016-12-31", "perhaps 2016"),
            ("2016-02-29", "2016-02-29", "2016-02-29", "29 Feb 2016"),
        ] {
            let when = EdtfDate::parse(text).unwrap_or_else(|e| panic!("{e}"));
            assert_eq!(when.earliest().map(|d| d.to_string()).as_deref(), Some(earliest), "{text}");
            assert_eq!(when.latest().map(|d| d.to_string()).as_deref(), Some(latest), "{text}");
            assert_eq!(when.display(), words, "{text}");
            assert_eq!(when.as_str(), text);
        }
        let open = EdtfDate::parse("2019/..").unwrap_or_else(|e| panic!("{e}"));
        assert_eq!((open.latest(), open.display().as_str()), (None, "since 2019"));
    }

    #[test]
    fn invalid_dates_are_rejected() {
        for text in [
            "",
            "..",
            "/",
            "../..",
            "2016-13",
            "2016-02-30",
            "16-01-01",
            "2016-1-1",
            "2016-01-01T00",
            "2016??",
            "1/2/3",
            "2016-",
            "+2016",
        ] {
            assert!(EdtfDate::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn an_end_before_the_start_is_detected() {
        assert!(EdtfDate::parse("2019/2015").is_ok_and(|when| when.is_backwards()));
        assert!(EdtfDate::parse("2015/2019").is_ok_and(|when| !when.is_backwards()));
    }

    #[test]
    fn distances_are_formatted_in_days_months_or_years() {
        let day = |text: &str| text.parse::<Date>().unwrap_or(Date::MIN);
        for (date, words) in [
            ("2024-03-13", "today"),
            ("2024-03-12", "1 day ago"),
            ("2024-04-12", "in 30 days"),
            ("2025-03-13", "in 12 months"),
            ("2016-05-25", "7.8 years ago"),
        ] {
            assert_eq!(format_distance(day(date), day("2024-03-13")), words);
        }
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_parsed_or_rejected(text in "[0-9/.?~%-]{0,24}|\\p{Any}{0,12}") {
            if let Ok(when) = EdtfDate::parse(&text) {
                proptest::prop_assert_eq!(when.to_string(), text);
                let _ = when.display();
            }
        }
    }
}
