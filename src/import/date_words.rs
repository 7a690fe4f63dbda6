//! Reads dates in words: with the name of a month in English, French or Spanish, or a quarter.

use jiff::civil::Date;

/// The meaning of a date in words.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum WordDate {
    /// A date in EDTF.
    Edtf(String),
    /// A month with two digits, which may be the year or the day: "Mar-25".
    ShortMonth(String),
}

/// Words that say nothing about a date.
const FILLERS: &[&str] = &[
    "of",
    "de",
    "du",
    "del",
    "the",
    "le",
    "el",
    "to",
    "and",
    "au",
    "al",
    "y",
    "et",
    "a",
    "from",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "mon",
    "tue",
    "tues",
    "wed",
    "thu",
    "thur",
    "thurs",
    "fri",
    "sat",
    "sun",
];

const VAGUE_WORDS: &[&str] =
    &["about", "around", "approx", "approximately", "ca", "circa", "early", "mid", "late", "vers"];

/// Beginnings of months in English, French and Spanish, without accents.
const MONTHS: [&[&str]; 12] = [
    &["jan", "ene"],
    &["feb", "fev"],
    &["mar"],
    &["apr", "avr", "abr"],
    &["may", "mai"],
    &["jun", "juin"],
    &["jul", "juil"],
    &["aug", "aou", "ago"],
    &["sep"],
    &["oct"],
    &["nov"],
    &["dec", "dic"],
];

/// A word or number of a date in words.
#[derive(Clone, Copy, Debug, PartialEq)]
enum DateWord {
    Month(i8),
    /// A number of one or two digits, and the digits.
    Short(i8, usize),
    Year(i16),
    Quarter(i8),
}

use DateWord::{Month, Quarter, Short, Year};

/// Reads a date with the name of a month, or a quarter.
pub(super) fn read_words(text: &str) -> Option<WordDate> {
    let mut is_vague = false;
    let mut words: Vec<DateWord> = Vec::new();
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        if VAGUE_WORDS.contains(&word) {
            is_vague = true;
        } else if !FILLERS.contains(&word) {
            words.push(date_word(word)?);
        }
    }
    let edtf = match *words {
        [Short(day, _), Month(month), Year(year)]
        | [Month(month), Short(day, _), Year(year)]
        | [Year(year), Month(month), Short(day, _)] => day_text(year, month, day)?,
        [Month(month), Year(year)] | [Year(year), Month(month)] => month_text(year, month)?,
        [Quarter(quarter), Year(year)] | [Year(year), Quarter(quarter)] => {
            let first = quarter * 3 - 2;
            format!("{}/{}", month_text(year, first)?, month_text(year, first + 2)?)
        }
        [Short(first, _), Short(last, _), Month(month), Year(year)]
        | [Month(month), Short(first, _), Short(last, _), Year(year)] => {
            format!("{}/{}", day_text(year, month, first)?, day_text(year, month, last)?)
        }
        [Short(first, _), Month(from), Short(last, _), Month(to), Year(year)]
        | [Month(from), Short(first, _), Month(to), Short(last, _), Year(year)] => {
            format!("{}/{}", day_text(year, from, first)?, day_text(year, to, last)?)
        }
        [Month(from), Month(to), Year(year)] => {
            format!("{}/{}", month_text(year, from)?, month_text(year, to)?)
        }
        [Short(day, _), Month(month), Short(year, 2)] => {
            day_text(full_year(&format!("{year:02}"))?, month, day)?
        }
        [Month(month), Short(year, 2)] => {
            let year = full_year(&format!("{year:02}"))?;
            return month_text(year, month).map(WordDate::ShortMonth);
        }
        [Year(year)] => format!("{year:04}"),
        _ => return None,
    };
    let mark = if is_vague && !edtf.contains('/') { "~" } else { "" };
    Some(WordDate::Edtf(format!("{edtf}{mark}")))
}

fn date_word(word: &str) -> Option<DateWord> {
    let quarter = word.strip_prefix('q').or(word.strip_prefix('t')).or(word.strip_prefix("trim"));
    if let Some(number) = quarter.and_then(|digits| digits.parse::<i8>().ok()) {
        return (1..=4).contains(&number).then_some(Quarter(number));
    }
    let digits = word.trim_end_matches(|c: char| c.is_alphabetic());
    let ending = word.get(digits.len()..)?;
    if digits.is_empty() {
        let is_month = |starts: &&[&str]| starts.iter().any(|start| word.starts_with(start));
        let index = MONTHS.iter().position(is_month)?;
        // "juin" and "juillet" begin alike, "marathon" begins with a month
        return is_month_name(word).then(|| Month(index as i8 + 1));
    }
    match digits.len() {
        4 if ending.is_empty() => digits.parse().ok().map(Year),
        1 | 2 if ["", "st", "nd", "rd", "th", "er"].contains(&ending) => {
            digits.parse().ok().map(|number| Short(number, digits.len()))
        }
        _ => None,
    }
}

/// Returns whether a word is the name of a month, whole or shortened.
fn is_month_name(word: &str) -> bool {
    const NAMES: &[&str] = &[
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "janvier",
        "fevrier",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "aout",
        "septembre",
        "octobre",
        "novembre",
        "decembre",
        "enero",
        "febrero",
        "marzo",
        "abril",
        "mayo",
        "junio",
        "julio",
        "agosto",
        "septiembre",
        "octubre",
        "noviembre",
        "diciembre",
    ];
    word.len() >= 3 && (word == "sept" || NAMES.iter().any(|name| name.starts_with(word)))
}

/// Returns the year of two or four digits.
pub(super) fn full_year(digits: &str) -> Option<i16> {
    let year: i16 = digits.parse().ok()?;
    match digits.len() {
        4 => Some(year),
        2 if year < 80 => Some(2000 + year),
        2 => Some(1900 + year),
        _ => None,
    }
}

/// Returns a day in EDTF; `None` if it does not exist.
pub(super) fn day_text(year: i16, month: i8, day: i8) -> Option<String> {
    Date::new(year, month, day).ok().map(|date| date.to_string())
}

/// Returns a month in EDTF; `None` if it does not exist.
pub(super) fn month_text(year: i16, month: i8) -> Option<String> {
    Date::new(year, month, 1).ok().map(|date| format!("{:04}-{:02}", date.year(), date.month()))
}
