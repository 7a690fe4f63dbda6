//! The filter as it is typed.

use super::App;
use crate::command::Action;
use crate::command::key::{Code, Key, Name};
use crate::model::text::clean;
use crate::ui::put;
use crate::ui::theme::Tone;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use tui_input::{Input, InputRequest};

/// The most characters that a filter takes.
pub(super) const LONGEST: usize = 500;

impl App {
    /// Keeps the rows of what is typed so far; what does not read yet is told, and the rows stay as they were.
    pub(super) fn filter_as_typed(&mut self) {
        let Some(text) = self.prompt.as_ref().map(|(input, _)| input.value().trim().to_string()) else { return };
        self.message = self.tell(&Action::Filter(text)).err().map(|e| e.to_string());
    }

    /// A key while a filter is typed: the rows follow each letter, Enter keeps, Esc brings the filter back that was there.
    pub(super) fn prompt_key(&mut self, key: Key) {
        let Some((mut input, before)) = self.prompt.take() else { return };
        let request = match (key.code, key.ctrl) {
            (Code::Named(Name::Enter), _) => {
                // a filter that does not read is not left behind
                if let Err(e) = self.tell(&Action::Filter(input.value().trim().into())) {
                    self.message = Some(e.to_string());
                    self.prompt = Some((input, before));
                }
                return;
            }
            (Code::Named(Name::Esc), _) | (Code::Char('g'), true) => {
                let _ = self.run(&before);
                return;
            }
            (Code::Char('h'), true) | (Code::Named(Name::Backspace), _) if input.value().is_empty() => {
                let _ = self.run(&before);
                return;
            }
            (Code::Char('h'), true) | (Code::Named(Name::Backspace), _) => Some(InputRequest::DeletePrevChar),
            (Code::Named(Name::Delete), _) | (Code::Char('d'), true) => Some(InputRequest::DeleteNextChar),
            (Code::Named(Name::Left), _) | (Code::Char('b'), true) => Some(InputRequest::GoToPrevChar),
            (Code::Named(Name::Right), _) | (Code::Char('f'), true) => Some(InputRequest::GoToNextChar),
            (Code::Named(Name::Home), _) | (Code::Char('a'), true) => Some(InputRequest::GoToStart),
            (Code::Named(Name::End), _) | (Code::Char('e'), true) => Some(InputRequest::GoToEnd),
            (Code::Char('u'), true) => Some(InputRequest::DeleteLine),
            (Code::Char('w'), true) => Some(InputRequest::DeletePrevWord),
            (Code::Char('k'), true) => Some(InputRequest::DeleteTillEnd),
            (Code::Char(c), false) => Some(InputRequest::InsertChar(c)).filter(|_| input.value().chars().count() < LONGEST),
            _ => None,
        };
        let was = input.value().to_string();
        if let Some(request) = request {
            input.handle(request);
        }
        let changed = input.value() != was;
        self.prompt = Some((input, before));
        if changed {
            self.filter_as_typed();
        }
    }

    /// Draws the prompt; gives back where its cursor stands.
    pub(super) fn draw_prompt(&self, input: &Input, area: Rect, buf: &mut Buffer) -> Position {
        let words = self.tabs[self.current].words(self.scene());
        let right = crate::ui::width(&words).min(area.width / 2);
        let room = area.width.saturating_sub(5 + right);
        let scroll = input.visual_scroll(room.saturating_sub(1) as usize);
        let shown: String = clean(input.value()).chars().skip(scroll).collect();
        put(buf, area.x + 1, area.y, 1, "/", self.theme.style(Tone::Accent));
        put(buf, area.x + 3, area.y, room, &shown, self.theme.style(Tone::Strong));
        put(buf, area.right().saturating_sub(right + 1), area.y, right, &words, self.theme.style(Tone::Dim));
        let x = area.x + 3 + (input.visual_cursor().saturating_sub(scroll) as u16).min(room);
        Position::new(x.min(area.right() - 1), area.y)
    }
}
