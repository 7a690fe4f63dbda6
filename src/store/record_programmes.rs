//! The programmes that a record belongs to, where several are shown.

use super::dataset::Dataset;
use super::record_ref::RecordRef;
use crate::model::{KindId, RecordPath, Text};

impl Dataset {
    /// Returns the ids of the programmes that a record belongs to: those of its phases, else those
    /// whose files state it. One that is shown alone has all, but of the countries only those that
    /// take part.
    pub fn programmes_of(&self, record: RecordRef) -> Vec<&Text> {
        let mut found: Vec<usize> = Vec::new();
        if self.programme().len() < 2 && record.kind != KindId::Countries {
            return self.programme().keys().collect();
        }
        match record.kind {
            KindId::Programme => found.push(record.index as usize),
            KindId::Phases => self.add_phase_programmes(self.id(record), &mut found),
            _ => self.add_linked_programmes(record, &mut found),
        }
        // all countries are known, but take part only by their phases
        if found.is_empty() && record.kind != KindId::Countries {
            self.add_stating_programmes(record, &mut found);
        }
        found.sort_unstable();
        found.dedup();
        let ids = found.into_iter().filter_map(|index| self.programme().get_index(index));
        ids.map(|(id, _)| id).collect()
    }

    /// Adds the programmes of the phases, objectives and activities that a record refers to.
    fn add_linked_programmes(&self, record: RecordRef, found: &mut Vec<usize>) {
        self.for_each_link(record, &mut |link| match link.kind {
            KindId::Phases => self.add_phase_programmes(link.id, found),
            KindId::Objectives => {
                let objective = self.objectives().get(link.id);
                if let Some(phase) = objective.and_then(|objective| objective.phase.as_ref()) {
                    self.add_phase_programmes(phase, found);
                }
            }
            KindId::Activities => {
                let activity = self.find(KindId::Activities, link.id);
                if let Some(phase) = activity.and_then(|activity| self.phase_of(activity)) {
                    self.add_phase_programmes(phase, found);
                }
            }
            _ => {}
        });
    }

    /// Adds the programme that a phase names, else those whose files state the phase.
    fn add_phase_programmes(&self, phase: &str, found: &mut Vec<usize>) {
        let Some(record) = self.find(KindId::Phases, phase) else { return };
        let named = self.phases().get(phase).and_then(|phase| phase.programme.as_ref());
        match named.and_then(|id| self.programme().get_index_of(id)) {
            Some(index) => found.push(index),
            None => self.add_stating_programmes(record, found),
        }
    }

    /// Adds the programmes whose files or overrides state a record.
    fn add_stating_programmes(&self, record: RecordRef, found: &mut Vec<usize>) {
        let names = |record: RecordRef| {
            let slices = self.slices(record).iter();
            slices.filter_map(|slice| self.layers[usize::from(slice.layer)].programme())
        };
        for programme in self.records(KindId::Programme) {
            let is_stated = names(record).any(|name| names(programme).any(|other| other == name));
            if is_stated {
                found.push(programme.index as usize);
            }
        }
    }

    /// Returns the names of the folders whose files state a programme, or `bundled`; none for other
    /// records.
    pub(super) fn folder_names(&self, record: RecordRef) -> impl Iterator<Item = &str> {
        let is_programme = record.kind == KindId::Programme;
        let slices = self.slices(record).iter().filter(move |_| is_programme);
        slices.filter_map(|slice| self.layers[usize::from(slice.layer)].programme())
    }

    /// Returns the name of the programme whose overrides change a record, and the path that the
    /// record has in its files; `None` for a record that no programme states.
    pub fn path_in_programme(&self, path: &RecordPath) -> Option<(&str, RecordPath)> {
        let record = self.record_at(path)?;
        let slices = self.slices(record).iter();
        let layers = slices.map(|slice| &self.layers[usize::from(slice.layer)]);
        let layer =
            layers.filter(|layer| !layer.is_reference()).find(|l| l.programme().is_some())?;
        let original =
            layer.renames.as_ref().and_then(|renames| renames.original(record.kind, path.id()?));
        let Some(original) = original else { return Some((layer.programme()?, path.clone())) };
        let record = RecordPath::for_record(record.kind, original);
        let path = path.field_path().map_or(record.clone(), |field| record.join(field));
        Some((layer.programme()?, path))
    }
}
