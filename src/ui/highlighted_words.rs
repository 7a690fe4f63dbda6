//! Marks words in an area of a buffer.

use crate::model::text::normalize_for_search;
use ratatui::prelude::{Buffer, Modifier, Rect};

/// Reverses the cells of words in an area, whatever their case and accents.
pub fn highlight_words(buf: &mut Buffer, area: Rect, words: &str) {
    let words = normalize_for_search(words);
    if words.trim().is_empty() {
        return;
    }
    let area = area.intersection(buf.area);
    for y in area.top()..area.bottom() {
        let mut line = String::new();
        // the column of each byte
        let mut columns: Vec<u16> = Vec::new();
        for x in area.left()..area.right() {
            line.push_str(&normalize_for_search(buf[(x, y)].symbol()));
            columns.resize(line.len(), x);
        }
        for (at, found) in line.match_indices(&words) {
            for x in &columns[at..at + found.len()] {
                buf[(*x, y)].modifier.insert(Modifier::REVERSED);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::prelude::Style;

    #[test]
    fn words_are_marked_within_the_area() {
        let mut buf = Buffer::empty(Rect::new(0, 0, 20, 1));
        buf.set_string(0, 0, "Côte, CÔTE d'Ivoire", Style::default());
        highlight_words(&mut buf, Rect::new(3, 0, 17, 1), "cote");
        let marked = |x: &u16| buf[(*x, 0)].modifier.contains(Modifier::REVERSED);
        assert_eq!((0..20).filter(marked).collect::<Vec<u16>>(), [6, 7, 8, 9]);
    }
}
