//! Switches between programmes: each keeps its views, history and bookmarks.

use super::overlay::stack::OverlayStack;
use super::programme_set::{LeftProgramme, ProgrammeEntry};
use super::screen_mode::ScreenMode;
use super::{App, Effect};
use crate::error::{Error, Result};
use crate::profile::bookmarks_file::Bookmarks;
use crate::store::Dataset;

/// A programme that was read to be shown.
pub struct LoadedProgramme {
    /// The word of its entry.
    pub word: String,
    pub data: Dataset,
    pub bookmarks: Bookmarks,
}

impl App {
    /// Sets the word of the programme that is shown from the start.
    #[must_use]
    pub fn with_programme(mut self, word: String) -> App {
        self.loaded.programmes.shown = word;
        self
    }

    /// Returns the word of the programme that is shown.
    pub fn programme(&self) -> &str {
        &self.loaded.programmes.shown
    }

    /// Returns the programmes that can be shown.
    pub(super) fn programmes(&self) -> &[ProgrammeEntry] {
        &self.loaded.programmes.entries
    }

    /// Takes the programmes that can be shown now.
    pub fn set_programmes(&mut self, entries: Vec<ProgrammeEntry>) {
        self.loaded.programmes.entries = entries;
        self.refresh_picker();
    }

    pub(super) fn request_programme(&mut self, word: &str) -> Result<()> {
        let word = word.trim();
        if word.is_empty() {
            return Err(Error::usage("the step \"programme\" needs a name")
                .with_hint("P lists the programmes"));
        }
        self.push_effect(Effect::ShowProgramme(word.into()));
        Ok(())
    }

    /// Shows another programme, with the views that it was left with.
    pub fn show_programme(&mut self, programme: LoadedProgramme) {
        let LoadedProgramme { word, data, bookmarks } = programme;
        let left = LeftProgramme {
            history: std::mem::take(&mut self.history),
            undo_stack: std::mem::take(&mut self.undo_stack),
            scripts: self.panes.scripts(self.context()),
            current_pane: self.panes.current().name(),
        };
        let before = std::mem::replace(&mut self.loaded.programmes.shown, word);
        self.loaded.programmes.left.insert(before, left);
        self.mode = ScreenMode::default();
        self.overlays = OverlayStack::default();
        self.repeated.pending_revert = None;
        self.loaded.replace(data);
        self.profile.bookmarks = bookmarks;
        self.panes.reset_all();
        self.restore_views();
        let title = self.data().programme_names();
        self.set_status(format!("{title} is shown"));
    }

    /// Runs the scripts of the programme that is shown, if it was shown before.
    fn restore_views(&mut self) {
        let current = self.panes.current_index();
        let Some(left) = self.loaded.programmes.left.shift_remove(&self.loaded.programmes.shown)
        else {
            return self.activate_pane(current);
        };
        self.run_pane_scripts(left.scripts);
        self.history = left.history;
        self.undo_stack = left.undo_stack;
        self.activate_pane(self.panes.position(left.current_pane).unwrap_or(current));
    }
}
