//! Merges layers: JSON Merge Patch (RFC 7396), one record at a time, so that one faulty record does
//! not reject its whole layer.

use super::dangling::{Patch, PatchSet};
use super::dataset::Dataset;
use super::finding::Finding;
use super::json_error::{describe, error_offset};
use super::layer::{Layer, SourceSlice};
use super::layer_parser::LayerRecord;
use super::record_table::{RecordRef, SourceSlices};
use super::{json, progress};
use crate::model::text::sanitize;
use crate::model::{KindId, RecordPath, RecordReference, Text};
use crate::suggest::{Suggester, closest, did_you_mean};
use serde_json::Value;
use serde_path_to_error::Segment;

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

/// Merges all layers of `data` into its records, the lowest layer first.
pub(super) fn merge_layers(data: &mut Dataset) {
    // taken out, so that records can change while the text of their layer is borrowed
    let mut layers = std::mem::take(&mut data.layers);
    let mut suggester = Suggester::default();
    for number in 0..layers.len() {
        let contributes = merge_layer(data, &layers, number as u16, &mut suggester);
        layers[number].contributes |= contributes;
    }
    data.layers = layers;
}

/// Merges one layer. Returns whether any of its records is used.
fn merge_layer(
    data: &mut Dataset,
    layers: &[Layer],
    number: u16,
    suggester: &mut Suggester,
) -> bool {
    let layer = &layers[usize::from(number)];
    let mut findings = Vec::new();
    let mut patches = Vec::new();
    for record in layer.records(number, &mut findings) {
        progress::add_done(record.slice.len());
        match apply_record(data, layers, record, suggester) {
            Ok(patch) => patches.push(patch),
            Err(finding) => findings.push(*finding),
        }
    }
    let contributes = if layer.is_base() {
        !patches.is_empty()
    } else {
        let mut patches = PatchSet::new(layers, patches);
        patches.revert_dangling(data, &mut findings, suggester);
        patches.finish(data)
    };
    data.load_findings.append(&mut findings);
    contributes
}

/// Applies one record of a layer. A removed record stays in its table until [`PatchSet::finish`].
fn apply_record(
    data: &mut Dataset,
    layers: &[Layer],
    record: LayerRecord,
    suggester: &mut Suggester,
) -> Result<Patch, Box<Finding>> {
    let LayerRecord { kind, ref id, slice } = record;
    let table = data.table(kind);
    let previous = table.find(id).map(|index| SourceSlices::from_slice(table.slices(index)));
    if record.removes(layers) {
        if previous.is_none() {
            let hint = data.suggest_id(kind, id, suggester);
            let message = "there is no such record to remove".into();
            let finding =
                Finding::warning(record.path(), slice.layer, slice.start as usize, message);
            return Err(Box::new(finding.with_hint(hint)));
        }
        return Ok(Patch { record, previous, removes: true });
    }
    let slices = match &previous {
        Some(previous) => previous.with(slice),
        None => SourceSlices::Single(slice),
    };
    parse_record(data, layers, kind, id, slices)?;
    Ok(Patch { record, previous, removes: false })
}

/// Parses a record from its slices and stores it. A single slice is parsed without a merge.
pub(super) fn parse_record(
    data: &mut Dataset,
    layers: &[Layer],
    kind: KindId,
    id: &Text,
    slices: SourceSlices,
) -> Result<(), Box<Finding>> {
    let table = data.table_mut(kind);
    let Some(&top) = slices.as_slice().last() else { return Ok(()) };
    let text = slice_text(layers, top);
    let direct_error = if let SourceSlices::Single(_) = slices {
        match table.insert_text(id, text, slices.clone()) {
            Ok(()) => return Ok(()),
            Err(e) => Some(e),
        }
    } else {
        None
    };
    let path = RecordPath::for_record(kind, id);
    let offset_of = |e: &serde_json::Error| top.start as usize + error_offset(text, e);
    if let Err(e) = json::parse_strict(text) {
        let finding = Finding::error(path, top.layer, offset_of(&e), describe(&e));
        return Err(Box::new(finding));
    }
    // merged without remarks: a record that has some parses only here
    let value = merge_slices(layers, slices.as_slice());
    let Err(e) = table.insert_value(id, &value, slices) else { return Ok(()) };
    let keys: Vec<&str> = e
        .path()
        .iter()
        .filter_map(|segment| match segment {
            Segment::Map { key } => Some(key.as_str()),
            _ => None,
        })
        .collect();
    let field_path = keys.join("/");
    // a merged value has no positions: the field is looked up in the text of the top layer
    let offset = field_offset(text, &field_path, e.inner())
        .map(|offset| top.start as usize + offset)
        .or_else(|| direct_error.filter(|e| e.line() > 0).map(|e| offset_of(&e)))
        .unwrap_or(top.start as usize);
    let path = if keys.is_empty() { path } else { path.join(&sanitize(&field_path)) };
    let finding = Finding::error(path, top.layer, offset, describe(e.inner()));
    Err(Box::new(finding.with_hint(suggest_name(e.inner()))))
}

/// Returns the byte at which an error about a field is shown: its value, or its key if the field is
/// unknown.
fn field_offset(text: &str, field_path: &str, e: &serde_json::Error) -> Option<usize> {
    if field_path.is_empty() {
        return None;
    }
    let value = json::value_offset(text, field_path)?;
    if !e.to_string().starts_with("unknown field") {
        return Some(value);
    }
    let key = field_path.rsplit('/').next().unwrap_or(field_path);
    Some(text[..value].rfind(&format!("\"{key}\"")).unwrap_or(value))
}

pub(super) fn slice_text(layers: &[Layer], slice: SourceSlice) -> &str {
    slice.text_in(&layers[usize::from(slice.layer)].text)
}

/// Merges the slices of a record. Keys that begin with `$` are remarks and left out.
fn merge_slices(layers: &[Layer], slices: &[SourceSlice]) -> Value {
    let mut value = Value::Null;
    for slice in slices {
        let mut patch = json::parse_strict(slice_text(layers, *slice)).unwrap_or_default();
        strip_remarks(&mut patch);
        merge_patch(&mut value, patch);
    }
    value
}

fn strip_remarks(value: &mut Value) {
    if let Value::Object(object) = value {
        object.retain(|key, _| !key.starts_with('$'));
        object.values_mut().for_each(strip_remarks);
    }
}

/// Returns a record as its layers state it, before sanitising.
fn merged_record(data: &Dataset, record: RecordRef) -> Value {
    merge_slices(&data.layers, data.slices(record))
}

impl Dataset {
    /// Returns the merged data as one JSON object in the shape of an override, before sanitising:
    /// the output of `gloact data`.
    pub fn merged_json(&self) -> Value {
        let kinds = KindId::ALL.iter().map(|kind| {
            let records = self
                .records(*kind)
                .map(|record| (self.id(record).to_string(), merged_record(self, record)));
            (kind.name().to_string(), Value::Object(records.collect()))
        });
        Value::Object(kinds.collect())
    }
}

/// Suggests the known name nearest to an unknown one; serde names both between backticks.
fn suggest_name(e: &serde_json::Error) -> Option<String> {
    let text = e.to_string();
    if !text.starts_with("unknown") {
        return None;
    }
    let mut names = text.split('`').skip(1).step_by(2);
    closest(names.next()?, names).map(did_you_mean)
}

/// Returns the message about a link to a record that does not exist.
pub(super) fn unknown_reference(link: &RecordReference) -> String {
    format!("unknown {} \"{}\"", link.kind.singular(), link.id)
}

impl Dataset {
    /// Returns the hint that names the id nearest to an unknown one.
    pub(super) fn suggest_id(
        &self,
        kind: KindId,
        id: &str,
        suggester: &mut Suggester,
    ) -> Option<String> {
        suggester.suggest(id, self.records(kind).map(|record| self.id(record)))
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
