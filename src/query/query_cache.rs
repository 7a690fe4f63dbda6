//! Caches the results of queries, so that later queries of the same data need not repeat them.

use crate::store::Dataset;
use std::any::{Any, TypeId};
use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

/// From this many records, building an index takes noticeably long.
pub(super) const MIN_ROWS_TO_PREFETCH: usize = 20_000;

/// The type and the name of a result.
type MemoKey = (TypeId, &'static str);

/// An `OnceLock<Arc<T>>` for the `T` of its key.
type MemoSlot = Arc<dyn Any + Send + Sync>;

/// Results of earlier queries; threads may share it.
#[derive(Default)]
pub struct QueryCache {
    memos: Mutex<HashMap<MemoKey, MemoSlot>>,
    is_prefetching: AtomicBool,
}

impl QueryCache {
    /// Returns the cached result of type `T` under `key`, or computes it. While one thread
    /// computes, others wait.
    pub(super) fn memo<T: Send + Sync + 'static>(
        &self,
        key: &'static str,
        compute: impl FnOnce() -> T,
    ) -> Arc<T> {
        match self.memo_slot::<T>(key) {
            Some(slot) => Arc::clone(slot.get_or_init(|| Arc::new(compute()))),
            None => Arc::new(compute()),
        }
    }

    /// Returns true if the result of type `T` under `key` is there.
    pub(super) fn has_memo<T: Send + Sync + 'static>(&self, key: &'static str) -> bool {
        self.memo_slot::<T>(key).is_some_and(|slot| slot.get().is_some())
    }

    /// Returns the slot for a result. The map is unlocked when it returns, because computations use
    /// other results.
    fn memo_slot<T: Send + Sync + 'static>(
        &self,
        key: &'static str,
    ) -> Option<Arc<OnceLock<Arc<T>>>> {
        let mut memos = self.memos.lock().unwrap_or_else(PoisonError::into_inner);
        let slot = memos
            .entry((TypeId::of::<T>(), key))
            .or_insert_with(|| Arc::new(OnceLock::<Arc<T>>::new()));
        // always succeeds, because the type is part of the key
        Arc::clone(slot).downcast().ok()
    }

    /// Returns true if the data set is large and no prefetch is running; the caller must then start
    /// one.
    pub fn claim_prefetch(&self, data: &Dataset) -> bool {
        data.has_overrides()
            && data.record_count() >= MIN_ROWS_TO_PREFETCH
            && !self.is_prefetching.swap(true, Ordering::Relaxed)
    }

    /// Records that a claimed prefetch does not run, or has ended.
    pub fn release_prefetch(&self) {
        self.is_prefetching.store(false, Ordering::Relaxed);
    }

    pub(super) fn is_prefetching(&self) -> bool {
        self.is_prefetching.load(Ordering::Relaxed)
    }
}
