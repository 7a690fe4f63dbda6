//! A large layer, read while it is looked through: one core looks for where each record begins, others read those it has found.

use super::ahead::{Batch, Record, read_batch};
use super::layer::{Key, Layer, is_id};
use super::{KINDS, kind_number, progress};
use crate::model::Text;
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, Visitor};
use serde_json::value::RawValue;
use std::fmt;
use std::sync::mpsc::{SyncSender, sync_channel};
use std::thread::Builder;

/// How many records are handed on at a time.
const BATCH: usize = 1024;

/// How many batches may wait at each place: what is read is not kept twice.
const WAITING: usize = 2;

/// Gives out the records of a layer, in order, each with the batch that it was read in and its place there. Gives back whether
/// that was all: not where something in the text cannot be used, `put` says no, or there is no thread to be had.
pub(super) fn read(layer: &Layer, number: u16, mut put: impl FnMut(Record, &mut dyn Batch, usize) -> bool) -> bool {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        let (mut to, mut from) = (Vec::new(), Vec::new());
        for _ in 0..cores {
            let (found, records) = sync_channel::<Vec<Record>>(WAITING);
            let (done, batches) = sync_channel(WAITING);
            let read = move || {
                records.into_iter().all(|records| {
                    let batch = read_batch(&layer.text, &records);
                    done.send((records, batch)).is_ok()
                });
            };
            if Builder::new().spawn_scoped(scope, read).is_err() {
                return false;
            }
            to.push(found);
            from.push(batches);
        }
        let look = move || {
            let mut found = Found { to: &to, next: 0, records: Vec::with_capacity(BATCH) };
            let mut text = serde_json::Deserializer::from_str(&layer.text);
            let all = Pairs { layer, number, kind: None, see: &mut |record| found.take(record) }.deserialize(&mut text);
            all.is_ok() && text.end().is_ok() && found.hand_on()
        };
        let Ok(look) = Builder::new().spawn_scoped(scope, look) else { return false };
        // one after the other, as they were handed out; the first that has no more ends it
        let mut fine = true;
        'all: for batches in from.iter().cycle() {
            let Ok((records, mut batch)) = batches.recv() else { break };
            progress::done(records.iter().map(|(.., slice)| (slice.end - slice.start) as usize).sum());
            for (at, record) in records.into_iter().enumerate() {
                fine = put(record, &mut *batch, at);
                if !fine {
                    break 'all;
                }
            }
        }
        // who still sends is told that nobody listens
        drop(from);
        look.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)) && fine
    })
}

/// Records of one kind that were found, until they are enough to be handed on.
struct Found<'a> {
    to: &'a [SyncSender<Vec<Record>>],
    next: usize,
    records: Vec<Record>,
}

impl Found<'_> {
    fn take(&mut self, record: Record) -> bool {
        let full = self.records.len() == BATCH || self.records.first().is_some_and(|(kind, ..)| *kind != record.0);
        let goes_on = !full || self.hand_on();
        self.records.push(record);
        goes_on
    }

    /// Gives them to whoever's turn it is; gives back whether somebody takes them.
    fn hand_on(&mut self) -> bool {
        let records = std::mem::replace(&mut self.records, Vec::with_capacity(BATCH));
        let to = &self.to[self.next % self.to.len()];
        self.next += 1;
        records.is_empty() || to.send(records).is_ok()
    }
}

/// An object of kinds, or one of the records of a kind, whose records are shown one by one.
struct Pairs<'a> {
    layer: &'a Layer,
    number: u16,
    kind: Option<u8>,
    see: &'a mut dyn FnMut(Record) -> bool,
}

impl<'de> DeserializeSeed<'de> for Pairs<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        from.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Pairs<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object keyed by name")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        // why it cannot be used is told by who looks through it again
        let odd = || A::Error::custom("odd");
        let mut kinds = Vec::new();
        while let Some(Key(key)) = map.next_key()? {
            if key.starts_with('$') {
                map.next_value::<IgnoredAny>()?;
                continue;
            }
            match self.kind {
                None => {
                    let kind = kind_number(&key).filter(|kind| !kinds.contains(kind)).ok_or_else(odd)?;
                    kinds.push(kind);
                    map.next_value_seed(Pairs { layer: self.layer, number: self.number, kind: Some(kind), see: &mut *self.see })?;
                }
                Some(kind) => {
                    let slice = self.layer.slice(self.number, map.next_value::<&RawValue>()?);
                    let known = KINDS[kind as usize].name == "citations" || is_id(&key);
                    if !known || !(self.see)((kind, Text::new(&key), slice)) {
                        return Err(odd());
                    }
                }
            }
        }
        Ok(())
    }
}
