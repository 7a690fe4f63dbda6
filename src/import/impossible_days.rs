//! Says why a text is no date: a day that its month does not have.

use crate::model::EdtfDate;

/// Returns the sentence about a text that is no date, with the reason where it is known.
pub(super) fn no_date(text: &str) -> String {
    let reason = impossible_day(text).map_or(String::new(), |reason| format!(": {reason}"));
    format!("\"{text}\" is no date{reason}")
}

/// Returns the reason why three numbers are no day.
fn impossible_day(text: &str) -> Option<String> {
    let is_sign = |c: char| matches!(c, '.' | '/' | '-' | ' ');
    let parts: Vec<&str> = text.split(is_sign).filter(|part| !part.is_empty()).collect();
    if !parts.iter().all(|part| part.bytes().all(|byte| byte.is_ascii_digit())) {
        return None;
    }
    let is_month = |part: &str| part.parse::<u8>().is_ok_and(|month| (1..=12).contains(&month));
    let (year, month, day) = match *parts {
        [year, month, day] if year.len() == 4 => (year, month, day),
        [day, month, year] if year.len() == 4 && is_month(month) => (year, month, day),
        [month, day, year] if year.len() == 4 => (year, month, day),
        _ => return None,
    };
    EdtfDate::advice(&format!("{year}-{month:0>2}-{day:0>2}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_that_a_month_does_not_have_is_told() {
        for text in ["31.02.2025", "31/2/2025", "2/31/2025", "2025-02-31"] {
            let reason = no_date(text);
            assert!(reason.contains("February 2025 has 28 days"), "{reason}");
        }
        assert_eq!(no_date("soon"), "\"soon\" is no date");
    }
}
