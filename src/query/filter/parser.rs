//! Parses the text of a filter into terms.

use super::filter_term::{FilterCondition, FilterTerm};
use super::operator::{FilterOperator, as_interval, is_date_word};
use crate::error::{Error, Result};
use crate::model::EdtfDate;
use crate::model::text::normalize_for_search;
use crate::query::{Column, ListDef};

/// The operators as they are typed. Of two that begin alike, the longer is meant.
const OPERATORS: [(&str, FilterOperator); 7] = [
    (NOT_EQUAL, FilterOperator::Equal),
    (">=", FilterOperator::MoreOrEqual),
    ("<=", FilterOperator::LessOrEqual),
    (":", FilterOperator::Prefix),
    ("=", FilterOperator::Equal),
    (">", FilterOperator::More),
    ("<", FilterOperator::Less),
];

/// The key of the column with the date of a record.
const DATE_COLUMN: &str = "date";

/// The operator of values that must differ, as `-FIELD=VALUE` says too.
const NOT_EQUAL: &str = "!=";

/// Parses one term. `column` is its position in the filter, from 1.
pub(super) fn parse_term(text: &str, column: usize, list: &ListDef) -> Result<FilterTerm> {
    let stripped = text.strip_prefix('-');
    if stripped == Some("") {
        return Err(Error::usage(format!("missing term after \"-\" at column {column}"))
            .with_hint("for example -phase:ame"));
    }
    let body = stripped.unwrap_or(text);
    let operator = find_operator(body);
    let differs = operator.is_some_and(|(_, sign, _)| sign == NOT_EQUAL);
    let condition = match operator {
        Some((at, sign, op)) => parse_field(body, (at, sign, op), column, list)?,
        None => date_condition(body, list)
            .unwrap_or_else(|| FilterCondition::Word(normalize_for_search(&unquote(body)))),
    };
    Ok(FilterTerm { text: text.to_string(), is_negated: stripped.is_some() != differs, condition })
}

/// Returns the condition of a word that is a date, in a list with dates: what is dated in it. The
/// same word in quotation marks is searched in all columns.
fn date_condition(word: &str, list: &ListDef) -> Option<FilterCondition> {
    let is_dates = |column: &&Column| column.key == DATE_COLUMN && column.min_width > 0;
    let has_dates = list.columns.iter().any(|column| is_dates(&column));
    let column = list.column_index(DATE_COLUMN).ok().filter(|_| has_dates)?;
    let values = vec![word.to_string()];
    is_date_word(word).then_some(FilterCondition::Field(column, FilterOperator::Prefix, values))
}

/// Returns the first operator outside of quotation marks, and its position.
pub(super) fn find_operator(body: &str) -> Option<(usize, &'static str, FilterOperator)> {
    let unquoted = &body[..body.find('"').unwrap_or(body.len())];
    OPERATORS
        .iter()
        .filter_map(|(sign, op)| Some((unquoted.find(sign)?, *sign, *op)))
        .min_by_key(|(at, sign, _)| (*at, usize::MAX - sign.len()))
}

fn parse_field(
    body: &str,
    (at, sign, op): (usize, &str, FilterOperator),
    column: usize,
    list: &ListDef,
) -> Result<FilterCondition> {
    if at == 0 {
        return Err(Error::usage(format!("missing field before \"{sign}\" at column {column}"))
            .with_hint("for example region:africa"));
    }
    let field = &body[..at];
    let index = list.column_index(field).map_err(|error| {
        let message = format!("{} at column {column}", error.message);
        Error { message, ..error }
    })?;
    let values = split_values(&body[at + sign.len()..]);
    if values.is_empty() {
        let message = format!("missing value after \"{field}{sign}\" at column {column}");
        return Err(Error::usage(message).with_hint("for example region:africa"));
    }
    for value in &values {
        let is_date = EdtfDate::parse(&as_interval(value)).is_ok();
        if !op.compares_names() && !is_date && value.parse::<i64>().is_err() {
            return Err(Error::usage(format!(
                "invalid value \"{value}\" at column {column}: \"{sign}\" needs a number or a date"
            ))
            .with_hint("for example year>=2017 or date<2018-06"));
        }
        if looks_like_date(value) && !is_date {
            return Err(Error::usage(format!("invalid date \"{value}\" at column {column}"))
                .with_hint("for example date:2018-03 or date:2018-03-12"));
        }
    }
    Ok(FilterCondition::Field(index, op, values))
}

/// Returns true for text that begins with four digits and a hyphen.
fn looks_like_date(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() > 4 && bytes[..4].iter().all(u8::is_ascii_digit) && bytes[4] == b'-'
}

/// Splits a filter at spaces outside of quotation marks. Returns each word with the character at
/// which it begins, from 0.
pub(super) fn split_words(text: &str) -> Result<Vec<(usize, String)>> {
    let mut words = Vec::new();
    let mut word = String::new();
    let mut start = 0;
    let mut open_quote = None;
    for (at, c) in text.chars().chain([' ']).enumerate() {
        if c == '"' {
            open_quote = if open_quote.is_some() { None } else { Some(at) };
        }
        if c.is_whitespace() && open_quote.is_none() {
            if !word.is_empty() {
                words.push((start, std::mem::take(&mut word)));
            }
            start = at + 1;
        } else if c == ';' && open_quote.is_none() {
            // a bare semicolon would end the step of a script that contains the filter
            word.push_str("\";\"");
        } else if let Some(sign) = comparison_sign(c).filter(|_| open_quote.is_none()) {
            word.push_str(sign);
        } else {
            word.push(c);
        }
    }
    match open_quote {
        Some(at) => Err(Error::usage(format!("unclosed quotation mark at column {}", at + 1))),
        None => Ok(words),
    }
}

/// Returns the operator that a mathematical sign stands for.
pub(super) fn comparison_sign(c: char) -> Option<&'static str> {
    match c {
        '≥' => Some(">="),
        '≤' => Some("<="),
        '≠' => Some(NOT_EQUAL),
        _ => None,
    }
}

/// Joins a field, its operator and its value where blanks stand between them: `year >= 2017`.
pub(super) fn join_operators(words: Vec<(usize, String)>) -> Vec<(usize, String)> {
    let mut joined: Vec<(usize, String)> = Vec::new();
    for (start, word) in words {
        match joined.last_mut() {
            Some((_, previous)) if belongs_to(previous, &word) => previous.push_str(&word),
            _ => joined.push((start, word)),
        }
    }
    joined
}

/// Returns whether a word continues the term before: as its operator, or as its value.
fn belongs_to(previous: &str, word: &str) -> bool {
    let operator = find_operator(word);
    match find_operator(previous) {
        None => {
            let is_field = previous.chars().all(|c| c.is_alphabetic() || c == '_');
            let is_comparison = |(at, sign, _)| at == 0 && sign != ":";
            is_field && operator.is_some_and(is_comparison)
        }
        Some((at, sign, _)) => {
            let is_open = at > 0 && at + sign.len() == previous.len();
            is_open && operator.is_none() && !word.starts_with('-')
        }
    }
}

/// Splits values at commas outside of quotation marks.
fn split_values(text: &str) -> Vec<String> {
    let mut is_quoted = false;
    let parts = text.split(|c| {
        is_quoted ^= c == '"';
        c == ',' && !is_quoted
    });
    parts.map(unquote).filter(|part| !part.is_empty()).collect()
}

pub(super) fn unquote(text: &str) -> String {
    text.replace('"', "")
}
