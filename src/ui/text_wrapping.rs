//! Wraps texts and phrases to lines of a width.

use super::width;
use unicode_segmentation::UnicodeSegmentation;

/// Wraps a text: `first_width` cells for the first line, `width_limit` for the others. A word is
/// only broken if it does not fit on a line of its own.
pub fn wrap(text: &str, first_width: u16, width_limit: u16) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut free = first_width;
    for word in text.split(' ') {
        let cells = width(word);
        let is_line_empty = lines.last().is_none_or(String::is_empty);
        if cells + u16::from(!is_line_empty) <= free {
            if let Some(line) = lines.last_mut() {
                if !is_line_empty {
                    line.push(' ');
                }
                line.push_str(word);
                free -= cells + u16::from(!is_line_empty);
            }
            continue;
        }
        if !is_line_empty || free < width_limit {
            lines.push(String::new());
            free = width_limit;
        }
        for cluster in word.graphemes(true) {
            let cells = width(cluster);
            if cells > free && lines.last().is_some_and(|line| !line.is_empty()) {
                lines.push(String::new());
                free = width_limit;
            }
            if let Some(line) = lines.last_mut() {
                line.push_str(cluster);
            }
            free = free.saturating_sub(cells);
        }
    }
    lines
}

/// Joins phrases to lines. A phrase is only broken if it does not fit on a line of its own.
pub fn join_phrases(phrases: &[String], separator: &str, width_limit: u16) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for phrase in phrases {
        if let Some(line) = lines.last_mut()
            && width(line) + width(separator) + width(phrase) <= width_limit
        {
            line.push_str(separator);
            line.push_str(phrase);
        } else {
            lines.extend(wrap(phrase, width_limit, width_limit));
        }
    }
    lines
}

/// Joins phrases on one line. Where they are too long, the last ones are left out as a whole, with
/// an ellipsis in their place.
pub fn fit_phrases(mut phrases: Vec<String>, separator: &str, width_limit: u16) -> String {
    let mut line = phrases.join(separator);
    while width(&line) > width_limit && phrases.pop().is_some() {
        line = format!("{}{separator}…", phrases.join(separator));
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_wrap_and_long_words_break() {
        assert_eq!(wrap("one two three", 7, 7), ["one two", "three"]);
        assert_eq!(wrap("one two", 3, 5), ["one", "two"]);
        assert_eq!(wrap("abcdefgh", 3, 3), ["abc", "def", "gh"]);
        assert_eq!(wrap("", 3, 3), [""]);
        assert_eq!(wrap("a b", 0, 0).concat().replace(' ', ""), "ab");
    }

    proptest::proptest! {
        #[test]
        fn wrapping_loses_nothing(
            text in "[a-z é日]{0,60}",
            first_width in 0u16..20,
            width_limit in 2u16..20,
        ) {
            let lines = wrap(&text, first_width, width_limit);
            proptest::prop_assert_eq!(lines.concat().replace(' ', ""), text.replace(' ', ""));
            let others = lines.iter().skip(1).all(|line| width(line) <= width_limit);
            proptest::prop_assert!(others);
        }
    }
}
