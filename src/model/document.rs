//! A publication.

use super::record_macro::{IsEmpty, record};
use super::{EdtfDate, RecordFields, RecordReference, Text};
use serde::{Deserialize, Serialize};

record! {
    /// A publication (document-link).
    Document {
        /// The title.
        title: Text;
        /// The kind of document: newsletter, flyer, report.
        kind: Option<Text>,
        /// The date of publication.
        date: Option<EdtfDate>,
        /// The language.
        language: Option<Text>,
        /// The institution that issued it.
        institution: Option<Text>,
        /// The author, if that is an institution or a team.
        author: Option<Text>,
        /// Categories on its page.
        categories: Vec<Text>,
        /// IATI document category code.
        category: Option<Text>,
        /// The phase that it is about.
        phase: Option<Text>,
        /// Agencies that issued it.
        agencies: Vec<Text>,
        /// Countries that it is about.
        countries: Vec<Text>,
        /// The web address.
        address: Option<Text>,
        /// Other web addresses.
        other_addresses: Vec<Text>,
        /// A remark for readers.
        note: Option<Text>,
        /// The sources of the record.
        sources: Vec<Text>,
    }
}
