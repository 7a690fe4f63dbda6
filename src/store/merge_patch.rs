//! Applies JSON Merge Patches (RFC 7396).

use super::layer::{Layer, LayerTextRange};
use serde_json::Value;

/// Applies `patch` to `target`: RFC 7396, section 2.
pub fn merge_patch(target: &mut Value, patch: Value) {
    let Value::Object(patch) = patch else {
        *target = patch;
        return;
    };
    if !target.is_object() {
        *target = Value::Object(Default::default());
    }
    let Value::Object(target) = target else { return };
    for (key, value) in patch {
        if value.is_null() {
            target.shift_remove(&key);
        } else {
            merge_patch(target.entry(key).or_insert(Value::Null), value);
        }
    }
}

/// Returns the text of a part of a layer.
pub(super) fn slice_text(layers: &[Layer], slice: LayerTextRange) -> &str {
    slice.text_in(&layers[usize::from(slice.layer)].text)
}

/// Removes remarks: keys that begin with `$`.
pub(super) fn strip_remarks(value: &mut Value) {
    if let Value::Object(object) = value {
        object.retain(|key, _| !key.starts_with('$'));
        object.values_mut().for_each(strip_remarks);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_patch_changes_adds_and_removes() {
        let mut target = json!({"a": 1, "b": {"c": 2, "d": 3}, "e": [1]});
        merge_patch(
            &mut target,
            json!({"a": null, "b": {"c": 4}, "e": [2], "f": {"g": null, "h": 1}}),
        );
        assert_eq!(target, json!({"b": {"c": 4, "d": 3}, "e": [2], "f": {"h": 1}}));
    }

    fn any_json() -> impl proptest::strategy::Strategy<Value = Value> {
        use proptest::prelude::*;
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            (0..9).prop_map(Value::from),
            "[a-c]".prop_map(Value::from)
        ];
        leaf.prop_recursive(4, 24, 4, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..4).prop_map(Value::Array),
                prop::collection::vec(("[a-d]", inner), 0..4)
                    .prop_map(|pairs| Value::Object(pairs.into_iter().collect())),
            ]
        })
    }

    proptest::proptest! {
        #[test]
        fn merging_agrees_with_json_patch(target in any_json(), patch in any_json()) {
            let (mut ours, mut theirs) = (target.clone(), target);
            merge_patch(&mut ours, patch.clone());
            json_patch::merge(&mut theirs, &patch);
            proptest::prop_assert_eq!(ours, theirs);
        }
    }
}
