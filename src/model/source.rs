//! A source of statements.

use super::record_macro::{IsEmpty, record};
use super::{EdtfDate, RecordFields, RecordReference, Text};
use serde::{Deserialize, Serialize};

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
