//! How far the reading of overrides is, for whoever waits for it.

use std::io::{self, Read};
use std::sync::atomic::{AtomicU64, Ordering};

/// The most bytes that are read before it is counted.
const MAX_READ_BYTES: usize = 1 << 20;

/// Bytes of files that are to be read, each twice: as they lie there, and record by record.
static TOTAL_BYTES: AtomicU64 = AtomicU64::new(0);
static DONE_BYTES: AtomicU64 = AtomicU64::new(0);

/// Says that a file of so many bytes will be read.
pub(super) fn add_total(bytes: u64) {
    TOTAL_BYTES.fetch_add(bytes * 2, Ordering::Relaxed);
}

/// Says that so many of its bytes were looked at.
pub(super) fn add_done(bytes: usize) {
    DONE_BYTES.fetch_add(bytes as u64, Ordering::Relaxed);
}

/// How far it is, in a line.
pub fn status_line() -> String {
    let (total, done) = (TOTAL_BYTES.load(Ordering::Relaxed), DONE_BYTES.load(Ordering::Relaxed));
    let percent = (done * 100).checked_div(total).unwrap_or(0).min(100);
    format!("gloact reads {} MB of overrides: {percent} %", (total / 2).div_ceil(1_000_000))
}

/// A file whose bytes are counted while it is read.
pub(super) struct ProgressReader<R>(pub(super) R);

impl<R: Read> Read for ProgressReader<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let most = into.len().min(MAX_READ_BYTES);
        let read = self.0.read(&mut into[..most])?;
        add_done(read);
        Ok(read)
    }
}
