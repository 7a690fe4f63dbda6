//! What actions do: one after the other, by a key or by a step of a script.

use super::{App, Effect, Handled};
use crate::command::Action;
use crate::error::{Error, Result};
use crate::pane;
use tui_input::Input;

impl App {
    /// Performs an action that a key, the mouse or a choice asked for; shows why it failed.
    pub(super) fn dispatch(&mut self, action: &Action) {
        if let Err(e) = self.perform(action, false) {
            self.set_status(e.to_string());
        }
    }

    pub(super) fn set_status(&mut self, message: impl Into<String>) {
        self.message = Some(message.into());
    }

    /// Does one action. A step of a script starts a pane anew; a key finds it as it was left.
    pub(super) fn perform(&mut self, action: &Action, scripted: bool) -> Result<()> {
        (self.pick, self.hints, self.plain) = (None, None, None);
        if self.act_on_slide(action)? == Handled::Yes {
            return Ok(());
        }
        if !self.reports.is_empty() && self.act_in_why(action)? == Handled::Yes {
            return Ok(());
        }
        let doubt = self.pending_revert.take();
        // most keys move: they need no way back
        if matches!(action, Action::Move(_)) {
            return self.update_pane(action);
        }
        let here = self.history_entry();
        match action {
            Action::Edit(words) => {
                let path = self.path_or_focused(words)?;
                self.push_effect(Effect::Edit(path));
            }
            Action::Revert(words) => {
                let place = self.path_or_focused(words)?;
                if !self.data.is_overridden(&place) {
                    return Err(Error::usage(format!("no override speaks of {place}")));
                }
                if doubt.as_ref() == Some(&place) || scripted {
                    self.push_effect(Effect::Revert(place));
                } else {
                    self.set_status(format!("E once more takes your override of {place} back"));
                    self.pending_revert = Some(place);
                }
            }
            Action::QuitNow => self.push_effect(Effect::Quit),
            Action::Present(words) if words.is_empty() && !scripted => {
                if !self.back_to_slide() {
                    self.open_picker("decks", "")?;
                }
            }
            Action::Present(words) => {
                let (name, deck) = self.find_deck(words)?;
                self.start_presentation(name, deck, false)?;
            }
            // from the view behind a slide back to it
            Action::Back if self.back.is_empty() && self.back_to_slide() => {}
            Action::Suspend => self.push_effect(Effect::Suspend),
            Action::Redraw => self.push_effect(Effect::Redraw),
            Action::OpenPicker(name, words) => {
                self.open_picker(name, words)?;
                // another dashboard may have changed them
                if *name == "views" {
                    self.push_effect(Effect::ReloadBookmarks);
                }
            }
            Action::DropLastFilter => {
                // in every pane the same: the filter without its last condition
                let filter = self.panes[self.current].list_state().map(|asked| asked.filter);
                let shorter = filter.and_then(|filter| {
                    Some(filter.without_term(filter.terms.len().checked_sub(1)?).to_text())
                });
                let shorter = shorter.ok_or_else(|| Error::usage("no filter is set"))?;
                return self.perform(&Action::Filter(shorter), scripted);
            }
            Action::ShowLinkHints => self.hint()?,
            Action::Copy(words) => self.copy(words)?,
            Action::Set(words) => self.set_setting(words)?,
            Action::ToggleMouse => {
                self.mouse = !self.mouse;
                self.message = Some(
                    if self.mouse {
                        "the mouse is on: m gives it back to the terminal"
                    } else {
                        "the mouse is off"
                    }
                    .into(),
                );
                self.push_effect(Effect::CaptureMouse(self.mouse));
            }
            Action::Undo | Action::Redo => {
                self.undo_or_redo(*action == Action::Undo, here.script)?
            }
            Action::SaveBookmark(name) | Action::DeleteBookmark(name) => {
                let save = matches!(action, Action::SaveBookmark(_));
                self.save_or_delete_bookmark(name, save, here.script)?;
            }
            Action::Explain(words) => self.open_provenance(words)?,
            Action::ShowProblems => self.open_problems()?,
            Action::ShowOverrideDiff => self.open_override_diff()?,
            Action::SelectPane(number) => {
                let at = number
                    .checked_sub(1)
                    .filter(|at| *at < self.panes.len())
                    .ok_or_else(|| Error::usage(format!("there is no pane {number}")))?;
                self.push_history(here, at != self.current);
                self.activate_pane(at);
            }
            Action::Go(to) => {
                self.go_to(to, scripted)?;
                self.push_history(here, !scripted);
            }
            Action::Back | Action::Forward => {
                self.navigate_history(*action == Action::Back, here)?
            }
            Action::Enter => match self.panes[self.current].focused_link(self.context()) {
                Some(place) => {
                    self.go_to(place.as_str(), false)?;
                    self.push_history(here, true);
                }
                None => {
                    self.update_pane(action)?;
                    self.push_history(here, true);
                }
            },
            Action::Next | Action::Previous if !self.panes[self.current].tab_cycles_links() => {
                let step = if *action == Action::Next { 1 } else { self.panes.len() - 1 };
                self.push_history(here, true);
                self.activate_pane((self.current + step) % self.panes.len());
            }
            Action::EditFilter if !self.panes[self.current].info().can_filter => {
                return Err(Error::usage(pane::NOT_FILTERABLE));
            }
            Action::EditFilter => {
                let before = self.panes[self.current].filter_text();
                let text = if before.is_empty() { before } else { format!("{before} ") };
                self.prompt = Some((Input::new(text), here.script));
            }
            Action::Quit => {
                if self.update_pane(action).is_err() && !self.back_to_slide() {
                    self.push_effect(Effect::Quit);
                }
            }
            other => {
                self.update_pane(other)?;
                let changes = matches!(
                    other,
                    Action::Filter(_)
                        | Action::ToggleAll
                        | Action::Sort(_)
                        | Action::Columns(_)
                        | Action::PaneCommand(..)
                );
                if changes && !scripted {
                    self.record_undo(here.script);
                }
            }
        }
        Ok(())
    }

    /// Lets the current pane do it, or say why not.
    pub(super) fn update_pane(&mut self, action: &Action) -> Result<()> {
        self.message = self.update_in_pane(self.current, |tab, scene| tab.update(action, scene))?;
        Ok(())
    }
}
