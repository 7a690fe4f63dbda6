//! A region or office of an agency.

use super::record_macro::{IsEmpty, record};
use super::{RecordFields, RecordReference, Text};
use serde::{Deserialize, Serialize};

record! {
    /// A region or office of an agency, as a source lists it.
    Office {
        /// The name as listed.
        name: Text;
        /// `region`, `office` or `centre`: our classification.
        kind: Option<Text>,
        /// A remark for readers.
        note: Option<Text>,
        /// The sources of the record.
        sources: Vec<Text>,
    }
}
