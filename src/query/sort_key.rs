//! Orders the values of cells: numbers, dates, and text in natural order. Empty values are last.

use super::CellValue;
use crate::model::text::normalize_for_search;
use jiff::civil::Date;
use std::cmp::Ordering;

/// The key by which a value is sorted.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum SortKey {
    Number(i64),
    Date((Date, Date)),
    /// The currency and the amount: those of different currencies do not compare.
    Money(String, OrderedAmount),
    Text(Vec<NaturalPart>),
    Unknown,
}

/// An amount of money, which is never NaN.
pub(super) struct OrderedAmount(f64);

impl PartialEq for OrderedAmount {
    fn eq(&self, other: &OrderedAmount) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for OrderedAmount {}

impl PartialOrd for OrderedAmount {
    fn partial_cmp(&self, other: &OrderedAmount) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for OrderedAmount {
    fn cmp(&self, other: &OrderedAmount) -> Ordering {
        self.0.total_cmp(&other.0)
    }
}

/// A part of a text in natural order: digits compare as numbers.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum NaturalPart {
    Number(u128),
    Word(String),
}

impl SortKey {
    pub(super) fn from_value(value: &CellValue) -> SortKey {
        match value {
            CellValue::Empty => SortKey::Unknown,
            CellValue::Number(n) => SortKey::Number(*n),
            CellValue::Date(date) => SortKey::Date(date.sort_bounds()),
            CellValue::Money(money) => {
                SortKey::Money(money.currency.to_string(), OrderedAmount(money.amount_value()))
            }
            CellValue::Text(_) | CellValue::Words(_) | CellValue::Links(_) => {
                let text = value.display();
                if text.is_empty() { SortKey::Unknown } else { SortKey::Text(natural_key(&text)) }
            }
        }
    }
}

/// The rank of unknown values, in either direction.
const UNKNOWN_RANK: u32 = u32::MAX;

/// Returns the rank of each key in ascending order. Equal keys have equal ranks.
pub(super) fn dense_ranks(keys: &[SortKey]) -> Vec<u32> {
    let mut order: Vec<usize> = (0..keys.len()).collect();
    order.sort_unstable_by(|a, b| keys[*a].cmp(&keys[*b]));
    let mut ranks = vec![0; keys.len()];
    for pair in order.windows(2) {
        let (previous, next) = (pair[0], pair[1]);
        ranks[next] = ranks[previous] + u32::from(keys[previous] != keys[next]);
    }
    for (rank, key) in ranks.iter_mut().zip(keys) {
        if *key == SortKey::Unknown {
            *rank = UNKNOWN_RANK;
        }
    }
    ranks
}

/// Returns the rank in descending order. Unknown values stay last.
pub(super) fn reversed_rank(rank: u32) -> u32 {
    if rank == UNKNOWN_RANK { UNKNOWN_RANK } else { UNKNOWN_RANK - 1 - rank }
}

/// Splits text into words and numbers, so that `A2` comes before `A10`.
pub(super) fn natural_key(text: &str) -> Vec<NaturalPart> {
    let normalized = normalize_for_search(text);
    let mut rest = normalized.as_str();
    let mut parts = Vec::new();
    while let Some(first) = rest.chars().next() {
        let is_number = first.is_ascii_digit();
        let end = rest.find(|c: char| c.is_ascii_digit() != is_number).unwrap_or(rest.len());
        let (part, after) = rest.split_at(end);
        parts.push(match part.parse() {
            Ok(number) if is_number => NaturalPart::Number(number),
            _ => NaturalPart::Word(part.to_string()),
        });
        rest = after;
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_sort_as_numbers() {
        let mut all = ["A10", "A2", "Àb", "b1", "a"];
        all.sort_by_key(|text| natural_key(text));
        assert_eq!(all, ["a", "A2", "A10", "Àb", "b1"]);
    }

    #[test]
    fn unknown_values_are_last_in_both_directions() {
        let keys = [SortKey::Number(2), SortKey::Unknown, SortKey::Number(1), SortKey::Number(2)];
        let ranks = dense_ranks(&keys);
        assert_eq!(ranks, [1, UNKNOWN_RANK, 0, 1]);
        let [two, unknown, one, _] = [0, 1, 2, 3].map(|at| reversed_rank(ranks[at]));
        assert!(two < one && one < unknown);
        assert_eq!(unknown, UNKNOWN_RANK);
    }
}
