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
    text.split('/').find_map(calendar_fault).or_else(|| rewritten(text))
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
