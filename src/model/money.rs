//! Amounts of money.

use super::record::record;
use super::{Fields, RecordReference, Text};
use serde::{Deserialize, Serialize};

record! {
    /// An amount of money.
    Money {
        /// Whole units of the currency.
        amount: u64,
        /// ISO 4217 code.
        currency: Text;
    }
}

impl Money {
    /// Returns the amount as people write it: "EUR 11 million", "EUR 950,000".
    pub fn display(&self) -> String {
        let amount = self.amount;
        if amount >= 1_000_000 && amount.is_multiple_of(100_000) {
            let millions = amount / 1_000_000;
            return match amount % 1_000_000 / 100_000 {
                0 => format!("{} {millions} million", self.currency),
                tenths => format!("{} {millions}.{tenths} million", self.currency),
            };
        }
        let digits = amount.to_string();
        let mut grouped = String::new();
        for (index, digit) in digits.chars().enumerate() {
            if index > 0 && (digits.len() - index).is_multiple_of(3) {
                grouped.push(',');
            }
            grouped.push(digit);
        }
        format!("{} {grouped}", self.currency)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_displayed_in_millions_or_with_commas() {
        for (amount, displayed) in [
            (11_000_000, "EUR 11 million"),
            (12_500_000, "EUR 12.5 million"),
            (950_000, "EUR 950,000"),
            (7, "EUR 7"),
            (1_234_567, "EUR 1,234,567"),
        ] {
            assert_eq!(Money { amount, currency: Text::new("EUR") }.display(), displayed);
        }
    }
}
