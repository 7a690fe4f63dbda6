//! The table of the records of a kind, for code that treats all kinds alike.

use super::layer::LayerTextRange;
use super::record_map::{RecordMap, StoredEntry};
use super::record_text_ranges::RecordTextRanges;
use crate::model::{EdtfDate, Record, RecordReference, Text};
use serde_json::Value;

/// The records of one kind, for code that treats all kinds alike. Indices are those of the map.
pub(super) trait AnyRecordMap: Sync {
    fn len(&self) -> usize;

    fn id(&self, index: usize) -> Option<&Text>;

    fn find(&self, id: &str) -> Option<usize>;

    fn title(&self, index: usize) -> Option<&str>;

    fn short_label(&self, index: usize) -> Option<&str>;

    fn to_json(&self, index: usize) -> Option<Value>;

    fn for_each_link<'a>(&'a self, index: usize, visit: &mut dyn FnMut(RecordReference<'a>));

    fn for_each_date<'a>(&'a self, index: usize, visit: &mut dyn FnMut(&'static str, &'a EdtfDate));

    fn for_each_text<'a>(&'a self, index: usize, visit: &mut dyn FnMut(&'static str, &'a str));

    /// Returns the parts of the layers that a record came from, the lowest layer first.
    fn slices(&self, index: usize) -> &[LayerTextRange];

    /// Makes room for this many more records.
    fn reserve(&mut self, additional: usize);

    /// Parses a record and puts it in the place of the one with this id, or at the end.
    fn insert_text(
        &mut self,
        id: &Text,
        text: &str,
        slices: RecordTextRanges,
    ) -> serde_json::Result<()>;

    /// Does the same with a value; the error says in which field it is wrong.
    fn insert_value(
        &mut self,
        id: &Text,
        value: &Value,
        slices: RecordTextRanges,
    ) -> Result<(), serde_path_to_error::Error<serde_json::Error>>;

    /// Keeps the records of which `keeps` is true for the id, in their order.
    fn retain(&mut self, keeps: &dyn Fn(&Text) -> bool);
}

impl<T: Record + Send + Sync> AnyRecordMap for RecordMap<T> {
    fn len(&self) -> usize {
        self.0.len()
    }

    fn id(&self, index: usize) -> Option<&Text> {
        self.get_index(index).map(|(id, _)| id)
    }

    fn find(&self, id: &str) -> Option<usize> {
        self.0.get_index_of(id)
    }

    fn title(&self, index: usize) -> Option<&str> {
        self.get_index(index).map(|(_, record)| record.title())
    }

    fn short_label(&self, index: usize) -> Option<&str> {
        self.get_index(index).map(|(_, record)| record.short_label())
    }

    fn to_json(&self, index: usize) -> Option<Value> {
        self.get_index(index).and_then(|(_, record)| serde_json::to_value(record).ok())
    }

    fn for_each_link<'a>(&'a self, index: usize, visit: &mut dyn FnMut(RecordReference<'a>)) {
        if let Some((_, record)) = self.get_index(index) {
            record.for_each_link(visit);
        }
    }

    fn for_each_date<'a>(
        &'a self,
        index: usize,
        visit: &mut dyn FnMut(&'static str, &'a EdtfDate),
    ) {
        if let Some((_, record)) = self.get_index(index) {
            record.for_each_date(visit);
        }
    }

    fn for_each_text<'a>(&'a self, index: usize, visit: &mut dyn FnMut(&'static str, &'a str)) {
        if let Some((_, record)) = self.get_index(index) {
            record.for_each_text(visit);
        }
    }

    fn slices(&self, index: usize) -> &[LayerTextRange] {
        self.0.get_index(index).map_or(&[], |(_, entry)| entry.slices.as_slice())
    }

    fn reserve(&mut self, additional: usize) {
        self.0.reserve(additional);
    }

    fn insert_text(
        &mut self,
        id: &Text,
        text: &str,
        slices: RecordTextRanges,
    ) -> serde_json::Result<()> {
        let record = serde_json::from_str(text)?;
        self.0.insert(id.clone(), StoredEntry { record, slices });
        Ok(())
    }

    fn insert_value(
        &mut self,
        id: &Text,
        value: &Value,
        slices: RecordTextRanges,
    ) -> Result<(), serde_path_to_error::Error<serde_json::Error>> {
        let record = serde_path_to_error::deserialize(value)?;
        self.0.insert(id.clone(), StoredEntry { record, slices });
        Ok(())
    }

    fn retain(&mut self, keeps: &dyn Fn(&Text) -> bool) {
        self.0.retain(|id, _| keeps(id));
    }
}
