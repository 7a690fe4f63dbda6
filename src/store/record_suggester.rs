//! Suggests the record that an unknown id probably means.

use super::dataset::Dataset;
use super::name_map::{NameEntry, NameMap, fold_name};
use super::record_ref::RecordRef;
use crate::model::KindId;
use crate::model::text::sanitize;
use crate::suggest::{closest, did_you_mean};

/// Comparisons of names for all suggestions about a data set: about a second of work.
const MAX_COMPARISONS: usize = 1_000_000;

/// A shorter name, such as the code of a country, resembles too many words to be guessed from one
/// that has more than one letter more.
const MIN_NAME_LETTERS: usize = 3;

/// Suggests records for many unknown ids. The number of comparisons is bounded, because a file may
/// have as many unknown ids as there are known ones.
pub(super) struct RecordSuggester {
    comparisons_left: usize,
    /// The names of each kind, with the number of records that they were collected from.
    names: [Option<(usize, NameMap)>; KindId::ALL.len()],
}

impl Default for RecordSuggester {
    fn default() -> Self {
        RecordSuggester { comparisons_left: MAX_COMPARISONS, names: std::array::from_fn(|_| None) }
    }
}

impl RecordSuggester {
    /// Forgets the names of all kinds, because records may have changed.
    pub(super) fn forget_names(&mut self) {
        self.names = std::array::from_fn(|_| None);
    }

    /// Returns the hint that names the record meant by an unknown id: the one with this name, else
    /// the one with the most similar name. Returns `None` after too many comparisons.
    pub(super) fn suggest(&mut self, data: &Dataset, kind: KindId, word: &str) -> Option<String> {
        if self.comparisons_left == 0 {
            return None;
        }
        let count = data.table(kind).len();
        let names = &mut self.names[kind as usize];
        if names.as_ref().is_none_or(|(of, _)| *of != count) {
            let map = data.collect_names(kind);
            self.comparisons_left = self.comparisons_left.saturating_sub(map.len());
            *names = Some((count, map));
        }
        let (_, names) = names.as_ref()?;
        if let Some(record) = names.find(word) {
            let id = data.id(record);
            let is_id = id.eq_ignore_ascii_case(word);
            return Some(if is_id {
                did_you_mean(id)
            } else {
                format!("{} is {id}", sanitize(word))
            });
        }
        self.comparisons_left = self.comparisons_left.saturating_sub(names.len());
        let (record, entry) = most_similar(names, word)?;
        let id = data.id(record);
        // the id of a country is a code, which says little
        let name = if kind == KindId::Countries {
            data.short_label(record)
        } else {
            (&*entry.name).into()
        };
        if name == id {
            return Some(did_you_mean(id));
        }
        Some(format!("did you mean \"{id}\" ({name})?"))
    }
}

/// Returns the name that is most similar to a word, with its record.
fn most_similar<'a>(names: &'a NameMap, word: &str) -> Option<(RecordRef, &'a NameEntry)> {
    let word = fold_name(word);
    let letters = word.chars().count();
    let is_candidate = |name: &str| {
        let name_letters = name.chars().count();
        name_letters >= MIN_NAME_LETTERS || letters <= name_letters + 1
    };
    let candidates =
        names.iter().filter(|(name, entry)| entry.record.is_some() && is_candidate(name));
    let found = closest(&word, candidates.map(|(name, _)| name))?;
    let entry = names.get(found)?;
    Some((entry.record?, entry))
}
