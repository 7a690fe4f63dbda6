//! An amount of money.

use super::record_macro::record;
use super::{RecordFields, RecordReference, Text};
use serde::{Deserialize, Serialize};
use serde_json::Number;

record! {
    /// An amount of money.
    Money {
        /// Units of the currency, with decimals if they are stated; below zero for money that is
        /// taken back.
        amount: Number,
        /// ISO 4217 code.
        currency: Text;
    }
}

/// The digits after the first ones of an amount that is written in millions with one decimal.
const TENTHS_OF_MILLION: &str = "00000";

impl Money {
    /// Returns the amount for comparisons.
    pub fn amount_value(&self) -> f64 {
        self.amount.as_f64().unwrap_or_default()
    }

    /// Returns the amount as people write it: "EUR 11 million", "EUR 950,000", "EUR -12.50".
    pub fn display(&self) -> String {
        let (sign, whole, decimals) = split_amount(&self.amount);
        let currency = &self.currency;
        let tenths = whole.strip_suffix(TENTHS_OF_MILLION).filter(|_| decimals.is_empty());
        if let Some(tenths) = tenths.filter(|tenths| tenths.len() > 1) {
            let (millions, tenth) = tenths.split_at(tenths.len() - 1);
            let millions = group_digits(millions);
            return match tenth {
                "0" => format!("{currency} {sign}{millions} million"),
                tenth => format!("{currency} {sign}{millions}.{tenth} million"),
            };
        }
        let decimals = match decimals.len() {
            0 => String::new(),
            1 => format!(".{decimals}0"),
            _ => format!(".{decimals}"),
        };
        format!("{currency} {sign}{}{decimals}", group_digits(&whole))
    }
}

/// Returns a number with a comma between thousands.
pub(super) fn format_number(number: &Number) -> String {
    let (sign, whole, decimals) = split_amount(number);
    let point = if decimals.is_empty() { "" } else { "." };
    format!("{sign}{}{point}{decimals}", group_digits(&whole))
}

/// Returns the sign, the whole units and the decimals of an amount, without zeros at its end.
fn split_amount(amount: &Number) -> (&'static str, String, String) {
    let digits = match amount.as_f64().filter(|_| amount.is_f64()) {
        // unlike that of the JSON number, this form has no exponent
        Some(number) => number.to_string(),
        None => amount.to_string(),
    };
    let (sign, digits) = digits.strip_prefix('-').map_or(("", &*digits), |digits| ("-", digits));
    let (whole, decimals) = digits.split_once('.').unwrap_or((digits, ""));
    (sign, whole.to_string(), decimals.to_string())
}

/// Returns digits with a comma between thousands.
fn group_digits(digits: &str) -> String {
    let mut grouped = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_displayed_in_millions_or_with_commas() {
        for (amount, displayed) in [
            ("11000000", "EUR 11 million"),
            ("12500000", "EUR 12.5 million"),
            ("1234000000000", "EUR 1,234,000 million"),
            ("950000", "EUR 950,000"),
            ("7", "EUR 7"),
            ("0", "EUR 0"),
            ("1234567", "EUR 1,234,567"),
            ("28125000.5", "EUR 28,125,000.50"),
            ("139029838.0690455", "EUR 139,029,838.0690455"),
            ("11000000.0", "EUR 11 million"),
            ("1.5e7", "EUR 15 million"),
            ("-12.25", "EUR -12.25"),
            ("-2500000", "EUR -2.5 million"),
            ("18446744073709551615", "EUR 18,446,744,073,709,551,615"),
        ] {
            let amount = serde_json::from_str(amount).expect(amount);
            assert_eq!(Money { amount, currency: Text::new("EUR") }.display(), displayed);
        }
    }
}
