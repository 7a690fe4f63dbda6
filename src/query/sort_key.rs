//! The order of values: numbers, dates, and texts as people count; what is unknown comes last.

use super::Value;
use crate::model::text::fold;
use jiff::civil::Date;

/// What a value is sorted by.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Key {
    Number(i64),
    Date((Date, Date)),
    Text(Vec<Part>),
    Nothing,
}

/// Text in natural order: digits count as numbers.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Part {
    Number(u128),
    Word(String),
}

impl Key {
    pub(super) fn of(value: &Value) -> Key {
        match value {
            Value::Empty => Key::Nothing,
            Value::Number(n) => Key::Number(*n),
            Value::Date(when) => Key::Date(when.order()),
            other => match other.words() {
                words if words.is_empty() => Key::Nothing,
                words => Key::Text(natural(&words)),
            },
        }
    }
}

/// The rank of what is unknown, whichever way one sorts.
const LAST: u32 = u32::MAX;

/// How keys rank among one another, equal ones alike.
pub(super) fn ranks(keys: &[Key]) -> Vec<u32> {
    let mut order: Vec<u32> = (0..keys.len() as u32).collect();
    order.sort_unstable_by(|a, b| keys[*a as usize].cmp(&keys[*b as usize]));
    let mut ranks = vec![0; keys.len()];
    for pair in order.windows(2) {
        let [before, after] = [pair[0] as usize, pair[1] as usize];
        ranks[after] = ranks[before] + u32::from(keys[before] != keys[after]);
    }
    ranks.iter_mut().zip(keys).filter(|(_, key)| **key == Key::Nothing).for_each(|(rank, _)| *rank = LAST);
    ranks
}

/// The same rank from the other end.
pub(super) fn turned(rank: u32) -> u32 {
    if rank == LAST { LAST } else { LAST - 1 - rank }
}

/// Text in natural order.
pub(super) fn natural(text: &str) -> Vec<Part> {
    let folded = fold(text);
    let mut rest = folded.as_str();
    let mut parts = Vec::new();
    while let Some(first) = rest.chars().next() {
        let digits = first.is_ascii_digit();
        let end = rest.find(|c: char| c.is_ascii_digit() != digits).unwrap_or(rest.len());
        let (part, after) = rest.split_at(end);
        parts.push(match part.parse() {
            Ok(number) if digits => Part::Number(number),
            _ => Part::Word(part.to_string()),
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
        all.sort_by_key(|text| natural(text));
        assert_eq!(all, ["a", "A2", "A10", "Àb", "b1"]);
    }

    #[test]
    fn what_is_unknown_is_last_both_ways() {
        let keys = [Key::Number(2), Key::Nothing, Key::Number(1), Key::Number(2)];
        let ranks = ranks(&keys);
        assert_eq!(ranks, [1, LAST, 0, 1]);
        assert!(turned(ranks[0]) < turned(ranks[2]) && turned(ranks[2]) < turned(LAST) && turned(LAST) == LAST);
    }
}
