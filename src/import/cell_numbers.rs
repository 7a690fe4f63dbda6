//! Reads a number or an amount as people write it in a cell.

use crate::model::is_currency;
use serde_json::Number;

/// The sign before decimals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DecimalSign {
    Comma,
    Point,
}

impl DecimalSign {
    /// Returns the sign called `comma` or `point`.
    pub fn by_name(name: &str) -> Option<DecimalSign> {
        match name {
            "comma" => Some(DecimalSign::Comma),
            "point" => Some(DecimalSign::Point),
            _ => None,
        }
    }

    pub fn name(self) -> &'static str {
        match self {
            DecimalSign::Comma => "comma",
            DecimalSign::Point => "point",
        }
    }
}

/// The meaning of a number in a cell.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum NumberReading {
    Number(Number),
    /// Its one sign may stand before decimals or between thousands: "3.250".
    Ambiguous,
    NoNumber,
}

/// Signs and words of currencies, with their codes.
const CURRENCY_SIGNS: &[(&str, &str)] = &[
    ("€", "EUR"),
    ("US$", "USD"),
    ("$", "USD"),
    ("£", "GBP"),
    ("¥", "JPY"),
    ("₹", "INR"),
    ("CHF", "CHF"),
];

/// The longest text that can be a number.
const MAX_NUMBER_BYTES: usize = 60;

/// Reads a number. `decimal` decides where its one sign may mean either.
pub(super) fn read_number(text: &str, decimal: Option<DecimalSign>) -> NumberReading {
    let Some((is_negative, digits, zeros)) = split_number(text) else {
        return NumberReading::NoNumber;
    };
    let sign = match decimal_sign(&digits) {
        Ok(sign) => sign,
        Err(()) => match decimal {
            Some(DecimalSign::Comma) => Some(','),
            Some(DecimalSign::Point) => Some('.'),
            None => return NumberReading::Ambiguous,
        },
    };
    let (whole, decimals) = match sign.and_then(|sign| digits.rsplit_once(sign)) {
        Some((whole, decimals)) => (whole, decimals),
        None => (&*digits, ""),
    };
    let only_digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    if !are_groups(whole) || !decimals.chars().all(|c| c.is_ascii_digit()) {
        return NumberReading::NoNumber;
    }
    let mut whole = only_digits(whole);
    let mut decimals = decimals.to_string();
    for _ in 0..zeros {
        whole.push(if decimals.is_empty() { '0' } else { decimals.remove(0) });
    }
    let whole = whole.trim_start_matches('0');
    let decimals = decimals.trim_end_matches('0');
    let minus = if is_negative { "-" } else { "" };
    let whole = if whole.is_empty() { "0" } else { whole };
    let text = match decimals {
        "" => format!("{minus}{whole}"),
        decimals => format!("{minus}{whole}.{decimals}"),
    };
    text.parse().map_or(NumberReading::NoNumber, NumberReading::Number)
}

/// Returns what a text says of the sign before decimals; `None` if it says nothing.
pub(super) fn decimal_evidence(text: &str) -> Option<DecimalSign> {
    let (_, digits, _) = split_number(text)?;
    match decimal_sign(&digits) {
        Ok(Some(',')) => Some(DecimalSign::Comma),
        Ok(Some('.')) => Some(DecimalSign::Point),
        // thousands between commas leave the point for decimals
        Ok(None) if digits.contains(',') => Some(DecimalSign::Point),
        Ok(None) if digits.contains('.') => Some(DecimalSign::Comma),
        _ => None,
    }
}

/// Returns the amount without its currency, and the code of the currency.
pub(super) fn split_currency(text: &str) -> (&str, Option<String>) {
    let text = text.trim();
    for (sign, code) in CURRENCY_SIGNS {
        if let Some(rest) = text.strip_prefix(sign).or(text.strip_suffix(sign)) {
            return (rest.trim(), Some((*code).to_string()));
        }
    }
    let is_code = |word: &str| word.len() == 3 && word.bytes().all(|b| b.is_ascii_uppercase());
    if let Some(first) = text.get(..3).filter(|word| is_code(word)) {
        let rest = &text[3..];
        if !rest.starts_with(|c: char| c.is_alphabetic()) {
            return (rest.trim(), Some(first.to_string()));
        }
    }
    let at = text.len().saturating_sub(3);
    if let Some(last) = text.get(at..).filter(|word| is_code(word)) {
        return (text[..at].trim(), Some(last.to_string()));
    }
    (text, None)
}

/// Returns the code of a currency that a text names: a code or a sign.
pub(super) fn currency_in(text: &str) -> Option<String> {
    let words = text.split(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | '[' | ']' | ','));
    words.filter(|word| !word.is_empty()).find_map(|word| {
        let sign = CURRENCY_SIGNS.iter().find(|(sign, _)| *sign == word);
        let is_code = word.len() == 3 && word.bytes().all(|byte| byte.is_ascii_uppercase());
        sign.map(|(_, code)| (*code).to_string()).or_else(|| {
            let is_currency = is_code && is_currency(word);
            is_currency.then(|| word.to_string())
        })
    })
}

/// Returns whether a number is below zero, its digits with their signs, and the zeros that a word
/// such as "million" adds.
fn split_number(text: &str) -> Option<(bool, String, usize)> {
    let (text, _) = split_currency(text);
    if text.len() > MAX_NUMBER_BYTES {
        return None;
    }
    let lower = text.to_lowercase();
    let words = [("million", 6), ("millions", 6), ("mio", 6), ("mn", 6), ("m", 6), ("k", 3)];
    let (text, zeros) = words
        .iter()
        .find_map(|(word, zeros)| Some((lower.strip_suffix(word)?.trim(), *zeros)))
        .unwrap_or((lower.trim(), 0));
    let (in_brackets, text) = match text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
        Some(inner) => (true, inner),
        None => (false, text),
    };
    let (is_negative, text) = match text.strip_prefix(['-', '\u{2212}']) {
        Some(rest) => (true, rest.trim_start()),
        None => (in_brackets, text.strip_prefix('+').unwrap_or(text)),
    };
    let is_blank = |c: &char| c.is_whitespace() || matches!(c, '\'' | '’' | '_');
    let digits: String = text.chars().filter(|c| !is_blank(c)).collect();
    let has_digit = digits.starts_with(|c: char| c.is_ascii_digit());
    let is_number = digits.chars().all(|c| c.is_ascii_digit() || matches!(c, ',' | '.'));
    // "1 2 3" is no number
    let parts: Vec<&str> = text.split(char::is_whitespace).collect();
    let groups = parts.iter().skip(1).all(|part| part.starts_with(|c: char| c.is_ascii_digit()))
        && parts
            .iter()
            .skip(1)
            .all(|part| part.split([',', '.']).next().is_some_and(|whole| whole.len() == 3));
    (has_digit && is_number && groups).then_some((is_negative, digits, zeros))
}

/// Returns the sign before decimals, `None` if there are no decimals.
///
/// # Errors
/// Fails if the one sign may mean either.
fn decimal_sign(digits: &str) -> Result<Option<char>, ()> {
    let last = digits.rfind([',', '.']);
    let Some(at) = last else { return Ok(None) };
    let sign = if digits[at..].starts_with(',') { ',' } else { '.' };
    let other = if sign == ',' { '.' } else { ',' };
    if digits.contains(other) {
        return Ok(Some(sign));
    }
    match digits.matches(sign).count() {
        // thousands alone
        2.. => Ok(None),
        _ if digits.len() - at - 1 == 3 && at <= 3 && !digits.starts_with("0") => Err(()),
        _ => Ok(Some(sign)),
    }
}

/// Returns whether the whole part is of groups of three digits.
fn are_groups(whole: &str) -> bool {
    let groups: Vec<&str> = whole.split([',', '.']).collect();
    groups.len() == 1
        || groups.iter().skip(1).all(|group| group.len() == 3) && (1..=3).contains(&groups[0].len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_people_write_them() {
        for (text, number) in [
            ("12.500,00", "12500"),
            ("12,500.75", "12500.75"),
            ("8 000 €", "8000"),
            ("1 204", "1204"),
            ("1\u{a0}204,5", "1204.5"),
            ("EUR 1.234.567", "1234567"),
            ("1'000'000", "1000000"),
            ("-12,5", "-12.5"),
            ("(1,200.00)", "-1200"),
            ("1.2 million", "1200000"),
            ("0.125", "0.125"),
            ("007", "7"),
        ] {
            let expected = NumberReading::Number(number.parse().expect(number));
            assert_eq!(read_number(text, None), expected, "{text}");
        }
    }

    #[test]
    fn one_sign_before_three_digits_is_not_guessed() {
        assert_eq!(read_number("3.250", None), NumberReading::Ambiguous);
        let read = read_number("3.250", Some(DecimalSign::Comma));
        assert_eq!(read, NumberReading::Number(3250.into()));
        let read = read_number("3,250", Some(DecimalSign::Point));
        assert_eq!(read, NumberReading::Number(3250.into()));
        assert_eq!(decimal_evidence("12.500,00"), Some(DecimalSign::Comma));
        assert_eq!(decimal_evidence("1,234,567"), Some(DecimalSign::Point));
        assert_eq!(decimal_evidence("3.250"), None);
        for text in ["", "abc", "12a", "1,2,3", "1 2 3", "--5", "€"] {
            assert_eq!(read_number(text, None), NumberReading::NoNumber, "{text}");
        }
    }

    #[test]
    fn currencies_are_found_beside_amounts_and_in_headings() {
        for (text, amount, code) in [
            ("EUR 12.500,00", "12.500,00", Some("EUR")),
            ("8 000 €", "8 000", Some("EUR")),
            ("US$ 5", "5", Some("USD")),
            ("5 KES", "5", Some("KES")),
            ("500", "500", None),
        ] {
            assert_eq!(split_currency(text), (amount, code.map(str::to_string)), "{text}");
        }
        assert_eq!(currency_in("Budget (EUR)").as_deref(), Some("EUR"));
        assert_eq!(currency_in("Budget in USD").as_deref(), Some("USD"));
        assert_eq!(currency_in("THE BUDGET"), None);
    }
}
