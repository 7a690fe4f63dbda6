//! Merges layers one record at a time, so that one faulty record does not reject its whole layer.

use super::clash_renaming::{is_later, rename_records};
use super::dataset::Dataset;
use super::finding::{Finding, Severity};
use super::layer::{Layer, LayerTextRange};
use super::layer_records::LayerRecord;
use super::read_progress;
use super::record_parser::{RecordParseOutcome, parse_and_store_record};
use super::record_ref::RecordRef;
use super::record_suggester::RecordSuggester;
use super::record_text_ranges::RecordTextRanges;
use crate::model::{KindId, RecordPath, Text};
use crate::parallel;
use foldhash::fast::RandomState;
use serde_json::Value;
use std::collections::HashSet;
use std::ops::Range;

/// Merges all layers of `data` into its records, the lowest layer first.
pub(super) fn merge_layers(data: &mut Dataset) {
    // taken out, so that records can change while the text of their layer is borrowed
    let mut layers = std::mem::take(&mut data.layers);
    let mut suggester = RecordSuggester::default();
    let mut number = 0;
    while number < layers.len() {
        let count = group_len(&layers[number..]);
        // data without overrides keep the ids that they have with them
        if is_later(&layers, number) && layers[number].renames.is_none() {
            rename_records(data, &mut layers, number..number + count);
        }
        let numbers = number..number + count;
        let used = if number == 0 && is_bundled_programme(&layers[..count]) {
            merge_bundled_programme(data, &layers[..count])
        } else {
            merge_group(data, &layers, numbers, &mut suggester)
        };
        for used in used {
            layers[usize::from(used)].contributes = true;
        }
        number += count;
    }
    data.layers = layers;
}

/// Returns the number of layers to merge at once: the files of a programme refer to one another.
fn group_len(layers: &[Layer]) -> usize {
    let Some(first) = layers.first() else { return 0 };
    let belongs = |layer: &&Layer| layer.is_base() && layer.programme() == first.programme();
    layers.iter().take_while(belongs).count().max(1)
}

/// Returns whether there is a bundled layer of each kind.
fn is_bundled_programme(layers: &[Layer]) -> bool {
    layers.len() == KindId::ALL.len() && layers.iter().all(Layer::is_bundled)
}

/// Merges the bundled layers, half of them on another thread, so that the first screen comes
/// sooner. Each has a kind of its own, and both halves have nearly the same size.
fn merge_bundled_programme(data: &mut Dataset, layers: &[Layer]) -> Vec<u16> {
    let parts = parallel::map_ranges(layers.len(), layers.len() / 2, |numbers| {
        let mut part = Dataset::default();
        let used = merge_group(&mut part, layers, numbers, &mut RecordSuggester::default());
        (part, used)
    });
    let add = |(part, used)| {
        data.add_kinds(part);
        used
    };
    parts.into_iter().flat_map(add).collect()
}

/// Merges layers that may refer to one another. Returns those of which any record is used.
fn merge_group(
    data: &mut Dataset,
    layers: &[Layer],
    numbers: Range<usize>,
    suggester: &mut RecordSuggester,
) -> Vec<u16> {
    let mut findings = Vec::new();
    let mut removed = Vec::new();
    let mut used = Vec::new();
    suggester.forget_names();
    for number in numbers {
        let records = layers[number].records(number as u16, &mut findings);
        if let Some(kind) = layers[number].base_kind() {
            data.table_mut(kind).reserve(records.len());
        }
        for record in records {
            read_progress::add_done(record.slice.len());
            let layer = record.slice.layer;
            let is_used = if record.removes(layers) {
                match removal(data, layers, &record) {
                    Removal::Nothing => {
                        findings.push(missing_to_remove(data, &record, suggester));
                        false
                    }
                    Removal::Part(rest) => {
                        remove_part(data, layers, &record, rest);
                        true
                    }
                    Removal::Record => {
                        removed.push(record);
                        true
                    }
                }
            } else {
                apply_record(data, layers, &record, &mut findings)
            };
            if is_used && used.last() != Some(&layer) {
                used.push(layer);
            }
        }
    }
    remove_records(data, removed);
    data.load_findings.append(&mut findings);
    used
}

/// Applies one record of a layer. Returns whether anything of it is used.
fn apply_record(
    data: &mut Dataset,
    layers: &[Layer],
    record: &LayerRecord,
    findings: &mut Vec<Finding>,
) -> bool {
    let LayerRecord { kind, ref id, slice } = *record;
    let table = data.table(kind);
    let slices = match table.find(id) {
        Some(index) => RecordTextRanges::from_slice(table.slices(index)).with(slice),
        None => RecordTextRanges::Single(slice),
    };
    parse_and_store_record(data, layers, kind, id, slices, findings) == RecordParseOutcome::Stored
}

/// The effect of a layer that removes a record.
enum Removal {
    /// There is no such record.
    Nothing,
    /// Other programmes have the record as well: these parts of it stay.
    Part(RecordTextRanges),
    Record,
}

/// Returns the effect of a layer that removes a record. Of a record that several programmes have,
/// each removes its own part.
fn removal(data: &Dataset, layers: &[Layer], record: &LayerRecord) -> Removal {
    let table = data.table(record.kind);
    let Some(index) = table.find(&record.id) else { return Removal::Nothing };
    let slices = table.slices(index);
    let Some(programme) = layers[usize::from(record.slice.layer)].programme() else {
        return Removal::Record;
    };
    let programme_of = |slice: &LayerTextRange| {
        Some(&layers[usize::from(slice.layer)])
            .filter(|layer| !layer.is_reference())
            .and_then(Layer::programme)
    };
    let is_others = |slice: &LayerTextRange| programme_of(slice).is_some_and(|of| of != programme);
    let is_own = |slice: &&LayerTextRange| programme_of(slice) == Some(programme);
    if !slices.iter().any(is_others) {
        return Removal::Record;
    }
    let rest: Vec<LayerTextRange> = slices.iter().filter(|slice| !is_own(slice)).copied().collect();
    let is_known_place = slices.iter().any(|slice| programme_of(slice).is_none());
    if rest.len() == slices.len() && !is_known_place {
        return Removal::Nothing;
    }
    Removal::Part(RecordTextRanges::from_slice(&rest))
}

/// Merges a record again from the parts that other programmes have of it.
fn remove_part(data: &mut Dataset, layers: &[Layer], record: &LayerRecord, rest: RecordTextRanges) {
    let value = data.ignored.merge(layers, rest.as_slice());
    // the parts were merged before; a record that is not complete without the other stays whole
    let _ = data.table_mut(record.kind).insert_value(&record.id, &value, rest);
}

/// Returns the warning about a record that a layer removes and that does not exist.
fn missing_to_remove(
    data: &Dataset,
    record: &LayerRecord,
    suggester: &mut RecordSuggester,
) -> Finding {
    let LayerRecord { kind, id, slice } = record;
    let hint = suggester.suggest(data, *kind, id);
    let message = "there is no such record to remove".into();
    let finding = Finding::warning(record.path(), slice.layer, slice.start as usize, message);
    finding.with_hint(hint)
}

/// Takes records out of their tables, with the citations about them.
fn remove_records(data: &mut Dataset, removed: Vec<LayerRecord>) {
    if removed.is_empty() {
        return;
    }
    let ids: HashSet<(KindId, &str), RandomState> =
        removed.iter().map(|record| (record.kind, &*record.id)).collect();
    for kind in KindId::ALL {
        if removed.iter().any(|record| record.kind == *kind) {
            data.table_mut(*kind).retain(&|id| !ids.contains(&(*kind, &**id)));
        }
    }
    let is_about_removed = |citation: &Text| {
        let path = RecordPath::new(&**citation);
        let record = path.kind().zip(path.id());
        record.is_some_and(|record| ids.contains(&record))
    };
    data.table_mut(KindId::Citations).retain(&|id| !is_about_removed(id));
    for LayerRecord { kind, id, slice } in removed {
        data.removals.insert((kind, id), slice);
    }
}

/// Returns a record as its layers state it, before sanitising. Of several programmes, a phase names
/// its own: one folder would not tell it.
fn merged_record(data: &Dataset, record: RecordRef) -> Value {
    let mut value = data.ignored.merge(&data.layers, data.slices(record));
    if record.kind == KindId::Phases
        && data.programme().len() > 1
        && let Some(fields) = value.as_object_mut()
        && let [programme] = data.programmes_of(record)[..]
    {
        fields.entry("programme").or_insert_with(|| programme.to_string().into());
    }
    value
}

impl Dataset {
    /// Returns whether a value or a record of a layer is not used, because it cannot be read.
    pub fn ignores_part_of(&self, layer: usize) -> bool {
        let is_error = |finding: &Finding| {
            finding.severity == Severity::Error && usize::from(finding.layer) == layer
        };
        u16::try_from(layer).is_ok_and(|number| self.ignored.has_layer(number))
            || self.load_findings.iter().any(is_error)
    }

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
