//! A contact as published.

use super::record_macro::{IsEmpty, record};
use super::{RecordFields, RecordReference, Text};
use serde::{Deserialize, Serialize};

record! {
    /// A contact as published (contact-info).
    Contact {
        /// A person, a team or a mailbox.
        name: Text;
        /// The function, as printed in the source.
        title: Option<Text>,
        /// The unit.
        unit: Option<Text>,
        /// The agency.
        agency: Option<Text>,
        /// The email address, if the source shows it.
        email: Option<Text>,
        /// Other contact details in the source.
        other: Option<Text>,
        /// The phase whose document prints the contact.
        phase: Option<Text>,
        /// The place of publication, and facts that are unknown.
        note: Option<Text>,
        /// The sources of the record.
        sources: Vec<Text>,
    }
}
