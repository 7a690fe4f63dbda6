//! The tree of records that become activities of the standard: programmes, phases, objectives where
//! they are split, and activities.

use super::activity_dates::{ActivityDates, DateSpan};
use super::omissions::{Fate, Omissions};
use super::options::IatiExportOptions;
use crate::model::{Activity, KindId, Objective, Phase, Programme};
use crate::store::{Dataset, RecordRef};
use std::collections::{HashMap, HashSet};

/// A record that becomes an activity of the standard.
pub(super) struct ActivityNode<'a> {
    pub(super) record: RecordRef,
    /// The number of the node that it is part of, which stands before it.
    pub(super) parent: Option<usize>,
    /// 1 for the root of a tree.
    pub(super) hierarchy: usize,
    pub(super) identifier: String,
    pub(super) dates: ActivityDates<'a>,
}

/// The activities of a file, each before those that are part of it.
pub(super) struct ActivityTree<'a> {
    pub(super) nodes: Vec<ActivityNode<'a>>,
    numbers: HashMap<RecordRef, usize>,
    /// The numbers of the nodes that are part of each node.
    parts: Vec<Vec<usize>>,
}

impl<'a> ActivityTree<'a> {
    /// Builds the tree. A record whose start is stated neither for it, nor for its parts, nor for
    /// the record that it is part of, is left out: the standard needs one.
    pub(super) fn build(
        data: &'a Dataset,
        options: &IatiExportOptions,
        omissions: &mut Omissions,
    ) -> ActivityTree<'a> {
        let records = published_records(data, options);
        let parents = parents(data, options, &records, omissions);
        let mut nodes = Vec::with_capacity(records.len());
        for record in parents_first(&records, &parents) {
            let dates = ActivityDates::of(data, record, options.today);
            nodes.push(ActivityNode {
                record,
                parent: None,
                hierarchy: 0,
                identifier: String::new(),
                dates,
            });
        }
        infer_dates(&mut nodes, &parents);
        nodes.retain(|node| {
            if !node.dates.has_start() {
                omissions.add(Fate::LeftOut, "record without a date", "the standard needs a start");
            }
            node.dates.has_start()
        });
        let numbers = nodes.iter().enumerate().map(|(number, node)| (node.record, number));
        let numbers = numbers.collect();
        let mut tree = ActivityTree { numbers, parts: vec![Vec::new(); nodes.len()], nodes };
        tree.link(&parents);
        tree.name(data, options, omissions);
        tree
    }

    /// Returns the number of the node of a record.
    pub(super) fn number(&self, record: RecordRef) -> Option<usize> {
        self.numbers.get(&record).copied()
    }

    /// Returns the node of a record of a kind.
    pub(super) fn find(&self, data: &Dataset, kind: KindId, id: &str) -> Option<usize> {
        self.number(data.find(kind, id)?)
    }

    /// Returns the nodes that are part of a node.
    pub(super) fn parts(&self, number: usize) -> impl Iterator<Item = &ActivityNode<'a>> {
        self.parts[number].iter().map(|part| &self.nodes[*part])
    }

    /// Sets the parent of each node: the nearest record above it that is published.
    fn link(&mut self, parents: &HashMap<RecordRef, RecordRef>) {
        for number in 0..self.nodes.len() {
            let mut above = parents.get(&self.nodes[number].record);
            while let Some(record) = above
                && !self.numbers.contains_key(record)
            {
                above = parents.get(record);
            }
            let parent = above.and_then(|record| self.number(*record));
            self.nodes[number].hierarchy =
                parent.map_or(1, |parent| self.nodes[parent].hierarchy + 1);
            self.nodes[number].parent = parent;
            if let Some(parent) = parent {
                self.parts[parent].push(number);
            }
        }
    }

    /// Sets the identifiers: those that activities state, and for others the reference of the
    /// publisher with the id of the record.
    fn name(&mut self, data: &Dataset, options: &IatiExportOptions, omissions: &mut Omissions) {
        let mut used: HashSet<String> = HashSet::from([options.reporting_org.reference.clone()]);
        for node in &mut self.nodes {
            if let Some(stated) = stated_identifier(data, node.record) {
                if used.insert(stated.to_string()) {
                    node.identifier = stated.to_string();
                    continue;
                }
                omissions.add(Fate::Extension, "identifier", "another activity of the file has it");
            }
            let own = default_identifier(data, node.record, options);
            let kind = node.record.kind;
            let spare = (1..).map(|number| format!("{own}-{kind}-{number}"));
            let free = std::iter::once(own.clone()).chain(spare).find(|it| used.insert(it.clone()));
            node.identifier = free.unwrap_or(own);
        }
    }
}

/// Returns the identifier of a record that states none.
pub(super) fn default_identifier(
    data: &Dataset,
    record: RecordRef,
    options: &IatiExportOptions,
) -> String {
    format!("{}-{}", options.reporting_org.reference, data.id(record))
}

/// Returns the identifier that a record states.
pub(super) fn stated_identifier(data: &Dataset, record: RecordRef) -> Option<&str> {
    let programme = data.get::<Programme>(record).and_then(|it| it.identifier.as_deref());
    let phase = || data.get::<Phase>(record)?.identifier.as_deref();
    let activity = || data.get::<Activity>(record)?.identifier.as_deref();
    let stated = programme.or_else(phase).or_else(activity).map(str::trim);
    stated.filter(|identifier| !identifier.is_empty())
}

/// Returns the records that become activities.
fn published_records(data: &Dataset, options: &IatiExportOptions) -> Vec<RecordRef> {
    let kinds = [KindId::Programme, KindId::Phases, KindId::Objectives, KindId::Activities];
    let is_published = |kind: &KindId| *kind != KindId::Objectives || options.splits_objectives;
    let kinds = kinds.into_iter().filter(is_published);
    kinds.flat_map(|kind| data.records(kind)).collect()
}

/// Returns the record that each record is part of. Activities that are part of one another become
/// parts of their phase.
fn parents(
    data: &Dataset,
    options: &IatiExportOptions,
    records: &[RecordRef],
    omissions: &mut Omissions,
) -> HashMap<RecordRef, RecordRef> {
    let parents = records.iter().filter_map(|record| {
        Some((*record, parent_activity(data, *record).or_else(|| whole(data, options, *record))?))
    });
    let mut parents: HashMap<RecordRef, RecordRef> = parents.collect();
    let mut rooted: HashSet<RecordRef> = HashSet::new();
    for record in records {
        let (mut last, mut path) = (*record, HashSet::from([*record]));
        while let Some(above) = parents.get(&last).copied()
            && !rooted.contains(&above)
        {
            if path.insert(above) {
                last = above;
                continue;
            }
            omissions.add(
                Fate::LeftOut,
                "link of an activity",
                "activities are part of one another",
            );
            match whole(data, options, last) {
                Some(whole) => parents.insert(last, whole),
                None => parents.remove(&last),
            };
        }
        rooted.extend(path);
    }
    parents
}

/// Returns the activity that an activity is part of.
fn parent_activity(data: &Dataset, record: RecordRef) -> Option<RecordRef> {
    let activity = data.get::<Activity>(record)?;
    data.find(KindId::Activities, activity.parent.as_deref()?)
}

/// Returns the programme of a phase, the phase of an objective, and the objective or the phase of
/// an activity; the programme where none is stated.
fn whole(data: &Dataset, options: &IatiExportOptions, record: RecordRef) -> Option<RecordRef> {
    let programme = || {
        let programme = data.programmes_of(record).into_iter().next()?;
        data.find(KindId::Programme, programme)
    };
    let phase = || data.find(KindId::Phases, data.phase_of(record)?);
    let objective = || {
        let first = data.get::<Activity>(record)?.objectives.first()?;
        data.find(KindId::Objectives, first).filter(|_| options.splits_objectives)
    };
    match record.kind {
        KindId::Programme => None,
        KindId::Phases => programme(),
        _ if data.get::<Objective>(record).is_some() => phase().or_else(programme),
        _ => objective().or_else(phase).or_else(programme),
    }
}

/// Returns the records so that each stands behind the one that it is part of, with its parts below.
fn parents_first(records: &[RecordRef], parents: &HashMap<RecordRef, RecordRef>) -> Vec<RecordRef> {
    let mut parts: HashMap<Option<RecordRef>, Vec<RecordRef>> = HashMap::new();
    for record in records.iter().rev() {
        parts.entry(parents.get(record).copied()).or_default().push(*record);
    }
    let mut ordered = Vec::with_capacity(records.len());
    let mut open = parts.remove(&None).unwrap_or_default();
    while let Some(record) = open.pop() {
        ordered.push(record);
        open.extend(parts.remove(&Some(record)).unwrap_or_default());
    }
    ordered
}

/// Infers the dates of records that state none: of a whole from its parts, else of a part from its
/// whole.
fn infer_dates(nodes: &mut [ActivityNode], parents: &HashMap<RecordRef, RecordRef>) {
    let mut spans: HashMap<RecordRef, DateSpan> = HashMap::new();
    for node in nodes.iter_mut().rev() {
        if !node.dates.has_start()
            && let Some(span) = spans.get(&node.record)
        {
            node.dates.infer(*span, "dates of its parts, not stated for itself");
        }
        if let (Some(span), Some(parent)) = (node.dates.span(), parents.get(&node.record)) {
            spans.entry(*parent).and_modify(|other| *other = other.union(span)).or_insert(span);
        }
    }
    let mut spans: HashMap<RecordRef, DateSpan> = HashMap::new();
    for node in nodes {
        let whole = parents.get(&node.record).and_then(|parent| spans.get(parent));
        if !node.dates.has_start()
            && let Some(span) = whole
        {
            node.dates.infer(*span, "dates of what it is part of, not stated for itself");
        }
        if let Some(span) = node.dates.span() {
            spans.insert(node.record, span);
        }
    }
}
