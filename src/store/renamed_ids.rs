//! Ids of records of a programme that is shown after another, which uses them for other records.

use crate::model::{KindId, LINK_FIELDS, LINK_MAP_FIELDS, RecordPath, Text};
use foldhash::fast::RandomState;
use serde_json::Value;
use std::collections::HashMap;

/// The ids of records that have others here than in the files of their programme.
#[derive(Debug, Default)]
pub(super) struct RenamedIds {
    renamed: Ids,
    originals: Ids,
}

type Ids = HashMap<(KindId, Text), Text, RandomState>;

impl RenamedIds {
    pub(super) fn insert(&mut self, kind: KindId, id: Text, renamed: Text) {
        self.originals.insert((kind, renamed.clone()), id.clone());
        self.renamed.insert((kind, id), renamed);
    }

    fn get(&self, kind: KindId, id: &str) -> Option<&Text> {
        if self.renamed.is_empty() { None } else { self.renamed.get(&(kind, Text::new(id))) }
    }

    /// Returns the id that a record of the programme has here.
    pub(super) fn renamed(&self, kind: KindId, id: &str) -> Option<Text> {
        if kind != KindId::Citations {
            return self.get(kind, id).cloned();
        }
        let path = RecordPath::new(id);
        let record = RecordPath::for_record(path.kind()?, self.get(path.kind()?, path.id()?)?);
        let path = path.field_path().map_or(record.clone(), |field| record.join(field));
        Some(Text::new(path.as_str()))
    }

    /// Returns the id in the files of the programme of a record that has another here.
    pub(super) fn original(&self, kind: KindId, id: &str) -> Option<&Text> {
        self.originals.get(&(kind, Text::new(id)))
    }

    /// Replaces the ids in the links of a record, or of a part of it.
    pub(super) fn rename_links(&self, value: &mut Value) {
        if !self.renamed.is_empty() {
            replace_links(value, &mut |kind, id| self.get(kind, id).cloned());
        }
    }
}

/// Returns the new id of a record that a link names; `None` keeps the one that it has.
type LinkReplacement<'a> = &'a mut dyn FnMut(KindId, &str) -> Option<Text>;

/// Replaces the ids in the links of a record, or of a part of it.
pub(super) fn replace_links(value: &mut Value, replacement: LinkReplacement) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| replace_links(item, replacement)),
        Value::Object(fields) => {
            for (field, value) in fields {
                replace_in_field(field, value, replacement);
            }
        }
        _ => {}
    }
}

fn replace_in_field(field: &str, value: &mut Value, replacement: LinkReplacement) {
    if let Some((_, kind)) = LINK_FIELDS.iter().find(|(name, _)| *name == field) {
        return replace_ids(*kind, value, replacement);
    }
    let Some((_, keys, ids)) = LINK_MAP_FIELDS.iter().find(|(name, ..)| *name == field) else {
        return replace_links(value, replacement);
    };
    let Value::Object(entries) = value else { return };
    let renamed = std::mem::take(entries).into_iter().map(|(key, mut list)| {
        replace_ids(*ids, &mut list, replacement);
        (replacement(*keys, &key).map_or(key, |id| id.to_string()), list)
    });
    *entries = renamed.collect();
}

fn replace_ids(kind: KindId, value: &mut Value, replacement: LinkReplacement) {
    match value {
        Value::String(id) => {
            if let Some(renamed) = replacement(kind, id) {
                *id = renamed.to_string();
            }
        }
        Value::Array(ids) => ids.iter_mut().for_each(|id| replace_ids(kind, id, replacement)),
        _ => {}
    }
}
