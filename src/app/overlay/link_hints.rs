//! Letters on all links that are seen: typing them follows. And what the mouse points at.

use crate::app::App;
use crate::command::key::{Code, Key};
use crate::command::{Action, Motion};
use crate::error::{Error, Result};
use crate::model::RecordPath;
use crate::sort;
use crate::ui::print_clipped;
use crate::ui::theme::StyleRole;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Modifier;

/// The letters of hints, those first that fingers rest on.
const HINT_LETTERS: &str = "asdfjklghqwertyuiopzxcvbnm";

/// Links with their letters, and what is typed of them.
pub(crate) struct LinkHints {
    links: Vec<(String, Rect, RecordPath)>,
    typed: String,
}

/// What the mouse did, and where.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mouse {
    /// The left button was pressed.
    Press(u16, u16),
    /// The wheel was turned away.
    WheelUp,
    /// The wheel was turned near.
    WheelDown,
}

impl App {
    /// The links that are seen now, from top to bottom.
    fn visible_links(&self) -> Vec<(Rect, RecordPath)> {
        let mut links = self.draw(&mut Buffer::empty(self.size)).link_areas;
        sort::by_key(&mut links, |(hit, _)| (hit.y, hit.x));
        links
    }

    /// Puts letters on all links of the content.
    pub(crate) fn hint(&mut self) -> Result<()> {
        // the panes have their digits already
        let mut links: Vec<(Rect, RecordPath)> =
            self.visible_links().into_iter().filter(|(hit, _)| hit.y > 0).collect();
        // a name over several lines has one letter
        let all = links.clone();
        links.retain(|(hit, place)| {
            !all.iter().any(|(above, other)| other == place && above.y + 1 == hit.y)
        });
        // nor has a dot one beside its code
        let all = links.clone();
        links.retain(|(hit, place)| {
            !all.iter().any(|(left, other)| other == place && left.y == hit.y && left.x < hit.x)
        });
        let letters: Vec<char> = HINT_LETTERS.chars().collect();
        let long = links.len() > letters.len();
        // letters over one another could not be read: of links that close the first has them
        let mut taken: Vec<(u16, u16)> = Vec::new();
        links.retain(|(hit, _)| {
            let cells = if long { 2 } else { 1 };
            let x = label_x(hit, cells);
            let free = (x..x + cells).all(|x| !taken.contains(&(x, hit.y)));
            taken.extend((x..x + cells).filter(|_| free).map(|x| (x, hit.y)));
            free
        });
        let label = |at: usize| {
            if long {
                format!(
                    "{}{}",
                    letters[at / letters.len() % letters.len()],
                    letters[at % letters.len()]
                )
            } else {
                letters[at].to_string()
            }
        };
        let most = if long { letters.len() * letters.len() } else { letters.len() };
        let links: Vec<(String, Rect, RecordPath)> = links
            .into_iter()
            .take(most)
            .enumerate()
            .map(|(at, (hit, place))| (label(at), hit, place))
            .collect();
        if links.is_empty() {
            return Err(Error::usage("there is no link here"));
        }
        self.hints = Some(LinkHints { links, typed: String::new() });
        Ok(())
    }

    /// A key while letters are on the links.
    pub(crate) fn hint_key(&mut self, key: Key) {
        let Some(mut hints) = self.hints.take() else { return };
        let Key { code: Code::Char(c), ctrl: false } = key else { return };
        hints.typed.push(c);
        if let Some((.., place)) = hints.links.iter().find(|(label, ..)| *label == hints.typed) {
            return self.dispatch(&Action::Go(place.to_string()));
        }
        if hints.links.iter().any(|(label, ..)| label.starts_with(&hints.typed)) {
            self.hints = Some(hints);
            return;
        }
        self.set_status(format!("no link has {}", hints.typed))
    }

    /// Draws the letters over their links.
    pub(crate) fn draw_hints(&self, buf: &mut Buffer) -> Option<Position> {
        let hints = self.hints.as_ref()?;
        let style = self.theme.style(StyleRole::Accent).add_modifier(Modifier::REVERSED);
        let mut first = None;
        for (label, hit, _) in
            hints.links.iter().filter(|(label, ..)| label.starts_with(&hints.typed))
        {
            let cells = label.len() as u16;
            let x = label_x(hit, cells);
            print_clipped(buf, x, hit.y, cells, label, style);
            first = first.or(Some(Position::new(x, hit.y)));
        }
        first
    }

    /// Does what the mouse wishes.
    pub(crate) fn handle_mouse(&mut self, mouse: Mouse) {
        self.message = None;
        let (x, y) = match mouse {
            Mouse::Press(x, y) => (x, y),
            Mouse::WheelUp | Mouse::WheelDown => {
                let motion = if mouse == Mouse::WheelUp { Motion::Up } else { Motion::Down };
                let key = Key::plain(Code::Named(if mouse == Mouse::WheelUp {
                    crate::command::key::Name::Up
                } else {
                    crate::command::key::Name::Down
                }));
                if self.pick.is_some() {
                    return self.pick_key(key);
                }
                // a slide goes on by one step, a list by three rows
                for _ in 0..if self.on_slide().is_some() { 1 } else { 3 } {
                    let _ = self.perform(&Action::Move(motion), false);
                }
                return;
            }
        };
        (self.hints, self.prompt) = (None, None);
        let at = Position::new(x, y);
        // of links over one another the smallest is meant
        let link = self
            .visible_links()
            .into_iter()
            .filter(|(hit, _)| hit.contains(at))
            .min_by_key(|(hit, _)| hit.area());
        let Some((_, place)) = link else { return };
        let row = self.data.record_at(&place);
        let asked = self.panes[self.current].list_state();
        let own =
            asked.as_ref().is_some_and(|asked| row.is_some_and(|row| asked.rows.contains(&row)));
        let selected = asked.and_then(|asked| asked.rows.get(asked.selected?).copied());
        // a row is selected first and opened when it is pressed again
        if own
            && row != selected
            && !self.panes[self.current].tab_cycles_links()
            && self.reports.is_empty()
        {
            return self.dispatch(&Action::Select(place.to_string()));
        }
        self.dispatch(&Action::Go(place.to_string()))
    }
}

/// Where letters of a link stand: before it where there is room, so that its name can still be read.
fn label_x(hit: &Rect, cells: u16) -> u16 {
    if hit.x >= cells { hit.x - cells } else { hit.x }
}
