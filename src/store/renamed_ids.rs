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
        match value {
            _ if self.renamed.is_empty() => {}
            Value::Array(items) => items.iter_mut().for_each(|item| self.rename_links(item)),
            Value::Object(fields) => {
                for (field, value) in fields {
                    self.rename_field(field, value);
                }
            }
            _ => {}
        }
    }

    fn rename_field(&self, field: &str, value: &mut Value) {
        if let Some((_, kind)) = LINK_FIELDS.iter().find(|(name, _)| *name == field) {
            return self.rename_ids(*kind, value);
        }
        let Some((_, keys, ids)) = LINK_MAP_FIELDS.iter().find(|(name, ..)| *name == field) else {
            return self.rename_links(value);
        };
        let Value::Object(entries) = value else { return };
        let renamed = std::mem::take(entries).into_iter().map(|(key, mut list)| {
            self.rename_ids(*ids, &mut list);
            (self.get(*keys, &key).map_or(key, ToString::to_string), list)
        });
        *entries = renamed.collect();
    }

    fn rename_ids(&self, kind: KindId, value: &mut Value) {
        match value {
            Value::String(id) => {
                if let Some(renamed) = self.get(kind, id) {
                    *id = renamed.to_string();
                }
            }
            Value::Array(ids) => ids.iter_mut().for_each(|id| self.rename_ids(kind, id)),
            _ => {}
        }
    }
}
