//! Splits the text of a layer into kinds and records without parsing the records themselves.

use super::finding::Finding;
use super::json;
use super::json_error_message::{describe_in, error_offset};
use super::layer::{Layer, LayerTextRange};
use super::record_parser::{RECORD_IGNORED, unknown_country_code};
use super::separated_numbers::SeparatedNumber;
use crate::model::text::sanitize;
use crate::model::{KindId, RecordPath, Text};
use crate::suggest::{closest, did_you_mean};
use foldhash::fast::RandomState;
use serde::Deserialize;
use serde::de::{self, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::HashSet;
use std::fmt;
use std::marker::PhantomData;

/// A record in a layer: an object that patches the record below, or `null`, which removes it.
pub(super) struct LayerRecord {
    pub(super) kind: KindId,
    pub(super) id: Text,
    pub(super) slice: LayerTextRange,
}

impl LayerRecord {
    pub(super) fn path(&self) -> RecordPath {
        RecordPath::for_record(self.kind, &self.id)
    }

    /// Returns whether this removes the record.
    pub(super) fn removes(&self, layers: &[Layer]) -> bool {
        self.slice.text_in(&layers[usize::from(self.slice.layer)].text).trim() == "null"
    }
}

impl Layer {
    /// Returns the records of the layer in the order of its text. Anything that cannot be used
    /// becomes a finding.
    pub(super) fn records(&self, number: u16, findings: &mut Vec<Finding>) -> Vec<LayerRecord> {
        if let Some(error) = self.read_error() {
            let (offset, message) = (error.offset, error.message.clone());
            findings.push(Finding::error(self.root_path(), number, offset, message));
            return Vec::new();
        }
        if self.text.trim().is_empty() {
            let message = "the file has no value; expected an object such as {\"countries\": {}}";
            // a file that was named is expected to have something
            let finding = if self.is_named() { Finding::error } else { Finding::warning };
            findings.push(finding(RecordPath::default(), number, 0, message.into()));
            return Vec::new();
        }
        let kinds = match self.base_kind() {
            Some(kind) => serde_json::from_str::<KindEntry>(&self.text)
                .map(|entry| vec![(Cow::Borrowed(kind.name()), entry)]),
            None => serde_json::from_str::<Pairs<KindEntry>>(&self.text).map(|Pairs(pairs)| pairs),
        };
        let kinds = match kinds {
            Ok(kinds) => kinds,
            Err(e) => {
                let offset = error_offset(&self.text, &e);
                let message = format!("{}; this file is ignored", describe_in(&self.text, &e));
                findings.push(Finding::error(self.root_path(), number, offset, message));
                return Vec::new();
            }
        };
        self.report_separated_numbers(number, findings);
        let mut records = Vec::new();
        let offsets = OnceCell::new();
        let offset_of = |name: &str| match self.base_kind() {
            Some(_) => 0,
            None => {
                let offsets = offsets.get_or_init(|| json::member_offsets(&self.text));
                offsets.get(name).copied().unwrap_or(0)
            }
        };
        let mut names = HashSet::new();
        for (name, entry) in kinds {
            if is_remark(&name) {
                continue;
            }
            if !names.insert(name.clone()) {
                let message =
                    format!("duplicate key \"{}\": the records of both are read", sanitize(&name));
                let path = RecordPath::new(sanitize(&name));
                findings.push(Finding::warning(path, number, offset_of(&name), message));
            }
            self.add_records(number, &name, entry, &offset_of, &mut records, findings);
        }
        self.drop_duplicates(&mut records, findings);
        records
    }

    /// Warns about each number that is written with separators between its digits.
    fn report_separated_numbers(&self, number: u16, findings: &mut Vec<Finding>) {
        for SeparatedNumber { range, digits } in &self.separated_numbers {
            let message = format!("numbers have no separators: this is read as {digits}");
            let finding = Finding::warning(RecordPath::default(), number, range.start, message);
            findings.push(finding.with_hint(Some(format!("write {digits}"))));
        }
    }

    /// Drops each record whose id stands in the layer again: as of values, the last counts.
    fn drop_duplicates(&self, records: &mut Vec<LayerRecord>, findings: &mut Vec<Finding>) {
        let set = || HashSet::with_capacity_and_hasher(records.len(), RandomState::default());
        let mut seen: HashSet<(KindId, &str), RandomState> = set();
        let ids = records.iter().map(|record| (record.kind, &*record.id));
        let is_last: Vec<bool> = ids.rev().map(|id| seen.insert(id)).collect();
        if seen.len() == records.len() {
            return;
        }
        seen.clear();
        for record in records.iter() {
            if !seen.insert((record.kind, &record.id)) {
                let message = format!("duplicate id \"{}\"; the last record counts", record.id);
                let hint = "give it an id of its own, or put both into one record".to_string();
                let LayerTextRange { layer, start, .. } = record.slice;
                let finding = Finding::error(record.path(), layer, start as usize, message);
                findings.push(finding.with_hint(Some(hint)));
            }
        }
        let mut is_last = is_last.into_iter().rev();
        records.retain(|_| is_last.next().unwrap_or(true));
    }

    /// Reports a key that cannot be an id. For a country the check adds the code that is meant.
    fn invalid_id(&self, kind: KindId, id: &str, slice: LayerTextRange) -> Finding {
        let offset = json::key_offset(&self.text, id, slice.start as usize);
        let id = sanitize(id);
        let path = RecordPath::new(kind.name()).join(&id);
        if kind == KindId::Countries {
            return Finding::error(path, slice.layer, offset, unknown_country_code(&id));
        }
        let message = format!("invalid id \"{id}\"{RECORD_IGNORED}");
        let hint = "use letters, digits, hyphens, dots and underscores".to_string();
        Finding::error(path, slice.layer, offset, message).with_hint(Some(hint))
    }

    /// Adds the records of one kind. `offset_of` returns where the value of a kind begins.
    fn add_records(
        &self,
        number: u16,
        name: &str,
        entry: KindEntry,
        offset_of: &dyn Fn(&str) -> usize,
        records: &mut Vec<LayerRecord>,
        findings: &mut Vec<Finding>,
    ) {
        let path = RecordPath::new(sanitize(name));
        let Some(kind) = KindId::from_name(name) else {
            let message = format!("unknown kind of record \"{}\"", sanitize(name));
            let kinds = KindId::ALL.iter().map(|kind| kind.name());
            let finding = Finding::error(path, number, offset_of(name), message);
            findings.push(finding.with_hint(closest(name, kinds).map(did_you_mean)));
            return;
        };
        match entry {
            KindEntry::Records(pairs) => {
                records.reserve(pairs.len());
                for (id, raw) in pairs {
                    if is_remark(&id) {
                        continue;
                    }
                    let slice = self.slice(number, raw);
                    // the id of a citation is a path
                    if kind == KindId::Citations || is_id(&id) {
                        let renames = self.renames.as_ref();
                        let renamed = renames.and_then(|renames| renames.renamed(kind, &id));
                        let id = renamed.unwrap_or_else(|| Text::new(&id));
                        records.push(LayerRecord { kind, id, slice });
                        continue;
                    }
                    findings.push(self.invalid_id(kind, &id, slice));
                }
            }
            KindEntry::Null => {
                let message = "a whole kind cannot be removed".into();
                let hint = format!("remove single records: {{\"{kind}\": {{\"ID\": null}}}}");
                let finding = Finding::error(path, number, offset_of(name), message);
                findings.push(finding.with_hint(Some(hint)));
            }
            KindEntry::Invalid => {
                // parsed once more for the error and its position
                let start = offset_of(name);
                let text = &self.text[start..];
                let values = serde_json::Deserializer::from_str(text);
                let first = values.into_iter::<Pairs<&RawValue>>().next();
                if let Some(Err(e)) = first {
                    let offset = start + error_offset(text, &e);
                    let message =
                        format!("{}; {kind} in this file are ignored", describe_in(text, &e));
                    findings.push(Finding::error(path, number, offset, message));
                }
            }
        }
    }
}

fn is_remark(key: &str) -> bool {
    key.starts_with('$')
}

/// Returns whether a text can be an id. Ids stand in paths, scripts and links without quotation.
pub(crate) fn is_id(text: &str) -> bool {
    let is_allowed = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.' | b'_');
    !text.is_empty() && text.bytes().all(is_allowed)
}

/// The value of one kind in a layer.
enum KindEntry<'a> {
    /// The ids and texts of its records.
    Records(Vec<(Cow<'a, str>, &'a RawValue)>),
    Null,
    /// Not an object.
    Invalid,
}

impl<'de: 'a, 'a> Deserialize<'de> for KindEntry<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct KindEntryVisitor;
        impl<'de> Visitor<'de> for KindEntryVisitor {
            type Value = KindEntry<'de>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object keyed by id")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut pairs: Vec<(Cow<'de, str>, &'de RawValue)> = Vec::new();
                while let Some((BorrowedKey(key), raw)) = map.next_entry()? {
                    pairs.push((key, raw));
                }
                Ok(KindEntry::Records(pairs))
            }
            fn visit_unit<E: de::Error>(self) -> Result<Self::Value, E> {
                Ok(KindEntry::Null)
            }
            fn visit_bool<E: de::Error>(self, _: bool) -> Result<Self::Value, E> {
                Ok(KindEntry::Invalid)
            }
            fn visit_i64<E: de::Error>(self, _: i64) -> Result<Self::Value, E> {
                Ok(KindEntry::Invalid)
            }
            fn visit_u64<E: de::Error>(self, _: u64) -> Result<Self::Value, E> {
                Ok(KindEntry::Invalid)
            }
            fn visit_f64<E: de::Error>(self, _: f64) -> Result<Self::Value, E> {
                Ok(KindEntry::Invalid)
            }
            fn visit_str<E: de::Error>(self, _: &str) -> Result<Self::Value, E> {
                Ok(KindEntry::Invalid)
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
                while seq.next_element::<IgnoredAny>()?.is_some() {}
                Ok(KindEntry::Invalid)
            }
        }
        deserializer.deserialize_any(KindEntryVisitor)
    }
}

/// A key that borrows from the text unless it contains an escape.
#[derive(Deserialize)]
struct BorrowedKey<'a>(#[serde(borrow)] Cow<'a, str>);

/// The pairs of an object in order.
struct Pairs<'a, V>(Vec<(Cow<'a, str>, V)>);

impl<'de: 'a, 'a, V: Deserialize<'de>> Deserialize<'de> for Pairs<'a, V> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct PairsVisitor<V>(PhantomData<V>);
        impl<'de, V: Deserialize<'de>> Visitor<'de> for PairsVisitor<V> {
            type Value = Pairs<'de, V>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object keyed by name")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut pairs = Vec::new();
                while let Some(BorrowedKey(key)) = map.next_key()? {
                    pairs.push((key, map.next_value()?));
                }
                Ok(Pairs(pairs))
            }
        }
        deserializer.deserialize_map(PairsVisitor(PhantomData))
    }
}
