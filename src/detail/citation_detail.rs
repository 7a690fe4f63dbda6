//! Describes a citation: the value in use, and the claims of the sources about it.

use super::Detail;
use super::claim_group_title::claim_group_title;
use super::entry::{DetailEntryKind, MAX_SUMMARY_LINES, TextFragment};
use super::unsourced_origin::unsourced_origin;
use super::value_flags::ValueFlags;
use super::value_lines::value_lines;
use crate::model::text::normalize_for_search;
use crate::model::{Claim, KindId, RecordPath, ValueClaims};
use crate::query::QueryContext;
use crate::query::claim_text::readable_claim;
use crate::query::field_value_text::{source_name, value_in_use};
use crate::store::RecordRef;

impl Detail {
    /// Adds the value of a citation and all its claims.
    pub(super) fn push_citation(&mut self, ctx: &QueryContext, row: RecordRef) {
        let Some(citation) = ctx.data.get::<ValueClaims>(row) else { return };
        let path = RecordPath::new(ctx.data.id(row));
        self.push_value_in_use(ctx, citation, &path);
        for group in citation.by_claim() {
            let title = claim_group_title(ctx, &path, &group);
            self.push_entry(title, ValueFlags::default(), DetailEntryKind::Heading, Vec::new());
            self.limit_lines(MAX_SUMMARY_LINES);
            for (index, claim) in group.claims.into_iter().enumerate() {
                self.push_claim(ctx, claim, index == 0);
            }
        }
        let full_only = self.entries.len();
        self.push_field("Path", vec![TextFragment::dim(path.as_str())]);
        self.mark_full_only(full_only);
    }

    /// Adds the value in use and its record.
    fn push_value_in_use(&mut self, ctx: &QueryContext, citation: &ValueClaims, path: &RecordPath) {
        let data = ctx.data;
        let Some(record) = data.record_at(path) else { return };
        let overridden = data.is_overridden(path);
        let value = path.field_path().and_then(|_| data.value_at(path));
        let mut lines = value.map(|value| value_lines(ctx, path, &value)).unwrap_or_default();
        if lines.is_empty() {
            lines.push(vec![TextFragment::dim("not stated")]);
        }
        let text = value_in_use(ctx, path);
        // unless an override set another value, the first claim supports the value in use
        let first_claim = citation.0.first().filter(|_| !overridden);
        let is_repeated = first_claim.is_some_and(|claim| {
            claim.says.as_ref().is_none_or(|says| readable_claim(ctx, path, says) == text)
        });
        let value_start = self.entries.len();
        for (index, line) in lines.into_iter().enumerate() {
            if index == 0 {
                let flags = ValueFlags { disputed: citation.is_disputed(), overridden };
                self.push_entry("Value in use", flags, DetailEntryKind::Field, line);
            } else {
                self.push_item(line);
            }
            self.limit_lines(MAX_SUMMARY_LINES);
        }
        if let Some(origin) = unsourced_origin(data, path) {
            self.append_to_lines(value_start, &TextFragment::dim(format!("({origin})")));
        }
        let full_only = if is_repeated { value_start } else { self.entries.len() };
        let link = TextFragment::link(data.title(record), data.path(record));
        self.push_field("Record", vec![link]);
        self.mark_full_only(full_only);
    }

    /// Adds the source of a claim, its quotation and its note.
    fn push_claim(&mut self, ctx: &QueryContext, claim: &Claim, is_first_of_group: bool) {
        self.push_item(claim_source(ctx, &claim.source));
        self.limit_lines(2);
        let mut full_only = self.entries.len();
        if let Some(quote) = &claim.quote {
            self.push_item(vec![TextFragment::plain(format!("“{quote}”"))]);
            self.limit_lines(2);
            // a summary quotes each value once, if that adds something
            if is_first_of_group && !repeats_claim(quote, claim.says.as_deref()) {
                full_only = self.entries.len();
            }
        }
        if let Some(note) = &claim.note {
            self.push_item(vec![TextFragment::dim(&**note)]);
        }
        self.mark_full_only(full_only);
    }
}

/// Returns a source as a link, with its file name or the host of its address.
fn claim_source(ctx: &QueryContext, id: &str) -> Vec<TextFragment> {
    let path = RecordPath::for_record(KindId::Sources, id);
    let mut fragments = vec![TextFragment::link(source_name(ctx, id), path)];
    if let Some(source) = ctx.data.sources().get(id) {
        let host = source.address.as_deref().map(host_of_address);
        fragments.extend(source.file.as_deref().or(host).map(TextFragment::dim));
    }
    fragments
}

/// Returns the host of a web address without `www.`; other addresses are returned whole.
fn host_of_address(address: &str) -> &str {
    let Some((_, rest)) = address.split_once("://") else { return address };
    let host = rest.split('/').next().unwrap_or(rest);
    host.strip_prefix("www.").unwrap_or(host)
}

/// Returns true if a quotation is little more than the claimed value.
fn repeats_claim(quote: &str, value: Option<&str>) -> bool {
    value.is_some_and(|value| {
        2 * value.len() > quote.len()
            && normalize_for_search(quote).contains(&normalize_for_search(value))
    })
}
