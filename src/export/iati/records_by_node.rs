//! The records that stand at an activity: its money, indicators, documents, contacts and events.

use super::activity_tree::ActivityTree;
use crate::model::KindId;
use crate::store::{Dataset, RecordRef};
use std::collections::HashMap;

/// The fields by which a record lists others that stand with it.
const LISTING_FIELDS: &[&str] = &["documents", "contacts"];

/// The fields by which a record names what it is for, the most particular first.
const TARGET_FIELDS: &[&str] = &["activity", "objective", "phase"];

/// The records of one kind by the number of the activity at which they stand.
pub(super) struct RecordsByNode(HashMap<usize, Vec<RecordRef>>);

impl RecordsByNode {
    /// Returns the records of a kind: each stands where it is listed, else at what it is for, else
    /// at the programme. The number of those without a place is returned too.
    pub(super) fn of_kind(
        data: &Dataset,
        tree: &ActivityTree,
        kind: KindId,
    ) -> (RecordsByNode, usize) {
        let mut records: HashMap<usize, Vec<RecordRef>> = HashMap::new();
        let mut without_place = 0;
        for record in data.records(kind) {
            let nodes = nodes_of(data, tree, record);
            without_place += usize::from(nodes.is_empty());
            for node in nodes {
                records.entry(node).or_default().push(record);
            }
        }
        (RecordsByNode(records), without_place)
    }

    /// Returns the records at an activity.
    pub(super) fn at(&self, number: usize) -> &[RecordRef] {
        self.0.get(&number).map_or(&[], Vec::as_slice)
    }
}

/// Returns the activities at which a record stands.
fn nodes_of(data: &Dataset, tree: &ActivityTree, record: RecordRef) -> Vec<usize> {
    let lists = data.backlinks(record).iter().filter(|(field, _)| LISTING_FIELDS.contains(field));
    let listing: Vec<usize> = lists.filter_map(|(_, from)| tree.number(*from)).collect();
    if !listing.is_empty() {
        return listing;
    }
    let links: Vec<_> = data.links(record).collect();
    let target = TARGET_FIELDS.iter().find_map(|field| {
        let link = links.iter().find(|link| link.field == *field)?;
        tree.find(data, link.kind, link.id).or_else(|| {
            let phase = data.phase_of(data.find(link.kind, link.id)?)?;
            tree.find(data, KindId::Phases, phase)
        })
    });
    let programme = || {
        let programme = data.programmes_of(record).into_iter().next()?;
        tree.find(data, KindId::Programme, programme)
    };
    let only_root = || tree.nodes.first().filter(|_| data.programme().is_empty()).map(|_| 0);
    target.or_else(programme).or_else(only_root).into_iter().collect()
}
