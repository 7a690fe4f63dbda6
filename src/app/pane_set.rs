//! The panes in their order, and which of them is current.

use crate::error::{Error, Result};
use crate::model::KindId;
use crate::pane::{Pane, PaneContext};
use std::collections::HashSet;

pub(crate) struct PaneSet {
    panes: Vec<Box<dyn Pane>>,
    current: usize,
    /// Names of the panes that were shown; the others query no data yet.
    initialized: HashSet<&'static str>,
}

impl PaneSet {
    pub(crate) fn new(panes: Vec<Box<dyn Pane>>) -> PaneSet {
        PaneSet { panes, current: 0, initialized: HashSet::new() }
    }

    pub(crate) fn all(&self) -> &[Box<dyn Pane>] {
        &self.panes
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &dyn Pane> {
        self.panes.iter().map(|pane| &**pane)
    }

    pub(crate) fn names(&self) -> impl Iterator<Item = &'static str> {
        self.iter().map(|pane| pane.name())
    }

    pub(crate) fn current(&self) -> &dyn Pane {
        &*self.panes[self.current]
    }

    pub(crate) fn current_index(&self) -> usize {
        self.current
    }

    /// Returns the index of the pane `step` places after the current one; the first follows the
    /// last.
    pub(crate) fn index_after(&self, step: usize) -> usize {
        (self.current + step) % self.panes.len()
    }

    /// Returns the index of the pane before the current one; the last precedes the first.
    pub(crate) fn previous_index(&self) -> usize {
        self.index_after(self.panes.len() - 1)
    }

    pub(crate) fn position(&self, name: &str) -> Option<usize> {
        self.names().position(|pane| pane == name)
    }

    /// Returns the index of the pane of a number, from 1.
    pub(crate) fn index_of_number(&self, number: usize) -> Result<usize> {
        number
            .checked_sub(1)
            .filter(|index| *index < self.panes.len())
            .ok_or_else(|| Error::usage(format!("there is no pane {number}")))
    }

    /// Returns the index of the pane that shows records of a kind.
    pub(crate) fn home_of(&self, kind: KindId) -> Option<usize> {
        self.iter().position(|pane| pane.info().home_kinds.contains(&kind))
    }

    /// Returns whether a pane was shown already.
    pub(crate) fn is_initialized(&self, pane: &dyn Pane) -> bool {
        self.initialized.contains(pane.name())
    }

    /// Returns for each pane the script that leads back to its view.
    pub(crate) fn scripts(&self, context: PaneContext) -> Vec<String> {
        let script = |pane: &dyn Pane| {
            if self.is_initialized(pane) {
                pane.script(context)
            } else {
                format!("go {}", pane.name())
            }
        };
        self.iter().map(script).collect()
    }

    /// Changes a pane; one that was not shown yet is initialized first.
    pub(crate) fn update<T>(
        &mut self,
        index: usize,
        context: PaneContext,
        change: impl FnOnce(&mut dyn Pane, PaneContext) -> T,
    ) -> T {
        let pane = &mut *self.panes[index];
        if self.initialized.insert(pane.name()) {
            pane.reset(context);
        }
        change(pane, context)
    }

    /// Forgets the views of all panes.
    pub(crate) fn reset_all(&mut self) {
        self.initialized.clear();
    }

    /// Makes a pane the current one.
    pub(crate) fn activate(&mut self, index: usize, context: PaneContext) {
        self.current = index;
        self.update(index, context, |_, _| ());
    }

    /// Makes a pane current that was updated already.
    pub(crate) fn set_current(&mut self, index: usize) {
        self.current = index;
    }

    /// Replaces the panes; those of the same name keep their view. The current pane stays, else the
    /// first is current.
    pub(crate) fn replace(&mut self, wanted: Vec<Box<dyn Pane>>) {
        let current = self.current().name();
        let mut before: Vec<_> = self.panes.drain(..).collect();
        for pane in wanted {
            match before.iter().position(|old| old.name() == pane.name()) {
                Some(index) => self.panes.push(before.swap_remove(index)),
                None => {
                    self.initialized.remove(pane.name());
                    self.panes.push(pane);
                }
            }
        }
        self.current = self.position(current).unwrap_or(0);
    }
}
