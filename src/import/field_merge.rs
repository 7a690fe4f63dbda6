//! Merges values of fields as a JSON Merge Patch does (RFC 7396).

use serde_json::Value;

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
