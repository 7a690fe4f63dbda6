//! Values of layers that do not read and are ignored: which they are, and the parts of the layers
//! without them.

use super::layer::{Layer, LayerTextRange};
use super::layer_patch::{add_patch, parse_patch};
use foldhash::fast::RandomState;
use serde_json::Value;
use std::collections::{BTreeSet, HashMap};

/// A step of the way from a record to a value inside it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum PathStep {
    Key(String),
    Index(usize),
}

/// The way from a record to a value inside it, in the text of a layer.
pub(super) type ValuePath = Vec<PathStep>;

/// The ignored values of one part of a layer, ordered so that items of a list come by their index.
pub(super) type IgnoredPaths = BTreeSet<ValuePath>;

/// The ignored values of all layers. Nearly always there are none.
#[derive(Default)]
pub(super) struct IgnoredValues(HashMap<(u16, u32), IgnoredPaths, RandomState>);

impl IgnoredValues {
    /// Returns the ignored values of a part of a layer.
    pub(super) fn get(&self, slice: LayerTextRange) -> Option<&IgnoredPaths> {
        if self.0.is_empty() { None } else { self.0.get(&(slice.layer, slice.start)) }
    }

    /// Returns whether any value of a layer is ignored.
    pub(super) fn has_layer(&self, number: u16) -> bool {
        self.0.keys().any(|(layer, _)| *layer == number)
    }

    /// Notes the ignored values of a part of a layer.
    pub(super) fn insert(&mut self, slice: LayerTextRange, paths: IgnoredPaths) {
        if !paths.is_empty() {
            self.0.insert((slice.layer, slice.start), paths);
        }
    }

    /// Adds the ignored values of other layers.
    pub(super) fn extend(&mut self, other: IgnoredValues) {
        self.0.extend(other.0);
    }

    /// Returns a part of a layer as a patch, without remarks and ignored values.
    pub(super) fn patch(&self, layers: &[Layer], slice: LayerTextRange) -> Value {
        let patch = parse_patch(layers, slice);
        match self.get(slice) {
            Some(ignored) => without_values(patch, ignored),
            None => patch,
        }
    }

    /// Merges the parts of a record, without remarks and ignored values.
    pub(super) fn merge(&self, layers: &[Layer], slices: &[LayerTextRange]) -> Value {
        let mut value = Value::Null;
        for slice in slices {
            add_patch(&layers[usize::from(slice.layer)], &mut value, self.patch(layers, *slice));
        }
        value
    }
}

/// Removes values from a patch.
pub(super) fn without_values(mut patch: Value, ignored: &IgnoredPaths) -> Value {
    // at once, because the removal of a single field moves all fields behind it
    if let Value::Object(fields) = &mut patch
        && !ignored.is_empty()
    {
        fields.retain(|key, _| !ignored.contains(&[PathStep::Key(key.clone())][..]));
    }
    // the last first: the items of a list keep their indices until they are removed
    for path in ignored.iter().rev() {
        remove_value(&mut patch, path);
    }
    patch
}

fn remove_value(value: &mut Value, path: &[PathStep]) {
    match (value, path) {
        (Value::Object(fields), [PathStep::Key(key)]) => {
            fields.shift_remove(key);
        }
        (Value::Array(items), [PathStep::Index(index)]) if *index < items.len() => {
            items.remove(*index);
        }
        (Value::Object(fields), [PathStep::Key(key), rest @ ..]) => {
            if let Some(inner) = fields.get_mut(key) {
                remove_value(inner, rest);
            }
        }
        (Value::Array(items), [PathStep::Index(index), rest @ ..]) => {
            if let Some(inner) = items.get_mut(*index) {
                remove_value(inner, rest);
            }
        }
        _ => {}
    }
}

/// Returns the value at a path.
pub(super) fn value_at<'a>(value: &'a Value, path: &[PathStep]) -> Option<&'a Value> {
    path.iter().try_fold(value, |value, step| match step {
        PathStep::Key(key) => value.get(key),
        PathStep::Index(index) => value.get(index),
    })
}

/// Returns the path in the text of a layer of a value in the patch without the ignored ones, where
/// items of lists have lower indices.
pub(super) fn path_in_text(path: &[PathStep], ignored: &IgnoredPaths) -> ValuePath {
    let mut original = ValuePath::with_capacity(path.len());
    for step in path {
        original.push(match step {
            PathStep::Key(key) => PathStep::Key(key.clone()),
            PathStep::Index(index) => PathStep::Index(index_in_text(*index, &original, ignored)),
        });
    }
    original
}

/// Returns the index in the text of an item of the list at a path.
fn index_in_text(index: usize, list: &[PathStep], ignored: &IgnoredPaths) -> usize {
    let removed = ignored.iter().filter_map(|path| match path.split_last() {
        Some((PathStep::Index(index), parent)) if parent == list => Some(*index),
        _ => None,
    });
    removed.fold(index, |index, removed| index + usize::from(removed <= index))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn items_keep_their_places_in_the_text() {
        let text = json!({"a": [0, 1, 2, {"b": [3, 4]}, 5], "c": 6});
        let mut ignored = IgnoredPaths::new();
        let list = PathStep::Key("a".into());
        let remaining = |ignored: &IgnoredPaths| without_values(text.clone(), ignored);
        // always the first item
        for _ in 0..3 {
            let path = path_in_text(&[list.clone(), PathStep::Index(0)], &ignored);
            assert!(ignored.insert(path));
        }
        assert_eq!(remaining(&ignored)["a"], json!([{"b": [3, 4]}, 5]));
        let inner = [list.clone(), PathStep::Index(0), PathStep::Key("b".into())];
        let inner = [&inner[..], &[PathStep::Index(1)]].concat();
        let path = path_in_text(&inner, &ignored);
        assert_eq!(value_at(&text, &path), Some(&json!(4)));
        ignored.insert(path);
        ignored.insert(path_in_text(&[list, PathStep::Index(1)], &ignored));
        assert_eq!(remaining(&ignored), json!({"a": [{"b": [3]}], "c": 6}));
    }
}
