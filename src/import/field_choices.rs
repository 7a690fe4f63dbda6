//! Lists the fields that a column of a sheet can be used for.

use super::field_types::import_fields;
use crate::model::KindId;

/// A field that a column can be used for.
#[derive(Clone, Debug, PartialEq)]
pub struct FieldChoice {
    /// The name by which an answer chooses it: `title`, `participants/women`, `id`.
    pub path: String,
    /// A new record needs it.
    pub is_needed: bool,
    pub description: String,
}

/// Returns the fields of a kind, after the key by which a row is found again.
pub fn field_choices(kind: KindId) -> Vec<FieldChoice> {
    let key = FieldChoice {
        path: "id".into(),
        is_needed: false,
        description: "The key by which the row is found again".into(),
    };
    let fields = import_fields(kind).iter().map(|field| FieldChoice {
        path: field.path.clone(),
        is_needed: field.is_needed,
        description: field.description.clone(),
    });
    [key].into_iter().chain(fields).collect()
}
