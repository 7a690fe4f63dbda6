//! A date whose start, end, month or year have columns of their own.

use super::cell_dates::{DateReading, read_date};
use super::field_types::ImportField;
use crate::model::EdtfDate;

/// The parts of a date that have columns of their own.
pub(super) struct SplitDate {
    pub(super) field: &'static ImportField,
    pub(super) start: Option<String>,
    pub(super) end: Option<String>,
    pub(super) month: Option<String>,
    pub(super) year: Option<String>,
}

impl SplitDate {
    pub(super) fn new(field: &'static ImportField) -> SplitDate {
        SplitDate { field, start: None, end: None, month: None, year: None }
    }

    /// Returns the whole date; `None` if no part of it is there.
    ///
    /// # Errors
    /// The message says why the parts are no date.
    pub(super) fn whole(&self) -> Result<Option<String>, String> {
        let read = |text: &str, fault: String| match read_date(text, None) {
            DateReading::Edtf(date) => Ok(date),
            _ => Err(fault),
        };
        let date = match (&self.start, &self.end, &self.month, &self.year) {
            (Some(start), None, ..) => start.clone(),
            (Some(start), Some(end), ..) if start == end => start.clone(),
            (Some(start), Some(end), ..) => span_text(start, end),
            (None, Some(end), ..) => end.clone(),
            (None, None, Some(month), Some(year)) => {
                let text = format!("{month} {year}");
                read(&text, format!("\"{text}\" is no month"))?
            }
            (None, None, None, Some(year)) => read(year, format!("\"{year}\" is no year"))?,
            (None, None, Some(month), None) => {
                read(month, format!("\"{month}\" has no year: --set year=2025 gives all rows one"))?
            }
            (None, None, None, None) => return Ok(None),
        };
        match EdtfDate::parse(&date)? {
            found if found.is_backwards() => {
                let hint = swapped(&date).map_or(String::new(), |date| {
                    format!("; are days and months swapped? {date} is in order")
                });
                Err(format!("the end is before the start ({date}){hint}"))
            }
            _ => Ok(Some(date)),
        }
    }
}

/// Returns a span whose end is before its start with day and month of one end exchanged, or of
/// both, if that puts it in order.
fn swapped(span: &str) -> Option<String> {
    let (start, end) = span.split_once('/')?;
    let turned = |date: &str| {
        let (year, month, day) = (date.get(..4)?, date.get(5..7)?, date.get(8..10)?);
        let turned = format!("{year}-{day}-{month}");
        (date.len() == 10 && EdtfDate::parse(&turned).is_ok()).then_some(turned)
    };
    let (other_start, other_end) = (turned(start), turned(end));
    let spans = [
        other_start.as_ref().map(|start| format!("{start}/{end}")),
        other_end.as_ref().map(|end| format!("{start}/{end}")),
        other_start.as_ref().zip(other_end.as_ref()).map(|(start, end)| format!("{start}/{end}")),
    ];
    let is_ordered = |span: &String| EdtfDate::parse(span).is_ok_and(|date| !date.is_backwards());
    spans.into_iter().flatten().find(is_ordered)
}

/// Returns the span from the first date to the second, which may be spans themselves.
fn span_text(start: &str, end: &str) -> String {
    let first = start.split('/').next().unwrap_or(start);
    let last = end.rsplit('/').next().unwrap_or(end);
    format!("{first}/{last}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_months_that_are_swapped_are_told() {
        for (span, expected) in [
            ("2026-04-03/2026-03-10", Some("2026-03-04/2026-03-10")),
            ("2026-03-04/2026-02-05", Some("2026-03-04/2026-05-02")),
            ("2026-03-15/2026-02-20", None),
            ("2026/2025", None),
        ] {
            assert_eq!(swapped(span).as_deref(), expected, "{span}");
        }
    }
}
