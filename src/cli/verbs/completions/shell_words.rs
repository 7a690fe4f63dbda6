//! Reads words as they stand on a command line, with quotation marks that may still be open, and
//! quotes candidates for the same place.
//!
//! Hand-written, because `shlex` and `shell-words` reject a word whose quotation mark is open.

/// A word without its quotation marks and backslashes.
#[derive(Debug, Default, PartialEq)]
pub(super) struct ShellWord {
    pub(super) text: String,
    /// The quotation mark that is open at the end.
    pub(super) open_quote: Option<char>,
}

impl ShellWord {
    /// Parses a word that begins within `open_quote`, or outside of quotation marks.
    pub(super) fn parse(raw: &str, open_quote: Option<char>) -> ShellWord {
        let mut word = ShellWord { text: String::new(), open_quote };
        let mut chars = raw.chars().peekable();
        while let Some(c) = chars.next() {
            match (word.open_quote, c) {
                (None, '"' | '\'') => word.open_quote = Some(c),
                (Some(quote), c) if c == quote => word.open_quote = None,
                (None, '\\') => word.text.extend(chars.next()),
                (Some('"'), '\\') if chars.peek().is_some_and(|c| is_special(*c)) => {
                    word.text.extend(chars.next());
                }
                _ => word.text.push(c),
            }
        }
        word
    }
}

/// Returns whether a character has a meaning within `"`.
fn is_special(c: char) -> bool {
    matches!(c, '"' | '\\' | '$' | '`')
}

/// Quotes a text for a place within `open_quote`, or outside of quotation marks.
pub(in crate::cli) fn quote(text: &str, open_quote: Option<char>) -> String {
    let mut quoted = String::with_capacity(text.len());
    for c in text.chars() {
        let is_plain = !c.is_ascii() || c.is_ascii_alphanumeric() || "_-./:=,+@%".contains(c);
        match open_quote {
            Some('\'') if c == '\'' => quoted.push_str("'\\''"),
            Some('"') if is_special(c) => quoted.extend(['\\', c]),
            None if !is_plain => quoted.extend(['\\', c]),
            _ => quoted.push(c),
        }
    }
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_read_with_open_quotes() {
        for (raw, text, open_quote) in [
            ("country:nep", "country:nep", None),
            ("country:\"South A", "country:South A", Some('"')),
            ("'place:The", "place:The", Some('\'')),
            ("a\\ b'c\"d'\"e\\\"f\\g\"", "a bc\"de\"f\\g", None),
            ("a\\", "a", None),
            ("\"it's\"", "it's", None),
        ] {
            let word = ShellWord { text: text.into(), open_quote };
            assert_eq!(ShellWord::parse(raw, None), word, "{raw}");
        }
        assert_eq!(ShellWord::parse("b\" c", Some('"')).text, "b c");
    }

    #[test]
    fn quoted_words_are_read_as_they_were() {
        for text in ["Côte d'Ivoire", "a \"b\" $(c) `d` \\e", "~/x", "region:South Asia", "a&b;c!*"]
        {
            for open_quote in [None, Some('"'), Some('\'')] {
                let quoted = quote(text, open_quote);
                let read = ShellWord::parse(&quoted, open_quote);
                assert_eq!((read.text.as_str(), read.open_quote), (text, open_quote), "{quoted}");
            }
        }
        assert_eq!(quote("South Africa", None), "South\\ Africa");
    }
}
