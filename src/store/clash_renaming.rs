//! Programmes that are shown after another: their layers, and the ids that both use.

use super::dataset::Dataset;
use super::layer::{Layer, LayerTextRange};
use super::layer_patch::parse_patch;
use super::layer_records::{LayerRecord, is_id};
use super::merge_patch::merge_patch;
use super::renamed_ids::{RenamedIds, replace_links};
use crate::model::{KindId, RecordPath, Text};
use foldhash::fast::RandomState;
use indexmap::{IndexMap, IndexSet};
use serde_json::Value;
use std::collections::HashSet;
use std::ops::Range;
use std::sync::Arc;

/// The parts of layers that state each record, the lowest layer first.
type RecordParts = IndexMap<(KindId, Text), Vec<LayerTextRange>, RandomState>;

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
    let own_layers: Vec<usize> = numbers_of(layers, |layer| {
        !layer.is_reference() && layer.programme() == programme.as_deref()
    });
    let renames = Arc::new(find_renames(data, layers, numbers.start, &own_layers));
    for number in own_layers {
        layers[number].renames = Some(Arc::clone(&renames));
    }
}

/// Finds the ids that the layers of a programme and an earlier one use for different records.
/// `first` is its first layer.
fn find_renames(data: &Dataset, layers: &[Layer], first: usize, own: &[usize]) -> RenamedIds {
    let records = records_of(layers, own);
    let ids: HashSet<(KindId, &str), RandomState> =
        records.iter().map(|record| (record.kind, &*record.id)).collect();
    let earlier = EarlierProgrammes::new(data, layers, first);
    let programme = layers[first].programme().unwrap_or_default();
    let rename = |renames: &mut RenamedIds, kind: KindId, id: &str| {
        let is_used = |new_id: &str| {
            earlier.states(kind, new_id)
                || ids.contains(&(kind, new_id))
                || renames.original(kind, new_id).is_some()
        };
        let new_id = free_id(programme, id, is_used);
        renames.insert(kind, Text::new(id), new_id);
    };
    let mut renames = RenamedIds::default();
    // a link to a record that only another programme has leads nowhere, as in the programme alone
    for (kind, id) in cited_ids(&records).chain(linked_ids(&records, layers)) {
        let is_missing = earlier.states(kind, &id) && !ids.contains(&(kind, &*id));
        if kind != KindId::Countries && is_missing && renames.renamed(kind, &id).is_none() {
            rename(&mut renames, kind, &id);
        }
    }
    let wanted = earlier.missing_records();
    let mut same = Vec::new();
    for ((kind, id), parts) in parts_of(&records, layers) {
        if wanted.contains(&(kind, id.clone())) {
            rename(&mut renames, kind, &id);
            continue;
        }
        // the id of a citation follows that of its record
        if kind == KindId::Citations || !earlier.states(kind, &id) {
            continue;
        }
        if !earlier.has_same(kind, &id, &parts) {
            rename(&mut renames, kind, &id);
        } else if !is_shared_kind(kind) {
            same.push((kind, id, merge_parts(Value::Null, layers, &parts)));
        }
    }
    // a record that refers to a renamed one is another as well
    loop {
        let before = same.len();
        same.retain(|(kind, id, value)| {
            let mut renamed = value.clone();
            renames.rename_links(&mut renamed);
            if renamed != *value {
                rename(&mut renames, *kind, id);
            }
            renamed == *value
        });
        if same.len() == before {
            return renames;
        }
    }
}

/// The records of the programmes that are shown before another, with their overrides.
struct EarlierProgrammes<'a> {
    /// Their files, merged.
    data: &'a Dataset,
    layers: &'a [Layer],
    /// The parts of their overrides.
    overrides: RecordParts,
}

impl EarlierProgrammes<'_> {
    /// `first` is the first layer of the programme that is shown after them.
    fn new<'a>(data: &'a Dataset, layers: &'a [Layer], first: usize) -> EarlierProgrammes<'a> {
        let files = layers[..first].iter().filter(|layer| !layer.is_reference());
        let programmes: HashSet<Option<&str>> = files.map(Layer::programme).collect();
        let overrides = numbers_of(layers, |layer| {
            !layer.is_base()
                && layer.programme().is_some()
                && programmes.contains(&layer.programme())
        });
        let overrides = parts_of(&records_of(layers, &overrides), layers);
        EarlierProgrammes { data, layers, overrides: overrides.into_iter().collect() }
    }

    /// Returns whether one of them has a record.
    fn states(&self, kind: KindId, id: &str) -> bool {
        let is_overridden = || self.overrides.contains_key(&(kind, Text::new(id)));
        self.data.find(kind, id).is_some() || is_overridden()
    }

    /// Returns the records that their links name, and that none of them has.
    fn missing_records(&self) -> HashSet<(KindId, Text), RandomState> {
        let mut missing = HashSet::default();
        for record in self.data.all_records() {
            self.data.for_each_link(record, &mut |link| {
                if !self.states(link.kind, link.id) {
                    missing.insert((link.kind, Text::new(link.id)));
                }
            });
        }
        missing
    }

    /// Returns whether a record of a later programme is the one that they have under its id:
    /// countries and agencies by their names, others by all that they state.
    fn has_same(&self, kind: KindId, id: &str, parts: &[LayerTextRange]) -> bool {
        let record = self.data.find(kind, id);
        let is_bundled = |part: &LayerTextRange| self.layers[usize::from(part.layer)].is_bundled();
        let is_known_country = kind == KindId::Countries
            && record.is_some_and(|record| self.data.slices(record).iter().any(is_bundled));
        if is_known_country {
            return true;
        }
        let overrides = self.overrides.get(&(kind, Text::new(id))).map_or(&[][..], Vec::as_slice);
        let value = record.map(|record| self.data.value(record)).unwrap_or_default();
        if !is_shared_kind(kind) {
            let own = merge_parts(Value::Null, self.layers, parts);
            return merge_parts(value, self.layers, overrides) == own;
        }
        // a name that an override corrects is still that of the same agency
        let name_in = |parts: &[LayerTextRange]| {
            let first = parts.first().map(|part| parse_patch(self.layers, *part));
            first.and_then(|patch| patch.get("name").cloned())
        };
        let name = value.get("name").cloned().or_else(|| name_in(overrides));
        let is_file = |part: &LayerTextRange| self.layers[usize::from(part.layer)].is_base();
        match name_in(parts) {
            None => parts.first().is_some_and(is_file),
            own => own == name,
        }
    }
}

/// Returns the numbers of the layers for which `is_meant` is true.
fn numbers_of(layers: &[Layer], is_meant: impl Fn(&Layer) -> bool) -> Vec<usize> {
    (0..layers.len()).filter(|number| is_meant(&layers[*number])).collect()
}

/// Returns the records of layers in their order.
fn records_of(layers: &[Layer], numbers: &[usize]) -> Vec<LayerRecord> {
    // findings are reported when the records are merged
    let records = |number: &usize| layers[*number].records(*number as u16, &mut Vec::new());
    numbers.iter().flat_map(records).collect()
}

/// Returns the records that citations are about; those of agencies may be about another's.
fn cited_ids(records: &[LayerRecord]) -> impl Iterator<Item = (KindId, Text)> {
    let citations = records.iter().filter(|record| record.kind == KindId::Citations);
    let cited = citations.filter_map(|record| {
        let path = RecordPath::new(&*record.id);
        Some((path.kind()?, Text::new(path.id()?)))
    });
    cited.filter(|(kind, _)| !is_shared_kind(*kind))
}

/// Returns the ids in the links of records, each once.
fn linked_ids(records: &[LayerRecord], layers: &[Layer]) -> IndexSet<(KindId, Text), RandomState> {
    let mut ids = IndexSet::default();
    for record in records.iter().filter(|record| !record.removes(layers)) {
        replace_links(&mut parse_patch(layers, record.slice), &mut |kind, id| {
            ids.insert((kind, Text::new(id)));
            None
        });
    }
    ids
}

/// Returns the parts that state each record. A removal states none.
fn parts_of(records: &[LayerRecord], layers: &[Layer]) -> RecordParts {
    let mut parts = RecordParts::default();
    for record in records.iter().filter(|record| !record.removes(layers)) {
        parts.entry((record.kind, record.id.clone())).or_default().push(record.slice);
    }
    parts
}

/// Merges parts of layers over a value.
fn merge_parts(mut value: Value, layers: &[Layer], parts: &[LayerTextRange]) -> Value {
    for part in parts {
        merge_patch(&mut value, parse_patch(layers, *part));
    }
    value
}

/// Returns whether records of a kind belong to no programme alone.
fn is_shared_kind(kind: KindId) -> bool {
    matches!(kind, KindId::Countries | KindId::Agencies)
}

/// Returns an id that no record has: that of the programme before that of the record.
fn free_id(programme: &str, id: &str, is_used: impl Fn(&str) -> bool) -> Text {
    let is_allowed = |c: char| is_id(c.encode_utf8(&mut [0; 4]));
    let programme: String =
        programme.chars().map(|c| if is_allowed(c) { c } else { '-' }).collect();
    let mut renamed = format!("{programme}.{id}");
    while is_used(&renamed) {
        renamed.push('_');
    }
    Text::new(&renamed)
}
