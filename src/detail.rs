//! Describes one record or one value in full: its fields, the claims of the sources, and the
//! records that refer to it.
//!
//! The fields come from the record's struct, so a new field needs no change here.

mod backlinks;
mod citation_detail;
mod claim_group_title;
mod entry;
pub mod grid_cell_detail;
mod money_and_progress;
pub mod override_diff;
mod pane_content;
pub mod problems_report;
pub mod provenance_report;
mod record_detail;
mod source_fragments;
mod style_role;
mod unsourced_origin;
mod value_flags;
mod value_lines;

use crate::model::RecordPath;
pub use entry::{DetailEntry, DetailEntryKind, TextFragment};
pub use pane_content::PaneContent;
pub use record_detail::subtitle;
pub use style_role::StyleRole;
pub use unsourced_origin::unsourced_origin;
pub use value_flags::ValueFlags;
pub use value_lines::value_lines;

/// A record, a value or a report, as entries under a heading.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Detail {
    pub heading: String,
    /// The kind of the record and its codes, or the scope of a report.
    pub subtitle: String,
    pub entries: Vec<DetailEntry>,
}

impl Detail {
    /// Returns a detail without entries.
    fn new(heading: impl Into<String>, subtitle: impl Into<String>) -> Detail {
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

    fn push_entry(
        &mut self,
        title: impl Into<String>,
        flags: ValueFlags,
        kind: DetailEntryKind,
        fragments: Vec<TextFragment>,
    ) {
        self.entries.push(DetailEntry { title: title.into(), flags, fragments, kind, path: None });
    }

    /// Appends a fragment to the last field with this title.
    fn append(&mut self, title: &str, fragment: TextFragment) {
        if let Some(entry) = self.entries.iter_mut().rev().find(|entry| entry.title == title) {
            entry.fragments.push(fragment);
        }
    }

    /// Appends a fragment to each line of a value that begins at an index.
    fn append_to_lines(&mut self, first: usize, fragment: &TextFragment) {
        for entry in &mut self.entries[first..] {
            entry.fragments.push(fragment.clone());
        }
    }

    /// Sets the path of the value that the last entry shows.
    fn set_last_path(&mut self, path: RecordPath) {
        if let Some(entry) = self.entries.last_mut() {
            entry.path = Some(path);
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
                DetailEntryKind::Item | DetailEntryKind::Continuation => {}
            }
            is_retained
        });
        self
    }
}
