//! Cleans the texts of cells, and folds headings and words for comparison.

use crate::model::text::{normalize_for_search, sanitize};

/// Returns a text on one line, with visible symbols for control characters.
pub(super) fn clean(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    sanitize(&line).into_owned()
}

/// Returns a heading as it is compared: words in lower case, without accents and brackets.
pub(super) fn fold_heading(text: &str) -> String {
    let folded = normalize_for_search(text);
    let mut depth = 0;
    let outside: String = folded
        .chars()
        .filter(|c| {
            depth += i32::from(matches!(c, '(' | '['));
            let is_outside = depth == 0;
            depth -= i32::from(matches!(c, ')' | ']'));
            is_outside
        })
        .collect();
    let words = |text: &str| {
        let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        words.collect::<Vec<_>>().join(" ")
    };
    let short = words(&outside);
    if short.is_empty() { words(&folded) } else { short }
}
