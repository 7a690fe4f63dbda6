//! The progress of an import on another thread, which can be shown and stopped.

use crate::error::{Error, Result};
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, AtomicUsize, Ordering};

const RUNNING: u8 = 0;
const STOPPED: u8 = 1;
const WRITING: u8 = 2;

/// The progress of an import. Clones share it.
#[derive(Clone, Debug, Default)]
pub struct ImportProgress(Arc<Counters>);

#[derive(Debug, Default)]
struct Counters {
    state: AtomicU8,
    done_rows: AtomicUsize,
    /// The rows of the sheet; 0 until it is read.
    all_rows: AtomicUsize,
}

impl ImportProgress {
    /// Returns whether both are the progress of the same import.
    pub fn is_same(&self, other: &ImportProgress) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }

    /// Stops the import before it writes anything. Returns false if it writes already.
    pub fn stop(&self) -> bool {
        self.leave_running(STOPPED) != WRITING
    }

    /// Announces that files are written from now on, so that the import cannot be stopped.
    ///
    /// # Errors
    /// Fails if the import was stopped.
    pub fn begin_writing(&self) -> Result<()> {
        match self.leave_running(WRITING) {
            STOPPED => Err(stopped()),
            _ => Ok(()),
        }
    }

    /// Fails if the import was stopped.
    ///
    /// # Errors
    /// Fails if the import was stopped.
    pub fn check(&self) -> Result<()> {
        match self.0.state.load(Ordering::Relaxed) {
            STOPPED => Err(stopped()),
            _ => Ok(()),
        }
    }

    /// Returns progress in words, such as `12000 of 100000 rows`.
    pub fn describe(&self) -> String {
        let all = self.0.all_rows.load(Ordering::Relaxed);
        let done = self.0.done_rows.load(Ordering::Relaxed).min(all);
        if self.0.state.load(Ordering::Relaxed) == WRITING {
            return "the records are written".into();
        }
        match (done * 100).checked_div(all) {
            Some(percent) => format!("{done} of {all} rows, {percent} %"),
            None => "the file is read".into(),
        }
    }

    pub(super) fn begin_rows(&self, all: usize) {
        self.0.done_rows.store(0, Ordering::Relaxed);
        self.0.all_rows.store(all, Ordering::Relaxed);
    }

    pub(super) fn count_row(&self) {
        self.0.done_rows.fetch_add(1, Ordering::Relaxed);
    }

    /// Changes the state of a running import; returns the state from then on.
    fn leave_running(&self, next: u8) -> u8 {
        let order = Ordering::Relaxed;
        match self.0.state.compare_exchange(RUNNING, next, order, order) {
            Ok(_) => next,
            Err(state) => state,
        }
    }
}

fn stopped() -> Error {
    Error::usage("the import was stopped; nothing was written")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_import_is_stopped_before_it_writes_or_not_at_all() {
        let progress = ImportProgress::default();
        assert!(progress.check().is_ok() && progress.stop() && progress.stop());
        assert!(progress.check().is_err() && progress.begin_writing().is_err());
        let progress = ImportProgress::default();
        assert!(progress.begin_writing().is_ok() && !progress.stop());
        assert!(progress.check().is_ok());
    }
}
