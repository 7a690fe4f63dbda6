//! Records of a layer, read typed on all cores: of a large one some are read while others are still looked for, and those before
//! them are put into the data.

use super::layer::{BorrowedKey, Layer, SourceSlice, is_id};
use super::{Dataset, KINDS, StoredRecord, kind_number, progress};
use crate::model::Text;
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, Visitor};
use serde_json::value::RawValue;
use std::fmt;
use std::sync::mpsc::{SyncSender, sync_channel};
use std::thread::Builder;

/// One record that a layer speaks of: the number of its kind, its id, the slice.
pub(super) type Record = (u8, Text, SourceSlice);

/// How many records are handed on at a time.
const BATCH: usize = 1024;

/// How many batches may wait at each place: what is read is not kept twice.
const WAITING: usize = 2;

/// Records of a kind that were read, each from its own slice alone. What cannot be read so is left to who tells why.
pub(super) trait Batch: Send {
    /// Puts one of them into the data, if it could be read and is new there.
    fn put(&mut self, at: usize, data: &mut Dataset, id: &Text) -> bool;
}

impl<T: StoredRecord + Send> Batch for Vec<Option<T>> {
    fn put(&mut self, at: usize, data: &mut Dataset, id: &Text) -> bool {
        let all = T::all_mut(data);
        let new = self[at].take().filter(|_| !all.contains_key(&**id));
        new.is_some_and(|record| all.insert(id.clone(), record).is_none())
    }
}

/// Shows records one by one until somebody says no; gives back whether these were all.
pub(super) type Find<'a> = dyn FnMut(&mut dyn FnMut(Record) -> bool) -> bool + Send + 'a;

/// Takes a record, with the batch that it was read in and its place there; says whether to go on.
pub(super) type Put<'a> = dyn FnMut(Record, &mut dyn Batch, usize) -> bool + 'a;

/// Records of one kind, and what was read of them.
type Read = (Vec<Record>, Option<Box<dyn Batch>>);

/// Gives out the records of a text that `find` shows, in order; gives back whether these were all. Many are read in threads, where
/// threads are to be had.
pub(super) fn read(text: &str, many: bool, find: &mut Find, put: &mut Put) -> bool {
    let cores = if many { std::thread::available_parallelism().map_or(1, usize::from) } else { 0 };
    let read = |records: &[Record]| {
        let mut texts = records.iter().map(|(.., slice)| slice.text_in(text));
        records.first().map(|(kind, ..)| (KINDS[*kind as usize].batch)(&mut texts))
    };
    let mut give_out = |(records, batch): Read| {
        progress::add_done(
            records.iter().map(|(.., slice)| (slice.end - slice.start) as usize).sum(),
        );
        batch.is_none_or(|mut batch| {
            records.into_iter().enumerate().all(|(at, record)| put(record, &mut *batch, at))
        })
    };
    let in_threads = std::thread::scope(|scope| {
        let (mut to, mut from) = (Vec::new(), Vec::new());
        for _ in 0..cores {
            let ((found, records), (done, batches)) =
                (sync_channel::<Read>(WAITING), sync_channel::<Read>(WAITING));
            let reader = move || {
                records.into_iter().all(|(records, _)| {
                    let batch = read(&records);
                    done.send((records, batch)).is_ok()
                });
            };
            if Builder::new().spawn_scoped(scope, reader).is_ok() {
                to.push(found);
                from.push(batches);
            }
        }
        let find = &mut *find;
        let looks = move || {
            let mut turns = to.iter().cycle();
            look(find, &mut |records| {
                turns.next().is_some_and(|to: &SyncSender<Read>| to.send((records, None)).is_ok())
            })
        };
        let looks =
            if from.is_empty() { None } else { Builder::new().spawn_scoped(scope, looks).ok() }?;
        // one after the other, as they were handed out; the first that has no more ends it
        let mut goes_on = true;
        for batches in from.iter().cycle() {
            let Ok(read) = batches.recv() else { break };
            goes_on = give_out(read);
            if !goes_on {
                break;
            }
        }
        // who still sends is told that nobody listens
        drop(from);
        Some(looks.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)) && goes_on)
    });
    in_threads.unwrap_or_else(|| {
        look(find, &mut |records| {
            let batch = read(&records);
            give_out((records, batch))
        })
    })
}

/// Hands on the records that `find` shows, so many of one kind at a time; gives back whether these were all.
fn look(find: &mut Find, hand_on: &mut dyn FnMut(Vec<Record>) -> bool) -> bool {
    let mut found: Vec<Record> = Vec::new();
    let all = find(&mut |record| {
        let full =
            found.len() == BATCH || found.first().is_some_and(|(kind, ..)| *kind != record.0);
        let goes_on = !full || hand_on(std::mem::replace(&mut found, Vec::with_capacity(BATCH)));
        found.push(record);
        goes_on
    });
    all && hand_on(found)
}

/// Shows the records of a layer while it looks through the text; gives back whether there was nothing that cannot be used. Why
/// it cannot is told by [`Layer::records`].
pub(super) fn each(layer: &Layer, number: u16, see: &mut dyn FnMut(Record) -> bool) -> bool {
    let mut text = serde_json::Deserializer::from_str(&layer.text);
    Pairs { layer, number, kind: None, see }.deserialize(&mut text).is_ok() && text.end().is_ok()
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
        while let Some(BorrowedKey(key)) = map.next_key()? {
            if key.starts_with('$') {
                map.next_value::<IgnoredAny>()?;
                continue;
            }
            match self.kind {
                None => {
                    let kind =
                        kind_number(&key).filter(|kind| !kinds.contains(kind)).ok_or_else(odd)?;
                    kinds.push(kind);
                    map.next_value_seed(Pairs {
                        layer: self.layer,
                        number: self.number,
                        kind: Some(kind),
                        see: &mut *self.see,
                    })?;
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
