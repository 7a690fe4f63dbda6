//! Writes what all overrides change as one override.

use super::dataset::Dataset;
use crate::model::{KindId, RecordPath};
use serde_json::{Map, Value};

impl Dataset {
    /// Returns the merge patch that turns the data without overrides into the data in use.
    pub fn changes_as_override(&self) -> Value {
        let (base, merged) = (self.without_overrides().merged_json(), self.merged_json());
        let mut changes = difference(&base, &merged).unwrap_or_else(|| Value::Object(Map::new()));
        // a removed record takes the citations about it along
        let removed = |path: &RecordPath| {
            let record = path.kind().zip(path.id());
            record.is_some_and(|(kind, id)| self.find(kind, id).is_none())
        };
        if let Some(Value::Object(citations)) = changes.get_mut(KindId::Citations.name()) {
            citations.retain(|id, patch| !patch.is_null() || !removed(&RecordPath::new(&**id)));
        }
        if let Value::Object(kinds) = &mut changes {
            kinds.retain(|_, records| records.as_object().is_none_or(|all| !all.is_empty()));
        }
        changes
    }
}

/// Returns the merge patch (RFC 7396) that turns a value into another; `None` if they are equal.
fn difference(old: &Value, new: &Value) -> Option<Value> {
    if old == new {
        return None;
    }
    let (Value::Object(old), Value::Object(new)) = (old, new) else { return Some(new.clone()) };
    let mut patch = Map::new();
    for (key, value) in new {
        let change = match old.get(key) {
            Some(before) => difference(before, value),
            None => Some(value.clone()),
        };
        patch.extend(change.map(|change| (key.clone(), change)));
    }
    let removed = old.keys().filter(|key| !new.contains_key(*key));
    patch.extend(removed.map(|key| (key.clone(), Value::Null)));
    Some(Value::Object(patch))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::merge_patch::merge_patch;
    use proptest::prelude::*;

    fn any_object() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            any::<bool>().prop_map(Value::from),
            (0..9).prop_map(Value::from),
            "[a-c]".prop_map(Value::from)
        ];
        let value = leaf.prop_recursive(3, 16, 4, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..4).prop_map(Value::Array),
                prop::collection::vec(("[a-d]", inner), 0..4)
                    .prop_map(|pairs| Value::Object(pairs.into_iter().collect())),
            ]
        });
        prop::collection::vec(("[a-d]", value), 0..4)
            .prop_map(|pairs| Value::Object(pairs.into_iter().collect()))
    }

    proptest! {
        #[test]
        fn a_difference_turns_one_value_into_the_other(old in any_object(), new in any_object()) {
            let mut value = old.clone();
            if let Some(patch) = difference(&old, &new) {
                merge_patch(&mut value, patch);
            }
            prop_assert_eq!(value, new);
        }
    }
}
