//! Explains why a date does not read, and how to write it.

use jiff::civil::Date;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// The fewest letters of the name of a month.
const MIN_MONTH_LETTERS: usize = 3;

/// No date that people write has more parts.
const MAX_PARTS: usize = 8;

/// Returns what is wrong with a date, or its form that can be read: "February 2024 has 29 days",
/// "write 2025-03-22". Returns `None` for a text that is no date.
pub(super) fn advice(text: &str) -> Option<String> {
    let rewritten = || span_advice(text).or_else(|| rewritten(text));
    text.split('/')
        .find_map(year_fault)
        .or_else(|| text.split('/').find_map(season_advice))
        .or_else(|| text.split('/').find_map(calendar_fault))
        .or_else(rewritten)
}

/// Explains a year that does not have four digits: `20255`, `205-03`.
fn year_fault(text: &str) -> Option<String> {
    let year = text.trim_end_matches(['?', '~', '%']).split('-').next()?;
    let is_year = year.len() > 2 && year.len() != 4 && year.bytes().all(|b| b.is_ascii_digit());
    // 20250321 is a day
    (is_year && year.len() < 8)
        .then(|| format!("a year has four digits: {year} has {}", year.len()))
}

/// The seasons, which EDTF writes as months 21 to 24.
const SEASONS: [&str; 5] = ["spring", "summer", "autumn", "fall", "winter"];

/// Returns the advice for a season, which begins in other months elsewhere: `2025-21`, `spring
/// 2025`.
fn season_advice(text: &str) -> Option<String> {
    let words: Vec<&str> = text.split(['-', ' ']).collect();
    let year = |word: &str| matches!(part(word), Some(Part::Year(_)));
    let season = |word: &str| {
        let is_name = SEASONS.iter().any(|season| season.eq_ignore_ascii_case(word));
        is_name || ["21", "22", "23", "24"].contains(&word)
    };
    match *words {
        [one, two] if year(one) && season(two) => Some(one),
        [one, two] if season(one) && year(two) => Some(two),
        _ => None,
    }
    .map(|year| format!("seasons are not read: write the months, such as {year}-03/{year}-05"))
}

/// Returns the span for a decade, a century, years with a dash, or a quarter: `199X`, `2027-2028`,
/// `Q3 2027`.
fn span_advice(text: &str) -> Option<String> {
    let digits = text.trim_end_matches(['X', 'x', 'u']);
    if text.len() == 4 && (2..4).contains(&digits.len()) && digits.parse::<i16>().is_ok() {
        return Some(format!("write {digits:0<4}/{digits:9<4}"));
    }
    let words: Vec<&str> = text.split(['-', '–', ' ']).filter(|word| !word.is_empty()).collect();
    let &[one, two] = &words[..] else { return None };
    let year = |word: &str| match part(word) {
        Some(Part::Year(year)) => Some(year),
        _ => None,
    };
    let quarter = |word: &str| match word.to_ascii_uppercase().strip_prefix('Q')?.parse::<u8>() {
        Ok(number @ 1..=4) => Some(number),
        _ => None,
    };
    match (year(one), year(two), quarter(one).or_else(|| quarter(two))) {
        (Some(first), Some(last), _) if first < last => Some(format!("write {first:04}/{last:04}")),
        (Some(year), None, Some(quarter)) | (None, Some(year), Some(quarter)) => {
            let (first, last) = (quarter * 3 - 2, quarter * 3);
            Some(format!("write {year:04}-{first:02}/{year:04}-{last:02}"))
        }
        _ => None,
    }
}

/// A word or number of a date.
#[derive(Clone, Copy)]
enum Part {
    Year(i16),
    /// A number of one or two digits: a month or a day.
    Number(i8),
    /// A month by its name.
    Month(i8),
}

/// Explains a date of the right form whose month or day does not exist.
fn calendar_fault(text: &str) -> Option<String> {
    let mut parts = text.trim_end_matches(['?', '~', '%']).split('-');
    let year = parts.next().filter(|year| year.len() == 4)?.parse().ok()?;
    let number = |part: &str| (part.len() == 2).then(|| part.parse::<i8>().ok()).flatten();
    let month = number(parts.next()?)?;
    let day = match parts.next() {
        Some(day) => number(day)?,
        None => 1,
    };
    match parts.next() {
        None => day_fault(year, month, day),
        Some(_) => None,
    }
}

/// Returns why a day does not exist; `None` if it does.
fn day_fault(year: i16, month: i8, day: i8) -> Option<String> {
    let Some(first) = Date::new(year, month, 1).ok() else {
        return Some(format!("there is no month {month}"));
    };
    if day < 1 {
        return Some(format!("there is no day {day}"));
    }
    let name = MONTHS.get(usize::try_from(month - 1).ok()?)?;
    let days = first.days_in_month();
    (day > days).then(|| format!("{name} {year} has {days} days"))
}

/// Returns how to write a date that is in another form.
fn rewritten(text: &str) -> Option<String> {
    // the time of a day has no place in a date
    let text = match text.split_once('T') {
        Some((day, _)) if calendar_fault(day).is_none() && day.len() == 10 => day,
        _ => text,
    };
    let words = text.split(|letter: char| !letter.is_alphanumeric());
    let words = words.filter(|word| !word.is_empty() && !word.eq_ignore_ascii_case("of"));
    let parts = words.take(MAX_PARTS).map(part).collect::<Option<Vec<Part>>>()?;
    match *parts {
        [Part::Year(year), Part::Number(month), Part::Number(day)]
        | [Part::Year(year), Part::Month(month), Part::Number(day)]
        | [Part::Number(day), Part::Month(month), Part::Year(year)]
        | [Part::Month(month), Part::Number(day), Part::Year(year)] => {
            Some(write_day(year, month, day))
        }
        [Part::Number(first), Part::Number(second), Part::Year(year)] => {
            let is_either = first != second && (1..=12).contains(&first);
            match second {
                13.. => Some(write_day(year, first, second)),
                1.. if is_either => {
                    let other = format!("{year:04}-{first:02}-{second:02}");
                    Some(format!("{}, or {other}", write_day(year, second, first)))
                }
                _ => Some(write_day(year, second, first)),
            }
        }
        [Part::Number(month) | Part::Month(month), Part::Year(year)]
        | [Part::Year(year), Part::Number(month) | Part::Month(month)] => {
            Some(day_fault(year, month, 1).unwrap_or_else(|| format!("write {year:04}-{month:02}")))
        }
        _ => None,
    }
}

fn write_day(year: i16, month: i8, day: i8) -> String {
    let fault = day_fault(year, month, day);
    fault.unwrap_or_else(|| format!("write {year:04}-{month:02}-{day:02}"))
}

/// Reads a part of a date: "2024", "5", "5th", "Nov", "November".
fn part(word: &str) -> Option<Part> {
    let digits = word.trim_end_matches(|letter: char| letter.is_ascii_alphabetic());
    if digits.is_empty() {
        return month(word).map(Part::Month);
    }
    let ending = word.get(digits.len()..)?.to_ascii_lowercase();
    match digits.len() {
        4 if ending.is_empty() => digits.parse().ok().map(Part::Year),
        1 | 2 if ["", "st", "nd", "rd", "th"].contains(&&*ending) => {
            digits.parse().ok().map(Part::Number)
        }
        _ => None,
    }
}

fn month(word: &str) -> Option<i8> {
    let word = word.to_ascii_lowercase();
    let index = MONTHS.iter().position(|name| name.to_ascii_lowercase().starts_with(&word))?;
    (word.len() >= MIN_MONTH_LETTERS).then(|| i8::try_from(index + 1).ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_people_are_explained() {
        let season = "seasons are not read: write the months, such as 2025-03/2025-05";
        for (text, expected) in [
            ("2025-21", Some(season)),
            ("Spring 2025", Some(season)),
            ("20255-03-21", Some("a year has four digits: 20255 has 5")),
            ("2025/205~", Some("a year has four digits: 205 has 3")),
            ("2025-13", Some("there is no month 13")),
            ("199X", Some("write 1990/1999")),
            ("19XX", Some("write 1900/1999")),
            ("2027-2028", Some("write 2027/2028")),
            ("2027 – 2028", Some("write 2027/2028")),
            ("2028-2027", None),
            ("Q3 2027", Some("write 2027-07/2027-09")),
            ("2027-Q1", Some("write 2027-01/2027-03")),
            ("12 March 2024", Some("write 2024-03-12")),
            ("XXXX", None),
            ("soon", None),
        ] {
            assert_eq!(advice(text).as_deref(), expected, "{text}");
        }
    }
}
