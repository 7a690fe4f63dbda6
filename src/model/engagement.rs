//! An engagement: the work of an agency for an objective, and its role.

use super::record_macro::{IsEmpty, record};
use super::{RecordFields, RecordReference, Text};
use serde::{Deserialize, Serialize};

record! {
    /// The work of an agency for an objective (participating-org role 4).
    Engagement {
        /// The objective, which belongs to a phase.
        objective: Text,
        /// The agency.
        agency: Text;
        /// `lead`, `partner`, `named` (alone) or `joint` (named with others).
        role: Option<AgencyRole>,
        /// The work.
        work: Option<Text>,
        /// Strands of the work.
        strands: Vec<Text>,
        /// Countries of the work.
        countries: Vec<Text>,
        /// The origin of the countries, if no source lists them for this work.
        countries_by: Option<Text>,
        /// A remark for readers.
        note: Option<Text>,
        /// The sources of the record.
        sources: Vec<Text>,
    }
}

/// The role of an agency in an objective, as the sources state it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum AgencyRole {
    /// A source says that it leads.
    Lead,
    /// Named beside the lead.
    Partner,
    /// Named alone; no source says that it leads.
    Named,
    /// Named with others; no source says which of them leads.
    Joint,
}

impl AgencyRole {
    /// All roles, in the order of the screen.
    pub const ALL: &[AgencyRole] =
        &[AgencyRole::Lead, AgencyRole::Named, AgencyRole::Joint, AgencyRole::Partner];

    /// All roles, and `None` for a role that is not stated, in the order of the screen.
    pub const ALL_AND_UNKNOWN: [Option<AgencyRole>; 5] = [
        Some(AgencyRole::Lead),
        Some(AgencyRole::Named),
        Some(AgencyRole::Joint),
        Some(AgencyRole::Partner),
        None,
    ];

    /// Returns the letter for narrow columns.
    pub fn letter(self) -> &'static str {
        match self {
            AgencyRole::Lead => "L",
            AgencyRole::Partner => "P",
            AgencyRole::Named => "N",
            AgencyRole::Joint => "J",
        }
    }

    /// Returns the role as the predicate of a sentence: "IOM is named".
    pub fn predicate(self) -> &'static str {
        match self {
            AgencyRole::Lead => "leads",
            AgencyRole::Partner => "is partner",
            AgencyRole::Named => "is named",
            AgencyRole::Joint => "is named jointly",
        }
    }

    /// Returns the word that the data use.
    pub fn as_str(self) -> &'static str {
        match self {
            AgencyRole::Lead => "lead",
            AgencyRole::Partner => "partner",
            AgencyRole::Named => "named",
            AgencyRole::Joint => "joint",
        }
    }
}

impl Engagement {
    /// Returns the role in the words of the data.
    pub fn role_text(&self) -> &'static str {
        self.role.map_or("role not stated", AgencyRole::as_str)
    }
}
