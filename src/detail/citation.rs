//! Describes a citation: the value in use, and the claims of the sources about it.

use super::entry::{Detail, EntryKind, Flags, Fragment, MAX_SUMMARY_LINES};
use super::value_lines::value_lines;
use crate::model::text::normalize_for_search;
use crate::model::{Citation, Claim, KindId, RecordPath};
use crate::query::QueryContext;
use crate::query::value_text::source_name;
use crate::store::RecordRef;

impl Detail {
    /// Adds the value of a citation and all its claims.
    pub(super) fn push_citation(&mut self, ctx: &QueryContext, row: RecordRef) {
        let Some(citation) = ctx.data.get::<Citation>(row) else { return };
        let path = RecordPath::new(ctx.data.id(row));
        let mut value_as_shown = self.push_value_in_use(ctx, citation, &path);
        for (index, group) in citation.by_claim().into_iter().enumerate() {
            let sign = if index == 0 { "" } else { "≠ " };
            let title = format!("{sign}{}", group.value.unwrap_or("as shown"));
            // a claim without words of its own is shown by the value
            let shown = match group.value {
                None => value_as_shown.take().map(Fragment::plain).into_iter().collect(),
                Some(_) => Vec::new(),
            };
            self.push_entry(title, Flags::default(), EntryKind::Heading, shown);
            self.limit_lines(MAX_SUMMARY_LINES);
            for (index, claim) in group.claims.into_iter().enumerate() {
                self.push_claim(ctx, claim, index == 0);
            }
        }
        let full_only = self.entries.len();
        self.push_field("Path", vec![Fragment::dim(path.as_str())]);
        self.mark_full_only(full_only);
    }

    /// Adds the value in use. Returns it as text if the first claim has no words of its own.
    fn push_value_in_use(
        &mut self,
        ctx: &QueryContext,
        citation: &Citation,
        path: &RecordPath,
    ) -> Option<String> {
        let data = ctx.data;
        let record = data.record_at(path)?;
        let overridden = data.is_overridden(path);
        let value = path.field_path().and_then(|_| data.value_at(path));
        let mut lines = value.map(|value| value_lines(ctx, path, &value)).unwrap_or_default();
        if lines.is_empty() {
            lines.push(vec![Fragment::dim("not stated")]);
        }
        let texts: Vec<String> = lines.iter().flatten().map(|part| part.text.clone()).collect();
        let text = texts.join(", ");
        // unless an override set another value, the first claim supports the value in use
        let first_claim = citation.0.first().filter(|_| !overridden);
        let is_repeated =
            first_claim.is_some_and(|claim| claim.says.as_ref().is_none_or(|says| **says == *text));
        let value_start = self.entries.len();
        for (index, line) in lines.into_iter().enumerate() {
            if index == 0 {
                let flags = Flags { disputed: citation.is_disputed(), overridden };
                self.push_entry("Value in use", flags, EntryKind::Field, line);
            } else {
                self.push_item(line);
            }
            self.limit_lines(MAX_SUMMARY_LINES);
        }
        let full_only = if is_repeated { value_start } else { self.entries.len() };
        let link = Fragment::link(data.title(record), data.path(record));
        self.push_field("Record", vec![link]);
        self.mark_full_only(full_only);
        first_claim.filter(|claim| claim.says.is_none()).map(|_| text)
    }

    /// Adds the source of a claim, its quotation and its note.
    fn push_claim(&mut self, ctx: &QueryContext, claim: &Claim, is_first_of_group: bool) {
        let source = RecordPath::for_record(KindId::Sources, &claim.source);
        self.push_item(vec![Fragment::link(source_name(ctx, &claim.source), source)]);
        self.limit_lines(1);
        let mut full_only = self.entries.len();
        if let Some(quote) = &claim.quote {
            self.push_item(vec![Fragment::plain(format!("“{quote}”"))]);
            self.limit_lines(2);
            // a summary quotes each value once, if that adds something
            if is_first_of_group && !repeats_claim(quote, claim.says.as_deref()) {
                full_only = self.entries.len();
            }
        }
        if let Some(note) = &claim.note {
            self.push_item(vec![Fragment::dim(&**note)]);
        }
        self.mark_full_only(full_only);
    }
}

/// Returns true if a quotation is little more than the claimed value.
fn repeats_claim(quote: &str, value: Option<&str>) -> bool {
    value.is_some_and(|value| {
        2 * value.len() > quote.len()
            && normalize_for_search(quote).contains(&normalize_for_search(value))
    })
}
