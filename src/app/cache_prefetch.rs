//! Builds the query cache of large data sets on a background thread.

use super::App;
use super::overlay::Overlay;
use crate::query::ListDef;
use crate::query::lists::events;

impl App {
    /// Returns the job that fills the cache; `None` if the data set is small or the job was handed
    /// out before.
    pub fn prefetch_job(&self) -> Option<impl FnOnce() + Send + use<>> {
        let lists = self.panes.iter().filter_map(|pane| Some(pane.current_list()?.list));
        let mut lists: Vec<&'static ListDef> = lists.chain([&events::LIST]).collect();
        lists.dedup_by_key(|list| std::ptr::from_ref(*list));
        if !self.loaded.cache().claim_prefetch(self.data()) {
            return None;
        }
        Some(self.loaded.prefetch_task(lists))
    }

    /// Records that the prefetch thread could not be started.
    pub fn prefetch_failed(&self) {
        self.loaded.cache().release_prefetch();
    }

    /// Answers the overlay that waited for the cache.
    pub fn prefetch_done(&mut self) {
        match self.overlays.pop() {
            Some(Overlay::FilterPrompt(prompt)) => {
                prompt.apply(self);
                self.overlays.push(Overlay::FilterPrompt(prompt));
            }
            Some(overlay) => {
                self.overlays.push(overlay);
                self.refresh_picker();
            }
            None => {}
        }
    }

    /// Returns whether a filter must wait until its column values are cached.
    pub(super) fn filter_is_pending(&self) -> bool {
        let query = self.loaded.query();
        let list = self.panes.current().current_list();
        list.is_some_and(|state| self.loaded.cache().is_pending(&query, state.list))
    }
}
