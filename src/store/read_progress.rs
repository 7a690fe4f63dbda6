//! Counts the bytes of override files that were read, for the progress screen.

use std::io::{self, Read};
use std::sync::atomic::{AtomicU64, Ordering};

/// The largest read between two counts.
const MAX_READ_BYTES: usize = 1 << 20;

/// Bytes to be processed. Each byte of a file counts twice: when it is read and when it is parsed.
static TOTAL_BYTES: AtomicU64 = AtomicU64::new(0);
static DONE_BYTES: AtomicU64 = AtomicU64::new(0);

/// Adds a file of this size to the work to be done.
pub(super) fn add_total(bytes: u64) {
    TOTAL_BYTES.fetch_add(bytes * 2, Ordering::Relaxed);
}

/// Counts bytes that were read or parsed.
pub(super) fn add_done(bytes: usize) {
    DONE_BYTES.fetch_add(bytes as u64, Ordering::Relaxed);
}

/// Returns the progress line, e.g. "Loading 44 MB of overrides: 40 %".
pub fn status_line() -> String {
    let total = TOTAL_BYTES.load(Ordering::Relaxed);
    let done = DONE_BYTES.load(Ordering::Relaxed);
    let percent = (done * 100).checked_div(total).unwrap_or(0).min(100);
    format!("Loading {} MB of overrides: {percent} %", (total / 2).div_ceil(1_000_000))
}

/// A reader that counts its bytes.
pub(super) struct ProgressReader<R>(pub(super) R);

impl<R: Read> Read for ProgressReader<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let limit = buffer.len().min(MAX_READ_BYTES);
        let count = self.0.read(&mut buffer[..limit])?;
        add_done(count);
        Ok(count)
    }
}
