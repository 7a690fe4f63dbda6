//! Lays out one record: titles on the left, wrapped values with links on the right.

use super::rich_text::RichText;
use super::text_wrapping::wrap;
use super::{StyleRole, truncate, width};
use crate::detail::{Detail, DetailEntry, DetailEntryKind, TextFragment};

/// Cells on the left, for markers.
const LEFT_MARGIN: u16 = 2;
/// Minimum cells of titles on the screen: values keep their position from record to record.
const MIN_TITLE_WIDTH: u16 = 10;
/// From this width on, a record with groups has two columns.
const MIN_TWO_COLUMN_RECORD_WIDTH: u16 = 96;
/// Cells between the columns.
const RECORD_COLUMN_GAP: u16 = 3;
/// Maximum cells of titles, and the gap after them.
const MAX_TITLE_WIDTH: u16 = 24;
const TITLE_GAP: u16 = 2;
/// Below this width titles have lines of their own.
const MIN_TWO_COLUMN_WIDTH: u16 = 30;

/// Lays out a record in one column.
pub fn layout_detail(detail: &Detail, width: u16) -> RichText {
    Layout::new(&detail.entries, width, 0).run(detail)
}

/// Lays out a record for the screen: in two columns where both are wide enough and the record has
/// groups for the second.
pub fn layout_on_screen(detail: &Detail, width: u16) -> RichText {
    let layout_column =
        |detail: &Detail, width| Layout::new(&detail.entries, width, MIN_TITLE_WIDTH).run(detail);
    if width < MIN_TWO_COLUMN_RECORD_WIDTH {
        return layout_column(detail, width);
    }
    let column_width = (width - RECORD_COLUMN_GAP) / 2;
    let is_heading = |index: &usize| detail.entries[*index].kind == DetailEntryKind::Heading;
    let columns = (1..detail.entries.len()).filter(is_heading).map(|split| {
        let (first, second) = detail.entries.split_at(split);
        let first = Detail { entries: first.to_vec(), ..detail.clone() };
        let second = Layout::new(second, column_width, MIN_TITLE_WIDTH).run_entries(second);
        (layout_column(&first, column_width), second)
    });
    let balanced = columns.min_by_key(|(first, second)| first.len().max(second.len()));
    let Some((mut text, second)) = balanced else { return layout_column(detail, width) };
    text.push_second_column(second, column_width + RECORD_COLUMN_GAP);
    text
}

/// Lays out a record beside its list: the lines that fit, and how many more there are.
pub fn layout_preview(detail: &Detail, (width, height): (u16, u16)) -> RichText {
    let mut text = layout_on_screen(detail, width);
    let height = usize::from(height);
    if text.len() > height && height > 0 {
        let hidden = text.len() - (height - 1);
        text.truncate(height - 1);
        text.push(height - 1, LEFT_MARGIN, &format!("↓ {hidden} more lines"), StyleRole::Dim, None);
    }
    text
}

/// The state of a layout.
struct Layout {
    text: RichText,
    width: u16,
    /// Cells of titles with the gap after them; 0 if titles have lines of their own.
    title_width: u16,
    /// Number of the next line.
    y: usize,
    is_in_group: bool,
    is_after_heading: bool,
}

impl Layout {
    fn new(entries: &[DetailEntry], text_width: u16, min_title_width: u16) -> Layout {
        let fields = entries.iter().filter(|entry| entry.kind == DetailEntryKind::Field);
        let titles = fields.map(|entry| width(&entry.title).max(min_title_width));
        let longest = titles.max().unwrap_or(0);
        let title_width = if text_width < MIN_TWO_COLUMN_WIDTH {
            0
        } else {
            longest.min(text_width / 3).min(MAX_TITLE_WIDTH) + TITLE_GAP
        };
        Layout {
            text: RichText::default(),
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
        let starts_with_heading =
            detail.entries.first().is_some_and(|entry| entry.kind == DetailEntryKind::Heading);
        // a heading has a blank line of its own before it
        self.y += usize::from(!starts_with_heading);
        self.run_entries(&detail.entries)
    }

    /// Lays out entries below what is laid out already; a heading at the top has no line above it.
    fn run_entries(mut self, entries: &[DetailEntry]) -> RichText {
        for (index, entry) in entries.iter().enumerate() {
            match entry.kind {
                DetailEntryKind::Heading => self.push_heading(entry),
                DetailEntryKind::Field | DetailEntryKind::Item => {
                    let more = entries[index + 1..].iter();
                    let more = more.take_while(|entry| entry.kind == DetailEntryKind::Continuation);
                    let fragments = std::iter::once(entry).chain(more);
                    let fragments = fragments.flat_map(|entry| entry.fragments.clone());
                    self.push_entry(entry, &fragments.collect::<Vec<_>>());
                }
                // stands on the lines of the entry before
                DetailEntryKind::Continuation => {}
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
        self.y += usize::from(!self.text.is_empty());
        self.push_text(&entry.title, StyleRole::Strong);
        self.is_in_group = true;
        self.is_after_heading = true;
    }

    fn push_entry(&mut self, entry: &DetailEntry, fragments: &[TextFragment]) {
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
        self.text.push_wrapped(first_line, (start, hang, self.width), fragments);
        self.y = self.text.len();
        let line = &mut self.text.lines[first_line];
        line.flags = entry.flags;
        line.path = entry.path.clone();
    }
}
