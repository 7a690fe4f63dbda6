//! Records of a layer, read typed on all cores while those before them are put into the data.

use super::layer::Slice;
use super::{Dataset, KINDS, Kept, progress};
use crate::model::Text;
use indexmap::map::Entry;
use std::sync::mpsc::{Receiver, sync_channel};

/// One record that a layer speaks of: the number of its kind, its id, the slice.
pub(super) type Record = (u8, Text, Slice);

/// How many records are read at a time.
const BATCH: usize = 1024;

/// How many batches may wait to be put: what is read is not kept twice.
const WAITING: usize = 2;

/// Records of a kind that were read, each from its own slice alone. What cannot be read so is left to who tells why.
pub(super) trait Batch: Send {
    /// Puts one of them into the data, if it could be read and is new there.
    fn put(&mut self, at: usize, data: &mut Dataset, id: &Text) -> bool;
}

impl<T: Kept + Send> Batch for Vec<Option<T>> {
    fn put(&mut self, at: usize, data: &mut Dataset, id: &Text) -> bool {
        match (T::all_mut(data).entry(id.clone()), self[at].take()) {
            (Entry::Vacant(new), Some(record)) => {
                new.insert(record);
                true
            }
            _ => false,
        }
    }
}

/// Reads records of one kind.
pub(super) fn read_batch(text: &str, records: &[Record]) -> Box<dyn Batch> {
    let mut texts = records.iter().map(|(.., slice)| slice.of(text));
    (KINDS[records[0].0 as usize].batch)(&mut texts)
}

/// Reads all records of a layer and gives them out one by one, in order: the record, and where its batch has it.
pub(super) fn read<'a>(text: &str, records: &'a [Record], mut put: impl FnMut(&'a Record, &mut dyn Batch, usize)) {
    let read = |records: &[Record]| read_batch(text, records);
    let batches: Vec<&'a [Record]> = records.chunk_by(|a, b| a.0 == b.0).flat_map(|same| same.chunks(BATCH)).collect();
    // a small layer is read before a thread is made
    let cores = if batches.len() < 4 { 0 } else { std::thread::available_parallelism().map_or(0, usize::from) };
    std::thread::scope(|scope| {
        let readers: Vec<Receiver<Box<dyn Batch>>> = (0..cores)
            .map(|core| {
                let (send, receive) = sync_channel(WAITING);
                let mut mine = batches.iter().skip(core).step_by(cores);
                // where no thread is to be had, nothing is received
                let _ = std::thread::Builder::new().spawn_scoped(scope, move || mine.all(|batch| send.send(read(batch)).is_ok()));
                receive
            })
            .collect();
        for (number, records) in batches.iter().enumerate() {
            let received = readers.get(number % cores.max(1)).and_then(|reader| reader.recv().ok());
            let mut batch = received.unwrap_or_else(|| read(records));
            records.iter().enumerate().for_each(|(at, record)| put(record, &mut *batch, at));
            progress::done(records.iter().map(|(.., slice)| (slice.end - slice.start) as usize).sum());
        }
    });
}
