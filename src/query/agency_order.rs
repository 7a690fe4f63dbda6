//! Orders agencies: those with the most engagements come first, and of as many the first by name.

use super::RecordLink;
use super::sort_key::natural_key;
use crate::model::KindId;
use crate::store::{Dataset, RecordRef};
use std::cmp::Reverse;
use std::collections::HashMap;

/// Returns all agencies by the number of their engagements in a phase, or in all phases.
pub fn agencies_in_order(data: &Dataset, phase: Option<&str>) -> Vec<RecordRef> {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for engagement in data.engagements().values() {
        let objective = data.objectives().get(&engagement.objective);
        let is_counted = phase.is_none_or(|phase| {
            objective.is_some_and(|record| record.phase.as_deref() == Some(phase))
        });
        if is_counted {
            *counts.entry(&*engagement.agency).or_default() += 1;
        }
    }
    let mut rows: Vec<RecordRef> = data.records(KindId::Agencies).collect();
    rows.sort_by_cached_key(|row| {
        let engagements = counts.get(data.id(*row)).copied().unwrap_or(0);
        (Reverse(engagements), natural_key(&data.short_label(*row)))
    });
    rows
}

/// Orders links to agencies by the number of their engagements in all phases.
pub(super) fn sort_agency_links(data: &Dataset, links: &mut [RecordLink]) {
    let engagements = |link: &RecordLink| {
        let agency = data.find(KindId::Agencies, link.id);
        agency.map_or(0, |row| data.backlinks_of_kind(row, KindId::Engagements).len())
    };
    links.sort_by(|a, b| {
        let by_count = engagements(b).cmp(&engagements(a));
        by_count.then_with(|| natural_key(&a.label).cmp(&natural_key(&b.label)))
    });
}
