//! Prints the rows with a date as an iCalendar file (RFC 5545) of all-day events.
//!
//! Hand-written, because `icalendar` folds lines at 76 octets and `calcard` adds a clock and random
//! ids.

use crate::error::{Error, Result};
use crate::model::{EdtfDate, Event, KindId, RecordPath};
use crate::query::{CellValue, Table};
use crate::store::{Dataset, RecordRef};
use jiff::civil::Date;

/// The maximum length of a line in octets.
const MAX_LINE_OCTETS: usize = 75;

/// The date of data that do not state theirs.
const UNKNOWN_DAY: &str = "19700101";

pub(super) fn print(data: &Dataset, name: &str, table: &Table) -> Result<String> {
    let mut out = String::new();
    let mut line = |name: &str, value: &str| fold_line(&format!("{name}:{value}"), &mut out);
    line("BEGIN", "VCALENDAR");
    line("VERSION", "2.0");
    line("PRODID", "-//gloact//gloact//EN");
    line("CALSCALE", "GREGORIAN");
    let names = data.programme_names();
    let short = if names.is_empty() { "gloact" } else { &names };
    line("X-WR-CALNAME", &escape(&format!("{short}: {name}")));
    // the time stamp is that of the data, so that equal data give an equal file
    let day = data.as_of_date().and_then(EdtfDate::latest).filter(|day| day.year() > 0);
    let stamp = format!("{}T000000Z", day.map_or_else(|| UNKNOWN_DAY.into(), basic_date));
    let mut none = true;
    for (row, when, (first, after)) in calendar_rows(data, table) {
        none = false;
        let place = data.path(row);
        let event = data.get::<Event>(row);
        line("BEGIN", "VEVENT");
        line("UID", &escape(&format!("{place}@gloact")));
        line("DTSTAMP", &stamp);
        line("DTSTART;VALUE=DATE", &basic_date(first));
        line("DTEND;VALUE=DATE", &basic_date(after));
        line("SUMMARY", &escape(&data.title(row)));
        if let Some(at) = event.and_then(Event::place_text) {
            line("LOCATION", &escape(&at));
        }
        line(
            "CATEGORIES",
            &escape(event.and_then(|event| event.kind.as_deref()).unwrap_or(row.kind.singular())),
        );
        line("DESCRIPTION", &escape(&description(data, row, event, when)));
        // the event does not block time
        line("TRANSP", "TRANSPARENT");
        line("X-GLOACT-EDTF", &escape(when.as_str()));
        line("X-GLOACT-PLACE", &escape(place.as_str()));
        line("END", "VEVENT");
    }
    line("END", "VCALENDAR");
    // an empty list is no error, but a list without dates is
    if none && table.len > 0 {
        let needed = "a date from 0001 to 9999, as a calendar needs";
        return Err(Error::usage(format!("no row of {name} has {needed}"))
            .with_hint("gloact list events --format ics"));
    }
    Ok(out)
}

/// Returns the rows that have a date, each with its first date.
pub(super) fn dated_rows<'a>(
    data: &'a Dataset,
    table: &Table,
) -> impl Iterator<Item = (RecordRef, &'a EdtfDate)> {
    let record = table.headers.iter().position(|head| head.key == "record");
    (0..table.len).filter_map(move |at| {
        let CellValue::Text(place) = (table.cell)(at, record?) else { return None };
        let row = data.record_at(&RecordPath::new(place))?;
        let (_, when) = data.dates(row).into_iter().next()?;
        Some((row, when))
    })
}

/// Returns the rows that a calendar can hold, each with its first date, the first day of that, and
/// the day after its last.
pub(super) fn calendar_rows<'a>(
    data: &'a Dataset,
    table: &Table,
) -> impl Iterator<Item = (RecordRef, &'a EdtfDate, (Date, Date))> {
    dated_rows(data, table).filter_map(|(row, when)| Some((row, when, day_range(when)?)))
}

/// Returns the first day, and the day after the last. An open end counts as the known day. `None`
/// if one of them has no year of four digits from 0001: programs fail at such calendars.
fn day_range(when: &EdtfDate) -> Option<(Date, Date)> {
    let known = when.earliest().or(when.latest())?;
    let (first, last) = (when.earliest().unwrap_or(known), when.latest().unwrap_or(known));
    let after = last.max(first).tomorrow().ok()?;
    Some((first, after)).filter(|_| first.year() > 0)
}

/// Returns the date in words, the summary and the sources.
fn description(data: &Dataset, row: RecordRef, event: Option<&Event>, when: &EdtfDate) -> String {
    let sources: Vec<&str> = data
        .links(row)
        .filter(|link| link.kind == KindId::Sources)
        .filter_map(|link| Some(&*data.sources().get(link.id)?.title))
        .collect();
    let mut lines = vec![when.display()];
    lines.extend(event.and_then(|event| event.summary.as_ref()).map(|summary| summary.to_string()));
    if !sources.is_empty() {
        lines.push(format!("Sources: {}", sources.join("; ")));
    }
    lines.join("\n")
}

fn basic_date(date: Date) -> String {
    format!("{:04}{:02}{:02}", date.year(), date.month(), date.day())
}

/// Escapes text for a value.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | ';' | ',' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            '\r' => {}
            c => out.push(c),
        }
    }
    out
}

/// Writes a line, folded at `MAX_LINE_OCTETS` between characters. The space that begins a
/// continuation counts.
fn fold_line(line: &str, out: &mut String) {
    let mut used = 0;
    for c in line.chars() {
        if used + c.len_utf8() > MAX_LINE_OCTETS {
            out.push_str("\r\n ");
            used = 1;
        }
        out.push(c);
        used += c.len_utf8();
    }
    out.push_str("\r\n");
}

/// Returns whether a calendar can hold a row of the table.
pub fn has_calendar_rows(data: &Dataset, table: &Table) -> bool {
    calendar_rows(data, table).next().is_some()
}

/// Returns a sentence for each reason why a calendar leaves rows out.
pub fn calendar_omissions(data: &Dataset, table: &Table) -> Vec<String> {
    let rows = table.len;
    let dated = dated_rows(data, table).count();
    let outside = dated - calendar_rows(data, table).count();
    let reasons =
        [(rows - dated, "without a date"), (outside, "with a date outside of the years 1 to 9999")];
    let reasons = reasons.into_iter().filter(|(count, _)| *count > 0);
    reasons
        .map(|(count, reason)| format!("the calendar leaves out {count} of {rows} rows {reason}"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_end_on_the_day_after() {
        for (text, first, after) in [
            ("2016-01-21", "20160121", "20160122"),
            ("2016-03-16/2016-03-17", "20160316", "20160318"),
            ("2018-09~", "20180901", "20181001"),
            ("2015/2019", "20150101", "20200101"),
            ("2019/..", "20190101", "20190102"),
            ("../2019-12-31", "20191231", "20200101"),
        ] {
            let when = EdtfDate::parse(text).unwrap_or_else(|e| panic!("{e}"));
            let range = day_range(&when).map(|(from, to)| [from, to].map(basic_date));
            assert_eq!(range, Some([first, after].map(String::from)), "{text}");
        }
        for text in ["0000", "0000/2019", "9999-12-31", "9999", "2019/9999"] {
            let when = EdtfDate::parse(text).unwrap_or_else(|e| panic!("{e}"));
            assert_eq!(day_range(&when), None, "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn folded_lines_are_short_and_complete(text in "[ -~é日本語]{0,300}") {
            let mut out = String::new();
            fold_line(&text, &mut out);
            proptest::prop_assert!(out.ends_with("\r\n"));
            let is_short = out.split("\r\n").all(|line| line.len() <= MAX_LINE_OCTETS);
            proptest::prop_assert!(is_short);
            let whole = out.replace("\r\n ", "");
            proptest::prop_assert_eq!(whole.trim_end_matches("\r\n"), text);
        }
    }
}
