//! A region or office of an agency.

use super::record_macro::{IsEmpty, record};
use super::{RecordFields, RecordReference, Text};
use serde::{Deserialize, Serialize};

record! {
    /// A region or office of an agency, as a source lists it.
    Office {
        /// The name as listed.
        name: Text;
        /// `region`, `office` or `centre`.
        kind: Option<Text>,
        /// The origin of the kind, if no source states it: `our reading`.
        kind_by: Option<Text>,
        /// A remark for readers.
        note: Option<Text>,
        /// The sources of the record.
        sources: Vec<Text>,
    }
}
