//! Moving: where one was, where a place is, changes taken back, views kept.

use super::{App, Effect};
use crate::command::Action;
use crate::error::{Error, Result};
use crate::model::Place;
use crate::model::text::capital;
use crate::profile::own::Views;

/// Where one was: the script that leads there, and what it is in words.
pub(super) struct Been {
    pub(super) link: String,
    pub(super) words: String,
}

impl App {
    /// Keeps how the pane was before a change, when it is not so any more.
    pub(super) fn keep_for_undo(&mut self, before: String) {
        if self.link() != before {
            self.undo.push((self.current, before));
            self.redo.retain(|(pane, _)| *pane != self.current);
        }
    }

    /// Where one is, to come back to.
    pub(super) fn been(&self) -> Been {
        let (tab, scene) = self.here();
        // a pane that nobody saw yet is not laid out for it
        if !self.begun.contains(tab.name()) {
            return Been { link: format!("go {}", tab.name()), words: capital(tab.name()) };
        }
        let record = if tab.walks() { tab.about(scene).and_then(|place| self.data.row_of(&place)) } else { None };
        let words = record.map_or_else(|| tab.words(scene), |row| self.data.heading(row).into_owned());
        Been { link: tab.link(scene), words: format!("{}: {words}", capital(tab.name())) }
    }

    /// Keeps where one was, to go back to.
    pub(super) fn leave(&mut self, been: Been, when: bool) {
        if when {
            self.back.push(been);
            self.forward.clear();
        }
    }

    /// Back to where one was, or forward again.
    pub(super) fn travel(&mut self, back: bool, here: Been) -> Result<()> {
        let none = if back { "this is where you began" } else { "there is nothing ahead" };
        let link = if back { &mut self.back } else { &mut self.forward }.pop().ok_or_else(|| Error::usage(none))?;
        if let Err(e) = self.run(&link.link) {
            // what cannot be gone back to is told, and one stays where one was
            self.run(&here.link)?;
            return Err(e);
        }
        if back { &mut self.forward } else { &mut self.back }.push(here);
        Ok(())
    }

    /// Takes the last change inside the pane back, or makes it again.
    pub(super) fn take_back(&mut self, back: bool, here: String) -> Result<()> {
        let none = if back { "nothing was changed here" } else { "nothing was taken back here" };
        let pane = self.current;
        let from = if back { &mut self.undo } else { &mut self.redo };
        // other panes have changes of their own
        let at = from.iter().rposition(|(of, _)| *of == pane).ok_or_else(|| Error::usage(none))?;
        let (_, link) = from.remove(at);
        if let Err(e) = self.run(&link) {
            self.run(&here)?;
            return Err(e);
        }
        if back { &mut self.redo } else { &mut self.undo }.push((pane, here));
        Ok(())
    }

    /// Does a script as a person's own wish: there is a way back, and what cannot be done leaves one where one was.
    pub(super) fn run_from_here(&mut self, script: &str) {
        let here = self.been();
        match self.run(script) {
            Ok(()) => self.leave(here, true),
            Err(e) => {
                // a slide is no place of the dashboard to come back to
                if self.on_slide().is_none() {
                    let _ = self.run(&here.link);
                }
                self.say(e.to_string());
            }
        }
    }

    /// Takes the named views as they are now, or says why one was not kept.
    pub fn kept(&mut self, views: Result<Views>) {
        match views {
            Ok(views) => {
                self.own.views = views;
                self.choose_anew();
            }
            Err(e) => self.told(Err(e)),
        }
    }

    /// Keeps a view under a name, or forgets it.
    pub(super) fn keep_view(&mut self, name: &str, save: bool, here: String) -> Result<Option<Effect>> {
        let name = name.trim();
        if name.is_empty() || name.contains([';', '"']) {
            return Err(Error::usage(format!("\"{name}\" is no name for a view")));
        }
        if !save && !self.own.views.contains_key(name) {
            return Err(Error::unknown("view", name, self.own.views.keys().map(String::as_str)));
        }
        self.message = Some(if save { format!("saved as \"{name}\": v goes there") } else { format!("\"{name}\" is forgotten") });
        let script = save.then_some(here);
        // shown at once; what the file has then is taken over
        match &script {
            Some(script) => drop(self.own.views.insert(name.into(), script.clone())),
            None => drop(self.own.views.shift_remove(name)),
        }
        Ok(Some(Effect::KeepView(name.into(), script)))
    }

    /// Goes to a pane, filtered perhaps, or to a place.
    pub(super) fn go(&mut self, to: &str, fresh: bool) -> Result<()> {
        if let Some(at) = self.tabs.iter().position(|tab| tab.name() == to) {
            self.turn_to(at);
            if fresh {
                self.with_tab(at, |tab, scene| tab.reset(scene));
            }
            return Ok(());
        }
        // a list with a filter: `countries region:africa`
        if let Some((pane, filter)) = to.split_once(' ') {
            let at = self.tabs.iter().position(|tab| tab.name() == pane);
            self.turn_to(at.ok_or_else(|| Error::unknown("pane", pane, self.tabs.iter().map(|tab| tab.name())))?);
            self.with_tab(self.current, |tab, scene| tab.reset(scene));
            return self.tell(&Action::Filter(filter.trim().into()));
        }
        if !to.contains('/') {
            let kinds = crate::store::KINDS.iter().map(|kind| kind.name);
            let home = self.tabs.iter().position(|tab| tab.card().kinds.contains(&to));
            self.turn_to(home.ok_or_else(|| Error::unknown("pane or place", to, self.tabs.iter().map(|tab| tab.name()).chain(kinds)))?);
            return Ok(());
        }
        let place = self.data.resolve(to)?;
        // what a field says is read in its record, or where its sources are told apart
        let record =
            if place.path().is_some() && self.data.citation(&place).is_some() { Place::record("citations", place.as_str()) } else { place };
        let home = self.tabs.iter().position(|tab| tab.card().kinds.contains(&record.kind()));
        let at = home.ok_or_else(|| Error::usage(format!("no pane shows {record}")))?;
        self.with_tab(at, |tab, scene| tab.update(&Action::Go(record.to_string()), scene)).map_err(|why| Error::usage(why.into_owned()))?;
        self.current = at;
        Ok(())
    }
}
