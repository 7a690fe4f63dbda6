//! Describes a citation: the value in use, and the claims of the sources about it.

use super::Detail;
use super::claim_group_title::claim_group_title;
use super::entry::{DetailEntryKind, TextFragment};
use super::unsourced_origin::unsourced_origin;
use super::value_flags::ValueFlags;
use super::value_lines::value_lines;
use crate::model::{Claim, KindId, RecordPath, ValueClaims};
use crate::query::QueryContext;
use crate::query::field_value_text::source_name;
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
            for claim in group.claims {
                self.push_claim(ctx, claim);
            }
        }
        self.push_field("Path", vec![TextFragment::dim(path.as_str())]);
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
        let value_start = self.entries.len();
        for (index, line) in lines.into_iter().enumerate() {
            if index == 0 {
                let flags = ValueFlags { disputed: citation.is_disputed(), overridden };
                self.push_entry("Value in use", flags, DetailEntryKind::Field, line);
            } else {
                self.push_item(line);
            }
        }
        if let Some(origin) = unsourced_origin(data, path) {
            self.append_to_lines(value_start, &TextFragment::dim(format!("({origin})")));
        }
        let link = TextFragment::link(data.title(record), data.path(record));
        self.push_field("Record", vec![link]);
    }

    /// Adds the source of a claim, its quotation and its note.
    fn push_claim(&mut self, ctx: &QueryContext, claim: &Claim) {
        self.push_item(claim_source(ctx, &claim.source));
        if let Some(quote) = &claim.quote {
            self.push_item(vec![TextFragment::plain(format!("“{quote}”"))]);
        }
        if let Some(note) = &claim.note {
            self.push_item(vec![TextFragment::dim(&**note)]);
        }
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
