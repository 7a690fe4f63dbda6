//! Merges layers one record at a time, so that one faulty record does not reject its whole layer.

use super::dangling::{Patch, PatchSet};
use super::dataset::Dataset;
use super::finding::Finding;
use super::layer::Layer;
use super::layer_parser::LayerRecord;
use super::merge_patch::merge_slices;
use super::progress;
use super::record_parser::parse_record;
use super::record_table::{RecordRef, SourceSlices};
use super::suggester::Suggester;
use crate::model::KindId;
use serde_json::Value;
use std::ops::Range;

/// Merges all layers of `data` into its records, the lowest layer first.
pub(super) fn merge_layers(data: &mut Dataset) {
    // taken out, so that records can change while the text of their layer is borrowed
    let mut layers = std::mem::take(&mut data.layers);
    let mut suggester = Suggester::default();
    let mut number = 0;
    while number < layers.len() {
        let count = group_len(&layers[number..]);
        for used in merge_group(data, &layers, number..number + count, &mut suggester) {
            layers[usize::from(used)].contributes = true;
        }
        number += count;
    }
    data.layers = layers;
}

/// Returns the number of layers to merge at once: the files of a programme refer to one another.
fn group_len(layers: &[Layer]) -> usize {
    layers.iter().take_while(|layer| layer.is_programme_file()).count().max(1)
}

/// Merges layers that may refer to one another. Returns those of which any record is used.
fn merge_group(
    data: &mut Dataset,
    layers: &[Layer],
    numbers: Range<usize>,
    suggester: &mut Suggester,
) -> Vec<u16> {
    let is_bundled = layers[numbers.clone()].iter().all(Layer::is_bundled);
    let mut findings = Vec::new();
    let mut patches = Vec::new();
    suggester.forget_names();
    for number in numbers {
        for record in layers[number].records(number as u16, &mut findings) {
            progress::add_done(record.slice.len());
            match apply_record(data, layers, record, suggester) {
                Ok(patch) => patches.push(patch),
                Err(finding) => findings.push(*finding),
            }
        }
    }
    let used = if is_bundled {
        // tests make sure that no reference is missing
        Vec::new()
    } else {
        let mut patches = PatchSet::new(layers, patches);
        suggester.forget_names();
        patches.revert_dangling(data, &mut findings, suggester);
        patches.finish(data)
    };
    data.load_findings.append(&mut findings);
    used
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
            let hint = suggester.suggest(data, kind, id);
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
