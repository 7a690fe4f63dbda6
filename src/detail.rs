//! One record in full: its fields, what the sources say where they differ, and everything that names it.
//! The fields come from the struct itself, so a new one shows here without another line.

pub mod findings;
pub mod grid_cell;
pub mod override_diff;
pub mod provenance;
mod style_role;
pub(crate) mod summary;
mod view_content;

mod backlinks;
mod citation;

use crate::model::edtf::format_distance;
use crate::model::{
    Agency, Country, Event, KindId, Objective, Phase, RecordPath, TemporalStatus, field_heading,
};
use crate::query::QueryContext;
use crate::query::field_value::{self, ValuePart, source_name};
use crate::store::RecordRef;
use backlinks::backlink_fragments;
use serde_json::Value as Json;
pub use style_role::StyleRole;
use summary::{MAX_SUMMARY_LINES, MAX_SUMMARY_RECORDS};
pub use view_content::ViewContent;

/// A record, ready to be laid out at any width.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Detail {
    /// Its name in full.
    pub heading: String,
    /// What sort of record it is, and its codes.
    pub subtitle: String,
    /// Its parts in order.
    pub entries: Vec<Entry>,
}

/// A part of a detail.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// What stands before it: the field's name, or nothing.
    pub title: String,
    /// How it stands out.
    pub flags: Flags,
    /// What it says. Pieces follow one another on the line and wrap.
    pub fragments: Vec<Fragment>,
    /// What sort of line it is.
    pub kind: EntryKind,
    /// The place of the value that it tells.
    pub path: Option<RecordPath>,
    /// Whether only the whole record tells it.
    pub full_only: bool,
    /// In how many lines it is told at most where a record is told in brief.
    pub max_lines: usize,
}

impl Entry {
    /// Whether it is another side of the value above it.
    pub(crate) fn is_other_claim(&self) -> bool {
        self.fragments.first().is_some_and(|piece| piece.text.starts_with('≠'))
    }
}

/// What sort of line a part is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntryKind {
    /// A field with its title on the left.
    Field,
    /// One of several values below a title.
    Item,
    /// The heading of a group.
    Heading,
}

/// A sign beside a value.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Flags {
    /// The sources disagree on it.
    pub disputed: bool,
    /// A layer above the bundled data set it.
    pub overridden: bool,
}

/// A run of text that is of one kind.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Fragment {
    /// The text.
    pub text: String,
    /// Where it leads.
    pub link: Option<RecordPath>,
    /// How it is said.
    pub role: StyleRole,
}

impl Fragment {
    /// Text.
    pub fn plain(text: impl Into<String>) -> Fragment {
        Fragment { text: text.into(), ..Fragment::default() }
    }

    /// Text in a low voice.
    pub fn dim(text: impl Into<String>) -> Fragment {
        Fragment { text: text.into(), role: StyleRole::Dim, ..Fragment::default() }
    }

    /// A name that leads somewhere.
    pub fn link(text: impl Into<String>, place: RecordPath) -> Fragment {
        Fragment { text: text.into(), link: Some(place), role: StyleRole::Text }
    }
}

impl From<ValuePart> for Fragment {
    fn from(part: ValuePart) -> Fragment {
        match part {
            ValuePart::Text(text) => Fragment::plain(text),
            ValuePart::Key(key) => Fragment::dim(key),
            ValuePart::Link(text, path) => Fragment::link(text, path),
        }
    }
}

/// Fields that a reader looks for: where no source gives one, that is said.
const EXPECTED_FIELDS: &[(KindId, &[&str])] = &[
    (KindId::Contacts, &["email"]),
    (KindId::Countries, &["activities"]),
    (KindId::Documents, &["date", "address"]),
    (KindId::Events, &["place"]),
    (KindId::Phases, &["budget", "countries_planned", "countries_delivered"]),
    (KindId::Sources, &["date"]),
];

/// Fields that the heading may show already.
const HEADING_FIELDS: &[&str] = &["title", "name"];

/// Fields that most records of a kind have: told first, so that they stand where they stood for the record before.
const FIRST_FIELDS: &[(KindId, &[&str])] = &[
    (KindId::Countries, &["region", "phases", "agencies"]),
    (KindId::Documents, &["kind", "phase", "date", "address"]),
    (KindId::Events, &["date", "kind", "place", "phase", "agencies", "countries", "summary"]),
    (KindId::Sources, &["kind", "publisher", "phase", "date", "address"]),
];

/// Fields for looking up, told after everything else.
const LAST_FIELDS: &[&str] =
    &["aliases", "iso3", "m49", "m49_region", "m49_subregion", "names", "point"];

impl Detail {
    /// The detail of a record.
    pub fn for_record(scope: &QueryContext, row: RecordRef) -> Detail {
        let data = scope.data;
        let kind = row.kind;
        let mut detail = Detail {
            heading: data.title(row).into_owned(),
            subtitle: subtitle(scope, row),
            entries: Vec::new(),
        };
        if kind == KindId::Citations {
            detail.push_citation(scope, row);
            return detail;
        }
        detail.push_computed_fields(scope, row);
        let place = data.path(row);
        let value = data.value(row);
        let expected = EXPECTED_FIELDS
            .iter()
            .find(|(of, _)| *of == kind)
            .map_or(&[][..], |(_, fields)| fields);
        let (last, mut fields): (Vec<&str>, Vec<&str>) =
            kind.fields().iter().partition(|field| LAST_FIELDS.contains(field));
        let first =
            FIRST_FIELDS.iter().find(|(of, _)| *of == kind).map_or(&[][..], |(_, fields)| fields);
        fields.sort_by_key(|field| {
            first.iter().position(|early| early == field).unwrap_or(usize::MAX)
        });
        for field in fields {
            let at = place.join(field);
            match value.get(field) {
                // a heading is shown already; its sides and its mark are not
                Some(value)
                    if detail.is_in_heading(field, value)
                        && !data.is_disputed(&at)
                        && (data.is_added(&place) || !data.is_overridden(&at)) => {}
                // where a value stands beside its field, it is shown there
                Some(value) if field == "dated_by" || field == "placed_by" => {
                    detail.annotate(field, value)
                }
                Some(value) => detail.push_value(scope, &at, field, value),
                // what is held online has no place, and a country of no phase no work
                None if value.get("online").is_some_and(|online| *online == true)
                    && field == "place" => {}
                None if expected.contains(&field)
                    && !(kind == KindId::Countries && value.get("phases").is_none()) =>
                {
                    detail.push_entry(
                        field_heading(field),
                        Flags::default(),
                        EntryKind::Field,
                        vec![Fragment::dim("no source says")],
                    );
                    detail.set_last_path(at);
                }
                None => {}
            }
        }
        if let Some(event) = data.get::<Event>(row) {
            let day = if event.temporal_status(scope.today) == TemporalStatus::Past {
                event.date.latest()
            } else {
                event.date.earliest()
            };
            let far = day.map(|day| format_distance(day, scope.today)).unwrap_or_default();
            detail.append("Date", Fragment::dim(far));
        }
        detail.push_backlinks(scope, row);
        let last: Vec<(&str, &Json)> =
            last.into_iter().filter_map(|field| Some((field, value.get(field)?))).collect();
        let told = detail.entries.len();
        if !last.is_empty() {
            detail.push_entry(
                "Names and codes".into(),
                Flags::default(),
                EntryKind::Heading,
                Vec::new(),
            );
            last.into_iter().for_each(|(field, value)| {
                detail.push_value(scope, &place.join(field), field, value)
            });
        }
        detail.push_entry(
            "Record".into(),
            Flags::default(),
            EntryKind::Field,
            vec![Fragment::dim(place.as_str())],
        );
        detail.mark_full_only(told);
        detail
    }

    /// Of the fields the one of this place alone, with what stands below it.
    #[must_use]
    pub fn retain_field(mut self, place: &RecordPath) -> Detail {
        let mut here = false;
        self.entries.retain(|part| {
            here = match part.kind {
                EntryKind::Field => {
                    part.path.as_ref().is_some_and(|of| of == place || place.parent() == *of)
                }
                EntryKind::Item => here,
                EntryKind::Heading => false,
            };
            here
        });
        self
    }

    /// Adds a field.
    pub fn push_field(&mut self, title: &str, pieces: Vec<Fragment>) {
        self.push_entry(title.into(), Flags::default(), EntryKind::Field, pieces);
    }

    /// Begins a group.
    pub fn push_heading(&mut self, title: &str) {
        self.push_entry(title.into(), Flags::default(), EntryKind::Heading, Vec::new());
    }

    /// Adds a line to a group.
    pub fn push_item(&mut self, pieces: Vec<Fragment>) {
        self.push_entry(String::new(), Flags::default(), EntryKind::Item, pieces);
    }

    /// Adds a group of records, when there are any.
    pub fn push_records(&mut self, scope: &QueryContext, title: &str, rows: &[RecordRef]) {
        if let Some(first) = rows.first() {
            self.push_heading(&format!("{title} {}", rows.len()));
            let few = self.entries.len() + MAX_SUMMARY_RECORDS;
            for row in rows {
                self.push_item(backlink_fragments(scope, *first, *row));
                self.limit_lines(1);
            }
            self.mark_full_only(few);
        }
    }

    fn push_entry(&mut self, title: String, mark: Flags, sort: EntryKind, pieces: Vec<Fragment>) {
        self.entries.push(Entry {
            title,
            flags: mark,
            fragments: pieces,
            kind: sort,
            path: None,
            full_only: false,
            max_lines: usize::MAX,
        });
    }

    /// Lets the last part have so many lines at most in brief.
    pub(crate) fn limit_lines(&mut self, lines: usize) {
        if let Some(part) = self.entries.last_mut() {
            part.max_lines = lines;
        }
    }

    /// Says which value the last part tells.
    fn set_last_path(&mut self, at: RecordPath) {
        if let Some(part) = self.entries.last_mut() {
            part.path = Some(at);
        }
    }

    /// Leaves it to the whole record to tell what comes after so many parts.
    pub(crate) fn mark_full_only(&mut self, from: usize) {
        self.entries.iter_mut().skip(from).for_each(|part| part.full_only = true);
    }

    /// Whether the lines above the fields show this one already. A contact's title is its function, not its heading.
    fn is_in_heading(&self, field: &str, value: &Json) -> bool {
        HEADING_FIELDS.contains(&field)
            && value
                .as_str()
                .is_some_and(|text| self.heading == text || self.subtitle.ends_with(text))
    }

    /// What follows from the record and today's date.
    fn push_computed_fields(&mut self, scope: &QueryContext, row: RecordRef) {
        let data = scope.data;
        match row.kind {
            KindId::Phases => {
                if let Some(phase) = data.get::<Phase>(row) {
                    self.push_entry(
                        "Status".into(),
                        Flags::default(),
                        EntryKind::Field,
                        vec![Fragment::plain(phase.schedule_status(scope.today))],
                    );
                }
            }
            KindId::Countries
                if data.get::<Country>(row).is_some_and(|country| country.phases.is_empty()) =>
            {
                self.push_entry(
                    "Programme".into(),
                    Flags::default(),
                    EntryKind::Field,
                    vec![Fragment::plain(
                        "not in the programme; only in a source's list of places",
                    )],
                );
            }
            _ => {}
        }
    }

    fn push_value(&mut self, scope: &QueryContext, at: &RecordPath, field: &str, value: &Json) {
        let mark = Flags {
            disputed: scope.data.is_disputed(at),
            overridden: scope.data.is_overridden(at),
        };
        let title =
            if field == "other_addresses" { "Also at".into() } else { field_heading(field) };
        let mut lines = value_lines(scope, at, value).into_iter();
        let most = if matches!(field, "address" | "other_addresses" | "sources") {
            1
        } else {
            MAX_SUMMARY_LINES
        };
        // the values of an object may be disputed one by one: a line each
        let keys: Vec<RecordPath> = value
            .as_object()
            .filter(|_| lines.len() > 1)
            .map(|object| object.keys().map(|key| at.join(key)).collect())
            .unwrap_or_default();
        let of = |line: usize| {
            keys.get(line).map_or(Flags::default(), |at| Flags {
                disputed: scope.data.is_disputed(at),
                overridden: false,
            })
        };
        let first = Flags { disputed: mark.disputed || of(0).disputed, ..mark };
        self.push_entry(title, first, EntryKind::Field, lines.next().unwrap_or_default());
        self.set_last_path(at.clone());
        self.limit_lines(most);
        let first = self.entries.len();
        for (line, pieces) in lines.enumerate() {
            self.push_entry(String::new(), of(line + 1), EntryKind::Item, pieces);
            self.limit_lines(most);
        }
        if field == "objectives" {
            self.append("Objectives", Fragment::dim("(our reading)"));
        }
        // of several sources none is more than another, of other values the first are enough
        self.mark_full_only(if field == "sources" {
            first
        } else {
            first + MAX_SUMMARY_RECORDS - 1
        });
        if let Some(citation) = scope.data.citation(at).filter(|_| mark.disputed) {
            let shown = citation.0.first().and_then(|side| side.says.as_deref());
            let mut told: Vec<Option<&str>> = vec![shown];
            for side in &citation.0 {
                let says = side.says.as_deref();
                if !told.contains(&says) {
                    told.push(says);
                    let sources = citation
                        .0
                        .iter()
                        .filter(|other| other.says.as_deref() == says)
                        .map(|side| source_name(scope, &side.source));
                    let mut pieces =
                        vec![Fragment::plain(format!("≠ {}", says.unwrap_or("as shown")))];
                    pieces.push(Fragment::link(
                        sources.collect::<Vec<_>>().join(", "),
                        RecordPath::for_record(KindId::Citations, at.as_str()),
                    ));
                    self.push_entry(String::new(), Flags::default(), EntryKind::Item, pieces);
                }
            }
        }
    }

    /// Says beside the last field what its value is.
    fn annotate(&mut self, field: &str, value: &Json) {
        let text = value.as_str().unwrap_or_default();
        let (title, what) = if field == "dated_by" { ("Date", "date") } else { ("Place", "place") };
        let said = match text {
            "page" => format!("the {what} is the page's"),
            "inferred" => format!("the {what} is inferred"),
            other => format!("the {what} is that of the {other}"),
        };
        self.append(title, Fragment::dim(format!("({said})")));
    }

    /// Adds a piece to a field that is told already.
    fn append(&mut self, title: &str, piece: Fragment) {
        if let Some(part) = self.entries.iter_mut().rev().find(|part| part.title == title) {
            part.fragments.push(piece);
        }
    }
}

/// What sort of record it is, and the codes that people know it by.
pub fn subtitle(scope: &QueryContext, row: RecordRef) -> String {
    let data = scope.data;
    let mut words = vec![row.kind.singular().to_string()];
    match row.kind {
        KindId::Countries => {
            if let Some(country) = data.get::<Country>(row) {
                words.push(data.id(row).to_string());
                words.extend(country.iso3.iter().chain(&country.m49).map(|code| code.to_string()));
            }
        }
        KindId::Objectives => {
            if let Some(objective) = data.get::<Objective>(row) {
                words.push(format!(
                    "{} of {}",
                    objective.number,
                    data.short_label_of(KindId::Phases, &objective.phase)
                ));
            }
        }
        KindId::Agencies => {
            words.extend(data.get::<Agency>(row).map(|agency| agency.name.to_string()))
        }
        KindId::Citations => words = vec!["what the sources say of a value".into()],
        _ => {}
    }
    words.join(" · ")
}

/// Returns the value at `path` as lines of fragments.
pub fn value_lines(ctx: &QueryContext, path: &RecordPath, value: &Json) -> Vec<Vec<Fragment>> {
    let lines = field_value::value_lines(ctx, path, value);
    lines.into_iter().map(|line| line.into_iter().map(Fragment::from).collect()).collect()
}
