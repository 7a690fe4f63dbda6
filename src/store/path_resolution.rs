//! Finds the record or field that a typed path means.

use super::dataset::Dataset;
use super::record_suggester::RecordSuggester;
use crate::error::{Error, Result, list_known};
use crate::model::{KindId, RecordPath};
use serde_json::Value;

impl Dataset {
    /// Returns the path that a text means. A record may have its id, any of its names or a code;
    /// see [`Dataset::resolve_name`].
    ///
    /// # Errors
    /// An unknown kind, id or field is a usage error whose hint suggests the nearest name.
    pub fn resolve_path(&self, text: &str) -> Result<RecordPath> {
        let path = RecordPath::new(text.trim().trim_end_matches('/'));
        let kind = KindId::parse(path.kind_name())?;
        let Some(id) = path.id() else { return Ok(path) };
        let Some(record) = self.resolve_name(kind, id) else {
            return Err(self.unknown_record(kind, id));
        };
        let base = self.path(record);
        let Some(field_path) = path.field_path() else { return Ok(base) };
        let (field, key) = match field_path.split_once('/') {
            Some((field, key)) => (field, Some(key)),
            None => (field_path, None),
        };
        let fields = kind.fields();
        if !fields.contains(&field) {
            let description = format!("{} field", kind.singular());
            return Err(Error::unknown_name(&description, field, fields.iter().copied()));
        }
        let Some(key) = key else { return Ok(base.join(field)) };
        match self.value(record).get(field) {
            Some(Value::Object(object)) if object.contains_key(key) => Ok(base.join(field_path)),
            Some(Value::Object(object)) => {
                let description = format!("field of {base}/{field}");
                Err(Error::unknown_name(&description, key, object.keys().map(String::as_str)))
            }
            _ => Err(Error::usage(format!("{base}/{field} is a single value without fields"))),
        }
    }

    /// Returns the usage error about an unknown id. Its hint names the record that is probably
    /// meant, or all of them if they are few.
    fn unknown_record(&self, kind: KindId, id: &str) -> Error {
        let error = Error::usage(format!("unknown {} \"{id}\"", kind.singular()));
        let hint = RecordSuggester::default().suggest(self, kind, id).or_else(|| {
            list_known(&self.records(kind).map(|record| self.id(record)).collect::<Vec<_>>())
        });
        Error { hint, ..error }
    }
}
