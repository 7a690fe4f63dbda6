//! Overlays: layers above the panes. The topmost takes keys first; Esc closes it.

pub(crate) mod copied_text_view;
pub(crate) mod filter_prompt;
pub(crate) mod import_view;
pub(crate) mod link_hints;
pub(crate) mod picker;
pub(crate) mod report_view;
pub(crate) mod stack;
pub(crate) mod text_input;
pub(crate) mod text_search_prompt;

use super::{App, Handled, SpokenLine};
use crate::command::Action;
use crate::command::key::KeyEvent;
use crate::error::Result;
use crate::ui::RenderOutput;
use copied_text_view::CopiedTextView;
use filter_prompt::FilterPrompt;
use import_view::ImportView;
use link_hints::LinkHints;
use picker::Picker;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use report_view::ReportView;
use text_search_prompt::TextSearchPrompt;

/// One layer. A handler gets the overlay off the stack; it pushes the overlay back to keep it open.
pub(crate) enum Overlay {
    Report(ReportView),
    Import(ImportView),
    FilterPrompt(FilterPrompt),
    TextSearchPrompt(TextSearchPrompt),
    Picker(Picker),
    LinkHints(LinkHints),
    CopiedTextView(CopiedTextView),
}

impl Overlay {
    pub(crate) fn handle_key(self, app: &mut App, key: KeyEvent) -> Handled {
        match self {
            // the keys of these are those of the dashboard: they take actions
            Overlay::Report(_) | Overlay::Import(_) => {
                app.overlays.push(self);
                return Handled::No;
            }
            Overlay::FilterPrompt(prompt) => prompt.handle_key(app, key),
            Overlay::TextSearchPrompt(prompt) => prompt.handle_key(app, key),
            Overlay::Picker(picker) => picker.handle_key(app, key),
            Overlay::LinkHints(hints) => hints.handle_key(app, key),
            Overlay::CopiedTextView(text) => text.handle_key(app, key),
        }
        Handled::Yes
    }

    /// Inserts a pasted text, if the overlay takes text.
    pub(crate) fn handle_paste(self, app: &mut App, text: &str) {
        self.handle_text(app, text.trim());
    }

    /// Inserts a text, if the overlay takes text. A long one must not block the keyboard: the
    /// overlay follows it once.
    pub(crate) fn handle_text(mut self, app: &mut App, text: &str) {
        match &mut self {
            Overlay::FilterPrompt(prompt) => prompt.insert(text),
            Overlay::TextSearchPrompt(prompt) => prompt.insert(text),
            Overlay::Picker(picker) => picker.insert(text),
            Overlay::Report(_)
            | Overlay::Import(_)
            | Overlay::LinkHints(_)
            | Overlay::CopiedTextView(_) => {}
        }
        app.overlays.push(self);
    }

    /// Handles an action. Overlays that close with the first action never get one.
    pub(crate) fn handle_action(self, app: &mut App, action: &Action) -> Result<Handled> {
        match self {
            Overlay::Report(report) => report.handle_action(app, action),
            Overlay::Import(view) => view.handle_action(app, action),
            _ => {
                app.overlays.push(self);
                Ok(Handled::No)
            }
        }
    }

    /// Returns whether the overlay fills the whole screen.
    pub(crate) fn fills_screen(&self) -> bool {
        matches!(self, Overlay::CopiedTextView(_))
    }

    /// Draws the overlay; `below` is the overlay under it, `title_line` the line above the content.
    pub(crate) fn render(
        &self,
        app: &App,
        below: Option<&Overlay>,
        title_line: Rect,
        buf: &mut Buffer,
    ) -> RenderOutput {
        match self {
            Overlay::Report(report) => report.render(app, title_line, buf),
            Overlay::Import(view) => view.render(app, title_line, buf),
            Overlay::FilterPrompt(prompt) => prompt.render(app, title_line, buf),
            Overlay::TextSearchPrompt(prompt) => prompt.render(app, below, title_line, buf),
            Overlay::Picker(picker) => picker.render(app, title_line, buf),
            Overlay::LinkHints(hints) => {
                let output = app.draw_content(below, None, title_line, buf);
                hints.render(app, output, buf)
            }
            Overlay::CopiedTextView(text) => text.render(app, buf),
        }
    }

    /// Returns the keys for the status line; `None` for those of the layer below.
    pub(crate) fn key_hints(&self, app: &App) -> Option<&'static [(&'static str, &'static str)]> {
        match self {
            Overlay::Report(_) => Some(report_view::KEY_HINTS),
            Overlay::Import(view) => Some(view.key_hints(app.is_importing())),
            Overlay::FilterPrompt(_) => Some(filter_prompt::KEY_HINTS),
            Overlay::TextSearchPrompt(_) => Some(text_search_prompt::KEY_HINTS),
            Overlay::Picker(picker) => Some(picker.key_hints()),
            Overlay::LinkHints(_) | Overlay::CopiedTextView(_) => None,
        }
    }

    /// Describes the overlay line by line; `None` where the layer below is described.
    pub(crate) fn describe(&self, app: &App) -> Option<Vec<SpokenLine>> {
        match self {
            Overlay::Report(report) => report.describe(app),
            Overlay::Import(view) => Some(view.describe()),
            Overlay::Picker(picker) => Some(picker.describe()),
            Overlay::CopiedTextView(text) => Some(text.describe()),
            Overlay::FilterPrompt(_) | Overlay::TextSearchPrompt(_) | Overlay::LinkHints(_) => None,
        }
    }
}
