//! The address of everything: `countries`, `countries/NP`, `countries/NP/status`.

use serde_json::Value;
use std::fmt;

/// An address: a kind, a kind and an id, or a field (one level deeper for objects: `phases/glo-act/budget/amount`).
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RecordPath(String);

impl RecordPath {
    /// The place of a whole record.
    pub fn for_record(kind: &str, id: &str) -> RecordPath {
        RecordPath(format!("{kind}/{id}"))
    }

    /// The place as it is written, not looked up.
    pub fn new(text: impl Into<String>) -> RecordPath {
        RecordPath(text.into())
    }

    /// The place of a field of this record.
    #[must_use]
    pub fn join(&self, field: &str) -> RecordPath {
        RecordPath(format!("{}/{field}", self.0))
    }

    /// The place that this one lies in.
    #[must_use]
    pub fn parent(&self) -> RecordPath {
        RecordPath(
            self.0.rsplit_once('/').map_or_else(String::new, |(parent, _)| parent.to_string()),
        )
    }

    /// The kind: its first word.
    pub fn kind(&self) -> &str {
        self.0.split('/').next().unwrap_or_default()
    }

    /// The id: its second word. A citation's id is itself a place, so it takes all the rest.
    pub fn id(&self) -> Option<&str> {
        let (kind, rest) = self.0.split_once('/')?;
        Some(if kind == "citations" { rest } else { rest.split('/').next().unwrap_or(rest) })
    }

    /// The field and what lies below it: `budget`, `budget/amount`.
    pub fn field_path(&self) -> Option<&str> {
        let (kind, rest) = self.0.split_once('/')?;
        if kind == "citations" { None } else { rest.split_once('/').map(|(_, path)| path) }
    }

    /// What a record says here: all of it, or the value that lies at the path.
    pub fn value_in(&self, record: Value) -> Option<Value> {
        let keys = self
            .field_path()
            .into_iter()
            .flat_map(|path| path.split('/'))
            .filter(|key| !key.is_empty());
        keys.into_iter().try_fold(record, |value, key| value.get(key).cloned())
    }

    /// The place as text.
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
    fn a_place_has_parts() {
        for (text, kind, id, path) in [
            ("countries", "countries", None, None),
            ("countries/NP", "countries", Some("NP"), None),
            ("phases/glo-act/budget/amount", "phases", Some("glo-act"), Some("budget/amount")),
            ("citations/phases/glo-act/budget", "citations", Some("phases/glo-act/budget"), None),
        ] {
            let place = RecordPath::new(text);
            assert_eq!((place.kind(), place.id(), place.field_path()), (kind, id, path), "{text}");
        }
    }
}
