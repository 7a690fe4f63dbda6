//! Sets values of fields, and merges them as a JSON Merge Patch does (RFC 7396).

use super::field_types::ImportField;
use serde_json::{Map, Value};

/// Sets a value; the members of an object one by one.
pub(super) fn merge(target: &mut Value, value: Value) {
    match (target, value) {
        (Value::Object(target), Value::Object(members)) => {
            for (key, value) in members {
                merge(target.entry(key).or_insert(Value::Null), value);
            }
        }
        (target, value) => *target = value,
    }
}

/// Returns whether merging a value (RFC 7396) leaves another as it is.
pub(super) fn changes_nothing(own: Option<&Value>, patch: &Value) -> bool {
    match (own, patch) {
        (None, Value::Null) => true,
        (Some(Value::Object(own)), Value::Object(members)) => {
            members.iter().all(|(key, value)| changes_nothing(own.get(key), value))
        }
        (Some(own), patch) => own == patch,
        (None, _) => false,
    }
}

/// Sets a field, or a value inside one; several columns of a list add to it.
pub(super) fn set_value(fields: &mut Map<String, Value>, field: &ImportField, value: Value) {
    match (field.key(), fields.get_mut(field.top())) {
        (Some(key), Some(Value::Object(members))) => {
            members.insert(key.to_string(), value);
        }
        (Some(key), _) => {
            let members = [(key.to_string(), value)].into_iter().collect();
            fields.insert(field.top().to_string(), Value::Object(members));
        }
        (None, Some(Value::Array(list))) if value.is_array() => {
            for one in value.as_array().into_iter().flatten() {
                if !list.contains(one) {
                    list.push(one.clone());
                }
            }
        }
        // a currency beside the amount stays
        (None, Some(Value::Object(members))) if value.is_object() => {
            for (key, one) in value.as_object().into_iter().flatten() {
                members.insert(key.clone(), one.clone());
            }
        }
        (None, _) => {
            fields.insert(field.path.clone(), value);
        }
    }
}
