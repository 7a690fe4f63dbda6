//! One record in full, laid out at any width: titles on the left, values wrapped on the right, links that can be focused.

use super::theme::{Glyphs, Theme, Tone};
use super::{Drawn, put, width};
use crate::model::Place;
use crate::query::detail::{Detail, Mark, Part, Piece, Sort};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Modifier;
use unicode_segmentation::UnicodeSegmentation;

/// A detail cut into lines.
pub struct Laid {
    lines: Vec<Line>,
    /// Where each link leads, in reading order.
    pub links: Vec<Place>,
}

#[derive(Default)]
struct Line {
    mark: Mark,
    spans: Vec<Span>,
}

struct Span {
    x: u16,
    text: String,
    tone: Tone,
    link: Option<usize>,
}

/// Lays a detail out in so many cells.
pub fn lay(detail: &Detail, room: u16, glyphs: &Glyphs) -> Laid {
    let mut laid = Laid { lines: Vec::new(), links: Vec::new() };
    let longest = detail.parts.iter().filter(|part| part.sort == Sort::Field).map(|part| width(&part.title)).max().unwrap_or(0);
    let titles = if room < 30 { 0 } else { longest.min(room / 3).min(24) + 2 };
    // two cells for the mark
    let left = 2;
    let inner = room.saturating_sub(left);
    laid.text(&detail.heading, left, inner, Tone::Strong);
    laid.text(&detail.about, left, inner, Tone::Dim);
    laid.lines.push(Line::default());
    for part in &detail.parts {
        match part.sort {
            Sort::Group => {
                laid.lines.push(Line::default());
                laid.text(&part.title, left, inner, Tone::Strong);
            }
            Sort::Field if titles == 0 => {
                laid.text(&part.title, left, inner, Tone::Dim);
                laid.pieces(part, left, left, inner, glyphs);
            }
            Sort::Field => {
                let title = super::cut(&part.title, titles.saturating_sub(2));
                let first = laid.lines.len();
                laid.pieces(part, left + titles, left + titles, room.saturating_sub(left + titles), glyphs);
                if let Some(line) = laid.lines.get_mut(first) {
                    line.spans.insert(0, Span { x: left, text: title, tone: Tone::Dim, link: None });
                }
            }
            Sort::Item => {
                let in_group = laid.after_group(detail, part);
                let start = if in_group || titles == 0 { left } else { left + titles };
                laid.pieces(part, start, start + if in_group { 2 } else { 0 }, room.saturating_sub(start), glyphs);
            }
        }
    }
    laid
}

impl Laid {
    /// How many lines there are.
    pub fn len(&self) -> usize {
        self.lines.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// The line on which a link begins.
    pub fn line_of(&self, link: usize) -> usize {
        self.lines.iter().position(|line| line.spans.iter().any(|span| span.link == Some(link))).unwrap_or(0)
    }

    /// The lines as plain text.
    pub fn text_lines(&self) -> impl Iterator<Item = String> {
        self.lines.iter().map(|line| {
            let mut text = String::new();
            for span in &line.spans {
                text.extend(std::iter::repeat_n(' ', (span.x as usize).saturating_sub(width(&text) as usize)));
                text.push_str(&span.text);
            }
            text
        })
    }

    fn after_group(&self, detail: &Detail, part: &Part) -> bool {
        let at = detail.parts.iter().position(|other| std::ptr::eq(other, part)).unwrap_or(0);
        detail.parts[..at].iter().rev().find(|part| part.sort != Sort::Item).is_some_and(|part| part.sort == Sort::Group)
    }

    fn text(&mut self, text: &str, x: u16, room: u16, tone: Tone) {
        for line in wrap(text, room, room) {
            self.lines.push(Line { mark: Mark::default(), spans: vec![Span { x, text: line, tone, link: None }] });
        }
    }

    /// Pieces one after another, two cells apart, wrapped at `room`; lines after the first begin at `hang`.
    fn pieces(&mut self, part: &Part, start: u16, hang: u16, room: u16, glyphs: &Glyphs) {
        let end = start + room;
        let mut line = Line { mark: part.mark, spans: Vec::new() };
        let mut x = start;
        for piece in &part.pieces {
            let link = piece.link.as_ref().map(|place| {
                self.links.push(place.clone());
                self.links.len() - 1
            });
            let text = shown(piece, glyphs);
            let gap = if line.spans.is_empty() { 0 } else { 2 };
            let first_word = width(text.split(' ').next().unwrap_or(""));
            let short = width(&text);
            // a name is not broken when it fits on a line of its own
            let breaks =
                x + gap + if link.is_some() && short <= end.saturating_sub(hang) && short <= 30 { short } else { first_word } > end;
            if breaks && !line.spans.is_empty() {
                self.lines.push(std::mem::take(&mut line));
                x = hang;
            } else {
                x += gap;
            }
            let tone = if text.starts_with('≠') || text.starts_with("! ") {
                Tone::Disputed
            } else if piece.dim {
                Tone::Dim
            } else {
                Tone::Text
            };
            let wrapped = wrap(&text, end.saturating_sub(x), end.saturating_sub(hang));
            let last = wrapped.len().saturating_sub(1);
            for (at, text) in wrapped.into_iter().enumerate() {
                let cells = width(&text);
                line.spans.push(Span { x, text, tone, link });
                x += cells;
                if at < last {
                    self.lines.push(std::mem::take(&mut line));
                    x = hang;
                }
            }
        }
        self.lines.push(line);
    }
}

fn shown(piece: &Piece, glyphs: &Glyphs) -> String {
    if glyphs.ascii { piece.text.replace('≠', "!").replace(['“', '”'], "\"").replace(['–', '·'], "-") } else { piece.text.clone() }
}

/// `text` in lines: `first` cells for the first, `room` for the others. Words stay whole where they fit on a line.
pub fn wrap(text: &str, first: u16, room: u16) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut left = first;
    for word in text.split(' ') {
        let cells = width(word);
        let start = lines.last().is_none_or(String::is_empty);
        if cells + u16::from(!start) <= left {
            if let Some(line) = lines.last_mut() {
                if !start {
                    line.push(' ');
                }
                line.push_str(word);
                left -= cells + u16::from(!start);
            }
            continue;
        }
        if !start || left < room {
            lines.push(String::new());
            left = room;
        }
        for cluster in word.graphemes(true) {
            let cells = width(cluster);
            if cells > left && lines.last().is_some_and(|line| !line.is_empty()) {
                lines.push(String::new());
                left = room;
            }
            if let Some(line) = lines.last_mut() {
                line.push_str(cluster);
            }
            left = left.saturating_sub(cells);
        }
    }
    lines
}

/// Draws the lines from `top` that fit; `focus` is the number of the focused link.
pub fn draw(laid: &Laid, top: usize, focus: Option<usize>, area: Rect, buf: &mut Buffer, theme: &Theme, glyphs: &Glyphs) -> Drawn {
    let mut drawn = Drawn::default();
    let top = top.min(laid.lines.len().saturating_sub(area.height as usize));
    for (y, line) in laid.lines.iter().skip(top).take(area.height as usize).enumerate() {
        let y = area.y + y as u16;
        let (sign, tone) = if line.mark.overridden { (glyphs.overridden, Tone::Overridden) } else { (glyphs.disputed, Tone::Disputed) };
        if line.mark.overridden || line.mark.disputed {
            put(buf, area.x, y, 1.min(area.width), sign, theme.style(tone));
        }
        for span in &line.spans {
            let focused = focus.is_some() && span.link == focus;
            let style = if focused { theme.style(Tone::Accent).add_modifier(Modifier::UNDERLINED) } else { theme.style(span.tone) };
            let room = area.width.saturating_sub(span.x);
            let cells = put(buf, area.x + span.x, y, room, &span.text, style);
            if let Some(link) = span.link {
                drawn.hits.push((Rect::new(area.x + span.x, y, cells, 1), laid.links[link].clone()));
                if focused && drawn.cursor.is_none() {
                    drawn.cursor = Some(Position::new(area.x + span.x, y));
                }
            }
        }
    }
    // what lies above and below is told at the edge
    if area.width > 2 && area.height > 1 {
        let dim = theme.style(Tone::Dim);
        if top > 0 {
            put(buf, area.right() - 1, area.y, 1, glyphs.less, dim);
        }
        if top + (area.height as usize) < laid.lines.len() {
            put(buf, area.right() - 1, area.bottom() - 1, 1, glyphs.more, dim);
        }
    }
    drawn
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_wrap_and_long_ones_break() {
        assert_eq!(wrap("one two three", 7, 7), ["one two", "three"]);
        assert_eq!(wrap("one two", 3, 5), ["one", "two"]);
        assert_eq!(wrap("abcdefgh", 3, 3), ["abc", "def", "gh"]);
        assert_eq!(wrap("", 3, 3), [""]);
        assert_eq!(wrap("a b", 0, 0).concat().replace(' ', ""), "ab");
    }

    proptest::proptest! {
        #[test]
        fn nothing_is_lost_by_wrapping(text in "[a-z é日]{0,60}", first in 0u16..20, room in 2u16..20) {
            let lines = wrap(&text, first, room);
            proptest::prop_assert_eq!(lines.concat().replace(' ', ""), text.replace(' ', ""));
            proptest::prop_assert!(lines.iter().skip(1).all(|line| width(line) <= room));
        }
    }
}
