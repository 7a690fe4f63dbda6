//! The parts of layers as patches of a record, and their union.

use super::layer::{Layer, LayerTextRange};
use super::merge_patch::{merge_patch, slice_text, strip_remarks};
use serde_json::Value;

/// Returns a part of a layer as a patch without remarks: keys that begin with `$`.
pub(super) fn parse_patch(layers: &[Layer], slice: LayerTextRange) -> Value {
    let mut patch = serde_json::from_str(slice_text(layers, slice)).unwrap_or_default();
    strip_remarks(&mut patch);
    if let Some(renames) = &layers[usize::from(slice.layer)].renames {
        renames.rename_links(&mut patch);
    }
    patch
}

/// Adds a patch of a layer to a record. A file of a programme that is shown after another adds to
/// the lists of a record that both have.
pub(super) fn add_patch(layer: &Layer, target: &mut Value, patch: Value) {
    if layer.is_base() && layer.renames.is_some() {
        unite(target, patch);
    } else {
        merge_patch(target, patch);
    }
}

fn unite(target: &mut Value, patch: Value) {
    match (target, patch) {
        (Value::Object(target), Value::Object(patch)) => {
            for (field, value) in patch {
                unite(target.entry(field).or_insert(Value::Null), value);
            }
        }
        (Value::Array(target), Value::Array(patch)) => {
            for item in patch {
                if !target.contains(&item) {
                    target.push(item);
                }
            }
        }
        (target, patch) => merge_patch(target, patch),
    }
}
