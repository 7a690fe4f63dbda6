//! Amounts of money, and how they are said.

use super::record::record;
use super::{Fields, Link, Text};
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
    /// The amount as people say it: "EUR 11 million".
    pub fn display(&self) -> String {
        let n = self.amount;
        match n {
            _ if n >= 1_000_000 && n.is_multiple_of(100_000) => {
                let (whole, tenth) = (n / 1_000_000, n % 1_000_000 / 100_000);
                let tenth = if tenth == 0 { String::new() } else { format!(".{tenth}") };
                format!("{} {whole}{tenth} million", self.currency)
            }
            _ => {
                let digits = n.to_string();
                let grouped: Vec<&str> = digits
                    .as_bytes()
                    .rchunks(3)
                    .rev()
                    .map(|c| std::str::from_utf8(c).unwrap_or(""))
                    .collect();
                format!("{} {}", self.currency, grouped.join(","))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_is_said_in_words() {
        for (amount, words) in [
            (11_000_000, "EUR 11 million"),
            (12_500_000, "EUR 12.5 million"),
            (950_000, "EUR 950,000"),
            (7, "EUR 7"),
            (1_234_567, "EUR 1,234,567"),
        ] {
            assert_eq!(Money { amount, currency: Text::new("EUR") }.display(), words);
        }
    }
}
