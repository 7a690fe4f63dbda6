//! One line of text that is typed: its keys, pastes, and its drawing.

use crate::command::key::{KeyCode, KeyEvent, KeyModifiers};
use crate::model::text::sanitize;
use crate::ui::print_clipped;
use crate::ui::theme::{StyleRole, Theme};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use tui_input::{Input, InputRequest};

const MAX_INPUT_CHARS: usize = 500;

pub(crate) struct TextInput(Input);

impl TextInput {
    pub(crate) fn new(text: impl Into<String>) -> TextInput {
        TextInput(Input::new(text.into()))
    }

    pub(crate) fn value(&self) -> &str {
        self.0.value()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.value().is_empty()
    }

    /// Edits the text with a key, as readline does; returns whether it changed.
    pub(crate) fn handle_key(&mut self, key: KeyEvent) -> bool {
        let request = match (key.code, key.modifiers) {
            (KeyCode::Char('h'), KeyModifiers::CONTROL) | (KeyCode::Backspace, _) => {
                InputRequest::DeletePrevChar
            }
            (KeyCode::Delete, _) | (KeyCode::Char('d'), KeyModifiers::CONTROL) => {
                InputRequest::DeleteNextChar
            }
            (KeyCode::Left, _) | (KeyCode::Char('b'), KeyModifiers::CONTROL) => {
                InputRequest::GoToPrevChar
            }
            (KeyCode::Right, _) | (KeyCode::Char('f'), KeyModifiers::CONTROL) => {
                InputRequest::GoToNextChar
            }
            (KeyCode::Home, _) | (KeyCode::Char('a'), KeyModifiers::CONTROL) => {
                InputRequest::GoToStart
            }
            (KeyCode::End, _) | (KeyCode::Char('e'), KeyModifiers::CONTROL) => {
                InputRequest::GoToEnd
            }
            (KeyCode::Char('u'), KeyModifiers::CONTROL) => InputRequest::DeleteLine,
            (KeyCode::Char('w'), KeyModifiers::CONTROL) => InputRequest::DeletePrevWord,
            (KeyCode::Char('k'), KeyModifiers::CONTROL) => InputRequest::DeleteTillEnd,
            (KeyCode::Char(c), KeyModifiers::NONE)
                if self.value().chars().count() < MAX_INPUT_CHARS =>
            {
                InputRequest::InsertChar(c)
            }
            _ => return false,
        };
        let before = self.value().to_string();
        self.0.handle(request);
        self.value() != before
    }

    /// Inserts a pasted text at the cursor, as much of it as there is room for.
    pub(crate) fn paste(&mut self, text: &str) {
        let room = MAX_INPUT_CHARS.saturating_sub(self.value().chars().count());
        let cursor = self.0.cursor();
        let pasted: String = sanitize(text.trim()).chars().take(room).collect();
        let before = self.value().chars().take(cursor);
        let after = self.value().chars().skip(cursor);
        let value: String = before.chain(pasted.chars()).chain(after).collect();
        self.0 = Input::new(value).with_cursor(cursor + pasted.chars().count());
    }

    /// Draws the text, scrolled to its cursor; returns the position of the cursor.
    pub(crate) fn render(&self, theme: &Theme, area: Rect, buf: &mut Buffer) -> Position {
        let scroll = self.0.visual_scroll(area.width.saturating_sub(1) as usize);
        let visible: String = sanitize(self.value()).chars().skip(scroll).collect();
        print_clipped(buf, area.x, area.y, area.width, &visible, theme.style(StyleRole::Strong));
        let x = area.x + (self.0.visual_cursor().saturating_sub(scroll) as u16).min(area.width);
        Position::new(x.min(buf.area.right().saturating_sub(1)), area.y)
    }
}
