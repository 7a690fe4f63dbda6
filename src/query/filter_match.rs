//! Whether a value is what a filter wants: by size, by name, by the start of a word.

use super::CellValue;
use super::sort_key::natural_key;
use crate::model::text::normalize_for_search;
use crate::model::{Agency, Country, EdtfDate, KindId, Phase};
use crate::store::{Dataset, RecordRef};

/// How a value is asked for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Op {
    /// The start of a word, or an id.
    Prefix,
    /// The whole value.
    Equal,
    Less,
    LessOrEqual,
    More,
    MoreOrEqual,
}

impl Op {
    /// Whether it asks for a value by its name, not by its size.
    pub(super) fn compares_names(self) -> bool {
        matches!(self, Op::Prefix | Op::Equal)
    }

    /// Its sign, as a chip shows it.
    pub(super) fn symbol(self) -> &'static str {
        match self {
            Op::Prefix => ":",
            Op::Equal => " =",
            Op::Less => " <",
            Op::LessOrEqual => " <=",
            Op::More => " >",
            Op::MoreOrEqual => " >=",
        }
    }

    fn compare<T: PartialOrd>(self, a: &T, b: &T) -> bool {
        match self {
            Op::Prefix | Op::Equal => a == b,
            Op::Less => a < b,
            Op::LessOrEqual => a <= b,
            Op::More => a > b,
            Op::MoreOrEqual => a >= b,
        }
    }
}

/// Whether a value is what is wanted.
pub(super) fn matches(data: &Dataset, value: &CellValue, op: Op, wanted: &str) -> bool {
    match value {
        CellValue::Empty => false,
        CellValue::Number(n) => {
            wanted.trim().parse::<i64>().is_ok_and(|wanted| op.compare(n, &wanted))
        }
        CellValue::Date(when) => match (EdtfDate::parse(wanted), op) {
            (Ok(wanted), Op::Prefix | Op::Equal) => {
                let ((a, b), (c, d)) = (when.sort_bounds(), wanted.sort_bounds());
                a <= d && c <= b
            }
            (Ok(wanted), Op::Less | Op::MoreOrEqual) => {
                op.compare(&when.sort_bounds().0, &wanted.sort_bounds().0)
            }
            (Ok(wanted), _) => op.compare(&when.sort_bounds().0, &wanted.sort_bounds().1),
            (Err(_), Op::Prefix) => word_starts_with(&when.display(), wanted),
            (Err(_), Op::Equal) => {
                normalize_for_search(&when.display()) == normalize_for_search(wanted)
            }
            (Err(_), _) => false,
        },
        CellValue::Text(text) if op == Op::Prefix => word_starts_with(text, wanted),
        // several values stand side by side
        CellValue::Text(text) if op == Op::Equal => {
            text.split(", ").chain([&**text]).any(|part| normalize(part) == normalize(wanted))
        }
        CellValue::Text(text) => op.compare(&natural_key(text), &natural_key(wanted)),
        CellValue::Links(names) if op == Op::Equal => names.iter().any(|name| {
            name.id.eq_ignore_ascii_case(wanted) || normalize(&name.label) == normalize(wanted)
        }),
        CellValue::Links(_) if op != Op::Prefix => false,
        CellValue::Links(names) => {
            names.iter().any(|name| name_matches(data, name.kind, name.id, &name.label, wanted))
        }
    }
}

/// An exact id counts before the start of a word, so that `phase:glo-act` is the first phase alone.
pub(super) fn name_matches(
    data: &Dataset,
    kind: KindId,
    id: &str,
    label: &str,
    wanted: &str,
) -> bool {
    if id.eq_ignore_ascii_case(wanted) {
        return true;
    }
    let exact = [wanted.to_string(), wanted.to_uppercase(), wanted.to_lowercase()]
        .iter()
        .any(|id| data.find(kind, id).is_some());
    !exact
        && (word_starts_with(label, wanted)
            || word_starts_with(id, wanted)
            || data.find(kind, id).is_some_and(|row| {
                word_starts_with(&data.title(row), wanted) || has_alias(data, row, wanted)
            }))
}

/// Whether a record has another name that starts so: what people type who do not know ours.
fn has_alias(data: &Dataset, row: RecordRef, wanted: &str) -> bool {
    if let Some(country) = data.get::<Country>(row) {
        let names = country
            .aliases
            .iter()
            .chain(&country.official)
            .chain(&country.iso3)
            .chain(country.names.values());
        return names.into_iter().any(|name| word_starts_with(name, wanted));
    }
    if let Some(agency) = data.get::<Agency>(row) {
        return agency.other_spellings.iter().any(|name| word_starts_with(name, wanted));
    }
    data.get::<Phase>(row)
        .is_some_and(|phase| phase.stage.iter().any(|stage| word_starts_with(stage, wanted)))
}

/// Whether a word of `text` starts with `wanted`, accents and case aside.
pub(super) fn word_starts_with(text: &str, wanted: &str) -> bool {
    let (text, wanted) = (normalize(text), normalize(wanted));
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    text.match_indices(&wanted).any(|(at, found)| {
        let begins = at == 0 || !text[..at].chars().next_back().is_some_and(char::is_alphanumeric);
        // a number is meant as a whole: 2 is no start of 2015
        begins
            && !(digit(wanted.chars().next_back())
                && digit(text[at + found.len()..].chars().next()))
    })
}

/// Text as it is compared: folded, and without quotation marks, which a filter cannot hold.
fn normalize(text: &str) -> String {
    let mut text = normalize_for_search(text);
    text.retain(|c| c != '"');
    text
}
