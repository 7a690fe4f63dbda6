//! What takes long with many records is gathered beside the dashboard, so that typing never waits for it.

use super::{App, query_context};
use crate::query::ListDef;
use crate::query::lists::events;
use std::sync::Arc;

impl App {
    /// What may be done beside whoever prepares the first screen: to read the largest of what it shows, where it is not read yet.
    pub fn ahead(&self) -> impl FnOnce() + Send + use<> {
        let data = Arc::clone(&self.data);
        move || {
            // to count records is to read them
            let _ = (data.countries.len(), data.events.len());
        }
    }

    /// What makes later questions quick, to be done in another thread; nothing where there are few records, or it was given before.
    pub fn prefetch_job(&self) -> Option<impl FnOnce() + Send + use<>> {
        let lists =
            self.panes.iter().filter_map(|tab| Some(tab.list_state()?.list)).chain([&events::LIST]);
        let mut lists: Vec<&'static ListDef> = lists.collect();
        lists.dedup_by_key(|list| std::ptr::from_ref(*list));
        let (data, kept, today) = (Arc::clone(&self.data), Arc::clone(&self.cache), self.today);
        self.cache
            .claim_prefetch(&self.data)
            .then_some(move || kept.prefetch(&query_context(&data, today, &kept), &lists))
    }

    /// Says that nobody gathers after all.
    pub fn prefetch_failed(&self) {
        self.cache.release_prefetch();
    }

    /// Answers what waited for it.
    pub fn prefetch_done(&mut self) {
        if self.prompt.is_some() {
            self.filter_as_typed();
        } else if self.pick.is_some() {
            self.refresh_picker();
        }
    }

    /// Whether rows cannot follow a filter yet while it is typed.
    pub(super) fn filter_is_pending(&self) -> bool {
        self.panes[self.current]
            .list_state()
            .is_some_and(|asked| self.cache.is_pending(&self.context().query, asked.list))
    }
}
