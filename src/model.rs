//! The programme as plain structs, one a kind of record. A field is added here, in one line, and is then read, checked,
//! shown in the detail, printed by `gloact data` and known as a place.
//!
//! Before the `;` stand the fields that a record needs, after it those it may have. A field that names other records
//! has a name that [`LINKS`] knows; its meaning is the same in every kind. Terms follow IATI 2.03.

mod citation;
pub mod edtf;
pub mod kind;
mod map_only;
pub mod money;
pub mod path;
mod record;
pub mod text;

pub use citation::{Citation, Claim, ClaimGroup};
pub use edtf::EdtfDate;
pub use kind::KindId;
pub use money::Money;
pub use path::RecordPath;
pub use record::{Fields, LINK_FIELDS, Link, Record, field_heading};
pub use text::Text;

use record::{IsEmpty, record};
use serde::{Deserialize, Serialize};
use vecmap::VecMap;

/// Texts by name, in the order of the data: so few that they are looked through one by one.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(transparent)]
#[schemars(inline)]
pub struct TextMap(
    #[schemars(with = "std::collections::BTreeMap<String, String>")] VecMap<Text, Text>,
);

impl TextMap {
    /// The texts themselves.
    pub fn values(&self) -> impl Iterator<Item = &Text> {
        self.0.values()
    }
}

record! {
    /// The whole programme (iati-activity, hierarchy 1). There is one.
    Programme {
        /// Its full name, as the older sources have it.
        title: Text,
        /// Its short name.
        short: Text,
        /// What it is for.
        aim: Text;
        /// Other names that sources use.
        other_names: Vec<Text>,
        /// What sort of undertaking it is, and whose.
        nature: Option<Text>,
        /// The larger response that it belongs to.
        part_of: Option<Text>,
        /// The objective above all others.
        overall_objective: Option<Text>,
        /// How it goes about it.
        approach: Option<Text>,
        /// How other sources put the approach.
        other_approaches: Vec<Text>,
        /// How many objectives it has.
        number_of_objectives: Option<u32>,
        /// Whom it assists.
        target_groups: Vec<Text>,
        /// Regions as the sources name them; never merged with M49's.
        regions: Vec<Text>,
        /// What it is expected to bring.
        outcomes: Vec<Text>,
        /// The wider setting.
        background: Vec<Text>,
        /// The legal instruments that it serves.
        instruments: Vec<Text>,
        /// The organisations that take part.
        agencies: Vec<Text>,
        /// Abbreviations and what they stand for.
        terms: TextMap,
        /// The day on which these data were last gone through.
        data_of: Option<EdtfDate>,
        /// What a reader should know besides.
        note: Option<Text>,
        /// The sources of the record.
        sources: Vec<Text>,
    }
}

record! {
    /// A phase (iati-activity, hierarchy 2).
    Phase {
        /// Its full name.
        title: Text,
        /// Planned years (activity-date 1 and 3).
        date: EdtfDate;
        /// A name for narrow columns.
        short: Option<Text>,
        /// Which phase of the programme the sources call it.
        stage: Option<Text>,
        /// How long it was planned to take.
        duration: Option<Text>,
        /// Start and end as a source gives them by the month (activity-date 2 and 4).
        project_dates: Option<EdtfDate>,
        /// The whole budget.
        budget: Option<Money>,
        /// The European Commission's part of it, where a source tells it apart.
        ec_contribution: Option<Money>,
        /// Who pays (participating-org role 1).
        donors: Vec<Text>,
        /// Who carries it out, and who began it jointly.
        agencies: Vec<Text>,
        /// In how many countries it was to be delivered.
        countries_planned: Option<u32>,
        /// In how many it was delivered.
        countries_delivered: Option<u32>,
        /// Regions as the sources name them.
        regions: Vec<Text>,
        /// What it is for.
        aim: Option<Text>,
        /// How it goes about it.
        approach: Option<Text>,
        /// What the sources call its objectives.
        pillars_word: Option<Text>,
        /// Areas of focus as an early source lists them.
        focus_areas: Vec<Text>,
        /// Whom it assists.
        target_groups: Vec<Text>,
        /// The earlier phase that it builds on.
        builds_on: Option<Text>,
        /// What is done in it.
        work: Vec<Text>,
        /// What came of it.
        results: Vec<Text>,
        /// What a reader should know besides.
        note: Option<Text>,
        /// The sources of the record.
        sources: Vec<Text>,
    }
}

record! {
    /// An objective of a phase (iati-activity description type 2).
    Objective {
        /// Its official title.
        title: Text,
        /// The phase whose objective it is.
        phase: Text,
        /// Its number within the phase, from 1.
        number: u32;
        /// Our name for it in narrow columns.
        short: Option<Text>,
        /// What it means, in our words.
        description: Option<Text>,
        /// Areas of work within it.
        areas: Vec<Text>,
        /// The objective of an earlier phase that it goes on with.
        continues: Option<Text>,
        /// Objectives of an earlier phase that became part of it.
        takes_in: Vec<Text>,
        /// A short caption used by UNODC.
        caption: Option<Text>,
        /// What a reader should know besides.
        note: Option<Text>,
        /// The sources of the record.
        sources: Vec<Text>,
    }
}

record! {
    /// An organisation (participating-org).
    Agency {
        /// Its short name.
        name: Text,
        /// Its full name.
        title: Text,
        /// Its roles: funding (1), accountable (2), extending (3), implementing (4).
        roles: Vec<Text>;
        /// Other spellings that sources use.
        other_spellings: Vec<Text>,
        /// Units of it that sources name.
        units: Vec<Text>,
        /// Its part in the programme.
        what: Option<Text>,
        /// What a reader should know besides.
        note: Option<Text>,
        /// The sources of the record.
        sources: Vec<Text>,
    }
}

record! {
    /// What an agency does for an objective (participating-org role 4).
    Engagement {
        /// The objective, and through it the phase.
        objective: Text,
        /// The agency.
        agency: Text,
        /// `lead` or `partner`.
        role: Role;
        /// What it does.
        work: Option<Text>,
        /// Strands of that work.
        strands: Vec<Text>,
        /// Where.
        countries: Vec<Text>,
        /// What a reader should know besides.
        note: Option<Text>,
        /// The sources of the record.
        sources: Vec<Text>,
    }
}

/// The part that an agency has in an objective.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// Named first, or alone.
    Lead,
    /// Named beside the lead.
    Partner,
}

impl Role {
    /// Its word, as the data have it.
    pub fn as_str(self) -> &'static str {
        match self {
            Role::Lead => "lead",
            Role::Partner => "partner",
        }
    }
}

record! {
    /// A country or other place (location, administrative A4), by ISO 3166-1 alpha-2.
    Country {
        /// Its name as listed in the source.
        name: Text;
        /// The name that programme pages use.
        short: Option<Text>,
        /// Its official name, where a source of the programme prints it.
        official: Option<Text>,
        /// Other names that people type.
        aliases: Vec<Text>,
        /// The region as the sources of the programme name it.
        region: Option<Text>,
        /// The phases in which it takes part; none for a place that is only listed.
        phases: Vec<Text>,
        /// The agencies seen at work there.
        agencies: Vec<Text>,
        /// What is done there.
        activities: Vec<Text>,
        /// M49 region.
        m49_region: Option<Text>,
        /// M49 sub-region or intermediate region.
        m49_subregion: Option<Text>,
        /// ISO 3166-1 alpha-3.
        iso3: Option<Text>,
        /// M49 code, three digits.
        m49: Option<Text>,
        /// Names by language (ISO 639-1).
        names: TextMap,
        /// A point inside it: latitude and longitude in degrees.
        point: Option<[f64; 2]>,
        /// What a reader should know besides.
        note: Option<Text>,
        /// The sources of the record.
        sources: Vec<Text>,
    }
}

record! {
    /// A region or office of an agency, as a source lists it.
    Office {
        /// Its name as listed.
        name: Text,
        /// `region`, `office` or `centre`: our sorting.
        kind: Text;
        /// What a reader should know besides.
        note: Option<Text>,
        /// The sources of the record.
        sources: Vec<Text>,
    }
}

record! {
    /// Something that happened (iCalendar VEVENT).
    Event {
        /// What it was.
        title: Text,
        /// When.
        date: EdtfDate;
        /// What the date is, when it is not the event's own: `page`, `date line`, `inferred`.
        dated_by: Option<Text>,
        /// One of [`EVENT_KINDS`].
        kind: Option<Text>,
        /// Where, as the source gives it.
        place: Option<Text>,
        /// What the place is, when it is not the event's own: `date line`.
        placed_by: Option<Text>,
        /// Whether it was held online.
        online: Option<bool>,
        /// Countries where it happened, or that took part.
        countries: Vec<Text>,
        /// The phase that it belongs to.
        phase: Option<Text>,
        /// Agencies that the source names.
        agencies: Vec<Text>,
        /// Objectives that it served, where that is plain.
        objectives: Vec<Text>,
        /// Its number in a row of meetings.
        series: Option<Series>,
        /// Figures as published.
        figures: Vec<Text>,
        /// What happened, in our words.
        summary: Option<Text>,
        /// Documents of the event.
        documents: Vec<Text>,
        /// What a reader should know besides.
        note: Option<Text>,
        /// The sources of the record.
        sources: Vec<Text>,
    }
}

record! {
    /// A row of numbered meetings, and the number of one of them.
    Series {
        /// The row.
        name: Text,
        /// The number, from 1.
        number: u32;
    }
}

/// The kinds of event that are known; another one is a warning.
pub const EVENT_KINDS: &[&str] = &[
    "assessment",
    "campaign",
    "committee",
    "conference",
    "launch",
    "meeting",
    "policy",
    "publication",
    "training",
    "visit",
    "workshop",
];

/// The kinds of instrument that are known.
pub const INSTRUMENT_KINDS: &[&str] = &[
    "agenda",
    "communication",
    "convention",
    "day",
    "law",
    "plan",
    "protocol",
    "resolution",
    "strategy",
    "target",
];

record! {
    /// A publication (document-link).
    Document {
        /// Its title.
        title: Text,
        /// Newsletter, flyer, report and so on.
        kind: Text;
        /// When it came out.
        date: Option<EdtfDate>,
        /// Its language.
        language: Option<Text>,
        /// The institution behind it.
        institution: Option<Text>,
        /// Its author, where that is an institution or a team.
        author: Option<Text>,
        /// Categories that its page gives it.
        categories: Vec<Text>,
        /// IATI document category code.
        category: Option<Text>,
        /// The phase that it is about.
        phase: Option<Text>,
        /// Agencies behind it.
        agencies: Vec<Text>,
        /// Countries that it is about.
        countries: Vec<Text>,
        /// Where it can be read.
        address: Option<Text>,
        /// Where else.
        other_addresses: Vec<Text>,
        /// What a reader should know besides.
        note: Option<Text>,
        /// The sources of the record.
        sources: Vec<Text>,
    }
}

record! {
    /// A contact as published (contact-info).
    Contact {
        /// A person, team or mailbox.
        name: Text;
        /// The function that the source prints.
        title: Option<Text>,
        /// The unit.
        unit: Option<Text>,
        /// The agency.
        agency: Option<Text>,
        /// The address, where the source shows it.
        email: Option<Text>,
        /// Other ways that the source prints.
        other: Option<Text>,
        /// The phase whose document prints it.
        phase: Option<Text>,
        /// Where it is published, and what is not known.
        note: Option<Text>,
        /// The sources of the record.
        sources: Vec<Text>,
    }
}

record! {
    /// A legal instrument, policy or plan.
    Instrument {
        /// Its full title.
        title: Text,
        /// One of [`INSTRUMENT_KINDS`].
        kind: Text;
        /// A name for narrow columns.
        short: Option<Text>,
        /// When it was adopted.
        adopted: Option<EdtfDate>,
        /// When it was opened for signature.
        opened: Option<EdtfDate>,
        /// Since when it is in force.
        in_force: Option<EdtfDate>,
        /// The years that it covers.
        period: Option<EdtfDate>,
        /// The instrument that it supplements.
        supplements: Option<Text>,
        /// The country whose law or plan it is.
        country: Option<Text>,
        /// The phase that it is named with.
        phase: Option<Text>,
        /// Whether it is background only, tied to the programme by no document.
        background: Option<bool>,
        /// What a reader should know besides.
        note: Option<Text>,
        /// The sources of the record.
        sources: Vec<Text>,
    }
}

record! {
    /// Where statements come from.
    Source {
        /// What it is, in our words.
        title: Text,
        /// Document, page, news, report, copy, data.
        kind: Text;
        /// Who published it.
        publisher: Option<Text>,
        /// The author it names, a team.
        author: Option<Text>,
        /// The institution it names.
        institution: Option<Text>,
        /// Its date.
        date: Option<EdtfDate>,
        /// Its language.
        language: Option<Text>,
        /// The country that its page names.
        page_country: Option<Text>,
        /// The category that its page names.
        category: Option<Text>,
        /// The rating that its page shows.
        rating: Option<Text>,
        /// Who put it on its page.
        posted_by: Option<Text>,
        /// The name of the file.
        file: Option<Text>,
        /// Where it can be read.
        address: Option<Text>,
        /// Where else.
        other_addresses: Vec<Text>,
        /// The phase that it is about.
        phase: Option<Text>,
        /// Parts of it that belong to no other record.
        contents: Vec<Text>,
        /// What a reader should know besides.
        note: Option<Text>,
    }
}
