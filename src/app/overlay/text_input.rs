//! One line of text that is typed: its keys, pastes, and its drawing.

use crate::command::key::{KeyCode, KeyEvent, KeyModifiers};
use crate::model::text::plain_spacing;
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
        let Some(request) = edit_request(key) else { return false };
        let is_full = self.value().chars().count() >= MAX_INPUT_CHARS;
        if is_full && matches!(request, InputRequest::InsertChar(_)) {
            return false;
        }
        let before = self.value().to_string();
        self.0.handle(request);
        self.value() != before
    }

    /// Inserts a text at the cursor as one line, as much of it as there is room for.
    pub(crate) fn insert(&mut self, text: &str) {
        let room = MAX_INPUT_CHARS.saturating_sub(self.value().chars().count());
        let cursor = self.0.cursor();
        let pasted: String = sanitize(&plain_spacing(text)).chars().take(room).collect();
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

/// Returns the edit of a key, as in readline. Keys with Alt that edit nothing do nothing.
fn edit_request(key: KeyEvent) -> Option<InputRequest> {
    const NONE: KeyModifiers = KeyModifiers::NONE;
    let has_alt = key.modifiers.contains(KeyModifiers::ALT);
    let has_ctrl = key.modifiers.contains(KeyModifiers::CONTROL);
    let request = match key.code {
        KeyCode::Backspace | KeyCode::Char('h') if has_alt => InputRequest::DeletePrevWord,
        KeyCode::Char('b') if has_alt => InputRequest::GoToPrevWord,
        KeyCode::Char('f') if has_alt => InputRequest::GoToNextWord,
        KeyCode::Char('d') if has_alt => InputRequest::DeleteNextWord,
        KeyCode::Left if has_alt || has_ctrl => InputRequest::GoToPrevWord,
        KeyCode::Right if has_alt || has_ctrl => InputRequest::GoToNextWord,
        KeyCode::Backspace if has_ctrl => InputRequest::DeletePrevWord,
        KeyCode::Delete if has_alt || has_ctrl => InputRequest::DeleteNextWord,
        _ if has_alt => return None,
        KeyCode::Backspace => InputRequest::DeletePrevChar,
        KeyCode::Delete => InputRequest::DeleteNextChar,
        KeyCode::Left => InputRequest::GoToPrevChar,
        KeyCode::Right => InputRequest::GoToNextChar,
        KeyCode::Home => InputRequest::GoToStart,
        KeyCode::End => InputRequest::GoToEnd,
        KeyCode::Char(c) if key.modifiers == NONE => InputRequest::InsertChar(c),
        KeyCode::Char(c) => match c {
            'h' => InputRequest::DeletePrevChar,
            'd' => InputRequest::DeleteNextChar,
            'b' => InputRequest::GoToPrevChar,
            'f' => InputRequest::GoToNextChar,
            'a' => InputRequest::GoToStart,
            'e' => InputRequest::GoToEnd,
            'u' => InputRequest::DeleteLine,
            'w' => InputRequest::DeletePrevWord,
            'k' => InputRequest::DeleteTillEnd,
            _ => return None,
        },
        _ => return None,
    };
    Some(request)
}
