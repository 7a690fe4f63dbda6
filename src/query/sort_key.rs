//! The order of values: numbers, dates, and texts as people count; what is unknown comes last.

use super::CellValue;
use crate::model::text::normalize_for_search;
use jiff::civil::Date;

/// What a value is sorted by.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum SortKey {
    Number(i64),
    Date((Date, Date)),
    Text(Vec<NaturalPart>),
    Unknown,
}

/// Text in natural order: digits count as numbers.
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
            CellValue::Date(when) => SortKey::Date(when.sort_bounds()),
            other => match other.display() {
                words if words.is_empty() => SortKey::Unknown,
                words => SortKey::Text(natural_key(&words)),
            },
        }
    }
}

/// The rank of what is unknown, whichever way one sorts.
const UNKNOWN_RANK: u32 = u32::MAX;

/// How keys rank among one another, equal ones alike.
pub(super) fn dense_ranks(keys: &[SortKey]) -> Vec<u32> {
    let mut order: Vec<u32> = (0..keys.len() as u32).collect();
    order.sort_unstable_by(|a, b| keys[*a as usize].cmp(&keys[*b as usize]));
    let mut ranks = vec![0; keys.len()];
    for pair in order.windows(2) {
        let [before, after] = [pair[0] as usize, pair[1] as usize];
        ranks[after] = ranks[before] + u32::from(keys[before] != keys[after]);
    }
    ranks
        .iter_mut()
        .zip(keys)
        .filter(|(_, key)| **key == SortKey::Unknown)
        .for_each(|(rank, _)| *rank = UNKNOWN_RANK);
    ranks
}

/// The same rank from the other end.
pub(super) fn reversed_rank(rank: u32) -> u32 {
    if rank == UNKNOWN_RANK { UNKNOWN_RANK } else { UNKNOWN_RANK - 1 - rank }
}

/// Text in natural order.
pub(super) fn natural_key(text: &str) -> Vec<NaturalPart> {
    let folded = normalize_for_search(text);
    let mut rest = folded.as_str();
    let mut parts = Vec::new();
    while let Some(first) = rest.chars().next() {
        let digits = first.is_ascii_digit();
        let end = rest.find(|c: char| c.is_ascii_digit() != digits).unwrap_or(rest.len());
        let (part, after) = rest.split_at(end);
        parts.push(match part.parse() {
            Ok(number) if digits => NaturalPart::Number(number),
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
    fn text_sorts_as_people_count() {
        let mut all = ["A10", "A2", "Àb", "b1", "a"];
        all.sort_by_key(|text| natural_key(text));
        assert_eq!(all, ["a", "A2", "A10", "Àb", "b1"]);
    }

    #[test]
    fn what_is_unknown_is_last_both_ways() {
        let keys = [SortKey::Number(2), SortKey::Unknown, SortKey::Number(1), SortKey::Number(2)];
        let ranks = dense_ranks(&keys);
        assert_eq!(ranks, [1, UNKNOWN_RANK, 0, 1]);
        assert!(
            reversed_rank(ranks[0]) < reversed_rank(ranks[2])
                && reversed_rank(ranks[2]) < reversed_rank(UNKNOWN_RANK)
                && reversed_rank(UNKNOWN_RANK) == UNKNOWN_RANK
        );
    }
}
