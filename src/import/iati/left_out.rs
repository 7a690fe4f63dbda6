//! Counts what an import leaves out, so that nothing is lost in silence.

use std::collections::BTreeMap;

/// Parts of files that no record can state, with the number of times that they occur.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LeftOut(BTreeMap<String, usize>);

impl LeftOut {
    /// Counts one occurrence of a part, such as `default-flow-type`.
    pub(super) fn add(&mut self, part: &str) {
        self.add_many(part, 1);
    }

    pub(super) fn add_many(&mut self, part: &str, count: usize) {
        if count == 0 {
            return;
        }
        match self.0.get_mut(part) {
            Some(known) => *known += count,
            None => {
                self.0.insert(part.into(), count);
            }
        }
    }

    /// Returns the parts with their counts, the most frequent first.
    pub fn counts(&self) -> Vec<(&str, usize)> {
        let mut all: Vec<(&str, usize)> =
            self.0.iter().map(|(part, count)| (&**part, *count)).collect();
        all.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        all
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}
