//! Programmes that are shown after another: their layers, and the ids that both use.

use super::clash_renames::ClashRenames;
use super::dataset::Dataset;
use super::ignored_values::parse_patch;
use super::layer::Layer;
use super::layer_parser::is_id;
use crate::model::{KindId, Text};
use serde_json::Value;
use std::ops::Range;
use std::sync::Arc;

/// Returns whether a base layer belongs to another programme than the first one.
pub(super) fn is_later(layers: &[Layer], number: usize) -> bool {
    let mut programmes = layers.iter().filter(|layer| layer.is_base() && !layer.is_reference());
    let first = programmes.next().and_then(Layer::programme);
    let layer = &layers[number];
    layer.is_base() && !layer.is_reference() && layer.programme() != first
}

/// Gives the layers of a later programme, its overrides included, the new ids of its records.
/// `numbers` are its base layers.
pub(super) fn rename_records(data: &Dataset, layers: &mut [Layer], numbers: Range<usize>) {
    let programme = layers[numbers.start].programme().map(Text::new);
    let renames = Arc::new(find_renames(data, layers, numbers));
    for layer in layers.iter_mut().filter(|layer| !layer.is_reference()) {
        if layer.programme() == programme.as_deref() {
            layer.renames = Some(Arc::clone(&renames));
        }
    }
}

/// Finds the ids in the layers of a programme that an earlier one uses for other records.
fn find_renames(data: &Dataset, layers: &[Layer], numbers: Range<usize>) -> ClashRenames {
    let mut renames = ClashRenames::default();
    let mut same = Vec::new();
    for number in numbers {
        let layer = &layers[number];
        // findings are reported when the records are merged
        for record in layer.records(number as u16, &mut Vec::new()) {
            let is_taken = data.find(record.kind, &record.id).is_some();
            // the id of a citation follows that of its record
            if record.kind == KindId::Citations || !is_taken {
                continue;
            }
            let patch = parse_patch(layers, record.slice);
            if !is_same_record(data, layers, record.kind, &record.id, &patch) {
                let renamed = free_id(data, record.kind, layer.origin(), &record.id);
                renames.insert(record.kind, record.id, renamed);
            } else if !is_shared_kind(record.kind) {
                same.push((record, patch, layer.origin()));
            }
        }
    }
    // a record that refers to a renamed one is another as well
    loop {
        let before = same.len();
        same.retain(|(record, patch, origin)| {
            let mut renamed = patch.clone();
            renames.rename_links(&mut renamed);
            if renamed != *patch {
                let id = free_id(data, record.kind, origin, &record.id);
                renames.insert(record.kind, record.id.clone(), id);
            }
            renamed == *patch
        });
        if same.len() == before {
            return renames;
        }
    }
}

/// Returns whether records of a kind belong to no programme alone.
fn is_shared_kind(kind: KindId) -> bool {
    matches!(kind, KindId::Countries | KindId::Agencies)
}

/// Returns whether a record of a later programme is the one that an earlier one has under its id:
/// countries and agencies by their names, others by all that they state.
fn is_same_record(data: &Dataset, layers: &[Layer], kind: KindId, id: &str, patch: &Value) -> bool {
    let Some(record) = data.find(kind, id) else { return false };
    let is_known_country = kind == KindId::Countries
        && data.slices(record).iter().any(|slice| layers[usize::from(slice.layer)].is_bundled());
    if is_known_country {
        return true;
    }
    let states = |value: &Value, field: &str| {
        let (ours, theirs) = (value.get(field), patch.get(field));
        theirs.is_none() || ours == theirs
    };
    let value = data.value(record);
    if is_shared_kind(kind) { states(&value, "name") } else { value == *patch }
}

/// Returns an id that no record has: that of the programme before that of the record.
fn free_id(data: &Dataset, kind: KindId, programme: &str, id: &str) -> Text {
    let is_allowed = |c: char| is_id(c.encode_utf8(&mut [0; 4]));
    let programme: String =
        programme.chars().map(|c| if is_allowed(c) { c } else { '-' }).collect();
    let mut renamed = format!("{programme}.{id}");
    while data.find(kind, &renamed).is_some() {
        renamed.push('_');
    }
    Text::new(&renamed)
}
