//! Finds the record that a word names.

use super::dataset::Dataset;
use super::name_map::{NameMap, NamePriority};
use super::record_ref::RecordRef;
use crate::model::KindId;
use std::borrow::Cow;

impl Dataset {
    /// Returns the record that a word names: by its id, else by its title or short name, else by
    /// another name or a code such as ISO alpha-3. Case, accents and signs do not matter. A name
    /// that several records have names none of them.
    pub fn resolve_name(&self, kind: KindId, word: &str) -> Option<RecordRef> {
        let ids = [Cow::Borrowed(word), word.to_uppercase().into(), word.to_lowercase().into()];
        ids.iter().find_map(|id| self.find(kind, id)).or_else(|| {
            let names = self.index.names[kind as usize].get_or_init(|| self.collect_names(kind));
            names.find(word)
        })
    }

    /// Collects the names of all records of a kind.
    pub(super) fn collect_names(&self, kind: KindId) -> NameMap {
        let mut names = NameMap::default();
        for record in self.records(kind) {
            names.add(self.id(record), NamePriority::Id, record);
            names.add(&self.title(record), NamePriority::Title, record);
            names.add(&self.short_label(record), NamePriority::Title, record);
            self.for_each_other_name(record, &mut |name| {
                names.add(name, NamePriority::Other, record)
            });
            for name in self.folder_names(record) {
                names.add(name, NamePriority::Other, record);
            }
        }
        names
    }
}
