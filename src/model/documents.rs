//! Documents, legal instruments and sources.

use super::record::{IsEmpty, record};
use super::{EdtfDate, Fields, RecordReference, Text};
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

record! {
    /// A legal instrument, policy or plan.
    Instrument {
        /// The full title.
        title: Text;
        /// One of [`INSTRUMENT_KINDS`].
        kind: Option<Text>,
        /// A short name for narrow columns.
        short: Option<Text>,
        /// The date of adoption.
        adopted: Option<EdtfDate>,
        /// The date on which it was opened for signature.
        opened: Option<EdtfDate>,
        /// The date of entry into force.
        in_force: Option<EdtfDate>,
        /// The years that it covers.
        period: Option<EdtfDate>,
        /// The instrument that it supplements.
        supplements: Option<Text>,
        /// The country whose law or plan it is.
        country: Option<Text>,
        /// The phase that it is mentioned with.
        phase: Option<Text>,
        /// Background reading that no document ties to the programme.
        background: Option<bool>,
        /// A remark for readers.
        note: Option<Text>,
        /// The sources of the record.
        sources: Vec<Text>,
    }
}

/// Known kinds of instrument. Others cause a warning.
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
    /// A source of statements.
    Source {
        /// A title in our words.
        title: Text;
        /// The kind of source: document, page, news, report, copy, data.
        kind: Option<Text>,
        /// The publisher.
        publisher: Option<Text>,
        /// The author that it names, a team.
        author: Option<Text>,
        /// The institution it names.
        institution: Option<Text>,
        /// The date.
        date: Option<EdtfDate>,
        /// The language.
        language: Option<Text>,
        /// The country that its page names.
        page_country: Option<Text>,
        /// The category that its page names.
        category: Option<Text>,
        /// The rating that its page shows.
        rating: Option<Text>,
        /// The person or body that posted it on its page.
        posted_by: Option<Text>,
        /// The name of the file.
        file: Option<Text>,
        /// The web address.
        address: Option<Text>,
        /// Other web addresses.
        other_addresses: Vec<Text>,
        /// The phase that it is about.
        phase: Option<Text>,
        /// Contents that belong to no other record.
        contents: Vec<Text>,
        /// A remark for readers.
        note: Option<Text>,
    }
}
