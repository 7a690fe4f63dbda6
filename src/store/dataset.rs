//! The merged records of all layers, and the questions that every room asks of them.

use super::check;
use super::index::DerivedIndex;
use super::layer::Layer;
use super::merge;
use super::record_table::{RecordMap, RecordTable};
use crate::error::Problem;
use crate::model::kind::for_each_kind;
use crate::model::*;
use schemars::{Schema, SchemaGenerator};
use serde_json::Value;
use std::sync::OnceLock;

use super::check::{Finding, Severity};

/// One record: its kind, and its index in the map of the kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RecordRef {
    pub kind: KindId,
    pub index: u32,
}

/// A struct of which a data set holds records.
pub trait StoredRecord: Record + Send + Sync {
    const KIND: KindId;

    /// Returns all records of this kind.
    fn records(data: &Dataset) -> &RecordMap<Self>;
}

macro_rules! define_dataset {
    ($($variant:ident $name:ident: $type:ty,)*) => {
        /// All records, merged from the layers and checked.
        #[derive(Default)]
        pub struct Dataset {
            $($name: RecordMap<$type>,)*
            /// The base layers, one for each kind, then the overrides, the lowest first.
            pub(super) layers: Vec<Layer>,
            /// Problems found while the layers were merged.
            pub(super) load_findings: Vec<Finding>,
            /// These, and the results of the checks that need all records.
            findings: OnceLock<Vec<Finding>>,
            pub(super) index: DerivedIndex,
        }

        impl Dataset {
            $(pub fn $name(&self) -> &RecordMap<$type> {
                &self.$name
            })*

            pub(super) fn table(&self, kind: KindId) -> &dyn RecordTable {
                match kind {
                    $(KindId::$variant => &self.$name,)*
                }
            }

            pub(super) fn table_mut(&mut self, kind: KindId) -> &mut dyn RecordTable {
                match kind {
                    $(KindId::$variant => &mut self.$name,)*
                }
            }
        }

        $(impl StoredRecord for $type {
            const KIND: KindId = KindId::$variant;

            fn records(data: &Dataset) -> &RecordMap<$type> {
                &data.$name
            }
        })*

        /// The texts that the program carries, one for each kind.
        const BUNDLED_TEXTS: &[(KindId, &str)] = &[
            $((KindId::$variant, include_str!(concat!("../../data/", stringify!($name), ".json"))),)*
        ];

        /// Returns the JSON schema of one record.
        pub(super) fn record_schema(kind: KindId, generator: &mut SchemaGenerator) -> Schema {
            match kind {
                $(KindId::$variant => generator.subschema_for::<$type>(),)*
            }
        }
    };
}

for_each_kind!(define_dataset);

impl Dataset {
    /// Returns the data that the program carries, without overrides.
    pub fn bundled() -> Dataset {
        Dataset::load(Vec::new())
    }

    /// Merges `layers` over the bundled data, the last layer on top. Nothing in a layer makes this
    /// fail: a faulty record becomes a finding and the record below it stays.
    pub fn load(layers: Vec<Layer>) -> Dataset {
        Dataset::with_base(BUNDLED_TEXTS, layers)
    }

    /// Does the same over other base texts than the bundled ones. A kind that `base` leaves out has
    /// no records.
    pub fn with_base(base: &[(KindId, &'static str)], layers: Vec<Layer>) -> Dataset {
        let text_of =
            |kind| base.iter().find(|(other, _)| *other == kind).map_or("{}", |(_, text)| text);
        let base = KindId::ALL.iter().map(|kind| Layer::base(*kind, text_of(*kind)));
        let mut data = Dataset { layers: base.chain(layers).collect(), ..Dataset::default() };
        merge::merge_layers(&mut data);
        if data.has_overrides() {
            // checked at once: the status line shows problems in overrides from the start
            data.problems();
        }
        data
    }

    /// Returns the layers, the lowest first.
    pub fn layers(&self) -> &[Layer] {
        &self.layers
    }

    /// Returns whether any layer lies over the base.
    pub fn has_overrides(&self) -> bool {
        self.layers.iter().any(|layer| !layer.is_base())
    }

    /// Returns everything wrong or suspicious in the data, the most severe first.
    pub fn findings(&self) -> &[Finding] {
        self.findings.get_or_init(|| check::check_all(self))
    }

    /// Returns the errors and warnings. A test makes sure that the bundled data have none, so that
    /// nobody waits for the checks when there are no overrides.
    pub fn problems(&self) -> &[Finding] {
        if !self.has_overrides() {
            return &[];
        }
        let all = self.findings();
        &all[..all.partition_point(|finding| finding.severity < Severity::Note)]
    }

    /// Returns the errors.
    pub fn errors(&self) -> &[Finding] {
        let all = self.problems();
        &all[..all.partition_point(|finding| finding.severity == Severity::Error)]
    }

    /// Returns whether both were merged from the same texts.
    pub fn has_same_layers(&self, other: &Dataset) -> bool {
        self.layers.len() == other.layers.len()
            && std::iter::zip(&self.layers, &other.layers)
                .all(|(a, b)| a.name == b.name && a.text == b.text)
    }

    /// Adds the problems of a profile file, such as views or keys. They are warnings, since no
    /// record depends on them.
    pub fn add_profile_problems(&mut self, file: Layer, problems: Vec<Problem>) {
        let layer = self.layers.len() as u16;
        // an unreadable file has no other problem
        let problems = match file.read_error() {
            Some(error) => vec![Problem { offset: 0, message: error.into(), hint: None }],
            None => problems,
        };
        let mut all = self.findings.take().unwrap_or_else(|| check::check_all(self));
        all.extend(problems.into_iter().map(|problem| {
            Finding::warning(RecordPath::default(), layer, problem.offset, problem.message)
                .with_hint(problem.hint)
        }));
        all.sort_by_key(|finding| finding.severity);
        self.findings = OnceLock::from(all);
        self.layers.push(file);
    }

    /// Returns the number of records of all kinds.
    pub fn record_count(&self) -> usize {
        KindId::ALL.iter().map(|kind| self.table(*kind).len()).sum()
    }

    /// Returns all records of a kind.
    pub fn records(&self, kind: KindId) -> impl DoubleEndedIterator<Item = RecordRef> + use<> {
        let count = self.table(kind).len() as u32;
        (0..count).map(move |index| RecordRef { kind, index })
    }

    /// Returns the records of all kinds, in the order of the kinds.
    pub fn all_records(&self) -> impl Iterator<Item = RecordRef> {
        KindId::ALL.iter().flat_map(|kind| self.records(*kind))
    }

    /// Returns the record as a `T`, if it is of that kind.
    pub fn get<T: StoredRecord>(&self, record: RecordRef) -> Option<&T> {
        if record.kind != T::KIND {
            return None;
        }
        T::records(self).get_index(record.index as usize).map(|(_, record)| record)
    }

    /// Returns the record of a kind with this id.
    pub fn find(&self, kind: KindId, id: &str) -> Option<RecordRef> {
        self.table(kind).find(id).map(|index| RecordRef { kind, index: index as u32 })
    }

    /// Returns the record that a path leads to or into.
    pub fn record_at(&self, path: &RecordPath) -> Option<RecordRef> {
        self.find(path.kind_id()?, path.id()?)
    }

    /// Returns the id of a record.
    pub fn id(&self, record: RecordRef) -> &str {
        self.table(record.kind).id(record.index as usize).map_or("", |id| id)
    }

    /// Returns the path of a record.
    pub fn path(&self, record: RecordRef) -> RecordPath {
        RecordPath::for_record(record.kind, self.id(record))
    }

    /// Returns a record with all its fields as JSON.
    pub fn value(&self, record: RecordRef) -> Value {
        self.table(record.kind).to_json(record.index as usize).unwrap_or_default()
    }

    /// Returns the value at a path: a record, a field, or a value inside a field.
    pub fn value_at(&self, path: &RecordPath) -> Option<Value> {
        path.value_in(self.value(self.record_at(path)?))
    }

    /// Returns the references of a record to other records.
    pub fn links(&self, record: RecordRef) -> impl Iterator<Item = Link<'_>> {
        let mut all = Vec::with_capacity(16);
        self.for_each_link(record, &mut |link| all.push(link));
        all.into_iter()
    }

    /// Calls `visit` for each link without a list in between, for scans of all records.
    pub fn for_each_link<'a>(&'a self, record: RecordRef, visit: &mut dyn FnMut(Link<'a>)) {
        self.table(record.kind).for_each_link(record.index as usize, visit);
    }

    /// Returns the dates of a record with the names of their fields.
    pub fn dates(&self, record: RecordRef) -> Vec<(&'static str, &EdtfDate)> {
        let mut all = Vec::new();
        self.for_each_date(record, &mut |field, date| all.push((field, date)));
        all
    }

    /// Calls `visit` for each date of a record.
    pub fn for_each_date<'a>(
        &'a self,
        record: RecordRef,
        visit: &mut dyn FnMut(&'static str, &'a EdtfDate),
    ) {
        self.table(record.kind).for_each_date(record.index as usize, visit);
    }

    /// Calls `visit` for each text of a record with the name of its field.
    pub fn for_each_text<'a>(
        &'a self,
        record: RecordRef,
        visit: &mut dyn FnMut(&'static str, &'a str),
    ) {
        self.table(record.kind).for_each_text(record.index as usize, visit);
    }

    /// Returns the claims of the sources about the value at a path.
    pub fn citation(&self, path: &RecordPath) -> Option<&Citation> {
        self.citations.get(path.as_str())
    }

    /// Returns the merged data as one JSON object in the shape of an override, before sanitising:
    /// the output of `gloact data`.
    pub fn merged_json(&self) -> Value {
        let kinds = KindId::ALL.iter().map(|kind| {
            let records = self
                .records(*kind)
                .map(|record| (self.id(record).to_string(), merge::merged_record(self, record)));
            (kind.name().to_string(), Value::Object(records.collect()))
        });
        Value::Object(kinds.collect())
    }
}
