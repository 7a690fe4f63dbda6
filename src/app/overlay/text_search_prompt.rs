//! The prompt for words in an open text: they are marked while they are typed.

use super::Overlay;
use super::text_input::TextInput;
use crate::app::App;
use crate::command::Action;
use crate::command::key::{KeyCode, KeyEvent, KeyModifiers};
use crate::ui::theme::StyleRole;
use crate::ui::{RenderOutput, print_clipped};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::{Clear, Widget};

pub(crate) const KEY_HINTS: &[(&str, &str)] =
    &[("Enter", "go to the next"), ("Esc", "cancel"), ("n N", "next and previous, later")];

pub(crate) struct TextSearchPrompt {
    input: TextInput,
}

impl TextSearchPrompt {
    pub(crate) fn open() -> Overlay {
        Overlay::TextSearchPrompt(TextSearchPrompt { input: TextInput::new("") })
    }

    /// Enter goes to the next line with the words; Esc forgets them.
    pub(crate) fn handle_key(mut self, app: &mut App, key: KeyEvent) {
        let is_cancel = matches!(
            (key.code, key.modifiers),
            (KeyCode::Esc, _) | (KeyCode::Char('g'), KeyModifiers::CONTROL)
        );
        let deletes = key.code == KeyCode::Backspace;
        if is_cancel || deletes && self.input.is_empty() {
            app.set_searched_words("");
            return;
        }
        if key.code == KeyCode::Enter {
            let words = self.input.value().trim().to_string();
            if !words.is_empty() {
                app.dispatch(&Action::SearchText(words));
            }
            return;
        }
        self.input.handle_key(key);
        self.keep(app);
    }

    /// Inserts a text at the cursor.
    pub(crate) fn insert(&mut self, text: &str) {
        self.input.insert(text);
    }

    fn keep(self, app: &mut App) {
        app.set_searched_words(self.input.value().trim());
        app.overlays.push(Overlay::TextSearchPrompt(self));
    }

    /// Draws the layer below, and the prompt in place of its title.
    pub(crate) fn render(
        &self,
        app: &App,
        below: Option<&Overlay>,
        title_line: Rect,
        buf: &mut Buffer,
    ) -> RenderOutput {
        let mut output = app.draw_content(below, None, title_line, buf);
        Clear.render(title_line, buf);
        let theme = app.theme();
        let slash = theme.style(StyleRole::Accent);
        print_clipped(buf, title_line.x + 1, title_line.y, 1, "/", slash);
        let room = title_line.width.saturating_sub(4);
        let area = Rect { x: title_line.x + 3, width: room, ..title_line };
        output.cursor = Some(self.input.render(theme, area, buf));
        output
    }
}
