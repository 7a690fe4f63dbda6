//! Goes to panes, filtered lists and records.

use super::{ActionOrigin, App};
use crate::command::Action;
use crate::error::{Error, Result};
use crate::model::{KindId, RecordPath};
use crate::store::RecordRef;

impl App {
    /// Goes to a pane, a pane with a filter, the pane of a kind, or a record. A script finds a pane
    /// reset; the user finds it as it was left.
    pub(super) fn go_to(&mut self, to: &str, origin: ActionOrigin) -> Result<()> {
        if let Some(index) = self.panes.position(to) {
            self.activate_pane(index);
            if origin == ActionOrigin::Script {
                self.update_in_pane(index, |pane, context| pane.reset(context));
            }
            return Ok(());
        }
        match to.split_once(' ') {
            Some((pane, filter)) => self.go_to_filtered(pane, filter.trim()),
            None if to.contains('/') => self.go_to_path(to),
            None => self.go_to_kind(to),
        }
    }

    /// Goes to a list with a filter: `countries region:africa`.
    fn go_to_filtered(&mut self, pane: &str, filter: &str) -> Result<()> {
        let index = self
            .panes
            .position(pane)
            .ok_or_else(|| Error::unknown_name("pane", pane, self.panes.names()))?;
        self.activate_pane(index);
        self.update_in_pane(index, |pane, context| pane.reset(context));
        self.update_pane(&Action::Filter(filter.into()))
    }

    fn go_to_kind(&mut self, kind: &str) -> Result<()> {
        let home = KindId::from_name(kind).and_then(|kind| self.panes.home_of(kind));
        let index = home.ok_or_else(|| {
            let names = self.panes.names().chain(KindId::ALL.iter().map(|kind| kind.name()));
            Error::unknown_name("pane or record", kind, names)
        })?;
        self.activate_pane(index);
        Ok(())
    }

    /// Goes to the record of a path; a field whose sources are cited leads to its citation.
    fn go_to_path(&mut self, path: &str) -> Result<()> {
        let path = self.data().resolve_path(path)?;
        let is_cited = path.field_path().is_some() && self.data().citation(&path).is_some();
        let record =
            if is_cited { RecordPath::for_record(KindId::Citations, path.as_str()) } else { path };
        let index = record
            .kind()
            .and_then(|kind| self.panes.home_of(kind))
            .ok_or_else(|| Error::usage(format!("no pane shows {record}")))?;
        let action = Action::Go(record.to_string());
        self.update_in_pane(index, |pane, context| pane.update(&action, context))?;
        self.panes.set_current(index);
        Ok(())
    }

    /// Returns the record that is read in the current pane.
    pub(super) fn open_record(&self) -> Option<RecordRef> {
        let (pane, context) = self.current_pane();
        if !pane.tab_cycles_links() {
            return None;
        }
        self.data().record_at(&pane.focused_path(context)?)
    }

    /// Returns the record of a path, or of a field in it.
    pub(super) fn record_of(&self, path: &RecordPath) -> Result<RecordRef> {
        let record = self.data().record_at(path);
        record.ok_or_else(|| Error::usage(format!("{path} is not a record")))
    }
}
