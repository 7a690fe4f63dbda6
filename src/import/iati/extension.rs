//! Restores the records of a file that gloact wrote: from the elements of the standard, and from
//! those of its own namespace for all that the standard cannot state.

mod activity_fields;
mod linked_records;
mod record_values;

use super::LeftOut;
use super::collector::Fields;
use super::imported_records::{IatiRecords, ImportedRecord};
use super::xml_tree::Element;
use crate::export::iati::EXTENSION_RECORD;
use crate::model::KindId;
use activity_fields::activity_fields;
use indexmap::IndexMap;
use linked_records::add_linked_records;
use record_values::record_fields;
use serde_json::Value;

/// The records of files that gloact wrote, while they are read.
#[derive(Default)]
pub(super) struct ExtensionRecords {
    records: IndexMap<(KindId, String), (u32, Fields)>,
    left_out: LeftOut,
    /// Whether an activity names no record: the file is of another program.
    is_foreign: bool,
}

impl ExtensionRecords {
    /// Reads the record of an activity, and those that stand at it.
    pub(super) fn add_activity(&mut self, element: Element, line: u32) {
        let Some((kind, id)) = stated_record(element) else {
            self.is_foreign = true;
            return;
        };
        let fields = activity_fields(element, kind, &id, &mut self.left_out);
        self.add(kind, id.clone(), line, fields);
        add_linked_records(self, element, kind, &id, line);
        self.add_nested(element, line);
    }

    /// Reads a record of the namespace, whose fields hold before those of other elements.
    pub(super) fn add_record(&mut self, element: Element, line: u32) {
        let kind = element.attribute("kind").and_then(KindId::from_name);
        match (kind, element.attribute("id")) {
            (Some(kind), Some(id)) => self.add(kind, id.into(), line, record_fields(element)),
            _ => self.left_out.add("gloact:record without a known kind and id"),
        }
    }

    /// Reads the records of the namespace that are children of an element.
    fn add_nested(&mut self, element: Element, line: u32) {
        for record in element.all(EXTENSION_RECORD) {
            self.add_record(record, line);
        }
    }

    fn add(&mut self, kind: KindId, id: String, line: u32, fields: Fields) {
        let (_, known) = self.records.entry((kind, id)).or_insert_with(|| (line, Fields::new()));
        known.extend(fields);
    }

    /// Adds a text to a list of a record, unless it is there.
    fn push(&mut self, kind: KindId, id: &str, line: u32, field: &str, text: &str) {
        let (_, known) =
            self.records.entry((kind, id.into())).or_insert_with(|| (line, Fields::new()));
        let list = known.entry(field).or_insert_with(|| Value::Array(Vec::new()));
        if let Value::Array(list) = list
            && !list.iter().any(|one| one == text)
        {
            list.push(text.into());
        }
    }

    /// Returns the records and what is left out; `None` if the files are of other programs, also in
    /// part.
    pub(super) fn finish(self) -> Option<(IatiRecords, LeftOut)> {
        if self.is_foreign || self.records.is_empty() {
            return None;
        }
        let mut records = IatiRecords::default();
        for ((kind, id), (line, fields)) in self.records {
            records.add(kind, ImportedRecord { id, line, fields });
        }
        Some((records, self.left_out))
    }
}

/// Returns the record that an element states: `phases/rivers-1`.
fn stated_record(element: Element) -> Option<(KindId, String)> {
    let (kind, id) = element.attribute(EXTENSION_RECORD)?.split_once('/')?;
    Some((KindId::from_name(kind)?, id.into()))
}
