//! Checks the objectives that records serve, and circles of records that continue or contain one
//! another.

use super::Report;
use crate::model::{KindId, Objective, RecordPath, Text};
use indexmap::IndexMap;
use std::collections::HashSet;

impl Report<'_> {
    /// Warns about activities, budget lines and indicators for an objective of another phase than
    /// their own.
    pub(super) fn check_phases_of_objectives(&mut self) {
        let data = self.data;
        for (id, activity) in data.activities().iter() {
            let path = RecordPath::for_record(KindId::Activities, id).join("objectives");
            self.check_phase_of_objectives(&path, &activity.phase, activity.objectives.iter());
        }
        for (id, line) in data.budgets().iter() {
            let path = RecordPath::for_record(KindId::Budgets, id).join("objective");
            self.check_phase_of_objectives(&path, &line.phase, line.objective.iter());
        }
        for (id, indicator) in data.indicators().iter() {
            let path = RecordPath::for_record(KindId::Indicators, id).join("objective");
            self.check_phase_of_objectives(&path, &indicator.phase, indicator.objective.iter());
        }
    }

    /// Warns about objectives of another phase than that of a record.
    pub(super) fn check_phase_of_objectives<'a>(
        &mut self,
        path: &RecordPath,
        phase: &Option<Text>,
        objectives: impl Iterator<Item = &'a Text>,
    ) {
        let Some(phase) = phase else { return };
        let noun = path.kind().map_or("record", KindId::singular);
        for id in objectives {
            let objective = self.data.objectives().get(id);
            let other = objective.and_then(|objective| objective.phase.as_ref());
            if let Some(other) = other.filter(|other| *other != phase) {
                let message = format!(
                    "\"{id}\" is an objective of the phase \"{other}\", \
                     the {noun} belongs to \"{phase}\""
                );
                let hint = format!("name objectives of \"{phase}\", or change \"phase\"");
                self.warning(path.clone(), message, Some(hint));
            }
        }
    }

    /// Warns about objectives that continue one another in a circle.
    pub(super) fn check_objectives(&mut self) {
        let objectives = self.data.objectives();
        for (id, objective) in objectives.iter() {
            let Some(earlier) = &objective.continues else { continue };
            // a chain without an end is a cycle
            let original = objectives.get(self.data.original_objective(id));
            let continues_another = |original: &Objective| {
                original.continues.as_ref().is_some_and(|earlier| objectives.contains_key(earlier))
            };
            if original.is_none_or(continues_another) {
                let path = RecordPath::for_record(KindId::Objectives, id).join("continues");
                self.warning(path, format!("\"{earlier}\" leads back to this objective"), None);
            }
        }
    }

    /// Warns about activities and budget lines that are part of one another in a circle.
    pub(super) fn check_parts(&mut self) {
        let data = self.data;
        let parents: ParentById = data
            .activities()
            .iter()
            .filter_map(|(id, it)| Some((id, it.parent.as_ref()?)))
            .collect();
        self.check_circles(KindId::Activities, "parent", &parents);
        let wholes: ParentById =
            data.budgets().iter().filter_map(|(id, it)| Some((id, it.within.as_ref()?))).collect();
        self.check_circles(KindId::Budgets, "within", &wholes);
    }

    fn check_circles(&mut self, kind: KindId, field: &str, parents: &ParentById) {
        // records of which the parents are known to end
        let mut ends: HashSet<&Text> = HashSet::new();
        for (id, first) in parents {
            let mut walk: HashSet<&Text> = HashSet::from([*id]);
            let mut parent = Some(*first);
            while let Some(next) = parent.filter(|next| !ends.contains(next)) {
                if !walk.insert(next) {
                    break;
                }
                parent = parents.get(next).copied();
            }
            if parent.is_none_or(|parent| ends.contains(parent)) {
                ends.extend(walk);
            } else if parent == Some(*id) {
                let path = RecordPath::for_record(kind, id).join(field);
                let message = format!("\"{first}\" leads back to this {}", kind.singular());
                let hint = format!("remove one of the fields \"{field}\" of the circle");
                self.warning(path, message, Some(hint));
            }
        }
    }
}

/// The record that each record is part of.
type ParentById<'a> = IndexMap<&'a Text, &'a Text>;
