//! Describes a record: its fields, with the claims that differ, and the records that refer to it.

use super::Detail;
use super::entry::{DetailEntryKind, TextFragment};
use super::unsourced_origin::unsourced_origin;
use super::value_flags::ValueFlags;
use super::value_lines::value_lines;
use crate::model::edtf::format_distance;
use crate::model::{
    Agency, Country, DifferenceGrade, Event, FieldProminence, KindId, Objective, Phase, RecordPath,
    TemporalStatus, Text, ValueClaims, field_heading, is_origin_field,
};
use crate::query::QueryContext;
use crate::query::claim_text::{claimed_value, difference_sign};
use crate::query::field_value_text::source_name;
use crate::store::RecordRef;
use indexmap::IndexSet;
use serde_json::Value as Json;

/// Fields that readers expect: if they are not stated, the detail says so.
const EXPECTED_FIELDS: &[(KindId, &[&str])] = &[
    (KindId::Contacts, &["email"]),
    (KindId::Countries, &["activities"]),
    (KindId::Documents, &["date", "address"]),
    (KindId::Events, &["place"]),
    (KindId::Phases, &["budget", "countries_planned", "countries_delivered"]),
    (KindId::Sources, &["date"]),
];

/// The field with the sources of a record, which stands behind everything else.
const SOURCES: &str = "sources";

/// Fields that the heading may show.
const HEADING_FIELDS: &[&str] = &["title", "name"];

/// Fields that most records of a kind have. They come first, so that they keep their lines when the
/// reader goes from record to record.
const FIRST_FIELDS: &[(KindId, &[&str])] = &[
    (
        KindId::Activities,
        &[
            "phase",
            "status",
            "date",
            "actual_date",
            "agencies",
            "donors",
            "countries",
            "place",
            "description",
        ],
    ),
    (KindId::Countries, &["region", "phases", "agencies", "activities"]),
    (KindId::Documents, &["kind", "phase", "date", "address"]),
    (KindId::Events, &["date", "kind", "place", "phase", "agencies", "countries", "summary"]),
    (KindId::Sources, &["kind", "publisher", "phase", "date", "address"]),
];

/// Records that refer to another one, and that readers look for around one of its fields.
struct BacklinksAroundField {
    kind: KindId,
    field: &'static str,
    before: &'static [KindId],
    after: &'static [KindId],
}

const BACKLINKS_AROUND_FIELDS: &[BacklinksAroundField] = &[BacklinksAroundField {
    kind: KindId::Countries,
    field: "activities",
    before: &[KindId::Events],
    after: &[KindId::Activities, KindId::Contacts],
}];

/// Returns the fields that a table names for a kind.
fn fields_of_kind(
    table: &[(KindId, &'static [&'static str])],
    kind: KindId,
) -> &'static [&'static str] {
    table.iter().find(|(name, _)| *name == kind).map_or(&[], |(_, fields)| fields)
}

impl Detail {
    /// Describes a record.
    pub fn for_record(ctx: &QueryContext, record: RecordRef) -> Detail {
        let kind = record.kind;
        let mut detail = Detail::new(ctx.data.title(record), subtitle(ctx, record));
        if kind == KindId::Citations {
            detail.push_citation(ctx, record);
            return detail;
        }
        detail.push_computed_fields(ctx, record);
        let value = ctx.data.value(record);
        let in_group = |group| {
            let fields = kind.fields().iter().filter(|field| **field != SOURCES);
            fields.filter(move |field| FieldProminence::of(kind, field) == group)
        };
        let mut fields: Vec<&str> = in_group(FieldProminence::Main).copied().collect();
        let first = fields_of_kind(FIRST_FIELDS, kind);
        fields
            .sort_by_key(|field| first.iter().position(|name| name == field).unwrap_or(usize::MAX));
        let path = ctx.data.path(record);
        let around = BACKLINKS_AROUND_FIELDS.iter().find(|around| around.kind == kind);
        let (before, after) = around.map_or((&[][..], &[][..]), |it| (it.before, it.after));
        let is_between = |field: &str| around.is_some_and(|around| around.field == field);
        for field in fields.iter().filter(|field| !is_between(field)) {
            detail.push_record_field(ctx, &path, &value, field);
        }
        if let Some(event) = ctx.data.get::<Event>(record) {
            detail.append("Date", TextFragment::dim(distance_from_today(ctx, event)));
        }
        detail.push_money(ctx, record);
        detail.push_backlinks(ctx, record, before.iter().copied());
        for field in fields.iter().filter(|field| is_between(field)) {
            detail.push_field_as_group(ctx, &path, &value, field);
        }
        detail.push_backlinks(ctx, record, after.iter().copied());
        let others = KindId::ALL.iter().copied();
        let others = others.filter(|kind| !before.contains(kind) && !after.contains(kind));
        detail.push_backlinks(ctx, record, others);
        for group in [FieldProminence::Names, FieldProminence::Terms] {
            let fields = in_group(group).filter_map(|field| Some((*field, value.get(field)?)));
            let fields: Vec<(&str, &Json)> = fields.collect();
            if !fields.is_empty() {
                detail.push_heading(group.heading());
            }
            for (field, value) in fields {
                detail.push_value(ctx, &path.join(field), field, value);
            }
        }
        detail.push_field("Record", vec![TextFragment::dim(path.as_str())]);
        if let Some(sources) = value.get(SOURCES) {
            detail.push_sources(ctx, &path.join(SOURCES), sources);
        }
        detail
    }

    /// Adds a field of the record at a path, or says that it is not stated.
    fn push_record_field(
        &mut self,
        ctx: &QueryContext,
        record_path: &RecordPath,
        value: &Json,
        field: &str,
    ) {
        let path = record_path.join(field);
        let Some(field_value) = value.get(field) else {
            if is_missing(ctx, record_path, value, field) {
                self.push_field(&field_heading(field), vec![TextFragment::dim("not stated")]);
                self.set_last_path(path);
            }
            return;
        };
        // stands behind the value that it is about
        if is_origin_field(field) {
            return;
        }
        let is_flagged = has_other_claims(ctx, &path)
            || ctx.data.is_overridden(&path) && !ctx.data.is_added(record_path);
        // the heading shows the value, but not its flags
        if is_flagged || !self.is_in_heading(field, field_value) {
            self.push_value(ctx, &path, field, field_value);
        }
    }

    /// Adds a field as a group under its title.
    fn push_field_as_group(
        &mut self,
        ctx: &QueryContext,
        record_path: &RecordPath,
        value: &Json,
        field: &str,
    ) {
        let first = self.entries.len();
        self.push_record_field(ctx, record_path, value, field);
        let Some(entry) = self.entries.get_mut(first) else { return };
        let title = std::mem::take(&mut entry.title);
        entry.kind = DetailEntryKind::Item;
        self.push_heading(&title);
        self.entries[first..].rotate_right(1);
    }

    /// Returns true if the heading or the subtitle shows the field.
    fn is_in_heading(&self, field: &str, value: &Json) -> bool {
        // the title of a contact is its function, which is not in the heading
        let is_shown = |text: &str| self.heading == text || self.subtitle.ends_with(text);
        HEADING_FIELDS.contains(&field) && value.as_str().is_some_and(is_shown)
    }

    /// Adds fields that follow from the record and today's date.
    fn push_computed_fields(&mut self, ctx: &QueryContext, record: RecordRef) {
        if let Some(phase) = ctx.data.get::<Phase>(record) {
            self.push_field("Status", vec![TextFragment::plain(phase.status_text(ctx.today))]);
            if phase.status.is_some() {
                self.set_last_path(ctx.data.path(record).join("status"));
            }
        }
        let country = ctx.data.get::<Country>(record);
        if country.is_some_and(|country| country.phases.is_empty()) {
            let text = "not in the programme; only in a source's list of places";
            self.push_field("Programme", vec![TextFragment::plain(text)]);
        }
    }

    /// Adds the value of a field, and the claims that differ from it.
    fn push_value(&mut self, ctx: &QueryContext, path: &RecordPath, field: &str, value: &Json) {
        let data = ctx.data;
        let lines = value_lines(ctx, path, value);
        let mut flags = vec![ValueFlags::default(); lines.len().max(1)];
        // an object has a line for each entry, and each may be disputed
        if let Some(object) = value.as_object().filter(|_| lines.len() > 1) {
            for (flags, key) in flags.iter_mut().zip(object.keys()) {
                flags.disputed = data.is_disputed(&path.join(key));
            }
        }
        let is_disputed = data.is_disputed(path);
        flags[0].disputed |= is_disputed;
        flags[0].overridden = data.is_overridden(path);

        let title =
            if field == "other_addresses" { "Also at".into() } else { field_heading(field) };
        let mut lines = lines.into_iter();
        let first_line = lines.next().unwrap_or_default();
        self.push_entry(title, flags[0], DetailEntryKind::Field, first_line);
        self.set_last_path(path.clone());
        let first_item = self.entries.len();
        for (line, flags) in lines.zip(&flags[1..]) {
            self.push_entry("", *flags, DetailEntryKind::Item, line);
        }
        if let Some(origin) = unsourced_origin(data, path) {
            self.append_to_lines(first_item - 1, &TextFragment::dim(format!("({origin})")));
        }
        self.push_other_claims(ctx, path);
    }

    /// Adds the sources of the record behind everything else, one after another on the same lines.
    fn push_sources(&mut self, ctx: &QueryContext, path: &RecordPath, value: &Json) {
        let first = self.entries.len();
        self.push_value(ctx, path, SOURCES, value);
        for entry in self.entries.iter_mut().skip(first + 1) {
            entry.kind = DetailEntryKind::Continuation;
        }
    }

    /// Adds the claims that contradict the first or tell of a development, each with its first
    /// source and a link to all.
    fn push_other_claims(&mut self, ctx: &QueryContext, path: &RecordPath) {
        let Some(citation) = ctx.data.citation(path).filter(|_| has_other_claims(ctx, path)) else {
            return;
        };
        for group in citation.by_claim() {
            let sign = difference_sign(group.difference());
            if sign.is_empty() {
                continue;
            }
            let sources: IndexSet<&Text> = group.claims.iter().map(|claim| &claim.source).collect();
            let mut names = sources.first().map(|id| source_name(ctx, id)).unwrap_or_default();
            // the citation names all of them
            if sources.len() > 1 {
                names.push_str(&format!(" and {} more", sources.len() - 1));
            }
            let citation = RecordPath::for_record(KindId::Citations, path.as_str());
            self.push_item(vec![
                TextFragment::plain(format!("{sign}{}", claimed_value(ctx, path, &group))),
                TextFragment::link(names, citation),
            ]);
        }
    }
}

/// Returns whether claims about a value contradict the first or tell of a development.
fn has_other_claims(ctx: &QueryContext, path: &RecordPath) -> bool {
    let difference = ctx.data.citation(path).and_then(ValueClaims::difference);
    difference > Some(DifferenceGrade::Wording)
}

/// Returns true if readers expect a field that a record does not have.
fn is_missing(ctx: &QueryContext, record_path: &RecordPath, value: &Json, field: &str) -> bool {
    let Some(kind) = record_path.kind() else { return false };
    let is_online = value.get("online").is_some_and(|online| *online == true);
    if is_online && field == "place" {
        return false;
    }
    // only countries of a phase have activities
    if kind == KindId::Countries {
        let record = ctx.data.record_at(record_path);
        let has_activities =
            |record| !ctx.data.backlinks_of_kind(record, KindId::Activities).is_empty();
        if value.get("phases").is_none() || record.is_some_and(has_activities) {
            return false;
        }
    }
    fields_of_kind(EXPECTED_FIELDS, kind).contains(&field)
}

/// Returns the time from the end of a past event, or to the start of another.
fn distance_from_today(ctx: &QueryContext, event: &Event) -> String {
    let is_past = event.temporal_status(ctx.today) == TemporalStatus::Past;
    let day = if is_past { event.date.latest() } else { event.date.earliest() };
    day.map(|day| format_distance(day, ctx.today)).unwrap_or_default()
}

/// Returns the kind of a record, and the codes by which people know it.
pub fn subtitle(ctx: &QueryContext, record: RecordRef) -> String {
    let data = ctx.data;
    let kind = record.kind;
    if kind == KindId::Citations {
        return "claims of the sources".into();
    }
    let mut parts = vec![data.singular(record).to_string()];
    if let Some(country) = data.get::<Country>(record) {
        parts.extend(Some(data.id(record).to_string()).filter(|id| id.len() == 2));
        parts.extend(country.iso3.iter().chain(&country.m49).map(|code| code.to_string()));
    }
    if let Some(objective) = data.get::<Objective>(record) {
        match (objective.number, data.phase_label_of(objective)) {
            (Some(number), Some(phase)) => parts.push(format!("{number} of {phase}")),
            (Some(number), None) => parts.push(number.to_string()),
            (None, Some(phase)) => parts.push(phase.into_owned()),
            (None, None) => {}
        }
    }
    if let Some(agency) = data.get::<Agency>(record) {
        parts.push(agency.name.to_string());
    }
    parts.join(" · ")
}
