//! Moving: where one was, where a place is, changes taken back, views kept.

use super::{App, Effect};
use crate::command::Action;
use crate::error::{Error, Result};
use crate::model::RecordPath;
use crate::model::text::capitalize;
use crate::profile::views::Views;

/// Where one was: the script that leads there, and what it is in words.
pub(super) struct HistoryEntry {
    pub(super) script: String,
    pub(super) label: String,
}

impl App {
    /// Keeps how the pane was before a change, when it is not so any more.
    pub(super) fn record_undo(&mut self, before: String) {
        if self.script() != before {
            self.undo.push((self.current, before));
            self.redo.retain(|(pane, _)| *pane != self.current);
        }
    }

    /// Where one is, to come back to.
    pub(super) fn history_entry(&self) -> HistoryEntry {
        let (tab, scene) = self.current_pane();
        // a pane that nobody saw yet is not laid out for it
        if !self.initialized.contains(tab.name()) {
            return HistoryEntry {
                script: format!("go {}", tab.name()),
                label: capitalize(tab.name()),
            };
        }
        let record = if tab.tab_cycles_links() {
            tab.focused_path(scene).and_then(|place| self.data.record_at(&place))
        } else {
            None
        };
        let words =
            record.map_or_else(|| tab.summary(scene), |row| self.data.title(row).into_owned());
        HistoryEntry {
            script: tab.script(scene),
            label: format!("{}: {words}", capitalize(tab.name())),
        }
    }

    /// Keeps where one was, to go back to.
    pub(super) fn push_history(&mut self, been: HistoryEntry, when: bool) {
        if when {
            self.back.push(been);
            self.forward.clear();
        }
    }

    /// Back to where one was, or forward again.
    pub(super) fn navigate_history(&mut self, back: bool, here: HistoryEntry) -> Result<()> {
        let none = if back { "this is where you began" } else { "there is nothing ahead" };
        let link = if back { &mut self.back } else { &mut self.forward }
            .pop()
            .ok_or_else(|| Error::usage(none))?;
        if let Err(e) = self.run_script(&link.script) {
            // what cannot be gone back to is told, and one stays where one was
            self.run_script(&here.script)?;
            return Err(e);
        }
        if back { &mut self.forward } else { &mut self.back }.push(here);
        Ok(())
    }

    /// Takes the last change inside the pane back, or makes it again.
    pub(super) fn undo_or_redo(&mut self, back: bool, here: String) -> Result<()> {
        let none = if back { "nothing was changed here" } else { "nothing was taken back here" };
        let pane = self.current;
        let from = if back { &mut self.undo } else { &mut self.redo };
        // other panes have changes of their own
        let at = from.iter().rposition(|(of, _)| *of == pane).ok_or_else(|| Error::usage(none))?;
        let (_, link) = from.remove(at);
        if let Err(e) = self.run_script(&link) {
            self.run_script(&here)?;
            return Err(e);
        }
        if back { &mut self.redo } else { &mut self.undo }.push((pane, here));
        Ok(())
    }

    /// Does a script as a person's own wish: there is a way back, and what cannot be done leaves one where one was.
    pub(super) fn run_user_script(&mut self, script: &str) {
        let here = self.history_entry();
        match self.run_script(script) {
            Ok(()) => self.push_history(here, true),
            Err(e) => {
                // a slide is no place of the dashboard to come back to
                if self.on_slide().is_none() {
                    let _ = self.run_script(&here.script);
                }
                self.set_status(e.to_string());
            }
        }
    }

    /// Takes the named views as they are now, or says why one was not kept.
    pub fn set_bookmarks(&mut self, views: Result<Views>) {
        match views {
            Ok(views) => {
                self.profile.views = views;
                self.refresh_picker();
            }
            Err(e) => self.show_outcome(Err(e)),
        }
    }

    /// Keeps a view under a name, or forgets it.
    pub(super) fn save_or_delete_bookmark(
        &mut self,
        name: &str,
        save: bool,
        here: String,
    ) -> Result<()> {
        let name = name.trim();
        if name.is_empty() || name.contains([';', '"']) {
            return Err(Error::usage(format!("\"{name}\" is no name for a view")));
        }
        if !save && !self.profile.views.contains_key(name) {
            return Err(Error::unknown_name(
                "view",
                name,
                self.profile.views.keys().map(String::as_str),
            ));
        }
        self.message = Some(if save {
            format!("saved as \"{name}\": v goes there")
        } else {
            format!("\"{name}\" is forgotten")
        });
        let script = save.then_some(here);
        // shown at once; what the file has then is taken over
        match &script {
            Some(script) => drop(self.profile.views.insert(name.into(), script.clone())),
            None => drop(self.profile.views.shift_remove(name)),
        }
        self.push_effect(Effect::StoreBookmark(name.into(), script));
        Ok(())
    }

    /// Goes to a pane, filtered perhaps, or to a place.
    pub(super) fn go_to(&mut self, to: &str, fresh: bool) -> Result<()> {
        if let Some(at) = self.panes.iter().position(|tab| tab.name() == to) {
            self.activate_pane(at);
            if fresh {
                self.update_in_pane(at, |tab, scene| tab.reset(scene));
            }
            return Ok(());
        }
        // a list with a filter: `countries region:africa`
        if let Some((pane, filter)) = to.split_once(' ') {
            let at = self.panes.iter().position(|tab| tab.name() == pane);
            self.activate_pane(at.ok_or_else(|| {
                Error::unknown_name("pane", pane, self.panes.iter().map(|tab| tab.name()))
            })?);
            self.update_in_pane(self.current, |tab, scene| tab.reset(scene));
            return self.update_pane(&Action::Filter(filter.trim().into()));
        }
        if !to.contains('/') {
            let kinds = crate::store::KINDS.iter().map(|kind| kind.name);
            let home = self.panes.iter().position(|tab| tab.info().home_kinds.contains(&to));
            self.activate_pane(home.ok_or_else(|| {
                Error::unknown_name(
                    "pane or place",
                    to,
                    self.panes.iter().map(|tab| tab.name()).chain(kinds),
                )
            })?);
            return Ok(());
        }
        let place = self.data.resolve_path(to)?;
        // what a field says is read in its record, or where its sources are told apart
        let record = if place.field_path().is_some() && self.data.citation(&place).is_some() {
            RecordPath::for_record("citations", place.as_str())
        } else {
            place
        };
        let home = self.panes.iter().position(|tab| tab.info().home_kinds.contains(&record.kind()));
        let at = home.ok_or_else(|| Error::usage(format!("no pane shows {record}")))?;
        self.update_in_pane(at, |tab, scene| tab.update(&Action::Go(record.to_string()), scene))?;
        self.current = at;
        Ok(())
    }
}
