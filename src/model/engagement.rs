//! An engagement: the work of an agency for an objective.

use super::record_macro::{IsEmpty, record};
use super::{AgencyRole, RecordFields, RecordReference, Text};
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

impl Engagement {
    /// Returns the role in the words of the data.
    pub fn role_text(&self) -> &'static str {
        self.role.map_or("role not stated", AgencyRole::as_str)
    }
}
