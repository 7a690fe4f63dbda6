//! Searches words in an open text: a detail or a report.

use super::{ActionOrigin, App};
use crate::command::Action;
use crate::error::{Error, Result};
use crate::ui::{RenderOutput, highlight_words};
use ratatui::buffer::Buffer;

impl App {
    /// Sets the words that are marked in an open text.
    pub(super) fn set_searched_words(&mut self, words: &str) {
        self.screen.searched_words = words.to_string();
    }

    /// Forgets the words of a search when its text is closed.
    pub(super) fn forget_search_of_closed_text(&mut self) {
        if self.overlays.report().is_none() && !self.panes.current().tab_cycles_links() {
            self.screen.searched_words.clear();
        }
    }

    /// Keeps the words of a search. A search without words is repeated with the last ones.
    /// Returns whether it was.
    pub(super) fn repeat_search(&mut self, action: &Action, origin: ActionOrigin) -> Result<bool> {
        let (Action::SearchText(words) | Action::SearchTextBack(words)) = action else {
            return Ok(false);
        };
        if !words.is_empty() {
            self.screen.searched_words.clone_from(words);
            return Ok(false);
        }
        let words = self.screen.searched_words.clone();
        if words.is_empty() {
            return Err(Error::usage("no words were searched: open a detail, then press /"));
        }
        let repeated = match action {
            Action::SearchTextBack(_) => Action::SearchTextBack(words),
            _ => Action::SearchText(words),
        };
        self.perform(&repeated, origin)?;
        Ok(true)
    }

    /// Marks the words of the search in the open text.
    pub(super) fn highlight_searched_words(&self, output: &RenderOutput, buf: &mut Buffer) {
        if let Some(area) = output.text_area {
            highlight_words(buf, area, &self.screen.searched_words);
        }
    }
}
