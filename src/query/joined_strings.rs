//! Stores many strings in one, so that a single pass searches all of them.

use memchr::memmem;
use std::ops::Range;

/// Ends each string; sanitised text does not contain it.
const SEPARATOR: char = '\n';

/// Strings, stored one after the other.
#[derive(Default)]
pub(super) struct JoinedStrings {
    text: String,
    /// For each string, the byte after its separator.
    ends: Vec<usize>,
}

impl JoinedStrings {
    pub(super) fn push(&mut self, text: &str) {
        self.text.push_str(text);
        self.text.push(SEPARATOR);
        self.ends.push(self.text.len());
    }

    pub(super) fn append(&mut self, other: &JoinedStrings) {
        let offset = self.text.len();
        self.ends.extend(other.ends.iter().map(|end| end + offset));
        self.text.push_str(&other.text);
    }

    /// Returns the number of strings.
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    fn start(&self, index: usize) -> usize {
        if index == 0 { 0 } else { self.ends[index - 1] }
    }

    pub(super) fn get(&self, index: usize) -> &str {
        &self.text[self.start(index)..self.ends[index] - SEPARATOR.len_utf8()]
    }

    /// Calls `visit` for each string of a range that contains `part`, in order, with its index and
    /// the byte at which `part` first occurs in it.
    pub(super) fn for_each_containing(
        &self,
        part: &str,
        range: Range<usize>,
        mut visit: impl FnMut(usize, usize),
    ) {
        if part.is_empty() {
            for index in range {
                visit(index, 0);
            }
            return;
        }
        if range.is_empty() || part.contains(SEPARATOR) {
            return;
        }
        let finder = memmem::Finder::new(part);
        let end = self.ends[range.end - 1];
        let mut index = range.start;
        let mut byte = self.start(index);
        while let Some(found) = finder.find(&self.text.as_bytes()[byte..end]) {
            let found = byte + found;
            index = self.index_at(found, index..range.end);
            visit(index, found - self.start(index));
            // go on after this string
            byte = self.ends[index];
            index += 1;
            if index >= range.end {
                return;
            }
        }
    }

    /// Returns the index of the string that contains a byte.
    fn index_at(&self, byte: usize, range: Range<usize>) -> usize {
        // exponential search, because it is mostly one of the next few
        let mut start = range.start;
        let mut step = 1;
        while start + step < range.end && self.ends[start + step - 1] <= byte {
            start += step;
            step *= 2;
        }
        let candidates = &self.ends[start..range.end.min(start + step)];
        start + candidates.partition_point(|end| *end <= byte)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn arena(texts: &[String]) -> JoinedStrings {
        let mut arena = JoinedStrings::default();
        for text in texts {
            arena.push(text);
        }
        arena
    }

    proptest::proptest! {
        #[test]
        fn search_finds_what_each_string_contains(
            texts in proptest::collection::vec("[abé]{0,6}", 0..60),
            part in "[abé]{0,3}",
            cut in 0usize..60,
        ) {
            let once = arena(&texts);
            let mut twice = arena(&texts);
            twice.append(&once);
            let cut = cut.min(texts.len());
            let both = [&texts[..], &texts[..]].concat();
            for (arena, texts) in [(&once, texts.clone()), (&twice, both)] {
                for range in [0..texts.len(), cut..texts.len(), 0..cut] {
                    let mut found = Vec::new();
                    let visit = |at, byte| found.push((at, byte));
                    arena.for_each_containing(&part, range.clone(), visit);
                    let expected: Vec<_> =
                        range.filter_map(|at| Some((at, texts[at].find(&part)?))).collect();
                    proptest::prop_assert_eq!(found, expected);
                }
                proptest::prop_assert!((0..arena.len()).all(|at| arena.get(at) == texts[at]));
            }
        }
    }
}
