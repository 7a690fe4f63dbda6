//! Sums of money, one for each currency.

use super::{Money, Text};
use serde_json::Number;

/// The units from which an amount is shortened to thousands, and to millions.
const THOUSANDS_FROM: f64 = 9_995.0;
const MILLIONS_FROM: f64 = 999_500.0;

/// Sums of money by currency, in the order of the first amounts. Currencies are never added.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MoneyTotals(Vec<(Text, f64)>);

impl MoneyTotals {
    /// Adds an amount to the sum of its currency.
    pub fn add(&mut self, money: &Money) {
        let amount = money.amount_value();
        match self.0.iter_mut().find(|(currency, _)| *currency == money.currency) {
            Some((_, sum)) => *sum += amount,
            None => self.0.push((money.currency.clone(), amount)),
        }
    }

    /// Returns whether nothing was added.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns the currencies.
    pub fn currencies(&self) -> impl Iterator<Item = &Text> {
        self.0.iter().map(|(currency, _)| currency)
    }

    /// Returns the sums, rounded to hundredths.
    pub fn sums(&self) -> impl Iterator<Item = Money> {
        self.0
            .iter()
            .map(|(currency, sum)| Money { amount: rounded(*sum), currency: currency.clone() })
    }

    /// Returns the sum of a currency.
    pub fn sum_in(&self, currency: &str) -> Option<f64> {
        self.0.iter().find(|(other, _)| **other == *currency).map(|(_, sum)| *sum)
    }

    /// Returns the sum, if there is one currency.
    pub fn single(&self) -> Option<Money> {
        let mut sums = self.sums();
        sums.next().filter(|_| self.0.len() == 1)
    }

    /// Returns the sums in full: "EUR 250,000 + USD 90,000".
    pub fn display(&self) -> String {
        self.sums().map(|sum| sum.display()).collect::<Vec<_>>().join(" + ")
    }

    /// Returns the sums in thousands or millions: "EUR 2.1 m + USD 90 k".
    pub fn short(&self) -> String {
        let sums =
            self.0.iter().map(|(currency, sum)| format!("{currency} {}", short_amount(*sum)));
        sums.collect::<Vec<_>>().join(" + ")
    }

    /// Returns the sums in thousands or millions, without the currency if there is one alone.
    pub fn short_without_currency(&self) -> String {
        match &self.0[..] {
            [(_, sum)] => short_amount(*sum),
            _ => self.short(),
        }
    }
}

fn rounded(sum: f64) -> Number {
    let rounded = (sum * 100.0).round() / 100.0;
    match rounded.fract() == 0.0 && rounded.abs() < i64::MAX as f64 {
        true => Number::from(rounded as i64),
        false => Number::from_f64(rounded).unwrap_or_else(|| Number::from(0)),
    }
}

/// Returns an amount in at most five letters where it can: "950", "12 k", "2.1 m".
fn short_amount(amount: f64) -> String {
    let size = amount.abs();
    if size >= MILLIONS_FROM {
        let millions = format!("{:.1}", amount / 1e6);
        return format!("{} m", millions.strip_suffix(".0").unwrap_or(&millions));
    }
    if size >= THOUSANDS_FROM { format!("{:.0} k", amount / 1e3) } else { format!("{amount:.0}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn totals(amounts: &[(&str, &str)]) -> MoneyTotals {
        let mut totals = MoneyTotals::default();
        for (amount, currency) in amounts {
            let amount = serde_json::from_str(amount).expect(amount);
            totals.add(&Money { amount, currency: Text::new(currency) });
        }
        totals
    }

    #[test]
    fn currencies_are_never_added() {
        let both = totals(&[("2100000", "EUR"), ("90000.25", "USD"), ("-0.5", "EUR")]);
        assert_eq!(both.display(), "EUR 2,099,999.50 + USD 90,000.25");
        assert_eq!(both.short(), "EUR 2.1 m + USD 90 k");
        assert_eq!(both.single(), None);
        assert_eq!(totals(&[]).display(), "");
    }

    #[test]
    fn sums_are_rounded_to_hundredths() {
        let sum = totals(&[("0.1", "EUR"), ("0.2", "EUR")]);
        assert_eq!(sum.single().map(|sum| sum.amount.to_string()).as_deref(), Some("0.3"));
        let whole = totals(&[("0.5", "EUR"), ("11000000.5", "EUR")]);
        assert_eq!(whole.display(), "EUR 11,000,001");
    }

    #[test]
    fn amounts_are_shortened() {
        for (amount, short) in [
            ("0", "0"),
            ("950", "950"),
            ("12500", "12 k"),
            ("999499", "999 k"),
            ("1000000", "1 m"),
            ("2140000", "2.1 m"),
            ("-2500000", "-2.5 m"),
        ] {
            assert_eq!(totals(&[(amount, "EUR")]).short_without_currency(), short);
        }
    }
}
