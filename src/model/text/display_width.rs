//! The width of texts in terminal cells.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// Wider than any screen, and small enough that sums of a few widths stay within `u16`.
const MAX_WIDTH: usize = 8_000;

/// Returns the width of a text in terminal cells, at most `MAX_WIDTH`.
pub fn width(text: &str) -> u16 {
    text.width().min(MAX_WIDTH) as u16
}

/// Returns a text of at most `max_width` cells; a longer one ends with `…` after a whole word. A
/// word is only broken if whole words would leave less than a third of the cells.
pub fn truncate(text: &str, max_width: u16) -> String {
    if width(text) <= max_width {
        return text.to_string();
    }
    let mut shown = String::new();
    let mut used = 0;
    let mut rest = text.graphemes(true).peekable();
    while let Some(cluster) = rest.peek() {
        let cells = width(cluster);
        if used + cells + 1 > max_width {
            break;
        }
        used += cells;
        shown.push_str(cluster);
        rest.next();
    }
    let breaks_word = rest.peek().is_some_and(|cluster| *cluster != " ");
    if breaks_word
        && let Some((words, _)) = shown.rsplit_once(' ')
        && width(words) >= max_width / 3
    {
        shown.truncate(words.len());
    }
    if max_width > 0 {
        // punctuation has nothing to stand before
        shown.truncate(shown.trim_end_matches([' ', ',', ';', ':', '(', '[', '·', '–']).len());
        shown.push('…');
    }
    shown
}
