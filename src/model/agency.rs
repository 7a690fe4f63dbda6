//! An agency: an organisation that takes part in the programme.

use super::record_macro::{IsEmpty, record};
use super::{RecordFields, RecordReference, Text};
use serde::{Deserialize, Serialize};

/// The roles of an agency, as in IATI, and the one that initiated the programme.
pub const AGENCY_ROLES: &[&str] =
    &["initiating", "funding", "accountable", "extending", "implementing"];

record! {
    /// An organisation (participating-org).
    Agency {
        /// The short name.
        name: Text;
        /// The full name.
        title: Option<Text>,
        /// Roles: initiating, funding (1), accountable (2), extending (3), implementing (4).
        roles: Vec<Text>,
        /// Other spellings in the sources.
        other_spellings: Vec<Text>,
        /// Units that the sources name.
        units: Vec<Text>,
        /// The part it plays in the programme.
        what: Option<Text>,
        /// The sort of organisation, such as `government`, `multilateral` or `private sector`.
        kind: Option<Text>,
        /// The identifier of the organisation, as publishers of IATI write it.
        identifier: Option<Text>,
        /// A remark for readers.
        note: Option<Text>,
        /// The sources of the record.
        sources: Vec<Text>,
    }
}
