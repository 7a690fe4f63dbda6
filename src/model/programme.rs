//! The programme, its phases and objectives, and the agencies that engage in them.

use super::edtf::format_distance;
use super::record::{IsEmpty, Record, record};
use super::{CountryCount, EdtfDate, Fields, Money, NOT_STATED, RecordReference, Text, TextMap};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

record! {
    /// The whole programme (iati-activity, hierarchy 1). There is one such record.
    Programme {
        /// The full name, as in the older sources.
        title: Text;
        /// The short name.
        short: Option<Text>,
        /// The aim.
        aim: Option<Text>,
        /// Other names in the sources.
        other_names: Vec<Text>,
        /// The kind of initiative, and who leads it.
        nature: Option<Text>,
        /// The larger response that it is part of.
        part_of: Option<Text>,
        /// The overall objective.
        overall_objective: Option<Text>,
        /// The approach.
        approach: Option<Text>,
        /// The approach in the words of other sources.
        other_approaches: Vec<Text>,
        /// The number of objectives.
        number_of_objectives: Option<u32>,
        /// The groups that it assists.
        target_groups: Vec<Text>,
        /// Regions as the sources name them, which differ from those of M49.
        regions: Vec<Text>,
        /// Expected outcomes.
        outcomes: Vec<Text>,
        /// Background.
        background: Vec<Text>,
        /// Legal instruments that it supports.
        instruments: Vec<Text>,
        /// Participating agencies.
        agencies: Vec<Text>,
        /// Abbreviations and their meanings.
        terms: TextMap,
        /// The day on which these data were last reviewed.
        data_of: Option<EdtfDate>,
        /// A remark for readers.
        note: Option<Text>,
        /// The sources of the record.
        sources: Vec<Text>,
    }
}

record! {
    /// A phase (iati-activity, hierarchy 2).
    Phase {
        /// The full name.
        title: Text;
        /// Planned years (activity-date 1 and 3).
        date: Option<EdtfDate>,
        /// A short name for narrow columns.
        short: Option<Text>,
        /// The stage of the programme, as the sources call it.
        stage: Option<Text>,
        /// The planned duration.
        duration: Option<Text>,
        /// Start and end by month, as one source states them (activity-date 2 and 4).
        project_dates: Option<EdtfDate>,
        /// The total budget.
        budget: Option<Money>,
        /// The contribution of the European Commission, if a source states it separately.
        ec_contribution: Option<Money>,
        /// Donors (participating-org role 1).
        donors: Vec<Text>,
        /// Implementing agencies, and those that launched it jointly.
        agencies: Vec<Text>,
        /// The number of countries expected at the start.
        countries_planned: Option<CountryCount>,
        /// The number of countries in which it is or was implemented.
        countries_delivered: Option<CountryCount>,
        /// Regions as the sources name them.
        regions: Vec<Text>,
        /// The aim.
        aim: Option<Text>,
        /// The approach.
        approach: Option<Text>,
        /// The word of the sources for its objectives.
        pillars_word: Option<Text>,
        /// Focus areas, as an early source lists them.
        focus_areas: Vec<Text>,
        /// The groups that it assists.
        target_groups: Vec<Text>,
        /// The earlier phase that it builds on.
        builds_on: Option<Text>,
        /// Activities.
        work: Vec<Text>,
        /// Results.
        results: Vec<Text>,
        /// A remark for readers.
        note: Option<Text>,
        /// The sources of the record.
        sources: Vec<Text>,
    }
}

record! {
    /// An objective of a phase (iati-activity description type 2).
    Objective {
        /// The official title.
        title: Text;
        /// The phase that it belongs to.
        phase: Option<Text>,
        /// The number within the phase, from 1.
        number: Option<u32>,
        /// A short name of ours for narrow columns.
        short: Option<Text>,
        /// A description in our words.
        description: Option<Text>,
        /// The official text, as its source prints it.
        text: Option<Text>,
        /// The text in other sources.
        other_texts: Vec<Text>,
        /// Areas of work.
        areas: Vec<Text>,
        /// The objective of an earlier phase that it continues.
        continues: Option<Text>,
        /// Objectives of an earlier phase that it absorbed.
        takes_in: Vec<Text>,
        /// A short caption used by UNODC.
        caption: Option<Text>,
        /// A remark for readers.
        note: Option<Text>,
        /// The sources of the record.
        sources: Vec<Text>,
    }
}

record! {
    /// An organisation (participating-org).
    Agency {
        /// The short name.
        name: Text;
        /// The full name.
        title: Option<Text>,
        /// Roles: funding (1), accountable (2), extending (3), implementing (4).
        roles: Vec<Text>,
        /// Other spellings in the sources.
        other_spellings: Vec<Text>,
        /// Units that the sources name.
        units: Vec<Text>,
        /// The part it plays in the programme.
        what: Option<Text>,
        /// A remark for readers.
        note: Option<Text>,
        /// The sources of the record.
        sources: Vec<Text>,
    }
}

record! {
    /// The work of an agency for an objective (participating-org role 4).
    Engagement {
        /// The objective, which belongs to a phase.
        objective: Text,
        /// The agency.
        agency: Text;
        /// `lead`, `partner`, `named` (alone) or `joint` (named with others).
        role: Option<Role>,
        /// The work.
        work: Option<Text>,
        /// Strands of the work.
        strands: Vec<Text>,
        /// Countries of the work.
        countries: Vec<Text>,
        /// A remark for readers.
        note: Option<Text>,
        /// The sources of the record.
        sources: Vec<Text>,
    }
}

/// The role of an agency in an objective, as the sources state it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// A source says that it leads.
    Lead,
    /// Named beside the lead.
    Partner,
    /// Named alone; no source says that it leads.
    Named,
    /// Named with others; no source says which of them leads.
    Joint,
}

impl Role {
    /// All roles, in the order of the screen.
    pub const ALL: &[Role] = &[Role::Lead, Role::Named, Role::Joint, Role::Partner];

    /// All roles, and `None` for a role that is not stated, in the order of the screen.
    pub const ALL_AND_UNKNOWN: [Option<Role>; 5] =
        [Some(Role::Lead), Some(Role::Named), Some(Role::Joint), Some(Role::Partner), None];

    /// Returns the letter for narrow columns.
    pub fn letter(self) -> &'static str {
        match self {
            Role::Lead => "L",
            Role::Partner => "P",
            Role::Named => "N",
            Role::Joint => "J",
        }
    }

    /// Returns the role as the predicate of a sentence: "IOM is named".
    pub fn predicate(self) -> &'static str {
        match self {
            Role::Lead => "leads",
            Role::Partner => "is partner",
            Role::Named => "is named",
            Role::Joint => "is named jointly",
        }
    }

    /// Returns the word that the data use.
    pub fn as_str(self) -> &'static str {
        match self {
            Role::Lead => "lead",
            Role::Partner => "partner",
            Role::Named => "named",
            Role::Joint => "joint",
        }
    }
}

impl Engagement {
    /// Returns the role in the words of the data.
    pub fn role_text(&self) -> &'static str {
        self.role.map_or("role not stated", Role::as_str)
    }
}

impl Objective {
    /// Puts the number, if there is one, in front of a name of the objective.
    pub fn numbered(&self, name: &str) -> String {
        self.number.map_or_else(|| name.to_string(), |number| format!("{number} {name}"))
    }

    /// Returns the objective as sentences name it: "Objective 2, human rights".
    pub fn sentence_label(&self) -> String {
        let label = self.short_label().to_lowercase();
        match self.number {
            Some(number) => format!("Objective {number}, {label}"),
            None => format!("Objective {label}"),
        }
    }
}

impl Phase {
    /// Returns the planned years as people write them.
    pub fn years_text(&self) -> String {
        self.date.as_ref().map_or_else(|| NOT_STATED.into(), EdtfDate::display)
    }

    /// Describes the position of `today` relative to the planned years.
    pub fn schedule_status(&self, today: Date) -> String {
        let Some(planned) = self.date.as_ref().or(self.project_dates.as_ref()) else {
            return "planned years not stated".into();
        };
        if let Some(start) = planned.earliest()
            && today < start
        {
            return format!("planned to begin {}", format_distance(start, today));
        }
        // a source may state the end by month
        let project_end = self.project_dates.as_ref().and_then(EdtfDate::latest);
        if let Some(end) = project_end.or(planned.latest())
            && today > end
        {
            return format!("planned period ended {}", format_distance(end, today));
        }
        "within its planned years".into()
    }
}
