//! Paths of records and fields: `countries`, `countries/NP`, `countries/NP/status`.

use super::KindId;
use serde_json::Value;
use std::fmt;

/// The path of a kind, a record or a field, or of a value inside a field:
/// `phases/glo-act/budget/amount`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RecordPath(String);

impl RecordPath {
    /// Returns the path of all records of a kind.
    pub fn for_kind(kind: KindId) -> RecordPath {
        RecordPath(kind.name().into())
    }

    /// Returns the path of a record.
    pub fn for_record(kind: KindId, id: &str) -> RecordPath {
        RecordPath(format!("{kind}/{id}"))
    }

    /// Takes a text for a path without looking it up.
    pub fn new(text: impl Into<String>) -> RecordPath {
        RecordPath(text.into())
    }

    /// Returns the path of a field of this record, or of a value inside this field.
    #[must_use]
    pub fn join(&self, field: &str) -> RecordPath {
        RecordPath(format!("{}/{field}", self.0))
    }

    /// Returns the path without its last part.
    #[must_use]
    pub fn parent(&self) -> RecordPath {
        let parent = self.0.rsplit_once('/').map_or("", |(parent, _)| parent);
        RecordPath(parent.to_string())
    }

    /// Returns the name of the kind: the first part.
    pub fn kind_name(&self) -> &str {
        self.0.split('/').next().unwrap_or_default()
    }

    /// Returns the kind, if there is one of this name.
    pub fn kind(&self) -> Option<KindId> {
        KindId::from_name(self.kind_name())
    }

    fn is_citation(&self) -> bool {
        self.kind() == Some(KindId::Citations)
    }

    /// Returns the id: the second part. The id of a citation is itself a path and takes all parts.
    pub fn id(&self) -> Option<&str> {
        let (_, rest) = self.0.split_once('/')?;
        if self.is_citation() { Some(rest) } else { rest.split('/').next() }
    }

    /// Returns the field and the keys below it: `budget`, `budget/amount`.
    pub fn field_path(&self) -> Option<&str> {
        let (_, rest) = self.0.split_once('/')?;
        if self.is_citation() { None } else { rest.split_once('/').map(|(_, path)| path) }
    }

    /// Returns the path of the record that this leads to or into.
    pub fn record(&self) -> Option<RecordPath> {
        Some(RecordPath::for_record(self.kind()?, self.id()?))
    }

    /// Returns the value at this path in the JSON of its record.
    pub fn value_in(&self, record: Value) -> Option<Value> {
        let field_path = self.field_path().unwrap_or_default();
        let mut keys = field_path.split('/').filter(|key| !key.is_empty());
        keys.try_fold(record, |value, key| value.get(key).cloned())
    }

    /// Returns the path as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for RecordPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_has_kind_id_and_field() {
        for (text, kind, id, path) in [
            ("countries", "countries", None, None),
            ("countries/NP", "countries", Some("NP"), None),
            ("phases/glo-act/budget/amount", "phases", Some("glo-act"), Some("budget/amount")),
            ("citations/phases/glo-act/budget", "citations", Some("phases/glo-act/budget"), None),
        ] {
            let record_path = RecordPath::new(text);
            assert_eq!(
                (record_path.kind_name(), record_path.id(), record_path.field_path()),
                (kind, id, path),
                "{text}"
            );
        }
    }
}
