//! Text that people type, paste or pass on a command line: signs that documents and mails put into
//! it are replaced by those of a keyboard.

use super::{is_invisible, plain_sign};
use std::borrow::Cow;

/// Returns a text with blanks for tabs, line ends and other spaces, and without invisible
/// characters. Joiners stay between letters of scripts that need them.
pub fn plain_spacing(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        return Cow::Borrowed(text);
    }
    let mut plain = String::with_capacity(text.len());
    let mut before = ' ';
    for c in text.chars() {
        let is_joiner = matches!(c, '\u{200c}' | '\u{200d}') && before > '\u{2ff}';
        if c.is_whitespace() {
            plain.push(' ');
        } else if is_joiner || !is_invisible(c) {
            plain.push(c);
        }
        before = c;
    }
    Cow::Owned(plain)
}

/// Returns a text as a keyboard types it: with plain spacing, quotation marks, apostrophes, hyphens
/// and commas.
pub fn plain_text(text: &str) -> String {
    plain_spacing(text).chars().map(plain_sign).collect()
}

/// Returns a text to search for: as a keyboard types it, and without quotation marks, which no
/// search needs.
pub fn search_text(text: &str) -> String {
    plain_text(text).replace('"', " ").trim().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_of_documents_become_those_of_a_keyboard() {
        for (typed, plain) in [
            ("nepal", "nepal"),
            ("“Sierra\u{a0}Leone”", "\"Sierra Leone\""),
            ("«a» „b“ ‹c› 「d」 ＂e＂", "\"a\" \"b\" \"c\" \"d\" \"e\""),
            ("Côte d’Ivoire", "Côte d'Ivoire"),
            ("\u{feff}Ne\u{ad}pal\u{200b}\u{200f}", "Nepal"),
            ("Nepal\tAsia\r\nLao\u{2028}PDR", "Nepal Asia  Lao PDR"),
            ("Sierra\u{2011}Leone 2015–2017 −phase：ame", "Sierra-Leone 2015-2017 -phase:ame"),
            ("a，b、c", "a,b,c"),
            ("मन्\u{200d}त्र می\u{200c}خواهم", "मन्\u{200d}त्र می\u{200c}خواهم"),
        ] {
            assert_eq!(plain_text(typed), plain, "{typed:?}");
            assert_eq!(plain_text(plain), plain, "{typed:?}");
        }
        assert_eq!(plain_spacing("“a”\u{a0}b\u{200b}"), "“a” b");
        assert_eq!(search_text(" “Sierra Leone” "), "Sierra Leone");
    }
}
