//! Many texts in one, searched as one.

use memchr::memmem;
use std::ops::Range;

/// What stands between two texts; no cleaned text holds it.
const SEPARATOR: char = '\n';

/// Texts behind one another.
#[derive(Default)]
pub(super) struct StringArena {
    text: String,
    /// One past the last byte of each, what stands between it and the next included.
    ends: Vec<usize>,
}

impl StringArena {
    /// Adds a text.
    pub(super) fn push(&mut self, text: &str) {
        self.text.push_str(text);
        self.text.push(SEPARATOR);
        self.ends.push(self.text.len());
    }

    /// Adds all texts of another.
    pub(super) fn append(&mut self, other: &StringArena) {
        self.ends.extend(other.ends.iter().map(|end| end + self.text.len()));
        self.text.push_str(&other.text);
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    fn start(&self, at: usize) -> usize {
        at.checked_sub(1).map_or(0, |before| self.ends[before])
    }

    /// One of them.
    pub(super) fn get(&self, at: usize) -> &str {
        &self.text[self.start(at)..self.ends[at] - SEPARATOR.len_utf8()]
    }

    /// Shows each of a range that has `part` in it, in order, with the byte where that is first.
    pub(super) fn for_each_containing(
        &self,
        part: &str,
        among: Range<usize>,
        mut see: impl FnMut(usize, usize),
    ) {
        if part.is_empty() {
            return among.for_each(|at| see(at, 0));
        }
        if among.is_empty() || part.contains(SEPARATOR) {
            return;
        }
        let finder = memmem::Finder::new(part);
        let (mut at, mut byte, end) =
            (among.start, self.start(among.start), self.ends[among.end - 1]);
        while let Some(found) = finder.find(&self.text.as_bytes()[byte..end]) {
            let found = byte + found;
            // mostly it is in one of the next few
            let mut step = 1;
            while at + step < among.end && self.ends[at + step - 1] <= found {
                at += step;
                step *= 2;
            }
            at += self.ends[at..among.end.min(at + step)].partition_point(|end| *end <= found);
            see(at, found - self.start(at));
            byte = self.ends[at];
            at += 1;
            if at >= among.end {
                return;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn a_part_is_found_where_it_is(texts in proptest::collection::vec("[abé]{0,6}", 0..60), part in "[abé]{0,3}", cut in 0usize..60) {
            let mut joined = StringArena::default();
            texts.iter().for_each(|text| joined.push(text));
            let mut twice = StringArena::default();
            twice.append(&joined);
            twice.append(&joined);
            for (all, texts) in [(&joined, texts.clone()), (&twice, [texts.clone(), texts.clone()].concat())] {
                for among in [0..texts.len(), cut.min(texts.len())..texts.len(), 0..cut.min(texts.len())] {
                    let mut found = Vec::new();
                    all.for_each_containing(&part, among.clone(), |at, byte| found.push((at, byte)));
                    let wanted: Vec<_> = among.filter_map(|at| Some((at, texts[at].find(&part)?))).collect();
                    proptest::prop_assert_eq!(found, wanted);
                }
                proptest::prop_assert!((0..all.len()).all(|at| all.get(at) == texts[at]));
            }
        }
    }
}
