//! Amounts of money, added without rounding.

use serde_json::Number;

/// The decimals that are kept.
const DECIMALS: usize = 10;
/// The units of the last decimal in one.
const SCALE: i128 = 10_i128.pow(DECIMALS as u32);

/// An amount of money in units of its last decimal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Amount(i128);

impl Amount {
    /// Parses digits with a point before decimals, and perhaps commas or blanks between thousands;
    /// `None` if the text is no amount.
    pub(super) fn parse(text: &str) -> Option<Amount> {
        let text: String = text.chars().filter(|c| !c.is_whitespace() && *c != ',').collect();
        let (is_negative, digits) = match text.strip_prefix('-') {
            Some(digits) => (true, digits),
            None => (false, text.strip_prefix('+').unwrap_or(&text)),
        };
        let (whole, decimals) = digits.split_once('.').unwrap_or((digits, ""));
        let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        if whole.len() + decimals.len() == 0 || !is_digits(whole) || !is_digits(decimals) {
            return Amount::parse_exponent(&text);
        }
        let whole: i128 = if whole.is_empty() { 0 } else { whole.parse().ok()? };
        let kept = decimals.get(..DECIMALS).unwrap_or(decimals);
        let decimals: i128 = format!("{kept:0<DECIMALS$}").parse().ok()?;
        let amount = whole.checked_mul(SCALE)?.checked_add(decimals)?;
        Some(Amount(if is_negative { -amount } else { amount }))
    }

    /// Parses a number such as `1.5E7`, as spreadsheets write it.
    fn parse_exponent(text: &str) -> Option<Amount> {
        let is_plain = |c: char| c.is_ascii_digit() || matches!(c, '.' | '-' | '+' | 'e' | 'E');
        if !text.chars().all(is_plain) {
            return None;
        }
        let number: f64 = text.parse().ok()?;
        let is_small = number.is_finite() && number.abs() < 1e20;
        is_small.then(|| Amount((number * SCALE as f64).round() as i128))
    }

    /// Returns the sum; `None` if it is too large.
    pub(super) fn plus(self, other: Amount) -> Option<Amount> {
        self.0.checked_add(other.0).map(Amount)
    }

    /// Returns the amount as a number of JSON.
    pub(super) fn number(self) -> Number {
        let (whole, decimals) = (self.0 / SCALE, (self.0 % SCALE).unsigned_abs());
        let sign = if self.0 < 0 && whole == 0 { "-" } else { "" };
        let decimals = format!("{decimals:0DECIMALS$}");
        let decimals = decimals.trim_end_matches('0');
        let point = if decimals.is_empty() { "" } else { "." };
        let text = format!("{sign}{whole}{point}{decimals}");
        serde_json::from_str(&text).unwrap_or_else(|_| Number::from(0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_read_and_added_exactly() {
        for (text, number) in [
            ("91500", Some("91500")),
            ("139029838.0690455", Some("139029838.0690455")),
            ("-12.50", Some("-12.5")),
            ("-0.5", Some("-0.5")),
            (" 1,234,500.00 ", Some("1234500")),
            (".5", Some("0.5")),
            ("0", Some("0")),
            ("1.5E7", Some("15000000")),
            ("", None),
            ("about 5", None),
            ("1e999", None),
            ("99999999999999999999999999999999999999999", None),
        ] {
            let read = Amount::parse(text).map(|amount| amount.number().to_string());
            assert_eq!(read.as_deref(), number, "{text}");
        }
        let tenth = Amount::parse("0.1").unwrap_or_default();
        let sum = (0..3).try_fold(Amount::default(), |sum, _| sum.plus(tenth));
        assert_eq!(sum.map(|sum| sum.number().to_string()).as_deref(), Some("0.3"));
    }
}
