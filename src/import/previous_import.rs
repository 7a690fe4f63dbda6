//! The override that an earlier import of the same files wrote.

use crate::error::{Error, ErrorKind, Result};
use crate::model::KindId;
use indexmap::IndexMap;
use serde_json::value::RawValue;

/// The text of a record by its id.
type RecordTexts = IndexMap<String, Box<RawValue>>;

/// The records of an earlier import, by kind and id.
#[derive(Default)]
pub struct PreviousImport {
    pub(super) kinds: IndexMap<String, RecordTexts>,
}

impl PreviousImport {
    /// Reads the text of an override that an import wrote; an empty one has no records.
    ///
    /// # Errors
    /// Fails if the text is no JSON object, or no import wrote it.
    pub fn parse(text: &str) -> Result<PreviousImport> {
        if text.trim().is_empty() {
            return Ok(PreviousImport::default());
        }
        let refuse = |message: String| {
            Err(Error::new(ErrorKind::InvalidData, message)
                .with_hint("--map NAME writes another file; or move this one away"))
        };
        let members: IndexMap<String, Box<RawValue>> = match serde_json::from_str(text) {
            Ok(members) => members,
            Err(e) => return refuse(format!("the earlier import does not read: {e}")),
        };
        if !members.contains_key("$import") {
            return refuse("the override is not from an import, and is left as it is".into());
        }
        let mut kinds = IndexMap::new();
        for (kind, records) in members.into_iter().filter(|(key, _)| !key.starts_with('$')) {
            match serde_json::from_str::<RecordTexts>(records.get()) {
                Ok(records) => kinds.insert(kind, records),
                Err(e) => return refuse(format!("{kind} of the earlier import do not read: {e}")),
            };
        }
        Ok(PreviousImport { kinds })
    }

    /// Returns the records of a kind, each with its text.
    pub(super) fn texts(&self, kind: KindId) -> impl Iterator<Item = (&str, &str)> {
        let records = self.kinds.get(kind.name()).into_iter().flatten();
        records.map(|(id, text)| (&**id, text.get()))
    }

    /// Returns whether there was no earlier import.
    pub fn is_empty(&self) -> bool {
        self.kinds.is_empty()
    }

    /// Returns the ids of a kind.
    pub(super) fn ids(&self, kind: KindId) -> impl Iterator<Item = &str> {
        self.kinds.get(kind.name()).into_iter().flat_map(|records| records.keys()).map(|id| &**id)
    }
}
