//! Suggests how to write a value that does not read.

use crate::model::text::sanitize;
use serde_json::{Number, Value};

/// The longest text that a hint repeats.
const MAX_HINTED_BYTES: usize = 60;

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
pub(super) fn number_in(text: &str) -> Option<String> {
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
