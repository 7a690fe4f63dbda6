//! Letters on all visible links: typing them follows the link.

use super::Overlay;
use crate::app::App;
use crate::command::Action;
use crate::command::key::{KeyCode, KeyEvent, KeyModifiers};
use crate::error::{Error, Result};
use crate::model::RecordPath;
use crate::ui::theme::StyleRole;
use crate::ui::{RenderOutput, print_clipped};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Modifier;

/// The letters, those of the home row first.
const HINT_LETTERS: &str = "asdfjklghqwertyuiopzxcvbnm";

pub(crate) struct LinkHints {
    links: Vec<(String, Rect, RecordPath)>,
    typed: String,
}

impl LinkHints {
    /// Puts letters on the links of the content.
    pub(crate) fn open(app: &App) -> Result<Overlay> {
        // the panes have their digits already
        let mut links = app.visible_links();
        links.retain(|(area, _)| area.y > 0);
        remove_repeated(&mut links);
        let letters: Vec<char> = HINT_LETTERS.chars().collect();
        let has_pairs = links.len() > letters.len();
        remove_overlapping(&mut links, if has_pairs { 2 } else { 1 });
        if links.is_empty() {
            return Err(Error::usage("no link is visible"));
        }
        let labels: Vec<String> = if has_pairs {
            letters.iter().flat_map(|a| letters.iter().map(move |b| format!("{a}{b}"))).collect()
        } else {
            letters.iter().map(char::to_string).collect()
        };
        let links = labels.into_iter().zip(links).map(|(label, (area, path))| (label, area, path));
        Ok(Overlay::LinkHints(LinkHints { links: links.collect(), typed: String::new() }))
    }

    /// Follows a link when its letters are complete; a key that no label has closes the hints.
    pub(crate) fn handle_key(mut self, app: &mut App, key: KeyEvent) {
        let KeyEvent { code: KeyCode::Char(c), modifiers: KeyModifiers::NONE, .. } = key else {
            return;
        };
        self.typed.push(c);
        if let Some((.., path)) = self.links.iter().find(|(label, ..)| *label == self.typed) {
            return app.dispatch(&Action::Go(path.to_string()));
        }
        if self.matching().next().is_some() {
            app.overlays.push(Overlay::LinkHints(self));
        } else {
            app.set_status(format!("no link has {}", self.typed));
        }
    }

    fn matching(&self) -> impl Iterator<Item = &(String, Rect, RecordPath)> {
        self.links.iter().filter(|(label, ..)| label.starts_with(&self.typed))
    }

    /// Draws the letters over the layer below, whose output is passed on.
    pub(crate) fn render(&self, app: &App, below: RenderOutput, buf: &mut Buffer) -> RenderOutput {
        let style = app.theme().style(StyleRole::Accent).add_modifier(Modifier::REVERSED);
        let mut first = None;
        for (label, area, _) in self.matching() {
            let cells = label.len() as u16;
            let x = label_x(area, cells);
            print_clipped(buf, x, area.y, cells, label, style);
            first = first.or(Some(Position::new(x, area.y)));
        }
        RenderOutput { cursor: first.or(below.cursor), ..below }
    }
}

/// Keeps one of the areas of a link: a name over several lines has one label, and a dot beside its
/// code has none.
fn remove_repeated(links: &mut Vec<(Rect, RecordPath)>) {
    let all = links.clone();
    links.retain(|(area, path)| {
        !all.iter().any(|(above, other)| other == path && above.y + 1 == area.y)
    });
    let all = links.clone();
    links.retain(|(area, path)| {
        !all.iter().any(|(left, other)| other == path && left.y == area.y && left.x < area.x)
    });
}

/// Removes links whose label would cover the label of another.
fn remove_overlapping(links: &mut Vec<(Rect, RecordPath)>, cells: u16) {
    let mut taken: Vec<(u16, u16)> = Vec::new();
    links.retain(|(area, _)| {
        let x = label_x(area, cells);
        let is_free = (x..x + cells).all(|x| !taken.contains(&(x, area.y)));
        if is_free {
            taken.extend((x..x + cells).map(|x| (x, area.y)));
        }
        is_free
    });
}

/// Returns the column of a link's letters: before the link where there is room, so that its name
/// stays readable.
fn label_x(area: &Rect, cells: u16) -> u16 {
    if area.x >= cells { area.x - cells } else { area.x }
}
