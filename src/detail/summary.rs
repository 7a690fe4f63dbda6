//! A record in brief, for beside what it is selected from: what is said of it, and how much more the whole record tells.

use super::{Detail, Entry, EntryKind, Flags, Fragment, StyleRole};

/// So many of the records behind a cell are told in brief.
pub(crate) const MAX_SUMMARY_RECORDS: usize = 3;
/// A long value is told in so many lines.
pub(crate) const MAX_SUMMARY_LINES: usize = 3;

impl Detail {
    /// The same without what only the whole record tells and what the heading says already; and what is left out, in numbers.
    pub fn summary(mut self) -> (Detail, Vec<String>) {
        let mut left: Vec<String> = Vec::new();
        let mut parts: Vec<Entry> = Vec::new();
        // what more is said of the sides of a value
        let (mut quotations, mut notes) = (0, 0);
        for (at, part) in self.entries.iter().enumerate() {
            // the values of a field that follow it, and how many of them only the whole tells
            let values = self.entries[at + 1..]
                .iter()
                .take_while(|next| next.kind == EntryKind::Item && !next.is_other_claim());
            let (values, after) = values.fold((1, 0), |(values, after), next| {
                (values + 1, after + usize::from(next.full_only))
            });
            let said =
                |piece: &Fragment| piece.link.is_some() && self.heading.contains(&piece.text);
            match (part.kind, &part.fragments[..]) {
                // what is the same for all comes first, so that it stays where it is
                (EntryKind::Heading, _) if part.full_only => {
                    let counted = part.title.ends_with(|last: char| last.is_ascii_digit());
                    left.insert(if counted { left.len() } else { 0 }, part.title.clone());
                }
                (EntryKind::Field, _) if after > 0 && !part.full_only => {
                    left.push(format!("{} {values}", part.title));
                    parts.extend((after + 1 < values).then(|| part.clone()));
                }
                (EntryKind::Field, [_, ..])
                    if part.path.is_none()
                        && part.flags == Flags::default()
                        && part.fragments.iter().all(said) => {}
                (EntryKind::Item, [piece])
                    if part.full_only && piece.text.starts_with('\u{201c}') =>
                {
                    quotations += 1
                }
                (EntryKind::Item, [piece]) if part.full_only && piece.role == StyleRole::Dim => {
                    notes += 1
                }
                _ if part.full_only => {}
                // what is shown is not told above its sides
                (EntryKind::Heading, [shown]) => parts.push(Entry {
                    title: shown.text.clone(),
                    fragments: Vec::new(),
                    ..part.clone()
                }),
                _ => parts.push(part.clone()),
            }
        }
        for (what, count) in [("Quotations", quotations), ("Notes", notes)] {
            left.extend((count > 0).then(|| format!("{what} {count}")));
        }
        self.entries = parts;
        // of what sort it is the list says; codes and phases stay
        if ![" · ", " → "].iter().any(|between| self.subtitle.contains(between)) {
            self.subtitle.clear();
        }
        (self, left)
    }
}
