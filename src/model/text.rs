//! Text that no terminal can be harmed by: made once, where bytes become data.

use compact_str::CompactString;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::borrow::{Borrow, Cow};
use std::fmt;
use std::ops::Deref;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// A text with a capital at its start.
pub fn capitalize(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// How many combining marks one letter may carry before the rest is only counted.
const MAX_COMBINING_MARKS: usize = 8;

/// Cleaned text: control and invisible characters are shown, never obeyed and never dropped. Up to 24 bytes, which names, codes
/// and most ids have, take no memory of their own.
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash, schemars::JsonSchema)]
#[schemars(inline)]
pub struct Text(#[schemars(with = "String")] CompactString);

impl Text {
    /// Cleans `raw`.
    pub fn new(raw: &str) -> Self {
        Text(sanitize(raw).into())
    }
}

impl Serialize for Text {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self)
    }
}

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct TextVisitor;
        impl de::Visitor<'_> for TextVisitor {
            type Value = Text;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a string")
            }
            // straight from the bytes that are read: a string in between would be copied twice
            fn visit_str<E: de::Error>(self, raw: &str) -> Result<Text, E> {
                Ok(Text::new(raw))
            }
        }
        from.deserialize_str(TextVisitor)
    }
}

impl Deref for Text {
    type Target = str;
    fn deref(&self) -> &str {
        &self.0
    }
}

// the same text is equal and hashes alike as `str`, so that maps are asked with a `&str`
impl Borrow<str> for Text {
    fn borrow(&self) -> &str {
        self
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self)
    }
}

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

/// `raw` with every character that could act on a terminal, or hide, made visible:
/// control characters as pictures (`␛`), C1 as `<9B>`, bidi controls and invisibles as `<U+202E>`.
pub fn sanitize(raw: &str) -> Cow<'_, str> {
    // what most texts are: letters that are shown as they are
    if is_printable_ascii(raw.as_bytes()) || raw.chars().all(is_safe_fast) {
        return Cow::Borrowed(raw);
    }
    let mut out = String::with_capacity(raw.len());
    for cluster in raw.graphemes(true) {
        let mut marks = 0;
        let mut before = ' ';
        for c in cluster.chars() {
            if is_combining_mark(c) {
                marks += 1;
                if marks > MAX_COMBINING_MARKS {
                    continue;
                }
            }
            match c {
                '\0'..='\x1f' => out.push(char::from_u32(0x2400 + c as u32).unwrap_or('?')),
                '\x7f' => out.push('\u{2421}'),
                '\u{80}'..='\u{9f}' => out.push_str(&format!("<{:02X}>", c as u32)),
                // joiners belong to the writing of Persian, Nepali and others, after a letter of such a script
                '\u{200c}' | '\u{200d}' if before > '\u{2ff}' => out.push(c),
                c if is_invisible(c) => out.push_str(&format!("<U+{:04X}>", c as u32)),
                c => out.push(c),
            }
            before = c;
        }
        if marks > MAX_COMBINING_MARKS {
            out.push_str(&format!("<+{} marks>", marks - MAX_COMBINING_MARKS));
        }
    }
    Cow::Owned(out)
}

fn is_printable_ascii(bytes: &[u8]) -> bool {
    bytes.iter().all(|byte| matches!(byte, b' '..=b'~'))
}

/// Whether `c` is a sign of its own that acts on nothing: cleaning leaves it, whatever stands beside it.
fn is_safe_fast(c: char) -> bool {
    match c {
        // letters and signs of Europe, of Arabic and of Chinese, dashes and quotation marks: none of them needs a second look
        ' '..='~'
        | '\u{a1}'..='\u{ac}'
        | '\u{ae}'..='\u{2ff}'
        | '\u{400}'..='\u{482}'
        | '\u{620}'..='\u{64a}'
        | '\u{2010}'..='\u{2027}'
        | '\u{4e00}'..='\u{9fff}' => true,
        c => is_safe(c),
    }
}

/// The same by the tables of Unicode.
fn is_safe(c: char) -> bool {
    !c.is_control() && !is_invisible(c) && !is_combining_mark(c)
}

/// Whether a terminal shows nothing for `c`, or turns the direction of what follows.
pub fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{feff}'
        | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}' | '\u{e000}'..='\u{f8ff}'
        | '\u{f0000}'..='\u{10ffff}')
}

/// `text` as it is searched: lower case, without accents, so that "cote" finds "Côte".
pub fn normalize_for_search(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    text.nfkd()
        .filter(|c| !is_combining_mark(*c))
        .flat_map(char::to_lowercase)
        .map(|c| if c == '’' { '\'' } else { c })
        .collect()
}

/// How many cells a text takes; no text counts as wider than any screen, so that sums of a few widths stay in range.
pub fn width(text: &str) -> u16 {
    text.width().min(8_000) as u16
}

/// `text` in at most `room` cells, its end replaced by `…` when it is longer.
pub fn truncate(text: &str, room: u16) -> String {
    if width(text) <= room {
        return text.to_string();
    }
    let mut shown = String::new();
    let mut used = 0;
    for cluster in text.graphemes(true) {
        let cells = width(cluster);
        if used + cells + 1 > room {
            break;
        }
        used += cells;
        shown.push_str(cluster);
    }
    if room > 0 {
        shown.truncate(shown.trim_end().len());
        shown.push('…');
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_plain_at_first_sight_is_so_at_the_second() {
        assert_eq!((char::MIN..=char::MAX).find(|c| is_safe_fast(*c) != is_safe(*c)), None);
    }

    #[test]
    fn text_is_cut_by_cells() {
        for (text, room, shown) in [
            ("short", 5, "short"),
            ("longer", 5, "long…"),
            ("日本語", 5, "日本…"),
            ("日本語", 4, "日…"),
            ("ab", 1, "…"),
            ("ab", 0, ""),
            ("two words", 5, "two…"),
        ] {
            assert_eq!(truncate(text, room), shown, "{text} in {room}");
        }
    }

    #[test]
    fn controls_are_shown_not_obeyed() {
        for (raw, shown) in [
            ("plain", "plain"),
            ("a\x1b[31mb", "a␛[31mb"),
            ("two\nlines\r\t", "two␊lines␍␉"),
            ("\u{9b}2J", "<9B>2J"),
            ("ab\u{202e}cd", "ab<U+202E>cd"),
            ("zero\u{200b}width", "zero<U+200B>width"),
            ("Côte d'Ivoire", "Côte d'Ivoire"),
            ("मन्\u{200d}त्र", "मन्\u{200d}त्र"),
        ] {
            assert_eq!(sanitize(raw), shown, "{raw:?}");
        }
    }

    #[test]
    fn a_heap_of_marks_is_counted() {
        let heap = format!("a{}", "\u{301}".repeat(500));
        assert_eq!(sanitize(&heap), format!("a{}<+492 marks>", "\u{301}".repeat(8)));
    }

    #[test]
    fn folding_drops_case_and_accents() {
        for (text, folded) in
            [("Côte", "cote"), ("Türkiye", "turkiye"), ("LAO", "lao"), ("Children’s", "children's")]
        {
            assert_eq!(normalize_for_search(text), folded);
        }
    }

    proptest::proptest! {
        #[test]
        fn cleaned_text_holds_nothing_that_acts(raw in "\\PC*|[\\x00-\\u{ff}]*|\\p{Any}*") {
            let shown = sanitize(&raw);
            proptest::prop_assert!(!shown.chars().any(|c| c.is_control()));
            proptest::prop_assert!(!raw.chars().all(is_safe_fast) || shown == raw.as_str());
        }
    }
}
