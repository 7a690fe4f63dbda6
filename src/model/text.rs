//! Text functions: sanitising, width in cells, the form for searches, capital letters.

pub mod ascii_symbols;
mod display_width;
mod distinct_shortening;
mod sanitized_text;
mod search_form;
mod typed_text;

pub use display_width::{truncate, width};
pub use distinct_shortening::{cut_distinctly, truncate_distinctly};
pub use sanitized_text::{Text, is_invisible, sanitize};
pub use search_form::{normalize_for_search, plain_sign};
pub use typed_text::{plain_spacing, plain_text, search_text};

/// Returns a text with its first letter in upper case.
pub fn capitalize(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Marks a file as UTF-8 at its start. Some editors write it; Excel reads a file without it in the
/// code page of the system.
pub const BYTE_ORDER_MARK: char = '\u{feff}';

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_truncated_by_cells() {
        for (text, room, shown) in [
            ("short", 5, "short"),
            ("longer", 5, "long…"),
            ("日本語", 5, "日本…"),
            ("日本語", 4, "日…"),
            ("ab", 1, "…"),
            ("ab", 0, ""),
            ("two words", 5, "two…"),
            ("two words", 8, "two…"),
            ("a longer word", 8, "a longe…"),
            ("a longer word", 9, "a longer…"),
            ("of the two longest", 12, "of the two…"),
            ("Wells, later Water", 8, "Wells…"),
            ("Iran (Islamic Republic of)", 8, "Iran…"),
        ] {
            assert_eq!(truncate(text, room), shown, "{text} in {room}");
        }
    }

    #[test]
    fn search_ignores_case_and_accents() {
        for (text, folded) in [
            ("Côte", "cote"),
            ("Türkiye", "turkiye"),
            ("LAO", "lao"),
            ("Children’s", "children's"),
            ("2015–2017", "2015-2017"),
            ("می\u{200c}خ", "میخ"),
        ] {
            assert_eq!(normalize_for_search(text), folded);
        }
    }
}
