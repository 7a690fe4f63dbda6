//! Lays out one record: titles on the left, wrapped values with links on the right.

use super::rich_text::RichText;
use super::text_wrapping::{join_phrases, wrap};
use super::{StyleRole, truncate, width};
use crate::detail::{Detail, DetailEntry, DetailEntryKind};

/// Cells on the left, for markers.
const LEFT_MARGIN: u16 = 2;
/// Minimum height of a preview that shows the record in full.
const MIN_FULL_HEIGHT: u16 = 45;
/// Minimum cells of titles and lines of the heading in a preview: values keep their position from
/// record to record.
const MIN_TITLE_WIDTH: u16 = 10;
const MIN_HEADING_LINES: usize = 3;
/// Maximum cells of titles, and the gap after them.
const MAX_TITLE_WIDTH: u16 = 24;
const TITLE_GAP: u16 = 2;
/// Below this width titles have lines of their own.
const MIN_TWO_COLUMN_WIDTH: u16 = 30;

/// Lays out a record in full.
pub fn layout_detail(detail: &Detail, width: u16) -> RichText {
    Layout::new(detail, width, Mode::Full).run(detail)
}

/// Lays out a record beside its list: a summary if there are few lines. Also returns what the
/// summary leaves out.
pub fn layout_preview(detail: Detail, (width, height): (u16, u16)) -> (RichText, Vec<String>) {
    if height >= MIN_FULL_HEIGHT {
        return (layout_detail(&detail, width), Vec::new());
    }
    let (shortened, omitted) = detail.shortened();
    (Layout::new(&shortened, width, Mode::Summary).run(&shortened), omitted)
}

/// Lays out a record beside its list, with what the summary leaves out on the last lines.
pub fn layout_preview_with_rest(detail: Detail, (width, height): (u16, u16)) -> RichText {
    let (mut text, mut omitted) = layout_preview(detail, (width, height));
    if let Some(first) = omitted.first_mut() {
        first.insert_str(0, "More: ");
    }
    let lines = join_phrases(&omitted, " · ", width.saturating_sub(LEFT_MARGIN));
    let y = (text.len() + 1).max(usize::from(height).saturating_sub(lines.len()));
    for (number, line) in lines.iter().enumerate() {
        text.push(y + number, LEFT_MARGIN, line, StyleRole::Dim, None);
    }
    text
}

#[derive(Clone, Copy, PartialEq)]
enum Mode {
    Full,
    /// Entries have at most [`DetailEntry::max_lines`] lines.
    Summary,
}

/// The state of a layout.
struct Layout {
    text: RichText,
    mode: Mode,
    width: u16,
    /// Cells of titles with the gap after them; 0 if titles have lines of their own.
    title_width: u16,
    /// Number of the next line.
    y: usize,
    is_in_group: bool,
    is_after_heading: bool,
}

impl Layout {
    fn new(detail: &Detail, text_width: u16, mode: Mode) -> Layout {
        let min_width = if mode == Mode::Summary { MIN_TITLE_WIDTH } else { 0 };
        let fields = detail.entries.iter().filter(|entry| entry.kind == DetailEntryKind::Field);
        let longest = fields.map(|entry| width(&entry.title).max(min_width)).max().unwrap_or(0);
        let title_width = if text_width < MIN_TWO_COLUMN_WIDTH {
            0
        } else {
            longest.min(text_width / 3).min(MAX_TITLE_WIDTH) + TITLE_GAP
        };
        Layout {
            text: RichText::default(),
            mode,
            width: text_width,
            title_width,
            y: 0,
            is_in_group: false,
            is_after_heading: false,
        }
    }

    fn run(mut self, detail: &Detail) -> RichText {
        self.push_text(&detail.heading, StyleRole::Strong);
        if !detail.subtitle.is_empty() {
            self.push_text(&detail.subtitle, StyleRole::Dim);
        }
        self.y += 1;
        if self.mode == Mode::Summary {
            let starts_with_heading =
                detail.entries.first().is_some_and(|entry| entry.kind == DetailEntryKind::Heading);
            let lines = MIN_HEADING_LINES + usize::from(!detail.subtitle.is_empty());
            // a heading has a blank line of its own before it
            self.y = self.y.max(lines.saturating_sub(usize::from(starts_with_heading)));
        }
        for entry in &detail.entries {
            if entry.kind == DetailEntryKind::Heading {
                self.push_heading(entry);
            } else {
                self.push_entry(entry);
            }
        }
        self.text
    }

    /// Adds a text on as many lines as it needs.
    fn push_text(&mut self, text: &str, role: StyleRole) {
        let width = self.width.saturating_sub(LEFT_MARGIN);
        for line in wrap(text, width, width) {
            self.text.push(self.y, LEFT_MARGIN, &line, role, None);
            self.y += 1;
        }
    }

    fn push_heading(&mut self, entry: &DetailEntry) {
        self.y += 1;
        let first_line = self.y;
        self.push_text(&entry.title, StyleRole::Strong);
        self.end_entry(entry, first_line);
        self.is_in_group = true;
        self.is_after_heading = true;
    }

    fn push_entry(&mut self, entry: &DetailEntry) {
        let is_field = entry.kind == DetailEntryKind::Field;
        // a field that follows the items of a group is not part of it
        if self.is_in_group && is_field && !self.is_after_heading {
            self.y += 1;
        }
        self.is_after_heading = false;
        let mut start = LEFT_MARGIN + self.title_width;
        if is_field && self.title_width == 0 {
            self.push_text(&entry.title, StyleRole::Dim);
        } else if is_field {
            let title = truncate(&entry.title, self.title_width.saturating_sub(TITLE_GAP));
            self.text.push(self.y, LEFT_MARGIN, &title, StyleRole::Dim, None);
        } else if self.is_in_group {
            start = LEFT_MARGIN;
        }
        self.is_in_group = self.is_in_group && entry.kind == DetailEntryKind::Item;
        let hang = if self.is_in_group { start + 2 } else { start };
        let first_line = self.y;
        self.text.push_wrapped(first_line, (start, hang, self.width), &entry.fragments);
        self.end_entry(entry, first_line);
        let line = &mut self.text.lines[first_line];
        line.flags = entry.flags;
        line.path = entry.path.clone();
    }

    fn end_entry(&mut self, entry: &DetailEntry, first_line: usize) {
        if self.mode == Mode::Summary {
            let end = first_line.saturating_add(entry.max_lines);
            self.text.truncate_with_ellipsis(end, self.width);
        }
        self.y = self.text.len();
    }
}
