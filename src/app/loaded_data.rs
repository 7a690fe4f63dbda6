//! The data set that is shown, its query cache, and the day that counts as today.

use super::programme_set::ProgrammeSet;
use crate::query::query_cache::QueryCache;
use crate::query::{ListDef, QueryContext};
use crate::store::Dataset;
use jiff::civil::Date;
use std::sync::Arc;

pub(crate) struct LoadedData {
    dataset: Arc<Dataset>,
    cache: Arc<QueryCache>,
    today: Date,
    pub(crate) programmes: ProgrammeSet,
    /// Errors of files that cannot be read at the moment, while the last good data are shown.
    pub(crate) load_errors: Vec<String>,
}

impl LoadedData {
    pub(crate) fn new(dataset: Dataset, today: Date) -> LoadedData {
        LoadedData {
            dataset: Arc::new(dataset),
            cache: Arc::default(),
            today,
            programmes: ProgrammeSet::default(),
            load_errors: Vec::new(),
        }
    }

    pub(crate) fn dataset(&self) -> &Dataset {
        &self.dataset
    }

    pub(crate) fn shared_dataset(&self) -> Arc<Dataset> {
        Arc::clone(&self.dataset)
    }

    pub(crate) fn cache(&self) -> &QueryCache {
        &self.cache
    }

    pub(crate) fn query(&self) -> QueryContext<'_> {
        query_context(&self.dataset, self.today, &self.cache)
    }

    /// Returns a task for another thread that caches the columns of lists.
    pub(crate) fn prefetch_task(
        &self,
        lists: Vec<&'static ListDef>,
    ) -> impl FnOnce() + Send + use<> {
        let dataset = Arc::clone(&self.dataset);
        let cache = Arc::clone(&self.cache);
        let today = self.today;
        move || cache.prefetch(&query_context(&dataset, today, &cache), &lists)
    }

    /// Replaces the data; nothing cached of the old data is kept.
    pub(crate) fn replace(&mut self, dataset: Dataset) {
        self.dataset = Arc::new(dataset);
        self.cache = Arc::default();
        self.load_errors.clear();
    }
}

fn query_context<'a>(data: &'a Dataset, today: Date, cache: &'a QueryCache) -> QueryContext<'a> {
    QueryContext { cache: Some(cache), ..QueryContext::new(data, today) }
}
