//! The role of an agency in an objective.

use serde::{Deserialize, Serialize};

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
