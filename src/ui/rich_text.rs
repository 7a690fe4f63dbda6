//! Text with styles and links that is laid out on lines and can be scrolled.

use super::scrolling_columns::ScrollingColumns;
use super::text_wrapping::wrap;
use super::{
    Glyphs, RenderOutput, StyleRole, Theme, print_clipped, scroll_position, truncate, width,
};
use crate::detail::{TextFragment, ValueFlags};
use crate::model::RecordPath;
use crate::model::text::normalize_for_search;
use crate::store::RecordRef;
use ratatui::prelude::{Buffer, Modifier, Position, Rect};
use std::ops::Range;

/// Cells between two fragments.
const FRAGMENT_GAP: u16 = 2;
/// A link up to this width is not broken if a line of its own has room for it.
const MAX_UNBROKEN_LINK: u16 = 30;

/// Lines of text, and the links in them.
#[derive(Default)]
pub struct RichText {
    pub lines: Vec<RichLine>,
    /// The path of each link, in the order of the text.
    pub links: Vec<RecordPath>,
    /// The columns of a page that scrolls sideways.
    pub columns: Option<ScrollingColumns>,
}

/// A line of text.
#[derive(Default)]
pub struct RichLine {
    /// Drawn as a marker before the line.
    pub flags: ValueFlags,
    pub spans: Vec<RichSpan>,
    /// Path of the value that begins on this line.
    pub path: Option<RecordPath>,
    /// Flags and path of the value that begins on this line in the second column.
    pub second: Option<SecondColumn>,
}

/// The second column of a line.
pub struct SecondColumn {
    /// Column where it begins.
    pub x: u16,
    /// Drawn as a marker before its text.
    pub flags: ValueFlags,
    /// Path of the value that begins there.
    pub path: Option<RecordPath>,
}

/// Text at a column.
pub struct RichSpan {
    pub x: u16,
    pub text: String,
    pub role: StyleRole,
    /// Number of its link.
    pub link: Option<usize>,
}

impl RichText {
    /// Adds a link and returns its number.
    pub fn add_link(&mut self, path: &RecordPath) -> usize {
        self.links.push(path.clone());
        self.links.len() - 1
    }

    /// Adds text at a line and column. Returns the column after it.
    pub fn push(
        &mut self,
        y: usize,
        x: u16,
        text: &str,
        role: StyleRole,
        link: Option<&RecordPath>,
    ) -> u16 {
        let link = link.map(|path| self.add_link(path));
        self.push_span(y, RichSpan { x, text: text.to_string(), role, link });
        x.saturating_add(width(text))
    }

    fn push_span(&mut self, y: usize, span: RichSpan) {
        if self.lines.len() <= y {
            self.lines.resize_with(y + 1, RichLine::default);
        }
        self.lines[y].spans.push(span);
    }

    /// Adds fragments one after another between the columns `start` and `end`; wrapped lines begin
    /// at `hang`. Returns the number of the next line.
    pub fn push_wrapped(
        &mut self,
        mut y: usize,
        (start, hang, end): (u16, u16, u16),
        fragments: &[TextFragment],
    ) -> usize {
        let mut x = start;
        for (index, fragment) in fragments.iter().enumerate() {
            let text = &fragment.text;
            let is_first = index == 0;
            let gap = if is_first { 0 } else { FRAGMENT_GAP };
            let max_unbroken = end.saturating_sub(hang).min(MAX_UNBROKEN_LINK);
            let needed = if fragment.link.is_some() && width(text) <= max_unbroken {
                width(text)
            } else {
                width(text.split(' ').next().unwrap_or(""))
            };
            if !is_first && x + gap + needed > end {
                y += 1;
                x = hang;
            } else {
                x += gap;
            }
            let role = match fragment.role {
                StyleRole::Text if text.starts_with('≠') => StyleRole::Disputed,
                StyleRole::Text if text.starts_with('Δ') => StyleRole::Changed,
                role => role,
            };
            let link = fragment.link.as_ref().map(|path| self.add_link(path));
            let lines = wrap(text, end.saturating_sub(x), end.saturating_sub(hang));
            for (number, text) in lines.into_iter().enumerate() {
                if number > 0 {
                    y += 1;
                    x = hang;
                }
                let cells = width(&text);
                self.push_span(y, RichSpan { x, text, role, link });
                x = x.saturating_add(cells);
            }
        }
        if fragments.is_empty() {
            self.push(y, start, "", StyleRole::Text, None);
        }
        y + 1
    }

    /// Puts another text beside this one; its links follow those of this one.
    pub fn push_second_column(&mut self, other: RichText, x: u16) {
        let first_link = self.links.len();
        self.links.extend(other.links);
        let len = self.lines.len().max(other.lines.len());
        self.lines.resize_with(len, RichLine::default);
        let others = other.lines.into_iter().map(Some).chain(std::iter::repeat_with(|| None));
        for (line, other) in self.lines.iter_mut().zip(others) {
            let other = other.unwrap_or_default();
            line.spans.extend(other.spans.into_iter().map(|span| RichSpan {
                x: span.x.saturating_add(x),
                link: span.link.map(|link| first_link + link),
                ..span
            }));
            line.second = Some(SecondColumn { x, flags: other.flags, path: other.path });
        }
    }

    /// Returns the path of the value that a link is part of.
    pub fn path_of_link(&self, link: usize) -> Option<&RecordPath> {
        let (line, x) = *self.link_positions().get(link)?;
        let second = |line: &RichLine| line.second.as_ref().map_or(u16::MAX, |second| second.x);
        let is_second = x >= second(&self.lines[line]);
        self.lines[..=line].iter().rev().find_map(|line| match &line.second {
            Some(second) if is_second => second.path.as_ref(),
            _ => line.path.as_ref(),
        })
    }

    /// Returns the line and column where each link begins.
    pub fn link_positions(&self) -> Vec<(usize, u16)> {
        let mut positions = vec![(0, 0); self.links.len()];
        // the first span of a link is written last
        for (y, line) in self.lines.iter().enumerate().rev() {
            for span in line.spans.iter().rev() {
                if let Some(link) = span.link {
                    positions[link] = (y, span.x);
                }
            }
        }
        positions
    }

    /// Returns the number of lines that stay at the top of a page of a height.
    pub fn header_lines(&self, height: usize) -> usize {
        let lines = self.columns.as_ref().map_or(0, |columns| columns.header_lines);
        // a small page scrolls as a whole
        if lines * 2 <= height { lines } else { 0 }
    }

    /// Returns the column at a cell; `None` if the page has no columns there.
    pub fn column_at(&self, x: u16) -> Option<usize> {
        self.columns.as_ref()?.column_at(x)
    }

    /// Returns the column of a link.
    pub fn column_of_link(&self, link: usize) -> Option<usize> {
        let (_, x) = *self.link_positions().get(link)?;
        self.column_at(x)
    }

    /// Returns the record of the column that a link stands in.
    pub fn record_of_link(&self, link: usize) -> Option<RecordRef> {
        let column = self.column_of_link(link)?;
        self.columns.as_ref()?.records.get(column).copied()
    }

    /// Returns the numbers of the lines that contain words, whatever their case and accents.
    pub fn lines_with(&self, words: &str) -> Vec<usize> {
        let words = normalize_for_search(words);
        let lines = self.text_lines().enumerate();
        let matching = lines.filter(|(_, line)| normalize_for_search(line).contains(&words));
        matching.map(|(number, _)| number).collect()
    }

    /// Returns the number of lines.
    pub fn len(&self) -> usize {
        self.lines.len()
    }

    /// Returns whether there is no line.
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// Returns the lines as plain text.
    pub fn text_lines(&self) -> impl Iterator<Item = String> {
        self.lines.iter().map(|line| {
            let mut text = String::new();
            for span in &line.spans {
                let blanks = usize::from(span.x).saturating_sub(width(&text).into());
                text.push_str(&" ".repeat(blanks));
                text.push_str(&span.text);
            }
            text
        })
    }

    /// Gives a marker within dim texts of some lines its own style.
    pub fn style_marker(&mut self, lines: Range<usize>, marker: &str, role: StyleRole) {
        for line in self.lines.iter_mut().take(lines.end).skip(lines.start) {
            for span in std::mem::take(&mut line.spans) {
                if span.role != StyleRole::Dim || marker.is_empty() {
                    line.spans.push(span);
                    continue;
                }
                let RichSpan { mut x, text, link, .. } = span;
                for (number, part) in text.split(marker).enumerate() {
                    let marked = (number > 0).then_some((marker, role));
                    for (text, role) in marked.into_iter().chain([(part, StyleRole::Dim)]) {
                        if !text.is_empty() {
                            line.spans.push(RichSpan { x, text: text.into(), role, link });
                            x += width(text);
                        }
                    }
                }
            }
        }
    }

    /// Removes the lines from `y` on; the links keep their numbers.
    pub fn truncate(&mut self, y: usize) {
        self.lines.truncate(y);
    }
}

/// Draws the lines from `top` on that fit. `focus` is the number of the focused link.
pub fn draw(
    text: &RichText,
    top: usize,
    focus: Option<usize>,
    area: Rect,
    buf: &mut Buffer,
    theme: &Theme,
    glyphs: &Glyphs,
) -> RenderOutput {
    let mut output = RenderOutput::default();
    let height = usize::from(area.height);
    let top = top.min(text.lines.len().saturating_sub(height));
    let header = text.header_lines(height);
    let focused_column = focus.and_then(|link| text.column_of_link(link)).unwrap_or(0);
    let first_column =
        text.columns.as_ref().map_or(0, |columns| columns.first_visible(focused_column));
    let screen_x = |x: u16| match &text.columns {
        Some(columns) => columns.screen_x(x, first_column),
        None => Some(x),
    };
    let lines = text.lines.iter().enumerate();
    let visible = lines.filter(|(number, _)| *number < header || *number >= header + top);
    let has_arrows = area.width > 2 && area.height > 1;
    let has_more_above = has_arrows && top > 0;
    let has_more_below = has_arrows && top + height < text.lines.len();
    for (number, (_, line)) in visible.take(height).enumerate() {
        // an arrow takes the last cell of its line
        let has_arrow =
            has_more_above && number == header || has_more_below && number + 1 == height;
        let row = Rect { y: area.y + number as u16, height: 1, ..area };
        if let Some((marker, role)) = glyphs.flag_marker(line.flags) {
            print_clipped(buf, row.x, row.y, 1.min(row.width), marker, theme.style(role));
        }
        if let Some(second) = line.second.as_ref().filter(|second| second.x < row.width)
            && let Some((marker, role)) = glyphs.flag_marker(second.flags)
        {
            print_clipped(buf, row.x + second.x, row.y, 1, marker, theme.style(role));
        }
        let spans = line.spans.iter().filter_map(|span| Some((screen_x(span.x)?, span)));
        draw_spans(text, spans, (row, has_arrow), (focus, theme), &mut output, buf);
    }
    if let Some(columns) = &text.columns {
        columns.draw_position(first_column, area, buf, theme, glyphs);
    }
    let arrow_x = area.right().saturating_sub(1);
    let dim = theme.style(StyleRole::Dim);
    if has_more_above {
        print_clipped(buf, arrow_x, area.y + header as u16, 1, glyphs.more_above, dim);
    }
    if has_more_below {
        print_clipped(buf, arrow_x, area.bottom() - 1, 1, glyphs.more_below, dim);
    }
    // a preview does not scroll
    if focus.is_some() {
        output.text_area = Some(area);
        let visible = top..text.lines.len().min(top + height);
        scroll_position::draw(visible, text.lines.len(), area, buf, theme, glyphs);
    }
    output
}

/// Draws the spans of a line at their columns. An arrow takes the last cell of some lines.
fn draw_spans<'a>(
    text: &RichText,
    spans: impl Iterator<Item = (u16, &'a RichSpan)>,
    (row, has_arrow): (Rect, bool),
    (focus, theme): (Option<usize>, &Theme),
    output: &mut RenderOutput,
    buf: &mut Buffer,
) {
    for (x, span) in spans {
        let is_focused = focus.is_some() && span.link == focus;
        let style = if is_focused {
            theme.style(StyleRole::Accent).add_modifier(Modifier::UNDERLINED)
        } else {
            theme.style(span.role)
        };
        let max_width = row.width.saturating_sub(x + u16::from(has_arrow));
        let cut = has_arrow.then(|| truncate(&span.text, max_width));
        let shown = cut.as_deref().unwrap_or(&span.text);
        let cells = print_clipped(buf, row.x + x, row.y, max_width, shown, style);
        let Some(link) = span.link else { continue };
        let drawn = Rect { x: row.x + x, width: cells, ..row };
        output.link_areas.push((drawn, text.links[link].clone()));
        if is_focused && output.cursor.is_none() {
            output.cursor = Some(Position::new(drawn.x, drawn.y));
        }
    }
}
