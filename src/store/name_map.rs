//! Maps the names of records to records, whatever the case, accents and signs of the names.

use super::record_ref::RecordRef;
use crate::model::text::normalize_for_search;
use foldhash::fast::RandomState;
use indexmap::IndexMap;

/// A sort of name. Of two records with the same name, the one with the lower sort is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum NamePriority {
    Id,
    /// The title or the short name.
    Title,
    /// A code, an alias or a name in another language.
    Other,
}

/// A name as it is compared, and what it names.
pub(super) struct NameEntry {
    /// The name as the record states it.
    pub(super) name: String,
    sort: NamePriority,
    /// `None` if several records have the name.
    pub(super) record: Option<RecordRef>,
}

/// The names of records of one kind, by their folded form.
#[derive(Default)]
pub(super) struct NameMap(IndexMap<String, NameEntry, RandomState>);

impl NameMap {
    pub(super) fn add(&mut self, name: &str, sort: NamePriority, record: RecordRef) {
        let folded = fold_name(name);
        if folded.is_empty() {
            return;
        }
        let new = NameEntry { name: name.to_string(), sort, record: Some(record) };
        match self.0.get_mut(&folded) {
            None => {
                self.0.insert(folded, new);
            }
            Some(entry) if sort < entry.sort => *entry = new,
            Some(entry) if sort == entry.sort && entry.record != new.record => entry.record = None,
            Some(_) => {}
        }
    }

    /// Returns the one record that has the name.
    pub(super) fn find(&self, name: &str) -> Option<RecordRef> {
        self.get(&fold_name(name))?.record
    }

    /// Returns the entry of a folded name.
    pub(super) fn get(&self, folded: &str) -> Option<&NameEntry> {
        self.0.get(folded)
    }

    /// Returns the names by their folded form, in the order of the records.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, &NameEntry)> {
        self.0.iter().map(|(folded, entry)| (&**folded, entry))
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }
}

/// Returns a name as it is compared: letters and digits alone, without case, accents, "the" and
/// "and", so that "Gambia (the)" is "the Gambia", and "GLO.ACT" is "glo-act".
pub(super) fn fold_name(name: &str) -> String {
    let name = normalize_for_search(name);
    let words = || name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let folded: String = words().filter(|word| !matches!(*word, "the" | "and")).collect();
    if folded.is_empty() { words().collect() } else { folded }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_folded_to_their_letters() {
        for (name, folded) in [
            ("Côte d’Ivoire", "cotedivoire"),
            ("Gambia (the)", "gambia"),
            ("Bosnia & Herzegovina", "bosniaherzegovina"),
            ("Bosnia and Herzegovina", "bosniaherzegovina"),
            ("GLO.ACT", "gloact"),
            ("The", "the"),
            ("Непал", "непал"),
            ("–", ""),
        ] {
            assert_eq!(fold_name(name), folded);
        }
    }
}
