//! The merged records of all layers, and how to find them.

use super::any_record_map::AnyRecordMap;
use super::finding::Finding;
use super::ignored_values::IgnoredValues;
use super::layer::{Layer, LayerTextRange};
use super::name_map::NameMap;
use super::record_map::RecordMap;
use super::record_ref::RecordRef;
use crate::model::kind::for_each_kind;
use crate::model::*;
use foldhash::fast::RandomState;
use jiff::civil::Date;
use schemars::{Schema, SchemaGenerator};
use serde_json::Value;
use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

/// A struct of which a data set holds records.
pub trait StoredRecord: Record + Send + Sync {
    const KIND: KindId;

    /// Returns all records of this kind.
    fn records(data: &Dataset) -> &RecordMap<Self>;
}

/// The records that refer to one record, each with the field that refers to it.
pub(super) type Backlinks = Vec<(&'static str, RecordRef)>;

/// Indexes that are built on first use.
#[derive(Default)]
pub(super) struct DerivedIndexes {
    /// By kind and index of the record referred to. A kind is indexed when it is first asked for.
    pub(super) backlinks: [OnceLock<Vec<Backlinks>>; KindId::ALL.len()],
    /// The names of each kind; see [`Dataset::resolve_name`].
    pub(super) names: [OnceLock<NameMap>; KindId::ALL.len()],
    pub(super) disputed: OnceLock<HashSet<RecordRef, RandomState>>,
    pub(super) events_by_date: OnceLock<Vec<(Date, Date, RecordRef)>>,
    pub(super) date_range: OnceLock<Option<(Date, Date)>>,
    /// By index of the objective; see [`Dataset::original_objective`].
    pub(super) original_objectives: OnceLock<Vec<usize>>,
    /// By index of the original objective; see [`Dataset::title_over_phases`].
    pub(super) latest_objectives: OnceLock<Vec<usize>>,
    /// By index of the original objective.
    pub(super) engagements_by_objective: OnceLock<Vec<Vec<RecordRef>>>,
}

macro_rules! define_dataset {
    ($($variant:ident $name:ident: $type:ty,)*) => {
        /// All records, merged from the layers and checked.
        #[derive(Default)]
        pub struct Dataset {
            $($name: RecordMap<$type>,)*
            /// The base layers, one for each kind, then the overrides, the lowest first.
            pub(super) layers: Vec<Layer>,
            /// The parts of layers that remove records.
            pub(super) removals: HashMap<(KindId, Text), LayerTextRange>,
            /// The values of layers that do not read.
            pub(super) ignored: IgnoredValues,
            /// Problems found while the layers were merged.
            pub(super) load_findings: Vec<Finding>,
            /// These, and the results of the checks that need all records.
            pub(super) findings: OnceLock<Vec<Finding>>,
            /// The number of problems, each with what follows from it.
            pub(super) problem_count: OnceLock<usize>,
            pub(super) index: DerivedIndexes,
        }

        impl Dataset {
            $(pub fn $name(&self) -> &RecordMap<$type> {
                &self.$name
            })*

            /// Adds the records of kinds that have none, and what was noted when they were merged.
            pub(super) fn add_kinds(&mut self, other: Dataset) {
                $(if self.$name.is_empty() {
                    self.$name = other.$name;
                })*
                self.removals.extend(other.removals);
                self.ignored.extend(other.ignored);
                self.load_findings.extend(other.load_findings);
            }

            pub(super) fn table(&self, kind: KindId) -> &dyn AnyRecordMap {
                match kind {
                    $(KindId::$variant => &self.$name,)*
                }
            }

            pub(super) fn table_mut(&mut self, kind: KindId) -> &mut dyn AnyRecordMap {
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
    /// Creates a data set whose layers are still to be merged.
    pub(super) fn with_layers(layers: Vec<Layer>) -> Dataset {
        Dataset { layers, ..Dataset::default() }
    }

    /// Returns the layers, the lowest first.
    pub fn layers(&self) -> &[Layer] {
        &self.layers
    }

    /// Returns whether any layer lies over the base.
    pub fn has_overrides(&self) -> bool {
        self.layers.iter().any(|layer| !layer.is_base())
    }

    /// Returns whether the base is bundled, not a programme of the user's.
    pub fn is_bundled(&self) -> bool {
        !self.layers.iter().any(Layer::is_programme_file)
    }

    /// Returns whether the bundled programme is among those of the data.
    pub fn has_bundled_programme(&self) -> bool {
        self.layers.iter().any(|layer| layer.is_bundled() && !layer.is_reference())
    }

    /// Returns whether any layer was not checked by a test.
    pub(super) fn may_have_problems(&self) -> bool {
        self.has_overrides() || !self.is_bundled()
    }

    /// Returns whether both were merged from the same texts.
    pub fn has_same_layers(&self, other: &Dataset) -> bool {
        self.layers.len() == other.layers.len()
            && std::iter::zip(&self.layers, &other.layers)
                .all(|(a, b)| a.name == b.name && a.text == b.text)
    }

    /// Returns whether the data name any source, so that values can be told as what sources state.
    pub fn has_sources(&self) -> bool {
        !self.sources.is_empty()
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
        self.find(path.kind()?, path.id()?)
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
    pub fn links(&self, record: RecordRef) -> impl Iterator<Item = RecordReference<'_>> {
        let mut all = Vec::with_capacity(16);
        self.for_each_link(record, &mut |link| all.push(link));
        all.into_iter()
    }

    /// Calls `visit` for each link without a list in between, for scans of all records.
    pub fn for_each_link<'a>(
        &'a self,
        record: RecordRef,
        visit: &mut dyn FnMut(RecordReference<'a>),
    ) {
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
    pub fn citation(&self, path: &RecordPath) -> Option<&ValueClaims> {
        self.citations.get(path.as_str())
    }

    /// Returns the record of the programme itself.
    pub fn programme_record(&self) -> Option<&Programme> {
        self.programme().values().next()
    }

    /// Returns the short names of the programmes.
    pub fn programme_names(&self) -> String {
        let names: Vec<&str> = self.programme().values().map(Record::short_label).collect();
        match names.split_last() {
            Some((last, [])) => (*last).into(),
            Some((last, others)) => format!("{} and {last}", others.join(", ")),
            None => String::new(),
        }
    }

    /// Returns the date on which the data were last reviewed, if they state it.
    pub fn as_of_date(&self) -> Option<&EdtfDate> {
        self.programme_record()?.data_of.as_ref()
    }
}
