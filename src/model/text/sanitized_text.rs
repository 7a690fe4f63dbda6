//! Text that is safe to print: control and invisible characters become visible symbols.

use compact_str::CompactString;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::borrow::{Borrow, Cow};
use std::fmt;
use std::ops::Deref;
use unicode_normalization::char::is_combining_mark;
use unicode_segmentation::UnicodeSegmentation;

/// Combining marks on one letter beyond this number are counted, not shown.
const MAX_COMBINING_MARKS: usize = 8;

/// Sanitised text: control and invisible characters are replaced by visible symbols. Texts of up to
/// 24 bytes, such as names, codes and most ids, need no allocation.
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash, schemars::JsonSchema)]
#[schemars(inline, description = "A text.")]
pub struct Text(#[schemars(with = "String")] CompactString);

impl Text {
    /// Sanitises `raw`.
    pub fn new(raw: &str) -> Self {
        Text(sanitize(raw).into())
    }
}

impl Serialize for Text {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self)
    }
}

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct TextVisitor;
        impl de::Visitor<'_> for TextVisitor {
            type Value = Text;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a string")
            }
            // a visitor instead of `String::deserialize` saves one copy
            fn visit_str<E: de::Error>(self, raw: &str) -> Result<Text, E> {
                Ok(Text::new(raw))
            }
        }
        deserializer.deserialize_str(TextVisitor)
    }
}

impl Deref for Text {
    type Target = str;
    fn deref(&self) -> &str {
        &self.0
    }
}

// lets maps with `Text` keys look up a `&str`: both compare and hash alike
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

/// Returns `raw` with all characters visible that a terminal would act on or hide: C0 controls as
/// symbols (`␛`), C1 controls as `<9B>`, bidi controls and invisible characters as `<U+202E>`.
pub fn sanitize(raw: &str) -> Cow<'_, str> {
    // nearly all texts
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
                // scripts such as Persian and Nepali need joiners between their letters
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
    // all bytes, since the compiler makes vectors of a loop without an early exit
    bytes.iter().fold(true, |printable, byte| printable & matches!(byte, b' '..=b'~'))
}

/// Returns the same as `is_safe`, without table lookups for common characters.
fn is_safe_fast(c: char) -> bool {
    match c {
        // Latin, Cyrillic, Arabic and Chinese letters, dashes, quotation marks
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

/// Returns whether sanitising leaves `c` as it is, whatever stands beside it.
fn is_safe(c: char) -> bool {
    !c.is_control() && !is_invisible(c) && !is_combining_mark(c)
}

/// Returns whether a terminal shows nothing for `c`, or changes the text direction.
pub fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
            | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{3164}' | '\u{feff}'
        | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}' | '\u{e000}'..='\u{f8ff}'
        | '\u{f0000}'..='\u{10ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fast_check_agrees_with_unicode_tables() {
        assert_eq!((char::MIN..=char::MAX).find(|c| is_safe_fast(*c) != is_safe(*c)), None);
    }

    #[test]
    fn control_characters_are_replaced_by_symbols() {
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
    fn excess_combining_marks_are_counted() {
        let heap = format!("a{}", "\u{301}".repeat(500));
        assert_eq!(sanitize(&heap), format!("a{}<+492 marks>", "\u{301}".repeat(8)));
    }

    proptest::proptest! {
        #[test]
        fn sanitized_text_has_no_control_characters(raw in "\\PC*|[\\x00-\\u{ff}]*|\\p{Any}*") {
            let shown = sanitize(&raw);
            proptest::prop_assert!(!shown.chars().any(|c| c.is_control()));
            proptest::prop_assert!(!raw.chars().all(is_safe_fast) || shown == raw.as_str());
        }
    }
}
