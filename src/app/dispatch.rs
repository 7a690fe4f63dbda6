//! Performs actions: of a key, a choice, the mouse, or a step of a script.

use super::overlay::filter_prompt::FilterPrompt;
use super::overlay::link_hints::LinkHints;
use super::overlay::text_search_prompt::TextSearchPrompt;
use super::{ActionOrigin, App, Effect, Handled, ImportRequest, ImportTask};
use crate::command::{Action, PickerKind};
use crate::error::{Error, Result};
use crate::model::RecordPath;

impl App {
    /// Performs an action of the user; shows why it failed.
    pub(super) fn dispatch(&mut self, action: &Action) {
        let is_quit = *action == Action::Quit;
        self.repeated.quit_streak =
            if is_quit { self.repeated.quit_streak.saturating_add(1) } else { 0 };
        if let Err(error) = self.perform(action, ActionOrigin::User) {
            self.set_status(error.to_string());
        }
        self.forget_search_of_closed_text();
    }

    /// Performs one action. The layers are asked from the top: slide, report, then the panes.
    pub(super) fn perform(&mut self, action: &Action, origin: ActionOrigin) -> Result<()> {
        if self.repeat_search(action, origin)? {
            return Ok(());
        }
        self.overlays.close_transient();
        if self.perform_on_slide(action)? == Handled::Yes
            || self.perform_in_report(action)? == Handled::Yes
        {
            return Ok(());
        }
        let pending_revert = self.repeated.pending_revert.take();
        match action {
            // most keys move: they need no history
            Action::Move(_) => return self.update_pane(action),
            Action::Revert(path) => return self.revert(path, pending_revert, origin),
            _ => {}
        }
        if self.perform_everywhere(action, origin)? == Handled::Yes
            || self.perform_navigation(action, origin)? == Handled::Yes
        {
            return Ok(());
        }
        self.perform_in_pane(action, origin)
    }

    /// Performs actions that do not depend on the pane: effects, pickers, reports, presentations.
    fn perform_everywhere(&mut self, action: &Action, origin: ActionOrigin) -> Result<Handled> {
        match action {
            Action::Edit(path) => {
                let path = self.path_or_focused(path)?;
                self.push_effect(Effect::Edit(path));
            }
            Action::Import(line) if line.is_empty() && origin == ActionOrigin::User => {
                self.forget_files();
                self.open_picker(PickerKind::ImportFile, "")?;
            }
            Action::Import(line) if line.is_empty() => {
                return Err(Error::usage("import needs a file").with_hint("import events.csv"));
            }
            Action::Import(line) => {
                let request = ImportRequest { line: line.clone(), ..ImportRequest::default() };
                self.push_effect(Effect::Import(ImportTask::Preview(request)));
            }
            Action::QuitNow => self.push_effect(Effect::Quit),
            Action::Suspend => self.push_effect(Effect::Suspend),
            Action::Redraw => self.push_effect(Effect::Redraw),
            Action::Present(deck) if deck.is_empty() && origin == ActionOrigin::User => {
                if !self.return_to_slide() {
                    self.open_picker(PickerKind::Decks, "")?;
                }
            }
            Action::Present(deck) => {
                let (name, deck) = self.find_deck(deck)?;
                self.start_presentation(name, deck)?;
            }
            Action::OpenPicker(kind, query) => {
                self.forget_files();
                self.open_picker(*kind, query)?;
                // another session may have changed them
                match kind {
                    PickerKind::Bookmarks => self.push_effect(Effect::ReloadBookmarks),
                    PickerKind::Programmes | PickerKind::Settings => {
                        self.push_effect(Effect::ReloadProgrammes);
                    }
                    _ => {}
                }
            }
            Action::ShowLinkHints => {
                let hints = LinkHints::open(self)?;
                self.overlays.push(hints);
            }
            Action::Copy(words) => self.copy(words)?,
            Action::Set(words) => self.set_setting(words)?,
            Action::ShowProgramme(word) => self.request_programme(word)?,
            Action::ToggleMouse => self.toggle_mouse(),
            Action::SaveBookmark(name) => self.save_bookmark(name)?,
            Action::DeleteBookmark(name) => self.delete_bookmark(name)?,
            Action::Explain(path) => self.open_provenance(path)?,
            Action::ShowProblems => self.open_problems()?,
            Action::ShowOverrideDiff => self.open_override_diff()?,
            _ => return Ok(Handled::No),
        }
        Ok(Handled::Yes)
    }

    /// Performs actions that lead to another view.
    fn perform_navigation(&mut self, action: &Action, origin: ActionOrigin) -> Result<Handled> {
        let cycles_links = self.panes.current().tab_cycles_links();
        match action {
            // the first view behind a slide leads back to the slide
            Action::Back if !self.history.can_go_back() && self.return_to_slide() => {}
            Action::Back => self.go_back()?,
            Action::Forward => self.go_forward()?,
            Action::SelectPane(number) => {
                let index = self.panes.index_of_number(*number)?;
                if index != self.panes.current_index() {
                    self.history.push(self.history_entry());
                }
                self.activate_pane(index);
            }
            Action::Next if !cycles_links => self.leave_for_pane(self.panes.index_after(1)),
            Action::Previous if !cycles_links => self.leave_for_pane(self.panes.previous_index()),
            Action::Go(to) => {
                let here = (origin == ActionOrigin::User).then(|| self.history_entry());
                self.go_to(to, origin)?;
                if let Some(here) = here {
                    self.history.push(here);
                }
            }
            Action::Enter => {
                let here = self.history_entry();
                match self.panes.current().focused_link(self.context()) {
                    Some(path) => self.go_to(path.as_str(), ActionOrigin::User)?,
                    None => self.update_pane(action)?,
                }
                self.history.push(here);
            }
            Action::Quit => {
                if self.update_pane(action).is_err() && !self.return_to_slide() {
                    self.quit_unless_repeated();
                }
            }
            _ => return Ok(Handled::No),
        }
        Ok(Handled::Yes)
    }

    /// Quits, but not with a key that follows one that closed a layer: it may be one too many.
    fn quit_unless_repeated(&mut self) {
        if self.repeated.quit_streak > 1 {
            self.repeated.quit_streak = 0;
            self.set_status("nothing else is open: q once more leaves gloact");
        } else {
            self.push_effect(Effect::Quit);
        }
    }

    fn leave_for_pane(&mut self, index: usize) {
        self.history.push(self.history_entry());
        self.activate_pane(index);
    }

    /// Performs actions that change what the current pane shows.
    fn perform_in_pane(&mut self, action: &Action, origin: ActionOrigin) -> Result<()> {
        match action {
            Action::Undo => self.undo(),
            Action::Redo => self.redo(),
            Action::DropLastFilter => {
                let filter = self.panes.current().current_list().map(|list| list.filter);
                let last = filter.and_then(|filter| filter.terms.len().checked_sub(1));
                let (filter, last) =
                    filter.zip(last).ok_or_else(|| Error::usage("no filter is set"))?;
                let shorter = filter.without_term(last).to_text();
                self.perform(&Action::Filter(shorter), origin)
            }
            Action::EditFilter if self.panes.current().tab_cycles_links() => {
                self.overlays.push(TextSearchPrompt::open());
                Ok(())
            }
            Action::EditFilter => {
                // the letters that follow must not become commands
                if !self.panes.current().info().can_filter {
                    return self.open_picker(PickerKind::Find, "");
                }
                self.overlays.push(FilterPrompt::open(self));
                Ok(())
            }
            Action::Filter(_)
            | Action::ToggleAll
            | Action::Sort(_)
            | Action::Columns(_)
            | Action::Pane(_)
                if origin == ActionOrigin::User =>
            {
                let before = self.script();
                self.update_pane(action)?;
                self.record_undo(before);
                Ok(())
            }
            _ => self.update_pane(action),
        }
    }

    /// Lets the current pane perform an action; the status line shows its message.
    pub(super) fn update_pane(&mut self, action: &Action) -> Result<()> {
        let current = self.panes.current_index();
        self.status = self.update_in_pane(current, |pane, context| pane.update(action, context))?;
        Ok(())
    }

    /// Requests the removal of an override; the user is asked once more before.
    fn revert(
        &mut self,
        path: &str,
        pending: Option<RecordPath>,
        origin: ActionOrigin,
    ) -> Result<()> {
        let path = self.path_or_focused(path)?;
        if !self.data().is_overridden(&path) {
            return Err(Error::usage(format!("no override sets {path}")));
        }
        if origin == ActionOrigin::Script || pending.as_ref() == Some(&path) {
            self.push_effect(Effect::Revert(path));
        } else {
            self.set_status(format!("press E again to revert your override of {path}"));
            self.repeated.pending_revert = Some(path);
        }
        Ok(())
    }
}
