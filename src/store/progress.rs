//! How far the reading of overrides is, for whoever waits for it.

use std::io::{self, Read};
use std::sync::atomic::{AtomicU64, Ordering};

/// The most bytes that are read before it is counted.
const PIECE: usize = 1 << 20;

/// Bytes of files that are to be read, each twice: as they lie there, and record by record.
static TOTAL: AtomicU64 = AtomicU64::new(0);
static DONE: AtomicU64 = AtomicU64::new(0);

/// Says that a file of so many bytes will be read.
pub(super) fn expect(bytes: u64) {
    TOTAL.fetch_add(bytes * 2, Ordering::Relaxed);
}

/// Says that so many of its bytes were looked at.
pub(super) fn done(bytes: usize) {
    DONE.fetch_add(bytes as u64, Ordering::Relaxed);
}

/// How far it is, in a line.
pub fn words() -> String {
    let (total, done) = (TOTAL.load(Ordering::Relaxed), DONE.load(Ordering::Relaxed));
    let percent = (done * 100).checked_div(total).unwrap_or(0).min(100);
    format!("gloact reads {} MB of overrides: {percent} %", (total / 2).div_ceil(1_000_000))
}

/// A file whose bytes are counted while it is read.
pub(super) struct Counted<R>(pub(super) R);

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let most = into.len().min(PIECE);
        let read = self.0.read(&mut into[..most])?;
        done(read);
        Ok(read)
    }
}
