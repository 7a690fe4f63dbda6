//! What takes long with many records is gathered beside the dashboard, so that typing never waits for it.

use super::{App, scope};
use crate::query::List;
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
    pub fn warmth(&self) -> Option<impl FnOnce() + Send + use<>> {
        let lists = self.tabs.iter().filter_map(|tab| Some(tab.asked()?.list)).chain([&events::LIST]);
        let mut lists: Vec<&'static List> = lists.collect();
        lists.dedup_by_key(|list| std::ptr::from_ref(*list));
        let (data, kept, today) = (Arc::clone(&self.data), Arc::clone(&self.kept), self.today);
        self.kept.begin(&self.data).then_some(move || kept.warm(&scope(&data, today, &kept), &lists))
    }

    /// Says that nobody gathers after all.
    pub fn stay_cold(&self) {
        self.kept.give_up();
    }

    /// Answers what waited for it.
    pub fn warmed(&mut self) {
        if self.prompt.is_some() {
            self.filter_as_typed();
        } else if self.pick.is_some() {
            self.choose_anew();
        }
    }

    /// Whether rows cannot follow a filter yet while it is typed.
    pub(super) fn has_to_wait(&self) -> bool {
        self.tabs[self.current].asked().is_some_and(|asked| self.kept.is_coming(&self.scene().scope, asked.list))
    }
}
