//! Suggests how to write a value that does not read, or the field that is meant.

use crate::model::text::sanitize;
use crate::suggest::{closest, did_you_mean};
use serde_json::{Number, Value};

/// The longest text that a hint repeats.
const MAX_HINTED_BYTES: usize = 60;

/// Words that people write for fields, with the fields that may be meant: the first one that the
/// kind has.
const FIELD_SYNONYMS: &[(&str, &[&str])] = &[
    ("type", &["kind"]),
    ("what", &["kind"]),
    ("category", &["kind"]),
    ("name", &["title"]),
    ("title", &["name"]),
    ("label", &["title", "name"]),
    ("country", &["countries"]),
    ("countries", &["country"]),
    ("agency", &["agencies"]),
    ("agencies", &["agency"]),
    ("organisation", &["agency", "agencies"]),
    ("organization", &["agency", "agencies"]),
    ("partner", &["agency", "agencies"]),
    ("partners", &["agencies"]),
    ("objective", &["objectives"]),
    ("objectives", &["objective"]),
    ("donor", &["donors"]),
    ("donors", &["donor"]),
    ("part_of", &["parent"]),
    ("of", &["phase"]),
    ("source", &["sources"]),
    ("day", &["date"]),
    ("end", &["date"]),
    ("period", &["date"]),
    ("date", &["period"]),
    ("start", &["date", "period"]),
    ("when", &["date"]),
    ("year", &["date", "period"]),
    ("years", &["date"]),
    ("city", &["place"]),
    ("location", &["place", "point"]),
    ("venue", &["place"]),
    ("coordinates", &["point"]),
    ("description", &["summary", "aim"]),
    ("summary", &["description", "aim"]),
    ("budget", &["amount"]),
    ("comment", &["note"]),
    ("comments", &["note"]),
    ("remark", &["note"]),
    ("abbreviation", &["short"]),
    ("acronym", &["short"]),
    ("link", &["url"]),
    ("website", &["url"]),
    ("value", &["amount"]),
];

/// Suggests the field that an unknown one probably means.
pub(super) fn suggest_field(word: &str, fields: &[&str]) -> Option<String> {
    let lower = word.to_lowercase();
    let synonyms = FIELD_SYNONYMS.iter().filter(|(synonym, _)| *synonym == lower);
    let mut meant = synonyms.flat_map(|(_, meant)| meant.iter().copied());
    let field = meant.find(|field| fields.contains(field));
    field.or_else(|| closest(word, fields.iter().copied())).map(did_you_mean)
}

/// Suggests the known name nearest to an unknown one; serde names both between backticks.
pub(super) fn suggest_name(error: &str) -> Option<String> {
    if !error.starts_with("unknown") {
        return None;
    }
    let mut names = error.split('`').skip(1).step_by(2);
    let name = names.next()?;
    let known: Vec<&str> = names.collect();
    match error.starts_with("unknown field") {
        true => suggest_field(name, &known),
        false => closest(name, known).map(did_you_mean),
    }
}

/// Suggests how to write a value of another type than the message expects: a list with one item, a
/// number without quotation marks, or a text with them.
pub(super) fn suggest_value(value: &Value, message: &str) -> Option<String> {
    let expects = |start: &str| message.starts_with(start);
    match value {
        Value::String(text) if text.len() > MAX_HINTED_BYTES => None,
        Value::String(text) if expects("expected a list, found the string") => {
            Some(format!("write [{}]", sanitize(&Value::from(&**text).to_string())))
        }
        Value::String(text) if expects("expected a number") || expects("expected a whole") => {
            number_in(text).map(|number| format!("write {number} without quotation marks"))
        }
        Value::Number(number) if expects("expected a string, found") => {
            Some(format!("write \"{number}\" in quotation marks"))
        }
        _ => None,
    }
}

/// Reads a number as people write it: "8,500,000", "8.500.000", "8 500 000", "8.5 million".
fn number_in(text: &str) -> Option<String> {
    let text = text.trim();
    let (digits, zeros) = match text.strip_suffix("million") {
        Some(digits) => (digits, 6),
        None => (text, 0),
    };
    let is_space = |letter: char| letter.is_whitespace() || matches!(letter, '\'' | '’' | '_');
    let mut digits: String = digits.chars().filter(|letter| !is_space(*letter)).collect();
    for separator in [',', '.'] {
        if are_thousands(&digits, separator) {
            digits.retain(|letter| letter != separator);
        }
    }
    if zeros > 0 {
        let (whole, decimals) = digits.split_once('.').unwrap_or((&digits, ""));
        digits = (decimals.len() <= zeros).then(|| format!("{whole}{decimals:0<zeros$}"))?;
    }
    digits.parse::<Number>().is_ok().then_some(digits)
}

/// Returns whether a sign separates groups of three digits. A single point is that of decimals.
fn are_thousands(digits: &str, separator: char) -> bool {
    let whole = match separator {
        '.' => digits,
        _ => digits.split('.').next().unwrap_or_default(),
    };
    let groups: Vec<&str> = whole.split(separator).collect();
    let min_groups = if separator == '.' { 3 } else { 2 };
    groups.len() >= min_groups && groups.iter().skip(1).all(|group| group.len() == 3)
}
