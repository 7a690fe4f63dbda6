//! Compares the fields of a row with the record that there is, value by value.

use super::field_merge::changes_nothing;
use super::import_plan::ImportPlan;
use super::planned_row::PlannedRow;
use crate::store::Dataset;
use serde_json::Value;

/// A field that a row changes, with its values as text.
#[derive(Clone, Debug, PartialEq)]
pub struct FieldChange {
    pub field: String,
    /// The value before; `None` if the record has none.
    pub old: Option<String>,
    /// The value of the row; `None` if it is taken away.
    pub new: Option<String>,
}

/// Returns the fields that a row changes; those of a new record are all that it sets.
pub fn row_changes(data: &Dataset, plan: &ImportPlan, row: &PlannedRow) -> Vec<FieldChange> {
    let own = data.find(plan.kind, &row.id).map(|record| data.value(record)).unwrap_or_default();
    let changed =
        row.fields().into_iter().filter(|(field, new)| !changes_nothing(own.get(field), new));
    changed
        .flat_map(|(field, new)| {
            let own = own.get(&field);
            field_changes(field, own, &new)
        })
        .collect()
}

/// Returns the change of a field; of an object those of its members.
fn field_changes(field: String, own: Option<&Value>, new: &Value) -> Vec<FieldChange> {
    let change = |field, own: Option<&Value>, new| FieldChange {
        field,
        old: own.and_then(value_text),
        new: value_text(new),
    };
    match (own, new) {
        (Some(Value::Object(own)), Value::Object(members)) => {
            let changed =
                members.iter().filter(|(key, value)| !changes_nothing(own.get(*key), value));
            changed
                .map(|(key, value)| change(format!("{field}/{key}"), own.get(key), value))
                .collect()
        }
        _ => vec![change(field, own, new)],
    }
}

/// Returns a value as text, without quotation marks; `None` for `null`.
fn value_text(value: &Value) -> Option<String> {
    Some(match value {
        Value::Null => return None,
        Value::String(text) => text.clone(),
        Value::Array(all) if all.iter().all(Value::is_string) => {
            all.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(", ")
        }
        other => other.to_string(),
    })
}
