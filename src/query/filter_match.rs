//! Whether a value is what a filter wants: by size, by name, by the start of a word.

use super::Value;
use super::sort_key::natural;
use crate::model::text::fold;
use crate::model::{Agency, Country, Phase, When};
use crate::store::{Dataset, RecordRef};

/// How a value is asked for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Op {
    /// The start of a word, or an id.
    Is,
    /// The whole value.
    Same,
    Less,
    LessOrEqual,
    More,
    MoreOrEqual,
}

impl Op {
    /// Whether it asks for a value by its name, not by its size.
    pub(super) fn is_name(self) -> bool {
        matches!(self, Op::Is | Op::Same)
    }

    /// Its sign, as a chip shows it.
    pub(super) fn sign(self) -> &'static str {
        match self {
            Op::Is => ":",
            Op::Same => " =",
            Op::Less => " <",
            Op::LessOrEqual => " <=",
            Op::More => " >",
            Op::MoreOrEqual => " >=",
        }
    }

    fn holds<T: PartialOrd>(self, a: &T, b: &T) -> bool {
        match self {
            Op::Is | Op::Same => a == b,
            Op::Less => a < b,
            Op::LessOrEqual => a <= b,
            Op::More => a > b,
            Op::MoreOrEqual => a >= b,
        }
    }
}

/// Whether a value is what is wanted.
pub(super) fn matches(data: &Dataset, value: &Value, op: Op, wanted: &str) -> bool {
    match value {
        Value::Empty => false,
        Value::Number(n) => wanted.trim().parse::<i64>().is_ok_and(|wanted| op.holds(n, &wanted)),
        Value::Date(when) => match (When::parse(wanted), op) {
            (Ok(wanted), Op::Is | Op::Same) => {
                let ((a, b), (c, d)) = (when.order(), wanted.order());
                a <= d && c <= b
            }
            (Ok(wanted), Op::Less | Op::MoreOrEqual) => op.holds(&when.order().0, &wanted.order().0),
            (Ok(wanted), _) => op.holds(&when.order().0, &wanted.order().1),
            (Err(_), Op::Is) => starts(&when.words(), wanted),
            (Err(_), Op::Same) => fold(&when.words()) == fold(wanted),
            (Err(_), _) => false,
        },
        Value::Text(text) if op == Op::Is => starts(text, wanted),
        // several values stand side by side
        Value::Text(text) if op == Op::Same => text.split(", ").chain([&**text]).any(|part| bare(part) == bare(wanted)),
        Value::Text(text) => op.holds(&natural(text), &natural(wanted)),
        Value::Names(names) if op == Op::Same => {
            names.iter().any(|name| name.id.eq_ignore_ascii_case(wanted) || bare(&name.label) == bare(wanted))
        }
        Value::Names(_) if op != Op::Is => false,
        Value::Names(names) => names.iter().any(|name| names_match(data, name.kind, name.id, &name.label, wanted)),
    }
}

/// An exact id counts before the start of a word, so that `phase:glo-act` is the first phase alone.
pub(super) fn names_match(data: &Dataset, kind: &str, id: &str, label: &str, wanted: &str) -> bool {
    if id.eq_ignore_ascii_case(wanted) {
        return true;
    }
    let exact = [wanted.to_string(), wanted.to_uppercase(), wanted.to_lowercase()].iter().any(|id| data.row(kind, id).is_some());
    !exact
        && (starts(label, wanted)
            || starts(id, wanted)
            || data.row(kind, id).is_some_and(|row| starts(&data.heading(row), wanted) || also_called(data, row, wanted)))
}

/// Whether a record has another name that starts so: what people type who do not know ours.
fn also_called(data: &Dataset, row: RecordRef, wanted: &str) -> bool {
    if let Some(country) = data.get::<Country>(row) {
        let names = country.aliases.iter().chain(&country.official).chain(&country.iso3).chain(country.names.values());
        return names.into_iter().any(|name| starts(name, wanted));
    }
    if let Some(agency) = data.get::<Agency>(row) {
        return agency.other_spellings.iter().any(|name| starts(name, wanted));
    }
    data.get::<Phase>(row).is_some_and(|phase| phase.stage.iter().any(|stage| starts(stage, wanted)))
}

/// Whether a word of `text` starts with `wanted`, accents and case aside.
pub(super) fn starts(text: &str, wanted: &str) -> bool {
    let (text, wanted) = (bare(text), bare(wanted));
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    text.match_indices(&wanted).any(|(at, found)| {
        let begins = at == 0 || !text[..at].chars().next_back().is_some_and(char::is_alphanumeric);
        // a number is meant as a whole: 2 is no start of 2015
        begins && !(digit(wanted.chars().next_back()) && digit(text[at + found.len()..].chars().next()))
    })
}

/// Text as it is compared: folded, and without quotation marks, which a filter cannot hold.
fn bare(text: &str) -> String {
    let mut text = fold(text);
    text.retain(|c| c != '"');
    text
}
