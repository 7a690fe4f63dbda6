//! Lines of text with links in them, that can be scrolled and walked: what a detail, the poster and the phases are laid out on.

use super::glyphs::Glyphs;
use super::theme::{StyleRole, Theme};
use super::{RenderOutput, print_clipped, truncate, width};
use crate::detail::{Flags, Fragment};
use crate::model::RecordPath;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Modifier;
use unicode_segmentation::UnicodeSegmentation;

/// Lines, and the links in them.
#[derive(Default)]
pub struct RichText {
    /// The lines from top to bottom.
    pub lines: Vec<RichLine>,
    /// Where each link leads, in the order in which they were written.
    pub links: Vec<RecordPath>,
}

/// A line: a mark before it, and what stands where.
#[derive(Default)]
pub struct RichLine {
    /// The mark.
    pub flags: Flags,
    /// What stands where.
    pub spans: Vec<RichSpan>,
    /// The place of the value that begins here.
    pub path: Option<RecordPath>,
}

/// Text at a column.
pub struct RichSpan {
    /// The column.
    pub x: u16,
    /// The text.
    pub text: String,
    /// How it is said.
    pub tone: StyleRole,
    /// The number of its link.
    pub link: Option<usize>,
}

impl RichText {
    /// The number of a new link.
    pub fn add_link(&mut self, place: &RecordPath) -> usize {
        self.links.push(place.clone());
        self.links.len() - 1
    }

    /// Writes text at a line and column; the line comes to be if it is not there yet. Gives back the column after it.
    pub fn push(
        &mut self,
        y: usize,
        x: u16,
        text: &str,
        tone: StyleRole,
        link: Option<&RecordPath>,
    ) -> u16 {
        while self.lines.len() <= y {
            self.lines.push(RichLine::default());
        }
        let link = link.map(|place| self.add_link(place));
        self.lines[y].spans.push(RichSpan { x, text: text.to_string(), tone, link });
        x.saturating_add(width(text))
    }

    /// The place of the value that a link is part of: told on its line or above it.
    pub fn path_of_link(&self, link: usize) -> Option<&RecordPath> {
        let (line, _) = *self.link_positions().get(link)?;
        self.lines[..=line].iter().rev().find_map(|line| line.path.as_ref())
    }

    /// The lines and columns where each link begins.
    pub fn link_positions(&self) -> Vec<(usize, u16)> {
        let mut starts = vec![(0, 0); self.links.len()];
        for (y, line) in self.lines.iter().enumerate().rev() {
            for span in line.spans.iter().rev() {
                if let Some(link) = span.link {
                    starts[link] = (y, span.x);
                }
            }
        }
        starts
    }

    /// How many lines there are.
    pub fn len(&self) -> usize {
        self.lines.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// The lines as plain text.
    pub fn text_lines(&self) -> impl Iterator<Item = String> {
        self.lines.iter().map(|line| {
            let mut text = String::new();
            for span in &line.spans {
                text.extend(std::iter::repeat_n(
                    ' ',
                    (span.x as usize).saturating_sub(width(&text) as usize),
                ));
                text.push_str(&span.text);
            }
            text
        })
    }

    /// Writes pieces one after another, two cells apart, from `start` to before `end`; lines after the first begin at `hang`.
    /// Gives back the line after the last one.
    pub fn push_wrapped(
        &mut self,
        mut y: usize,
        (start, hang, end): (u16, u16, u16),
        pieces: &[Fragment],
    ) -> usize {
        let (mut x, mut first) = (start, true);
        for piece in pieces {
            let text = &piece.text;
            let gap = if first { 0 } else { 2 };
            let word = width(text.split(' ').next().unwrap_or(""));
            let whole = width(text);
            // a short name is not broken where it fits on a line of its own
            let needs = if piece.link.is_some() && whole <= end.saturating_sub(hang).min(30) {
                whole
            } else {
                word
            };
            if !first && x + gap + needs > end {
                y += 1;
                x = hang;
            } else {
                x += gap;
            }
            first = false;
            let tone = match piece.role {
                StyleRole::Text if text.starts_with('≠') => StyleRole::Disputed,
                tone => tone,
            };
            let link = piece.link.as_ref().map(|place| self.add_link(place));
            let lines = wrap(text, end.saturating_sub(x), end.saturating_sub(hang));
            let last = lines.len() - 1;
            for (at, text) in lines.into_iter().enumerate() {
                let cells = width(&text);
                self.push(y, x, &text, tone, None);
                if let Some(span) = self.lines[y].spans.last_mut() {
                    span.link = link;
                }
                x = x.saturating_add(cells);
                if at < last {
                    y += 1;
                    x = hang;
                }
            }
        }
        if first {
            self.push(y, start, "", StyleRole::Text, None);
        }
        y + 1
    }

    /// Ends before a line; the one before tells by its last sign that there was more.
    pub fn truncate_with_ellipsis(&mut self, y: usize, room: u16) {
        if y >= self.lines.len() {
            return;
        }
        self.lines.truncate(y);
        let links =
            self.lines.iter().flat_map(|line| &line.spans).filter_map(|span| span.link).max();
        self.links.truncate(links.map_or(0, |last| last + 1));
        if let Some(span) = self.lines.last_mut().and_then(|line| line.spans.last_mut()) {
            let room = room.saturating_sub(span.x);
            let words = if width(&span.text) + 2 > room {
                span.text.rsplit_once(' ').map_or(&*span.text, |(words, _)| words)
            } else {
                &span.text
            };
            span.text = truncate(&format!("{words} …"), room);
        }
    }
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

/// Phrases one after another in lines of so many cells, with this between two on a line; one that fits on a line is not broken.
pub fn join_phrases(phrases: &[String], between: &str, room: u16) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for phrase in phrases {
        match lines.last_mut() {
            Some(line) if width(line) + width(between) + width(phrase) <= room => {
                *line += &format!("{between}{phrase}")
            }
            _ => lines.extend(wrap(phrase, room, room)),
        }
    }
    lines
}

/// Draws the lines from `top` that fit; `focus` is the number of the focused link.
pub fn draw(
    sheet: &RichText,
    top: usize,
    focus: Option<usize>,
    area: Rect,
    buf: &mut Buffer,
    theme: &Theme,
    glyphs: &Glyphs,
) -> RenderOutput {
    let mut drawn = RenderOutput::default();
    let top = top.min(sheet.lines.len().saturating_sub(area.height as usize));
    for (y, line) in sheet.lines.iter().skip(top).take(area.height as usize).enumerate() {
        let y = area.y + y as u16;
        let (sign, tone) = if line.flags.overridden {
            (glyphs.overridden, StyleRole::Changed)
        } else {
            (glyphs.disputed, StyleRole::Disputed)
        };
        if line.flags.overridden || line.flags.disputed {
            print_clipped(buf, area.x, y, 1.min(area.width), sign, theme.style(tone));
        }
        for span in &line.spans {
            let focused = focus.is_some() && span.link == focus;
            let style = if focused {
                theme.style(StyleRole::Accent).add_modifier(Modifier::UNDERLINED)
            } else {
                theme.style(span.tone)
            };
            let room = area.width.saturating_sub(span.x);
            let cells = print_clipped(buf, area.x + span.x, y, room, &span.text, style);
            if let Some(link) = span.link {
                drawn
                    .link_areas
                    .push((Rect::new(area.x + span.x, y, cells, 1), sheet.links[link].clone()));
                if focused && drawn.cursor.is_none() {
                    drawn.cursor = Some(Position::new(area.x + span.x, y));
                }
            }
        }
    }
    // what lies above and below is told at the edge
    if area.width > 2 && area.height > 1 {
        let dim = theme.style(StyleRole::Dim);
        if top > 0 {
            print_clipped(buf, area.right() - 1, area.y, 1, glyphs.more_above, dim);
        }
        if top + (area.height as usize) < sheet.lines.len() {
            print_clipped(buf, area.right() - 1, area.bottom() - 1, 1, glyphs.more_below, dim);
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

        #[test]
        fn what_ends_early_says_so_and_keeps_the_links_that_are_seen(words in proptest::collection::vec("[a-zé日]{1,12}", 2..20), most in 1usize..4, room in 4u16..30) {
            let mut sheet = RichText::default();
            let pieces: Vec<Fragment> = words.iter().map(|word| Fragment::link(word.as_str(), RecordPath::new(word.as_str()))).collect();
            let lines = sheet.push_wrapped(0, (0, 0, room), &pieces);
            let whole = sheet.text_lines().collect::<Vec<_>>();
            sheet.truncate_with_ellipsis(most, room);
            let shown = sheet.text_lines().collect::<Vec<_>>();
            if most >= lines {
                proptest::prop_assert_eq!(shown, whole);
            } else {
                proptest::prop_assert_eq!(&shown[..most - 1], &whole[..most - 1]);
                proptest::prop_assert!(shown.len() == most && shown[most - 1].ends_with('…') && width(&shown[most - 1]) <= room);
                let seen = |link: usize| sheet.lines.iter().flat_map(|line| &line.spans).any(|span| span.link == Some(link));
                proptest::prop_assert!((0..sheet.links.len()).all(seen));
            }
        }
    }
}
