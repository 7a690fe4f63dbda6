//! What actions do: one after the other, by a key or by a step of a script.

use super::{App, Effect};
use crate::command::Action;
use crate::error::{Error, Result};
use crate::pane;
use tui_input::Input;

impl App {
    pub(super) fn wish(&mut self, action: &Action) -> Option<Effect> {
        match self.act(action, false) {
            Ok(effect) => effect,
            Err(e) => self.say(e.to_string()),
        }
    }

    pub(super) fn say(&mut self, message: String) -> Option<Effect> {
        self.message = Some(message);
        None
    }

    /// Does one action. A step of a script starts a pane anew; a key finds it as it was left.
    pub(super) fn act(&mut self, action: &Action, scripted: bool) -> Result<Option<Effect>> {
        (self.pick, self.hints, self.plain) = (None, None, None);
        if let Some(effect) = self.act_on_slide(action)? {
            return Ok(effect);
        }
        if !self.why.is_empty() && self.act_in_why(action)? {
            return Ok(None);
        }
        let doubt = self.doubt.take();
        // most keys move: they need no way back
        if matches!(action, Action::Move(_)) {
            return self.tell(action).map(|()| None);
        }
        let here = self.been();
        match action {
            Action::Edit(words) => return Ok(Some(Effect::Edit(self.value_of(words)?))),
            Action::TakeBack(words) => {
                let place = self.value_of(words)?;
                if !self.data.is_overridden(&place) {
                    return Err(Error::usage(format!("no override speaks of {place}")));
                }
                if doubt.as_ref() == Some(&place) || scripted {
                    return Ok(Some(Effect::TakeBack(place)));
                }
                self.message = Some(format!("E once more takes your override of {place} back"));
                self.doubt = Some(place);
            }
            Action::Leave => return Ok(Some(Effect::Quit)),
            Action::Present(words) if words.is_empty() && !scripted => {
                if !self.back_to_slide() {
                    self.open_pick("decks", "")?;
                }
            }
            Action::Present(words) => {
                let (name, deck) = self.deck_of(words)?;
                self.show(name, deck, false)?;
            }
            // from the view behind a slide back to it
            Action::Back if self.back.is_empty() && self.back_to_slide() => {}
            Action::Suspend => return Ok(Some(Effect::Suspend)),
            Action::Redraw => return Ok(Some(Effect::Redraw)),
            Action::Pick(name, words) => {
                self.open_pick(name, words)?;
                // another dashboard may have changed them
                return Ok((*name == "views").then_some(Effect::ReadViews));
            }
            Action::DropChip => {
                // in every pane the same: the filter without its last condition
                let filter = self.tabs[self.current].asked().map(|asked| asked.filter);
                let shorter = filter.and_then(|filter| Some(filter.without(filter.terms.len().checked_sub(1)?).text()));
                let shorter = shorter.ok_or_else(|| Error::usage("no filter is set"))?;
                return self.act(&Action::Filter(shorter), scripted);
            }
            Action::Hints => self.hint()?,
            Action::Copy(words) => return self.copy(words),
            Action::Set(words) => return self.set(words),
            Action::Mouse => {
                self.mouse = !self.mouse;
                self.message =
                    Some(if self.mouse { "the mouse is on: m gives it back to the terminal" } else { "the mouse is off" }.into());
                return Ok(Some(Effect::Mouse(self.mouse)));
            }
            Action::Undo | Action::Redo => self.take_back(*action == Action::Undo, here.link)?,
            Action::SaveView(name) | Action::DropView(name) => {
                return self.keep_view(name, matches!(action, Action::SaveView(_)), here.link);
            }
            Action::Why(words) => self.ask_why(words)?,
            Action::Findings => self.ask_findings()?,
            Action::Changes => self.ask_changes()?,
            Action::Visit(number) => {
                let at = number
                    .checked_sub(1)
                    .filter(|at| *at < self.tabs.len())
                    .ok_or_else(|| Error::usage(format!("there is no pane {number}")))?;
                self.leave(here, at != self.current);
                self.turn_to(at);
            }
            Action::Go(to) => {
                self.go(to, scripted)?;
                self.leave(here, !scripted);
            }
            Action::Back | Action::Forward => self.travel(*action == Action::Back, here)?,
            Action::Enter => match self.tabs[self.current].target(self.scene()) {
                Some(place) => {
                    self.go(place.as_str(), false)?;
                    self.leave(here, true);
                }
                None => {
                    self.tell(action)?;
                    self.leave(here, true);
                }
            },
            Action::Next | Action::Previous if !self.tabs[self.current].walks() => {
                let step = if *action == Action::Next { 1 } else { self.tabs.len() - 1 };
                self.leave(here, true);
                self.turn_to((self.current + step) % self.tabs.len());
            }
            Action::AskFilter if !self.tabs[self.current].card().filters => return Err(Error::usage(pane::WHOLE)),
            Action::AskFilter => {
                let before = self.tabs[self.current].filter();
                let text = if before.is_empty() { before } else { format!("{before} ") };
                self.prompt = Some((Input::new(text), here.link));
            }
            Action::Quit => {
                if self.tell(action).is_err() && !self.back_to_slide() {
                    return Ok(Some(Effect::Quit));
                }
            }
            other => {
                self.tell(other)?;
                let changes = matches!(other, Action::Filter(_) | Action::All | Action::Sort(_) | Action::Columns(_) | Action::Pane(..));
                if changes && !scripted {
                    self.keep_for_undo(here.link);
                }
            }
        }
        Ok(None)
    }

    /// Lets the current pane do it, or say why not.
    pub(super) fn tell(&mut self, action: &Action) -> Result<()> {
        self.message = self.with_tab(self.current, |tab, scene| tab.update(action, scene)).map_err(|why| Error::usage(why.into_owned()))?;
        Ok(())
    }
}
