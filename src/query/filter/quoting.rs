//! Quotes values and words, so that each stays one term of a filter.

use super::parser::{comparison_sign, find_operator};
use crate::model::text::plain_text;

/// Returns a value as a filter holds it: in quotation marks if it has more than letters, digits and
/// a few signs.
pub fn quote_value(value: &str) -> String {
    let value = plain_text(value).replace('"', "");
    let is_bare = !value.is_empty()
        && !value.starts_with('-')
        && value.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '/'));
    if is_bare { value } else { format!("\"{value}\"") }
}

/// Quotes a word of a command line that contains spaces, so that it stays one term: the value alone
/// if the word names a field. Spaces around the operator belong to neither side.
pub fn quote_word(word: &str) -> String {
    if word.contains('"') || !word.contains([' ', ';']) {
        return word.to_string();
    }
    let (minus, body) = word.strip_prefix('-').map_or(("", word), |body| ("-", body));
    let term = with_operators(body);
    let Some((at, sign, _)) = find_operator(&term) else { return format!("{minus}\"{body}\"") };
    let (field, value) = (term[..at].trim_end(), term[at + sign.len()..].trim_start());
    if value.contains([' ', ';']) {
        format!("{minus}{field}{sign}\"{value}\"")
    } else {
        format!("{minus}{field}{sign}{value}")
    }
}

/// Replaces mathematical signs by the operators that they stand for.
fn with_operators(text: &str) -> String {
    let mut replaced = String::with_capacity(text.len());
    for c in text.chars() {
        match comparison_sign(c) {
            Some(sign) => replaced.push_str(sign),
            None => replaced.push(c),
        }
    }
    replaced
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_with_spaces_are_quoted_as_the_filter_expects() {
        for (word, quoted) in [
            ("nepal", "nepal"),
            ("The Hague", "\"The Hague\""),
            ("-The Hague", "-\"The Hague\""),
            ("place:The Hague", "place:\"The Hague\""),
            ("place=The Hague", "place=\"The Hague\""),
            ("date>=a b", "date>=\"a b\""),
            ("year >= 2017", "year>=2017"),
            ("-place : The Hague", "-place:\"The Hague\""),
            ("year ≥ 2017", "year>=2017"),
            ("What a day! Off we go", "\"What a day! Off we go\""),
            ("year != 2017", "year!=2017"),
            ("a;b", "\"a;b\""),
            ("place:\"x y\"", "place:\"x y\""),
        ] {
            assert_eq!(quote_word(word), quoted);
        }
    }
}
