//! Records of one kind by id, each with the parts of the layers that it came from.

use super::record_text_ranges::RecordTextRanges;
use crate::model::Text;
use foldhash::fast::RandomState;
use indexmap::IndexMap;

/// All records of a kind by id, in the order of the data. Only the store can change it.
pub struct RecordMap<T>(pub(super) IndexMap<Text, StoredEntry<T>, RandomState>);

pub(super) struct StoredEntry<T> {
    pub(super) record: T,
    pub(super) slices: RecordTextRanges,
}

impl<T> Default for RecordMap<T> {
    fn default() -> RecordMap<T> {
        RecordMap(IndexMap::default())
    }
}

impl<T> RecordMap<T> {
    /// Returns the number of records.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Returns whether there are no records.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns the record with this id.
    pub fn get(&self, id: &str) -> Option<&T> {
        self.0.get(id).map(|entry| &entry.record)
    }

    /// Returns the id and the record at this index.
    pub fn get_index(&self, index: usize) -> Option<(&Text, &T)> {
        self.0.get_index(index).map(|(id, entry)| (id, &entry.record))
    }

    /// Returns whether there is a record with this id.
    pub fn contains_key(&self, id: &str) -> bool {
        self.0.contains_key(id)
    }

    /// Returns the index of the record with this id.
    pub fn get_index_of(&self, id: &str) -> Option<usize> {
        self.0.get_index_of(id)
    }

    /// Returns the first id and record.
    pub fn first(&self) -> Option<(&Text, &T)> {
        self.get_index(0)
    }

    /// Returns ids and records.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (&Text, &T)> + ExactSizeIterator {
        self.0.iter().map(|(id, entry)| (id, &entry.record))
    }

    /// Returns the ids.
    pub fn keys(&self) -> impl DoubleEndedIterator<Item = &Text> + ExactSizeIterator {
        self.0.keys()
    }

    /// Returns the records.
    pub fn values(&self) -> impl DoubleEndedIterator<Item = &T> + ExactSizeIterator {
        self.0.values().map(|entry| &entry.record)
    }
}
