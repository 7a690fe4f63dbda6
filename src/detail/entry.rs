//! Holds a detail as entries that can be laid out at any width.

use super::style_role::StyleRole;
use super::value_flags::ValueFlags;
use crate::model::RecordPath;

/// The lines of a long value in a summary.
pub(super) const MAX_SUMMARY_LINES: usize = 3;

/// The values of a field, or the records of a group, in a summary.
pub(super) const MAX_SUMMARY_RECORDS: usize = 3;

/// A record, a value or a report, as entries under a heading.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Detail {
    pub heading: String,
    /// The kind of the record and its codes, or the scope of a report.
    pub subtitle: String,
    pub entries: Vec<DetailEntry>,
}

/// An entry of a detail.
#[derive(Clone, Debug, PartialEq)]
pub struct DetailEntry {
    /// The name of the field or the text of the heading; empty for items.
    pub title: String,
    pub flags: ValueFlags,
    /// The text. Fragments follow one another on the line and wrap.
    pub fragments: Vec<TextFragment>,
    pub kind: DetailEntryKind,
    /// The path of the value that the entry shows.
    pub path: Option<RecordPath>,
    /// Left out in a summary.
    pub full_only: bool,
    /// The maximum number of lines in a summary.
    pub max_lines: usize,
}

impl DetailEntry {
    /// Returns true for a claim that differs from the value above it.
    pub(crate) fn is_other_claim(&self) -> bool {
        self.fragments.first().is_some_and(|fragment| fragment.text.starts_with(['≠', 'Δ']))
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DetailEntryKind {
    /// A field with its title on the left.
    Field,
    /// One of several values below a field or a heading.
    Item,
    /// The heading of a group.
    Heading,
}

/// A run of text in one style.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TextFragment {
    pub text: String,
    /// The path that the text links to.
    pub link: Option<RecordPath>,
    pub role: StyleRole,
}

impl TextFragment {
    /// Returns ordinary text.
    pub fn plain(text: impl Into<String>) -> TextFragment {
        TextFragment { text: text.into(), ..TextFragment::default() }
    }

    /// Returns secondary text.
    pub fn dim(text: impl Into<String>) -> TextFragment {
        TextFragment { text: text.into(), role: StyleRole::Dim, ..TextFragment::default() }
    }

    /// Returns text that links to a path.
    pub fn link(text: impl Into<String>, path: RecordPath) -> TextFragment {
        TextFragment { text: text.into(), link: Some(path), role: StyleRole::Text }
    }
}

impl Detail {
    /// Returns a detail without entries.
    pub(super) fn new(heading: impl Into<String>, subtitle: impl Into<String>) -> Detail {
        Detail { heading: heading.into(), subtitle: subtitle.into(), entries: Vec::new() }
    }

    pub fn push_field(&mut self, title: &str, fragments: Vec<TextFragment>) {
        self.push_entry(title, ValueFlags::default(), DetailEntryKind::Field, fragments);
    }

    /// Begins a group.
    pub fn push_heading(&mut self, title: &str) {
        self.push_entry(title, ValueFlags::default(), DetailEntryKind::Heading, Vec::new());
    }

    /// Adds a line to a field or a group.
    pub fn push_item(&mut self, fragments: Vec<TextFragment>) {
        self.push_entry("", ValueFlags::default(), DetailEntryKind::Item, fragments);
    }

    pub(super) fn push_entry(
        &mut self,
        title: impl Into<String>,
        flags: ValueFlags,
        kind: DetailEntryKind,
        fragments: Vec<TextFragment>,
    ) {
        self.entries.push(DetailEntry {
            title: title.into(),
            flags,
            fragments,
            kind,
            path: None,
            full_only: false,
            max_lines: usize::MAX,
        });
    }

    /// Appends a fragment to the last field with this title.
    pub(super) fn append(&mut self, title: &str, fragment: TextFragment) {
        if let Some(entry) = self.entries.iter_mut().rev().find(|entry| entry.title == title) {
            entry.fragments.push(fragment);
        }
    }

    /// Limits the lines of the last entry in a summary.
    pub(super) fn limit_lines(&mut self, lines: usize) {
        if let Some(entry) = self.entries.last_mut() {
            entry.max_lines = lines;
        }
    }

    /// Sets the path of the value that the last entry shows.
    pub(super) fn set_last_path(&mut self, path: RecordPath) {
        if let Some(entry) = self.entries.last_mut() {
            entry.path = Some(path);
        }
    }

    /// Leaves the entries from an index on out of a summary.
    pub(super) fn mark_full_only(&mut self, from: usize) {
        for entry in self.entries.iter_mut().skip(from) {
            entry.full_only = true;
        }
    }

    /// Returns the field at a path with the items below it, without all other entries.
    #[must_use]
    pub fn retain_field(mut self, path: &RecordPath) -> Detail {
        let is_shown = |field: &RecordPath| field == path || *field == path.parent();
        let mut is_retained = false;
        self.entries.retain(|entry| {
            match entry.kind {
                DetailEntryKind::Field => is_retained = entry.path.as_ref().is_some_and(is_shown),
                DetailEntryKind::Heading => is_retained = false,
                // an item belongs to the field above it
                DetailEntryKind::Item => {}
            }
            is_retained
        });
        self
    }
}
