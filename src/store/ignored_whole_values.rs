//! Ignores a value as a whole where its parts have no meaning alone.

use super::ignored_values::{IgnoredPaths, PathStep, ValuePath, value_at};
use serde_json::Value;

/// The fields whose value is one fact in several parts: money, counts, series and points.
const COMPOSED_FIELDS: &[&str] = &[
    "baseline",
    "budget",
    "countries_delivered",
    "countries_planned",
    "ec_contribution",
    "participants",
    "point",
    "series",
];

/// Ignores a composed value with a fault in any part, and a list without an item that reads: the
/// value of the layers below stays, unmixed. Returns whether more is ignored than before.
pub(super) fn ignore_whole_values(patch: &Value, ignored: &mut IgnoredPaths) -> bool {
    let is_within = |path: &ValuePath| {
        path.len() > 1
            && matches!(&path[0], PathStep::Key(key) if COMPOSED_FIELDS.contains(&key.as_str()))
    };
    let composed = ignored.iter().filter(|path| is_within(path)).map(|path| path[..1].to_vec());
    let is_ignored_item = |list: &[PathStep], index: usize| {
        ignored.contains(&[list, &[PathStep::Index(index)]].concat())
    };
    let lists = ignored.iter().filter_map(|path| {
        let Some((PathStep::Index(0), list)) = path.split_last() else { return None };
        let items = value_at(patch, list)?.as_array()?;
        let is_whole = (0..items.len()).all(|index| is_ignored_item(list, index));
        (is_whole && !list.is_empty()).then(|| list.to_vec())
    });
    let whole: Vec<ValuePath> = composed.chain(lists).collect();
    for path in &whole {
        // a path inside a removed value would lead to another one
        ignored.retain(|inner| !inner.starts_with(path));
    }
    let is_more = !whole.is_empty();
    ignored.extend(whole);
    is_more
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::KindId;

    #[test]
    fn composed_fields_are_fields_of_records() {
        for field in COMPOSED_FIELDS {
            assert!(KindId::ALL.iter().any(|kind| kind.fields().contains(field)), "{field}");
        }
    }
}
