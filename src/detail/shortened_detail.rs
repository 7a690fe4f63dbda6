//! Shortens a detail for the pane beside a list, and counts the entries that it leaves out.

use super::Detail;
use super::entry::{DetailEntry, DetailEntryKind};
use super::style_role::StyleRole;
use super::value_flags::ValueFlags;

impl Detail {
    /// Returns the detail without the entries that it leaves out, and a line for each group
    /// of these, e.g. "Events 12".
    pub fn shortened(mut self) -> (Detail, Vec<String>) {
        let mut left_out: Vec<String> = Vec::new();
        let mut shown: Vec<DetailEntry> = Vec::new();
        let mut quotation_count = 0;
        let mut note_count = 0;
        for (index, entry) in self.entries.iter().enumerate() {
            match entry.kind {
                DetailEntryKind::Heading if entry.full_only => {
                    // groups that all records have come first, so that they keep their position
                    let has_count = entry.title.ends_with(|c: char| c.is_ascii_digit());
                    let position = if has_count { left_out.len() } else { 0 };
                    left_out.insert(position, entry.title.clone());
                }
                DetailEntryKind::Item if entry.is_full_only_quotation() => quotation_count += 1,
                DetailEntryKind::Item if entry.is_full_only_note() => note_count += 1,
                _ if entry.full_only => {}
                DetailEntryKind::Field => {
                    let (values, hidden) = self.count_values(index);
                    if hidden > 0 {
                        left_out.push(format!("{} {values}", entry.title));
                    }
                    // if all further values are left out, one value alone would mislead
                    let is_misleading = hidden > 0 && hidden + 1 == values;
                    if !is_misleading && (hidden > 0 || !self.is_repeated_link(entry)) {
                        shown.push(entry.clone());
                    }
                }
                DetailEntryKind::Heading | DetailEntryKind::Item => shown.push(entry.clone()),
            }
        }
        for (title, count) in [("Quotations", quotation_count), ("Notes", note_count)] {
            if count > 0 {
                left_out.push(format!("{title} {count}"));
            }
        }
        self.entries = shown;
        // the list shows the kind; codes and phases stay
        if !self.subtitle.contains(" · ") && !self.subtitle.contains(" → ") {
            self.subtitle.clear();
        }
        (self, left_out)
    }

    /// Returns the number of values of the field at an index, and of those that it leaves out.
    fn count_values(&self, field: usize) -> (usize, usize) {
        let items = self.entries[field + 1..]
            .iter()
            .take_while(|entry| entry.kind == DetailEntryKind::Item && !entry.is_other_claim());
        items.fold((1, 0), |(values, hidden), item| {
            (values + 1, hidden + usize::from(item.full_only))
        })
    }

    /// Returns true for a computed field whose links the heading names already.
    fn is_repeated_link(&self, entry: &DetailEntry) -> bool {
        entry.path.is_none()
            && entry.flags == ValueFlags::default()
            && !entry.fragments.is_empty()
            && entry
                .fragments
                .iter()
                .all(|fragment| fragment.link.is_some() && self.heading.contains(&fragment.text))
    }
}

impl DetailEntry {
    fn is_full_only_quotation(&self) -> bool {
        self.full_only && matches!(&self.fragments[..], [only] if only.text.starts_with('“'))
    }

    fn is_full_only_note(&self) -> bool {
        self.full_only && matches!(&self.fragments[..], [only] if only.role == StyleRole::Dim)
    }
}
