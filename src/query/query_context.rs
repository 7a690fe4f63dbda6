//! Holds the inputs of every query: the data set, the calendar day and the cache.

use super::query_cache::QueryCache;
use crate::store::Dataset;
use jiff::civil::Date;
use std::sync::Arc;

/// The inputs of a query.
#[derive(Clone, Copy)]
pub struct QueryContext<'a> {
    pub data: &'a Dataset,
    /// The day that counts as today.
    pub today: Date,
    /// Results of earlier queries; `None` for one-shot commands.
    pub cache: Option<&'a QueryCache>,
}

impl<'a> QueryContext<'a> {
    /// Returns a context without a cache.
    pub fn new(data: &'a Dataset, today: Date) -> QueryContext<'a> {
        QueryContext { data, today, cache: None }
    }

    /// Returns the cached result of type `T` under `key`, or computes it.
    pub(super) fn memo<T: Send + Sync + 'static>(
        &self,
        key: &'static str,
        compute: impl FnOnce() -> T,
    ) -> Arc<T> {
        match self.cache {
            Some(cache) => cache.memo(key, compute),
            None => Arc::new(compute()),
        }
    }
}
