//! The planned and the actual dates of an activity, as EDTF.

use super::collector::{Fields, set_text};
use super::xml_tree::Element;
use super::{LanguageOrder, Narratives, periods};
use crate::model::EdtfDate;
use crate::model::iati_codes::ACTIVITY_DATE_TYPE;

/// One end of the dates of an activity.
struct DateEnd {
    /// A day, or a vague date of EDTF.
    date: String,
    /// Words that state something else than the day.
    words: Option<String>,
}

/// Reads the dates of an activity into `date`, `actual_date` and, for words that differ, `note`.
pub(super) fn read(element: Element, language: &str, order: &LanguageOrder, fields: &mut Fields) {
    let end = |code: &str| {
        let mut dates = element.all("activity-date");
        let date = dates.find(|date| date.attribute("type") == Some(code))?;
        read_end(date, language, order)
    };
    let ends = ["1", "2", "3", "4"].map(end);
    let date = |index: usize| ends[index].as_ref().map(|end| &*end.date);
    set_text(fields, "date", periods::span(date(0), date(2)));
    set_text(fields, "actual_date", periods::span(date(1), date(3)));
    let mut remarks: Vec<String> = Vec::new();
    for ((_, word), end) in ACTIVITY_DATE_TYPE.entries().iter().zip(&ends) {
        if let Some(words) = end.as_ref().and_then(|end| end.words.as_ref()) {
            remarks.push(format!("{word}: {words}"));
        }
    }
    if !remarks.is_empty() {
        let note = fields.get("note").and_then(|note| note.as_str()).map(String::from);
        let all: Vec<String> = note.into_iter().chain(remarks).collect();
        set_text(fields, "note", Some(all.join("; ")));
    }
}

/// Reads one date. A narrative that is a vague date of the same time is the date itself.
fn read_end(element: Element, language: &str, order: &LanguageOrder) -> Option<DateEnd> {
    let day = element.attribute("iso-date").and_then(periods::day);
    let narratives = Narratives::of(element, language);
    let words = narratives.best(order);
    let vague = words.filter(|words| !words.contains('/') && EdtfDate::parse(words).is_ok());
    match (day, vague) {
        (Some(day), Some(vague)) if includes(vague, day) => {
            Some(DateEnd { date: vague.into(), words: None })
        }
        (Some(day), _) => {
            let words = words.filter(|words| !repeats(words, day)).map(String::from);
            Some(DateEnd { date: day.into(), words })
        }
        (None, Some(vague)) => Some(DateEnd { date: vague.into(), words: None }),
        (None, None) => None,
    }
}

/// Returns whether a date includes a day.
fn includes(date: &str, day: &str) -> bool {
    let bounds = |text: &str| EdtfDate::parse(text).ok().map(|date| date.sort_bounds());
    bounds(date)
        .zip(bounds(day))
        .is_some_and(|((first, last), (from, to))| first <= from && to <= last)
}

/// Returns whether words state no more than a day: they have no digits, or those of its day and
/// year.
fn repeats(words: &str, day: &str) -> bool {
    let numbers: Vec<&str> =
        words.split(|c: char| !c.is_ascii_digit()).filter(|number| !number.is_empty()).collect();
    if numbers.is_empty() {
        return true;
    }
    let parts: Vec<&str> = day.split('-').collect();
    let is_part = |number: &&str| {
        let plain = number.trim_start_matches('0');
        let year = parts.first().copied().unwrap_or_default();
        let short_year = year.get(2..).unwrap_or_default().trim_start_matches('0');
        plain == short_year || parts.iter().any(|part| part.trim_start_matches('0') == plain)
    };
    numbers.iter().all(is_part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_repeat_the_day_are_no_remark() {
        for (words, is_same) in [
            ("Actual Start: 22-DEC-17", true),
            ("22 December 2017", true),
            ("Planned start", true),
            ("12/22/2017", true),
            ("spring of 2018", false),
            ("21-DEC-17", false),
        ] {
            assert_eq!(repeats(words, "2017-12-22"), is_same, "{words}");
        }
        assert!(includes("2017-12~", "2017-12-31") && !includes("2016", "2017-12-31"));
    }
}
