//! The sides of a value that is cited by itself: what the sources say of it, side by side.

use super::summary::MAX_SUMMARY_LINES;
use super::{Detail, EntryKind, Flags, Fragment, QueryContext, value_lines};
use crate::model::text::normalize_for_search;
use crate::model::{Citation, KindId, RecordPath};
use crate::query::field_value::source_name;
use crate::store::RecordRef;

impl Detail {
    /// The sides of a cited value, in full.
    pub(crate) fn push_citation(&mut self, scope: &QueryContext, row: RecordRef) {
        let data = scope.data;
        let Some(citation) = data.get::<Citation>(row) else { return };
        let id = data.id(row);
        let place = RecordPath::new(id);
        // what the first side says where it has no words of its own
        let mut as_shown = Vec::new();
        if let Some(of) = data.record_at(&place) {
            let mark =
                Flags { disputed: citation.is_disputed(), overridden: data.is_overridden(&place) };
            let record = data.path(of);
            let value = place.field_path().and_then(|_| data.value_at(&place));
            let mut shown =
                value.map(|value| value_lines(scope, &place, &value)).unwrap_or_default();
            if shown.is_empty() {
                shown.push(vec![Fragment::dim("unknown")]);
            }
            // the first side says it already, if no layer has set something else
            let first = citation.0.first().filter(|_| !mark.overridden);
            let text =
                shown.concat().iter().map(|piece| &*piece.text).collect::<Vec<_>>().join(", ");
            let (told, said) = (
                self.entries.len(),
                first.is_some_and(|side| side.says.as_ref().is_none_or(|says| **says == *text)),
            );
            as_shown
                .extend(first.filter(|side| side.says.is_none()).map(|_| Fragment::plain(text)));
            for (at, line) in shown.into_iter().enumerate() {
                let (title, mark, sort) = if at == 0 {
                    ("Working value", mark, EntryKind::Field)
                } else {
                    ("", Flags::default(), EntryKind::Item)
                };
                self.push_entry(title.into(), mark, sort, line);
                self.limit_lines(MAX_SUMMARY_LINES);
            }
            let told = if said { told } else { self.entries.len() };
            self.push_entry(
                "Of".into(),
                Flags::default(),
                EntryKind::Field,
                vec![Fragment::link(data.title(of), record)],
            );
            self.mark_full_only(told);
        }
        let mut told: Vec<Option<&str>> = Vec::new();
        for side in &citation.0 {
            let says = side.says.as_deref();
            if told.contains(&says) {
                continue;
            }
            let sign = if told.is_empty() { "" } else { "≠ " };
            told.push(says);
            let shown = if says.is_none() { std::mem::take(&mut as_shown) } else { Vec::new() };
            self.push_entry(
                format!("{sign}{}", says.unwrap_or("as shown")),
                Flags::default(),
                EntryKind::Heading,
                shown,
            );
            self.limit_lines(MAX_SUMMARY_LINES);
            for (at, side) in
                citation.0.iter().filter(|other| other.says.as_deref() == says).enumerate()
            {
                self.push_entry(
                    String::new(),
                    Flags::default(),
                    EntryKind::Item,
                    vec![Fragment::link(
                        source_name(scope, &side.source),
                        RecordPath::for_record(KindId::Sources, &side.source),
                    )],
                );
                self.limit_lines(1);
                let named = self.entries.len();
                if let Some(quote) = &side.quote {
                    self.push_entry(
                        String::new(),
                        Flags::default(),
                        EntryKind::Item,
                        vec![Fragment::plain(format!("\u{201c}{quote}\u{201d}"))],
                    );
                    self.limit_lines(2);
                }
                // in brief each side is quoted once, where that says more than the side itself, and remarks are counted
                let told = if at > 0
                    || side.quote.as_ref().is_some_and(|quote| repeats_claim(quote, says))
                {
                    named
                } else {
                    self.entries.len()
                };
                if let Some(note) = &side.note {
                    self.push_entry(
                        String::new(),
                        Flags::default(),
                        EntryKind::Item,
                        vec![Fragment::dim(&**note)],
                    );
                }
                self.mark_full_only(told);
            }
        }
        let told = self.entries.len();
        self.push_entry(
            "Value".into(),
            Flags::default(),
            EntryKind::Field,
            vec![Fragment::dim(id)],
        );
        self.mark_full_only(told);
    }
}

/// Whether a quotation is little more than what it is quoted for.
fn repeats_claim(quote: &str, says: Option<&str>) -> bool {
    says.is_some_and(|says| {
        2 * says.len() > quote.len()
            && normalize_for_search(quote).contains(&normalize_for_search(says))
    })
}
