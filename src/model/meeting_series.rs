//! A series of numbered meetings.

use super::record_macro::record;
use super::{RecordFields, RecordReference, Text};
use serde::{Deserialize, Serialize};

record! {
    /// A series of numbered meetings, and the number of one of them.
    MeetingSeries {
        /// The series.
        name: Text,
        /// The number, from 1.
        number: u32;
    }
}
