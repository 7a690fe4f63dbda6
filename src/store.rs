//! Layers in, one checked [`Dataset`] out. The only room that reads the programme's files.
//!
//! A layer is a JSON text that says only what differs. Each is kept as it came; what it says of a record is a slice of it
//! (kind → id → slice), so that origins and positions are read from the slices when somebody asks.

mod ahead;
pub mod check;
mod index;
pub(crate) mod json;
pub(crate) mod json_error;
pub(crate) mod jsonc;
pub mod layer;
pub mod merge;
pub mod progress;
mod provenance;
mod records;
pub mod schema;

use crate::error::{Error, Problem, Result};
use crate::model::*;
use crate::sort;
use ahead::Batch;
use foldhash::fast::RandomState;
use indexmap::IndexMap;
use layer::{Layer, SourceSlice, SourceSlices};
use serde_json::Value;
use std::borrow::Cow;
use std::sync::OnceLock;

pub use check::{Finding, Severity};
use index::DerivedIndex;
pub use json::to_pretty;
pub use provenance::Assertion;
pub use records::Records;

/// All records of a kind by id, in the order of the data.
pub type RecordMap<T> = IndexMap<Text, T, RandomState>;

/// One record: its kind, as the number of the entry in [`KINDS`], and its index in the kind's map.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RecordRef {
    /// Number of the kind.
    pub kind: u8,
    /// Index in the map of the kind.
    pub index: u32,
}

/// A kind of record, for readers that treat all kinds alike.
pub struct KindInfo {
    /// Its name: the first word of a place, the key in an override.
    pub name: &'static str,
    /// What one record is called.
    pub singular: &'static str,
    bundled: &'static str,
    fields: fn() -> &'static [&'static str],
    len: fn(&Dataset) -> usize,
    id: fn(&Dataset, usize) -> Option<&Text>,
    find: fn(&Dataset, &str) -> Option<usize>,
    heading: fn(&Dataset, usize) -> Option<&str>,
    label: fn(&Dataset, usize) -> Option<&str>,
    value: fn(&Dataset, usize) -> Value,
    links: for<'a> fn(&'a Dataset, usize, &mut dyn FnMut(Link<'a>)),
    dates: for<'a> fn(&'a Dataset, usize, &mut dyn FnMut(&'static str, &'a EdtfDate)),
    whole: fn(&mut Dataset) -> serde_json::Result<()>,
    batch: fn(&mut dyn Iterator<Item = &str>) -> Box<dyn Batch>,
    texts: for<'a> fn(&'a Dataset, usize, &mut dyn FnMut(&'static str, &'a str)),
    read: fn(&mut Dataset, &Text, &str) -> serde_json::Result<()>,
    read_value: fn(
        &mut Dataset,
        &Text,
        &Value,
    ) -> Result<(), serde_path_to_error::Error<serde_json::Error>>,
    remove: fn(&mut Dataset, usize),
    move_to: fn(&mut Dataset, usize, usize),
    schema: fn(&mut schemars::SchemaGenerator) -> schemars::Schema,
}

/// A struct of which the data have records.
pub trait StoredRecord: Record {
    /// The name of the kind.
    const KIND: &'static str;

    /// Its number.
    const NUMBER: u8;

    /// The text of the records that the program carries with it.
    const BUNDLED: &'static str;

    /// All records of the kind.
    fn all(data: &Dataset) -> &RecordMap<Self>;

    /// The same, to be changed by whoever reads layers.
    fn all_mut(data: &mut Dataset) -> &mut RecordMap<Self>;
}

macro_rules! kinds {
    ($($name:ident: $type:ty,)*) => {
        /// Everything that is known, merged from all layers and checked.
        #[derive(Default)]
        pub struct Dataset {
            $(#[doc = concat!("All ", stringify!($name), ".")] pub $name: Records<$type>,)*
            /// The texts that the data came from, the lowest first.
            pub layers: Vec<Layer>,
            /// What was found wrong in them while they were read.
            load_findings: Vec<Finding>,
            /// That, and what is wrong or odd in what they say together.
            findings: OnceLock<Vec<Finding>>,
            /// What the layers say of each record, by kind and index; nothing where there are the bundled ones alone.
            said: Vec<Vec<SourceSlices>>,
            /// Where the bundled texts speak of their records, by kind, once somebody asks.
            bundled: Vec<OnceLock<RecordMap<SourceSlice>>>,
            index: DerivedIndex,
        }

        $(impl StoredRecord for $type {
            const KIND: &'static str = stringify!($name);
            const NUMBER: u8 = Number::$name as u8;
            const BUNDLED: &'static str = include_str!(concat!("../data/", stringify!($name), ".json"));
            fn all(data: &Dataset) -> &RecordMap<$type> {
                &data.$name
            }
            fn all_mut(data: &mut Dataset) -> &mut RecordMap<$type> {
                &mut data.$name
            }
        })*

        impl Dataset {
            /// The bundled records, none of which is read yet.
            fn unread() -> Dataset {
                Dataset { $($name: Records::later(),)* ..Dataset::default() }
            }
        }

        /// The kinds of record, in the order of `gloact data`. A kind is added here, and as a struct in `model`.
        pub const KINDS: &[KindInfo] = &[$(KindInfo {
            name: stringify!($name),
            singular: <$type as Record>::SINGULAR,
            bundled: <$type as StoredRecord>::BUNDLED,
            fields: || <$type as Fields>::FIELDS,
            len: |data| data.$name.len(),
            id: |data, at| data.$name.get_index(at).map(|(id, _)| id),
            find: |data, id| data.$name.get_index_of(id),
            heading: |data, at| data.$name.get_index(at).map(|(_, record)| record.title()),
            label: |data, at| data.$name.get_index(at).map(|(_, record)| record.short_label()),
            value: |data, at| data.$name.get_index(at).and_then(|(_, r)| serde_json::to_value(r).ok()).unwrap_or_default(),
            links: |data, at, see| if let Some((_, record)) = data.$name.get_index(at) { record.for_each_link(see) },
            dates: |data, at, see| if let Some((_, record)) = data.$name.get_index(at) { record.for_each_date(see) },
            texts: |data, at, see| if let Some((_, record)) = data.$name.get_index(at) { record.for_each_text(see) },
            whole: |data| data.$name.read(),
            batch: |texts| Box::new(texts.map(|text| serde_json::from_str::<$type>(text).ok()).collect::<Vec<_>>()),
            read: |data, id, text| { let record = serde_json::from_str(text)?; data.$name.insert(id.clone(), record); Ok(()) },
            read_value: |data, id, value| { let record = serde_path_to_error::deserialize(value)?; data.$name.insert(id.clone(), record); Ok(()) },
            schema: |generator| generator.subschema_for::<$type>(),
            remove: |data, at| { data.$name.shift_remove_index(at); },
            move_to: |data, from, to| data.$name.move_index(from, to),
        },)*];

        #[allow(non_camel_case_types)]
        enum Number { $($name),* }

        /// The number of the kind called `name`.
        pub fn kind_number(name: &str) -> Option<u8> {
            match name {
                $(stringify!($name) => Some(Number::$name as u8),)*
                _ => None,
            }
        }
    };
}

kinds! {
    programme: Programme,
    phases: Phase,
    objectives: Objective,
    agencies: Agency,
    engagements: Engagement,
    countries: Country,
    offices: Office,
    events: Event,
    documents: Document,
    contacts: Contact,
    instruments: Instrument,
    sources: Source,
    citations: Citation,
}

impl std::borrow::Borrow<str> for Text {
    fn borrow(&self) -> &str {
        self
    }
}

/// The kind called `name`, or the nearest name.
pub fn find_kind(name: &str) -> Result<&'static KindInfo> {
    KINDS
        .iter()
        .find(|kind| kind.name == name)
        .ok_or_else(|| Error::unknown_name("kind of record", name, KINDS.iter().map(|k| k.name)))
}

impl KindInfo {
    /// The fields that a record of the kind may have.
    pub fn fields(&self) -> &'static [&'static str] {
        (self.fields)()
    }
}

impl RecordRef {
    /// The kind of the record.
    pub fn kind_info(self) -> &'static KindInfo {
        &KINDS[self.kind as usize]
    }
}

impl Dataset {
    /// The data that the program carries with it, and nothing else.
    pub fn bundled() -> Dataset {
        Dataset::load(Vec::new())
    }

    /// The bundled data with `layers` on top, the last the highest. Nothing in a layer can make this fail:
    /// what is wrong becomes a finding, and what it would have changed stays as it was.
    pub fn load(layers: Vec<Layer>) -> Dataset {
        let bundled = KINDS.iter().map(|kind| Layer::bundled(kind.name, kind.bundled));
        let (said, places) =
            (vec![Vec::new(); KINDS.len()], (0..KINDS.len()).map(|_| OnceLock::new()).collect());
        let only = layers.is_empty();
        let mut data = Dataset {
            layers: bundled.chain(layers).collect(),
            said,
            bundled: places,
            ..Dataset::unread()
        };
        if !only {
            merge::merge_layers(&mut data);
            // looked for at once, where there may be some
            data.problems();
        }
        data
    }

    /// Whether nothing lies over the bundled data.
    pub fn is_bundled(&self) -> bool {
        self.layers.iter().all(Layer::is_bundled)
    }

    /// What is wrong or odd in the data, the gravest first.
    pub fn findings(&self) -> &[Finding] {
        self.findings.get_or_init(|| check::check_all(self))
    }

    /// Those that are more than notes. The bundled data have none, of which a test makes sure: nobody waits until they are
    /// looked through.
    pub fn problems(&self) -> &[Finding] {
        if self.is_bundled() {
            return &[];
        }
        let all = self.findings();
        &all[..all.partition_point(|finding| finding.severity < Severity::Note)]
    }

    /// Those that are errors.
    pub fn errors(&self) -> &[Finding] {
        let all = self.problems();
        &all[..all.partition_point(|finding| finding.severity == Severity::Error)]
    }

    /// Whether the data came from the same texts.
    pub fn has_same_layers(&self, other: &Dataset) -> bool {
        let same = |(a, b): (&Layer, &Layer)| a.name == b.name && a.written() == b.written();
        self.layers.len() == other.layers.len() && self.layers.iter().zip(&other.layers).all(same)
    }

    /// Adds what is wrong with a file that is no layer of the data: no value is touched by it, so it is a warning.
    pub fn add_profile_problems(&mut self, file: Layer, wrong: Vec<Problem>) {
        let number = self.layers.len() as u16;
        // what cannot be read has no other fault
        let fault =
            file.read_error().map(|fault| Problem { offset: 0, message: fault.into(), hint: None });
        let wrong = if let Some(fault) = fault { vec![fault] } else { wrong };
        let mut all = self.findings.take().unwrap_or_else(|| check::check_all(self));
        all.extend(wrong.into_iter().map(|wrong| {
            Finding::warning(RecordPath::default(), number, wrong.offset, wrong.message)
                .with_hint(wrong.hint)
        }));
        sort::by_key(&mut all, |finding| finding.severity);
        self.findings = OnceLock::from(all);
        self.layers.push(file);
    }

    /// How many records there are.
    pub fn record_count(&self) -> usize {
        KINDS.iter().map(|kind| (kind.len)(self)).sum()
    }

    /// All records of a kind.
    pub fn records(&self, kind: &str) -> impl Iterator<Item = RecordRef> + use<> {
        let (number, len) =
            kind_number(kind).map_or((0, 0), |number| (number, (KINDS[number as usize].len)(self)));
        (0..len as u32).map(move |index| RecordRef { kind: number, index })
    }

    /// A record, when it is of the kind of `T`.
    pub fn get<T: StoredRecord>(&self, row: RecordRef) -> Option<&T> {
        T::all(self)
            .get_index(row.index as usize)
            .filter(|_| row.kind == T::NUMBER)
            .map(|(_, record)| record)
    }

    /// The record with this id.
    pub fn find(&self, kind: &str, id: &str) -> Option<RecordRef> {
        let number = kind_number(kind)?;
        (KINDS[number as usize].find)(self, id)
            .map(|index| RecordRef { kind: number, index: index as u32 })
    }

    /// The id of a record.
    pub fn id(&self, row: RecordRef) -> &str {
        (row.kind_info().id)(self, row.index as usize).map_or("", |id| id)
    }

    /// The place of a record.
    pub fn path(&self, row: RecordRef) -> RecordPath {
        RecordPath::for_record(row.kind_info().name, self.id(row))
    }

    /// The record of a place.
    pub fn record_at(&self, place: &RecordPath) -> Option<RecordRef> {
        self.find(place.kind(), place.id()?)
    }

    /// The heading of a record, in full.
    pub fn title(&self, row: RecordRef) -> Cow<'_, str> {
        self.display_name(row, row.kind_info().heading)
    }

    /// The short name of a record.
    pub fn short_label(&self, row: RecordRef) -> Cow<'_, str> {
        self.display_name(row, row.kind_info().label)
    }

    fn display_name(
        &self,
        row: RecordRef,
        of: fn(&Dataset, usize) -> Option<&str>,
    ) -> Cow<'_, str> {
        let name = of(self, row.index as usize).unwrap_or_default();
        match row.kind_info().name {
            "engagements" => self.get::<Engagement>(row).map_or(Cow::Borrowed(""), |engagement| {
                let objective = self.objectives.get(&*engagement.objective);
                let agency = self
                    .agencies
                    .get(&*engagement.agency)
                    .map_or(&*engagement.agency, |a| a.short_label());
                let title = objective.map_or_else(
                    || engagement.objective.to_string(),
                    |o| {
                        format!(
                            "objective {}, {}",
                            o.number,
                            self.short_label_of("phases", &o.phase)
                        )
                    },
                );
                Cow::Owned(format!("{agency} in {title}"))
            }),
            "citations" => {
                let place = RecordPath::new(self.id(row));
                let record = self
                    .record_at(&place)
                    .map_or_else(|| place.to_string().into(), |of| self.short_label(of));
                Cow::Owned(match place.field_path() {
                    Some(path) => format!("{}, {record}", field_heading(path)),
                    None => record.into_owned(),
                })
            }
            _ => Cow::Borrowed(name),
        }
    }

    /// The short name of the record with this id; the id itself where there is no such record.
    pub fn short_label_of<'a>(&'a self, kind: &str, id: &'a str) -> Cow<'a, str> {
        self.find(kind, id).map_or(Cow::Borrowed(id), |row| self.short_label(row))
    }

    /// A record with all its fields, as JSON.
    pub fn value(&self, row: RecordRef) -> Value {
        (row.kind_info().value)(self, row.index as usize)
    }

    /// What the data say at a place: a record, a field, or a value inside one.
    pub fn value_at(&self, place: &RecordPath) -> Option<Value> {
        place.value_in(self.value(self.record_at(place)?))
    }

    /// The records that a record names: field, kind, id.
    pub fn links(&self, row: RecordRef) -> impl Iterator<Item = Link<'_>> {
        let mut all = Vec::with_capacity(16);
        self.for_each_link(row, &mut |link| all.push(link));
        all.into_iter()
    }

    /// Shows the same one by one, for whoever goes through all records.
    pub fn for_each_link<'a>(&'a self, row: RecordRef, see: &mut dyn FnMut(Link<'a>)) {
        (row.kind_info().links)(self, row.index as usize, see);
    }

    /// The dates of a record, by their fields.
    pub fn dates(&self, row: RecordRef) -> Vec<(&'static str, &EdtfDate)> {
        let mut all = Vec::new();
        self.for_each_date(row, &mut |field, date| all.push((field, date)));
        all
    }

    /// Shows the same one by one.
    pub fn for_each_date<'a>(
        &'a self,
        row: RecordRef,
        see: &mut dyn FnMut(&'static str, &'a EdtfDate),
    ) {
        (row.kind_info().dates)(self, row.index as usize, see);
    }

    /// Shows the texts of a record, each with its field.
    pub fn for_each_text<'a>(&'a self, row: RecordRef, see: &mut dyn FnMut(&'static str, &'a str)) {
        (row.kind_info().texts)(self, row.index as usize, see);
    }

    /// What the sources say of a value, where it is cited by itself.
    pub fn citation(&self, place: &RecordPath) -> Option<&Citation> {
        self.citations.get(place.as_str())
    }

    /// The place that `text` names, or what is wrong with it and the nearest name.
    pub fn resolve_path(&self, text: &str) -> Result<RecordPath> {
        let place = RecordPath::new(text.trim().trim_end_matches('/'));
        let kind = find_kind(place.kind())?;
        let Some(id) = place.id() else { return Ok(place) };
        let Some(row) = self
            .find(kind.name, id)
            .or_else(|| self.find(kind.name, &id.to_uppercase()))
            .or_else(|| self.find(kind.name, &id.to_lowercase()))
        else {
            let ids = self.records(kind.name).map(|row| self.id(row));
            return Err(Error::unknown_name(kind.singular, id, ids));
        };
        let found = self.path(row);
        let Some(path) = place.field_path() else { return Ok(found) };
        let (field, below) =
            path.split_once('/').map_or((path, None), |(field, below)| (field, Some(below)));
        if !kind.fields().contains(&field) {
            return Err(Error::unknown_name(
                &format!("field of {}", kind.name),
                field,
                kind.fields().iter().copied(),
            ));
        }
        let Some(below) = below else { return Ok(found.join(field)) };
        let value = self.value(row);
        match value.get(field) {
            Some(Value::Object(object)) if object.contains_key(below) => Ok(found.join(path)),
            Some(Value::Object(object)) => Err(Error::unknown_name(
                &format!("field of {found}/{field}"),
                below,
                object.keys().map(String::as_str),
            )),
            _ => Err(Error::usage(format!("{found}/{field} is one value; nothing lies below it"))),
        }
    }

    /// The merged data as one JSON object in the shape of an override, before cleaning: what `gloact data` prints.
    pub fn merged_json(&self) -> Value {
        let kinds = KINDS.iter().map(|kind| {
            let records = self
                .records(kind.name)
                .map(|row| (self.id(row).to_string(), merge::merged_record(self, row)));
            (kind.name.to_string(), Value::Object(records.collect()))
        });
        Value::Object(kinds.collect())
    }

    /// The objective of the first phase that an objective goes back to; itself where it goes back to none.
    pub fn original_objective<'a>(&'a self, id: &'a str) -> &'a str {
        let mut seen = vec![id];
        while let Some(before) = self
            .objectives
            .get(*seen.last().unwrap_or(&id))
            .and_then(|objective| objective.continues.as_deref())
        {
            // a circle of overrides must not hold the program
            if seen.contains(&before) {
                return id;
            }
            seen.push(before);
        }
        seen.last().unwrap_or(&id)
    }

    /// The programme's own record.
    pub fn programme_record(&self) -> Option<&Programme> {
        self.programme.first().map(|(_, programme)| programme)
    }

    /// The day that the data are of, where they say it.
    pub fn as_of_date(&self) -> Option<&EdtfDate> {
        self.programme_record()?.data_of.as_ref()
    }
}

/// A field's key as a heading: `countries_delivered` → "Countries delivered".
pub fn field_heading(key: &str) -> String {
    let words = key.replace(['_', '/'], " ");
    let title = match words.as_str() {
        "m49" | "iso3" => words.to_uppercase(),
        _ => words
            .split(' ')
            .map(|word| {
                if word == "m49" {
                    "M49"
                } else if word == "ec" {
                    "EC"
                } else {
                    word
                }
            })
            .collect::<Vec<_>>()
            .join(" "),
    };
    text::capitalize(&title)
}
