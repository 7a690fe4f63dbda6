//! The filter as it is typed.

use crate::app::App;
use crate::command::Action;
use crate::command::key::{Code, Key, Name};
use crate::model::text::sanitize;
use crate::query::facets::completions;
use crate::query::filter::quote_value;
use crate::ui::print_clipped;
use crate::ui::theme::StyleRole;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use tui_input::{Input, InputRequest};

/// The most characters that a filter takes.
pub(crate) const MAX_INPUT_CHARS: usize = 500;

impl App {
    /// Keeps the rows of what is typed so far; what does not read yet is told, and the rows stay as they were.
    pub(crate) fn filter_as_typed(&mut self) {
        let Some(text) = self.prompt.as_ref().map(|(input, _)| input.value().trim().to_string())
        else {
            return;
        };
        if self.filter_is_pending() {
            self.message =
                Some("the rows follow in a moment: they are being looked through".into());
            return;
        }
        self.message = self.update_pane(&Action::Filter(text)).err().map(|e| e.to_string());
        let offered = self.offered();
        if !offered.is_empty() {
            self.message = Some(format!("Tab: {}", offered.join("  ")));
        }
    }

    /// Where what is typed last begins, and what it may become: fields, or values of a field, each with its name.
    fn offers(&self, text: &str) -> Option<(usize, Vec<(String, String)>)> {
        let asked = self.panes[self.current].list_state()?;
        let offers = completions(asked.list, &self.context().query, asked.shows_all, text);
        // a letter alone is the start of too many fields
        offers.filter(|(at, offers)| {
            text[*at..].len() > 1 || offers.iter().any(|(_, label)| !label.is_empty())
        })
    }

    /// What the word that is typed may become, a few of it.
    fn offered(&self) -> Vec<String> {
        let Some((input, _)) = &self.prompt else { return Vec::new() };
        let offers = self.offers(input.value()).map(|(_, offers)| offers).unwrap_or_default();
        let told = |(name, label): (String, String)| {
            if label.is_empty() || label == name { name } else { format!("{name} {label}") }
        };
        offers.into_iter().take(6).map(told).collect()
    }

    /// The text with what is typed last completed.
    fn completed(&self, input: &Input) -> Option<String> {
        let text = input.value();
        let (at, offers) = self.offers(text)?;
        let (offer, label) = offers.first()?;
        // a field has no label: its value comes behind it
        Some(format!(
            "{}{}",
            &text[..at],
            if label.is_empty() { offer.clone() } else { quote_value(offer) }
        ))
    }

    /// A key while a filter is typed: the rows follow each letter, Enter keeps, Esc brings the filter back that was there.
    pub(crate) fn prompt_key(&mut self, key: Key) {
        let Some((mut input, before)) = self.prompt.take() else { return };
        match (key.code, key.ctrl) {
            (Code::Named(Name::Enter), _) => {
                // a filter that does not read is not left behind
                match self.update_pane(&Action::Filter(input.value().trim().into())) {
                    Ok(()) => self.record_undo(before),
                    Err(e) => {
                        self.message = Some(e.to_string());
                        self.prompt = Some((input, before));
                    }
                }
                return;
            }
            (Code::Named(Name::Tab), _) => {
                let completed = self.completed(&input);
                let none = completed.is_none();
                self.prompt = Some((completed.map(Input::new).unwrap_or(input), before));
                self.filter_as_typed();
                if none && self.message.is_none() {
                    self.message = Some(
                        "nothing to complete here: a field such as region: or a value of one"
                            .into(),
                    );
                }
                return;
            }
            (Code::Named(Name::Esc), _) | (Code::Char('g'), true) => {
                let _ = self.run_script(&before);
                return;
            }
            (Code::Char('h'), true) | (Code::Named(Name::Backspace), _)
                if input.value().is_empty() =>
            {
                let _ = self.run_script(&before);
                return;
            }
            _ => {}
        }
        let changed = edit_input(&mut input, key);
        self.prompt = Some((input, before));
        if changed {
            self.filter_as_typed();
        }
    }
    /// Draws the prompt; gives back where its cursor stands.
    pub(crate) fn draw_prompt(&self, input: &Input, area: Rect, buf: &mut Buffer) -> Position {
        let words = self.panes[self.current].summary(self.context());
        let right = crate::ui::width(&words).min(area.width / 2);
        let room = area.width.saturating_sub(5 + right);
        print_clipped(buf, area.x + 1, area.y, 1, "/", self.theme.style(StyleRole::Accent));
        print_clipped(
            buf,
            area.right().saturating_sub(right + 1),
            area.y,
            right,
            &words,
            self.theme.style(StyleRole::Dim),
        );
        self.draw_input(input, Rect { x: area.x + 3, width: room, ..area }, buf)
    }
}

/// Lets a key change a line of text; gives back whether it did.
pub(crate) fn edit_input(input: &mut Input, key: Key) -> bool {
    let request = match (key.code, key.ctrl) {
        (Code::Char('h'), true) | (Code::Named(Name::Backspace), _) => InputRequest::DeletePrevChar,
        (Code::Named(Name::Delete), _) | (Code::Char('d'), true) => InputRequest::DeleteNextChar,
        (Code::Named(Name::Left), _) | (Code::Char('b'), true) => InputRequest::GoToPrevChar,
        (Code::Named(Name::Right), _) | (Code::Char('f'), true) => InputRequest::GoToNextChar,
        (Code::Named(Name::Home), _) | (Code::Char('a'), true) => InputRequest::GoToStart,
        (Code::Named(Name::End), _) | (Code::Char('e'), true) => InputRequest::GoToEnd,
        (Code::Char('u'), true) => InputRequest::DeleteLine,
        (Code::Char('w'), true) => InputRequest::DeletePrevWord,
        (Code::Char('k'), true) => InputRequest::DeleteTillEnd,
        (Code::Char(c), false) if input.value().chars().count() < MAX_INPUT_CHARS => {
            InputRequest::InsertChar(c)
        }
        _ => return false,
    };
    let was = input.value().to_string();
    input.handle(request);
    input.value() != was
}

/// A line of text with another put in where its cursor stands, as much as it takes.
pub(crate) fn insert_pasted(input: &Input, text: &str) -> Input {
    let room = MAX_INPUT_CHARS.saturating_sub(input.value().chars().count());
    let at = input.cursor();
    let pasted: String = sanitize(text.trim()).chars().take(room).collect();
    let value: String = input
        .value()
        .chars()
        .take(at)
        .chain(pasted.chars())
        .chain(input.value().chars().skip(at))
        .collect();
    Input::new(value).with_cursor(at + pasted.chars().count())
}
