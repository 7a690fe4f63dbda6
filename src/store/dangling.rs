//! Reverts the patches of a layer that leave a reference to a missing record. The work grows with
//! the number of references, however many patches depend on one another.

use super::dataset::Dataset;
use super::finding::Finding;
use super::layer::Layer;
use super::layer_parser::LayerRecord;
use super::merge_patch::slice_text;
use super::record_parser::parse_record;
use super::record_table::{RecordRef, SourceSlices};
use super::suggester::Suggester;
use crate::model::{KindId, RecordPath, RecordReference, Text};
use crate::parallel::{self, MIN_ITEMS_PER_THREAD};
use foldhash::fast::RandomState;
use std::collections::HashMap;

/// A record of a layer that was applied, and the parts that the record had before.
pub(super) struct Patch {
    pub(super) record: LayerRecord,
    /// `None` for a new record.
    pub(super) previous: Option<SourceSlices>,
    pub(super) removes: bool,
}

/// Values by record.
struct ByRecord<T>([HashMap<Text, T, RandomState>; KindId::ALL.len()]);

impl<T> Default for ByRecord<T> {
    fn default() -> Self {
        ByRecord(std::array::from_fn(|_| HashMap::default()))
    }
}

impl<T> ByRecord<T> {
    fn get(&self, kind: KindId, id: &str) -> Option<&T> {
        self.0[kind as usize].get(id)
    }

    fn insert(&mut self, record: &LayerRecord, value: T) {
        self.0[record.kind as usize].insert(record.id.clone(), value);
    }

    fn is_empty(&self) -> bool {
        self.0.iter().all(HashMap::is_empty)
    }
}

/// The patches of a layer, or of all files of a programme, while their references are checked.
pub(super) struct PatchSet<'a> {
    layers: &'a [Layer],
    patches: Vec<Patch>,
    is_reverted: Vec<bool>,
    /// Records that are missing, though they stay in their tables until the end: removed ones with
    /// the index of their patch, and new ones that were reverted.
    missing: ByRecord<Option<usize>>,
    /// For each removed record one that refers to it.
    referrers: ByRecord<RecordRef>,
    /// For each new record the patches that refer to it; built when the first one is reverted.
    dependents: Option<ByRecord<Vec<usize>>>,
}

/// The finding about a reverted patch, and the link whose target may be misspelt.
struct Dangling {
    finding: Finding,
    misspelt: Option<(KindId, String)>,
}

impl<'a> PatchSet<'a> {
    pub(super) fn new(layers: &'a [Layer], patches: Vec<Patch>) -> PatchSet<'a> {
        let mut missing = ByRecord::default();
        for (at, patch) in patches.iter().enumerate().filter(|(_, patch)| patch.removes) {
            missing.insert(&patch.record, Some(at));
        }
        PatchSet {
            layers,
            is_reverted: vec![false; patches.len()],
            patches,
            missing,
            referrers: ByRecord::default(),
            dependents: None,
        }
    }

    /// Reverts each patch after which something refers to a missing record, until none does.
    pub(super) fn revert_dangling(
        &mut self,
        data: &mut Dataset,
        findings: &mut Vec<Finding>,
        suggester: &mut Suggester,
    ) {
        self.find_referrers(data);
        let this = &*self;
        let mut queue = parallel::map_ranges(this.patches.len(), MIN_ITEMS_PER_THREAD, |range| {
            range.filter(|at| this.find_dangling(data, *at).is_some()).collect::<Vec<usize>>()
        })
        .concat();
        // the last comes first: where a removal is reverted, the record that refers to it can stay
        queue.sort_by_key(|at| self.patches[*at].removes);
        while let Some(at) = queue.pop() {
            if self.is_reverted[at] {
                continue;
            }
            let Some(Dangling { finding, misspelt }) = self.find_dangling(data, at) else {
                continue;
            };
            let hint = misspelt.and_then(|(kind, id)| suggester.suggest(data, kind, &id));
            findings.push(if hint.is_some() { finding.with_hint(hint) } else { finding });
            self.revert(data, at, &mut queue);
        }
    }

    /// Finds for each removed record one that refers to it.
    fn find_referrers(&mut self, data: &Dataset) {
        if self.missing.is_empty() {
            return;
        }
        let present = data.all_records().filter(|record| !self.is_missing(data, *record));
        for from in present.collect::<Vec<RecordRef>>() {
            self.note_referrer(data, from, &mut Vec::new());
        }
    }

    /// Remembers a record as the one that refers to removed records; adds their patches to a queue.
    fn note_referrer(&mut self, data: &Dataset, from: RecordRef, queue: &mut Vec<usize>) {
        data.for_each_link(from, &mut |link| {
            if let Some(Some(at)) = self.missing.get(link.kind, link.id) {
                let referrers = &mut self.referrers.0[link.kind as usize];
                referrers.entry(Text::new(link.id)).or_insert(from);
                queue.push(*at);
            }
        });
    }

    fn is_missing(&self, data: &Dataset, record: RecordRef) -> bool {
        self.missing.get(record.kind, data.id(record)).is_some()
    }

    fn find(&self, data: &Dataset, kind: KindId, id: &str) -> Option<RecordRef> {
        data.find(kind, id).filter(|_| self.missing.get(kind, id).is_none())
    }

    /// Returns why a patch leaves a reference to a missing record.
    fn find_dangling(&self, data: &Dataset, at: usize) -> Option<Dangling> {
        let LayerRecord { kind, id, slice } = &self.patches[at].record;
        let path = || self.patches[at].record.path();
        let error = |path, offset: usize, message| {
            Finding::error(path, slice.layer, slice.start as usize + offset, message)
        };
        let Some(found) = self.find(data, *kind, id) else {
            let referrer = data.path(*self.referrers.get(*kind, id)?);
            let message = format!("cannot be removed: {referrer} refers to it");
            let hint = format!("change {referrer} as well");
            let finding = error(path(), 0, message).with_hint(Some(hint));
            return Some(Dangling { finding, misspelt: None });
        };
        if *kind == KindId::Citations && self.cited_record(data, id).is_none() {
            let finding = error(path(), 0, "cites a record that does not exist".into());
            return Some(Dangling { finding, misspelt: None });
        }
        let mut missing: Option<RecordReference> = None;
        data.for_each_link(found, &mut |link| {
            if missing.is_none() && self.find(data, link.kind, link.id).is_none() {
                missing = Some(link);
            }
        });
        let link = missing?;
        let offset = slice_text(self.layers, *slice).find(&format!("\"{}\"", link.id)).unwrap_or(0);
        let finding = error(path().join(link.field), offset, unknown_reference(&link));
        Some(Dangling { finding, misspelt: Some((link.kind, link.id.to_string())) })
    }

    /// Returns the record that a citation is about.
    fn cited_record(&self, data: &Dataset, citation: &str) -> Option<RecordRef> {
        let path = RecordPath::new(citation);
        self.find(data, path.kind()?, path.id()?)
    }

    /// Reverts a patch, and adds the patches that may be dangling now to a queue.
    fn revert(&mut self, data: &mut Dataset, at: usize, queue: &mut Vec<usize>) {
        self.is_reverted[at] = true;
        let Patch { record, previous, removes } = &self.patches[at];
        let (kind, id) = (record.kind, record.id.clone());
        if *removes {
            self.missing.0[kind as usize].remove(&*id);
        } else if let Some(previous) = previous.clone() {
            // the parts were parsed before
            let _ = parse_record(data, self.layers, kind, &id, previous);
        } else {
            self.missing.insert(record, None);
            let patches = &self.patches;
            let dependents = self.dependents.get_or_insert_with(|| find_dependents(data, patches));
            queue.extend(dependents.get(kind, &id).into_iter().flatten());
            return;
        }
        // the record as it was may refer to one that is removed
        if let Some(restored) = data.find(kind, &id) {
            self.note_referrer(data, restored, queue);
        }
    }

    /// Takes the missing records out of their tables, with the citations of removed ones. Returns
    /// the layers of which a patch stays.
    pub(super) fn finish(self, data: &mut Dataset) -> Vec<u16> {
        if !self.missing.is_empty() {
            for kind in KindId::ALL {
                let missing = &self.missing.0[*kind as usize];
                if !missing.is_empty() {
                    data.table_mut(*kind).retain(&|id| !missing.contains_key(id));
                }
            }
            let is_about_removed = |citation: &Text| {
                let path = RecordPath::new(&**citation);
                let record = path.kind().zip(path.id());
                record.is_some_and(|(kind, id)| matches!(self.missing.get(kind, id), Some(Some(_))))
            };
            data.table_mut(KindId::Citations).retain(&|id| !is_about_removed(id));
        }
        for missing in self.missing.0.into_iter().flatten() {
            if let (id, Some(at)) = missing {
                let LayerRecord { kind, slice, .. } = self.patches[at].record;
                data.removals.insert((kind, id), slice);
            }
        }
        let patches = std::iter::zip(self.patches, self.is_reverted);
        let stays = patches.filter(|(_, is_reverted)| !is_reverted);
        let mut layers: Vec<u16> = stays.map(|(patch, _)| patch.record.slice.layer).collect();
        layers.dedup();
        layers
    }
}

/// Finds for each new record the patches that refer to it.
fn find_dependents(data: &Dataset, patches: &[Patch]) -> ByRecord<Vec<usize>> {
    let mut dependents = ByRecord::default();
    for patch in patches.iter().filter(|patch| patch.previous.is_none()) {
        dependents.insert(&patch.record, Vec::new());
    }
    for (at, patch) in patches.iter().enumerate() {
        let LayerRecord { kind, id, .. } = &patch.record;
        let mut add = |kind: KindId, id: &str| {
            if let Some(dependents) = dependents.0[kind as usize].get_mut(id) {
                dependents.push(at);
            }
        };
        if let Some(record) = data.find(*kind, id) {
            data.for_each_link(record, &mut |link| add(link.kind, link.id));
        }
        let path = RecordPath::new(&**id);
        if *kind == KindId::Citations
            && let Some((kind, id)) = path.kind().zip(path.id())
        {
            add(kind, id);
        }
    }
    dependents
}

/// Returns the message about a link to a record that does not exist.
pub(super) fn unknown_reference(link: &RecordReference) -> String {
    format!("unknown {} \"{}\"", link.kind.singular(), link.id)
}
