//! Decides which activities of a file are phases, and the phase of each other one.

use super::hierarchy::Hierarchy;
use super::parsed_activity::ActivityReading;
use crate::model::KindId;

/// The most phases that publishers make, each the activities of one.
const MAX_PUBLISHERS: usize = 8;

/// The phase of an activity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum ActivityPhase {
    /// The activity is a phase itself.
    IsPhase,
    /// It belongs to the phase that this activity is.
    Under(usize),
    /// It belongs to a phase with the activities of a publisher.
    OfPublisher(Option<String>),
}

/// Returns the phase of each activity. Where most activities are parts of others, those at the top
/// are phases; otherwise the phases are the publishers, or one for all of them if they are many.
pub(super) fn group(
    activities: &[ActivityReading],
    tree: &Hierarchy,
    kind: Option<KindId>,
) -> Vec<ActivityPhase> {
    let tops = tree.tops();
    let parts = (0..activities.len()).filter(|index| tree.parent(*index).is_some()).count();
    let has_phases = match kind {
        Some(KindId::Phases) => true,
        Some(_) => false,
        None => parts * 2 >= activities.len() && parts > 0,
    };
    let mut has_parts = vec![false; activities.len()];
    for index in 0..activities.len() {
        if tops[index] != index {
            has_parts[tops[index]] = true;
        }
    }
    let mut publishers: Vec<&Option<String>> = activities.iter().map(|one| &one.reporter).collect();
    publishers.sort();
    publishers.dedup();
    let publisher = |one: &ActivityReading| match publishers.len() <= MAX_PUBLISHERS {
        true => ActivityPhase::OfPublisher(one.reporter.clone()),
        false => ActivityPhase::OfPublisher(None),
    };
    let is_phase = |index: usize| {
        let is_top = tops[index] == index && (activities[index].hierarchy == 1 || has_parts[index]);
        has_phases && is_top
    };
    let phase_of = |index: usize| match is_phase(index) {
        true => ActivityPhase::IsPhase,
        false if is_phase(tops[index]) => ActivityPhase::Under(tops[index]),
        false => publisher(&activities[index]),
    };
    (0..activities.len()).map(phase_of).collect()
}
