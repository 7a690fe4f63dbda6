//! A date whose start, end, month or year have columns of their own.

use super::cell_dates::{DateReading, read_date};
use super::field_types::ImportField;
use crate::model::EdtfDate;

/// The parts of a date that have columns of their own.
#[derive(Default)]
pub(super) struct SplitDate {
    pub(super) field: Option<&'static ImportField>,
    pub(super) start: Option<String>,
    pub(super) end: Option<String>,
    pub(super) month: Option<String>,
    pub(super) year: Option<String>,
}

impl SplitDate {
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
            (None, None, Some(month), None) => read(month, format!("\"{month}\" has no year"))?,
            (None, None, None, None) => return Ok(None),
        };
        match EdtfDate::parse(&date)? {
            found if found.is_backwards() => Err(format!("the end is before the start ({date})")),
            _ => Ok(Some(date)),
        }
    }
}

/// Returns the span from the first date to the second, which may be spans themselves.
fn span_text(start: &str, end: &str) -> String {
    let first = start.split('/').next().unwrap_or(start);
    let last = end.rsplit('/').next().unwrap_or(end);
    format!("{first}/{last}")
}
