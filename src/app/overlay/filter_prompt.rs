//! The prompt for a filter: the rows follow each letter.

use super::Overlay;
use super::text_input::TextInput;
use crate::app::App;
use crate::command::Action;
use crate::command::key::{KeyCode, KeyEvent, KeyModifiers};
use crate::query::filter::quote_value;
use crate::query::filter_completions::completions;
use crate::ui::theme::StyleRole;
use crate::ui::{RenderOutput, breadcrumb, print_clipped, width};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

pub(crate) const KEY_HINTS: &[(&str, &str)] = &[
    ("Enter", "keep"),
    ("Esc", "restore"),
    ("Tab", "complete"),
    ("C-u", "clear"),
    ("", "word field:value field:one,other -field:value"),
];

const MAX_COMPLETIONS: usize = 6;

pub(crate) struct FilterPrompt {
    input: TextInput,
    /// The script that leads back to the view before.
    before: String,
    /// The rows do not follow the text yet.
    is_stale: bool,
}

impl FilterPrompt {
    pub(crate) fn open(app: &App) -> Overlay {
        let mut filter = app.panes.current().filter_text();
        if !filter.is_empty() {
            filter.push(' ');
        }
        let input = TextInput::new(filter);
        Overlay::FilterPrompt(FilterPrompt { input, before: app.script(), is_stale: false })
    }

    /// Enter keeps the filter; Esc restores the one before.
    pub(crate) fn handle_key(mut self, app: &mut App, key: KeyEvent) {
        let has_alt = key.modifiers.contains(KeyModifiers::ALT);
        let deletes = matches!(
            (key.code, key.modifiers),
            (KeyCode::Char('h'), KeyModifiers::CONTROL) | (KeyCode::Backspace, _)
        );
        match (key.code, key.modifiers) {
            _ if has_alt => {}
            (KeyCode::Enter, _) => return self.accept(app),
            (KeyCode::Tab, _) => return self.complete(app),
            (KeyCode::Esc, _) | (KeyCode::Char('g'), KeyModifiers::CONTROL) => {
                return self.cancel(app);
            }
            _ if deletes && self.input.is_empty() => return self.cancel(app),
            _ => {}
        }
        self.is_stale |= self.input.handle_key(key);
        app.overlays.push(Overlay::FilterPrompt(self));
    }

    /// Inserts a text at the cursor.
    pub(crate) fn insert(&mut self, text: &str) {
        self.input.insert(text);
        self.is_stale = true;
    }

    /// Filters the rows by the text, if it has changed.
    pub(crate) fn follow_text(&mut self, app: &mut App) {
        if std::mem::take(&mut self.is_stale) {
            self.apply(app);
        }
    }

    fn accept(self, app: &mut App) {
        match app.update_pane(&Action::Filter(self.input.value().trim().into())) {
            Ok(()) => app.record_undo(self.before),
            Err(error) => {
                app.set_status(error.to_string());
                app.overlays.push(Overlay::FilterPrompt(self));
            }
        }
    }

    fn cancel(self, app: &mut App) {
        let _ = app.run_script(&self.before);
    }

    fn complete(mut self, app: &mut App) {
        let completed = self.completed(app);
        let is_completed = completed.is_some();
        if let Some(text) = completed {
            self.input = TextInput::new(text);
        }
        self.apply(app);
        if !is_completed && app.status.is_none() {
            app.set_status("nothing to complete: type a field such as region:, or a value of it");
        }
        app.overlays.push(Overlay::FilterPrompt(self));
    }

    /// Filters the rows by the typed text. A text that is not a filter yet is reported, and the
    /// rows stay.
    pub(crate) fn apply(&self, app: &mut App) {
        if app.filter_is_pending() {
            app.set_status("searching: the rows follow in a moment");
            return;
        }
        let filter = Action::Filter(self.input.value().trim().into());
        app.status = app.update_pane(&filter).err().map(|error| error.to_string());
        let labels = self.completion_labels(app);
        if !labels.is_empty() {
            app.set_status(format!("Tab: {}", labels.join("  ")));
        }
    }

    /// Returns the byte where the last word begins, and what it may become: fields, or values with
    /// their labels.
    fn completions(&self, app: &App) -> Option<(usize, Vec<(String, String)>)> {
        let text = self.input.value();
        let list = app.panes.current().current_list()?;
        let (start, offers) = completions(list.list, &app.loaded.query(), list.shows_all, text)?;
        // a single letter is the start of too many fields
        let is_specific =
            text[start..].len() > 1 || offers.iter().any(|(_, label)| !label.is_empty());
        is_specific.then_some((start, offers))
    }

    fn completion_labels(&self, app: &App) -> Vec<String> {
        let offers = self.completions(app).map(|(_, offers)| offers).unwrap_or_default();
        let display = |(name, label): (String, String)| {
            if label.is_empty() || label == name { name } else { format!("{name} {label}") }
        };
        offers.into_iter().take(MAX_COMPLETIONS).map(display).collect()
    }

    /// Returns the text with its last word completed.
    fn completed(&self, app: &App) -> Option<String> {
        let (start, offers) = self.completions(app)?;
        let (offer, label) = offers.first()?;
        // a field has no label: its value follows
        let word = if label.is_empty() { offer.clone() } else { quote_value(offer) };
        Some(format!("{}{word}", &self.input.value()[..start]))
    }

    /// Draws the pane, and the prompt in the line above it.
    pub(crate) fn render(&self, app: &App, title_line: Rect, buf: &mut Buffer) -> RenderOutput {
        let (pane, context) = app.current_pane();
        let mut output = pane.draw(context, buf);
        let summary = pane.summary(context);
        // the filter needs more room than its description
        let summary = breadcrumb::leading_count(&summary);
        let right = width(summary).min(title_line.width / 2);
        let room = title_line.width.saturating_sub(5 + right);
        let theme = app.theme();
        let y = title_line.y;
        print_clipped(buf, title_line.x + 1, y, 1, "/", theme.style(StyleRole::Accent));
        let x = title_line.right().saturating_sub(right + 1);
        print_clipped(buf, x, y, right, summary, theme.style(StyleRole::Dim));
        let area = Rect { x: title_line.x + 3, width: room, ..title_line };
        output.cursor = Some(self.input.render(theme, area, buf));
        output
    }
}
