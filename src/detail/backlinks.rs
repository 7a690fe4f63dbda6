//! Adds the records that refer to a record, in groups by kind.

use super::Detail;
use super::entry::{DetailEntryKind, TextFragment};
use super::money_and_progress::indicator_fragments;
use super::unsourced_origin::unsourced_origin;
use super::value_flags::ValueFlags;
use crate::model::field_heading;
use crate::model::{
    Activity, BudgetLine, Engagement, Event, Indicator, KindId, Objective, RecordPath, ValueClaims,
};
use crate::query::QueryContext;
use crate::query::claim_text::readable_claim;
use crate::query::field_value_text::value_in_use;
use crate::store::RecordRef;

/// References that have a group of their own: kind, field and heading.
const BACKLINK_TITLES: &[(KindId, &str, &str)] = &[
    (KindId::Objectives, "continues", "Continued by"),
    (KindId::Objectives, "takes_in", "Became part of"),
    (KindId::Activities, "parent", "Parts"),
    (KindId::Activities, "donors", "Funds activities"),
    (KindId::Budgets, "donor", "Gives"),
    (KindId::Budgets, "within", "Of it"),
    (KindId::Phases, "builds_on", "Built on by"),
    (KindId::Phases, "donors", "Funds"),
    (KindId::Instruments, "supplements", "Supplemented by"),
    (KindId::Citations, "source", "Claims"),
];

/// Returns the heading for references of a kind through a field, if they have a group of their own.
fn backlink_title(kind: KindId, field: &str) -> Option<&'static str> {
    let is_listed = |(a, b, _): &&(KindId, &str, &'static str)| *a == kind && *b == field;
    BACKLINK_TITLES.iter().find(is_listed).map(|(.., title)| *title)
}

impl Detail {
    /// Adds the records of some kinds that refer to `record`.
    pub(super) fn push_backlinks(
        &mut self,
        ctx: &QueryContext,
        record: RecordRef,
        kinds: impl IntoIterator<Item = KindId>,
    ) {
        for kind in kinds {
            let backlinks = ctx.data.backlinks_of_kind(record, kind);
            let mut titles: Vec<Option<&str>> = Vec::new();
            for (field, _) in backlinks {
                let title = backlink_title(kind, field);
                if !titles.contains(&title) {
                    titles.push(title);
                }
            }
            for title in titles {
                let mut rows: Vec<(&str, RecordRef)> = backlinks
                    .iter()
                    .filter(|(field, _)| backlink_title(kind, field) == title)
                    .map(|(field, row)| (*field, *row))
                    .collect();
                rows.dedup_by_key(|(_, row)| *row);
                if kind == KindId::Events {
                    rows.sort_by_key(|(_, row)| event_bounds(ctx, *row));
                }
                let title = title.map_or_else(|| field_heading(kind.name()), str::to_string);
                self.push_heading(&format!("{title} {}", rows.len()));
                for (field, row) in rows {
                    let overridden = ctx.data.is_record_overridden(row);
                    let flags = ValueFlags { disputed: false, overridden };
                    let mut fragments = backlink_fragments(ctx, record, row);
                    let origin = unsourced_origin(ctx.data, &ctx.data.path(row).join(field));
                    fragments.extend(origin.map(|origin| TextFragment::dim(format!("({origin})"))));
                    self.push_entry("", flags, DetailEntryKind::Item, fragments);
                }
            }
        }
    }

    /// Adds a group of records, if there are any.
    pub fn push_records(&mut self, ctx: &QueryContext, title: &str, rows: &[RecordRef]) {
        let Some(first) = rows.first() else { return };
        self.push_heading(&format!("{title} {}", rows.len()));
        for row in rows {
            self.push_item(backlink_fragments(ctx, *first, *row));
        }
    }
}

/// Returns the days by which events are sorted.
pub(super) fn event_bounds(
    ctx: &QueryContext,
    row: RecordRef,
) -> Option<(jiff::civil::Date, jiff::civil::Date)> {
    ctx.data.get::<Event>(row).map(|event| event.date.sort_bounds())
}

/// Returns a link to `row` with its most important facts, for the detail of `record`.
fn backlink_fragments(ctx: &QueryContext, record: RecordRef, row: RecordRef) -> Vec<TextFragment> {
    let data = ctx.data;
    let link = TextFragment::link(data.title(row), data.path(row));
    if let Some(event) = data.get::<Event>(row) {
        return vec![TextFragment::dim(event.date.display()), link];
    }
    if let Some(objective) = data.get::<Objective>(row) {
        let number = objective.number.map(|number| TextFragment::dim(number.to_string()));
        let phase = data.phase_label_of(objective).map(TextFragment::dim);
        return number.into_iter().chain([link]).chain(phase).collect();
    }
    if let Some(engagement) = data.get::<Engagement>(row) {
        return vec![link, TextFragment::dim(engagement.role_text())];
    }
    let mut fragments = vec![link];
    if let Some(activity) = data.get::<Activity>(row) {
        let date = activity.best_date().map(|date| TextFragment::dim(date.display()));
        let status = activity.status.as_deref().map(TextFragment::dim);
        let is_of_agency = record.kind == KindId::Agencies;
        let agencies = activity.agencies.iter().filter(|_| !is_of_agency);
        let agencies =
            agencies.map(|id| TextFragment::plain(data.short_label_of(KindId::Agencies, id)));
        return date.into_iter().chain(fragments).chain(status).chain(agencies).collect();
    }
    if let Some(line) = data.get::<BudgetLine>(row).filter(|line| line.title.is_some()) {
        fragments.push(TextFragment::dim(line.money().display()));
    }
    if let Some(indicator) = data.get::<Indicator>(row) {
        fragments.extend(indicator_fragments(ctx, indicator));
    }
    if let Some(citation) = data.get::<ValueClaims>(row) {
        let path = RecordPath::new(data.id(row));
        let claims = citation.0.iter().filter(|claim| *claim.source == *data.id(record));
        for claim in claims {
            let says = claim.says.as_ref().map(|says| readable_claim(ctx, &path, says));
            fragments.push(TextFragment::plain(says.unwrap_or_else(|| value_in_use(ctx, &path))));
            if let Some(quote) = &claim.quote {
                fragments.push(TextFragment::dim(format!("“{quote}”")));
            }
        }
    }
    fragments
}
