//! A legal instrument, policy or plan, and the known kinds.

use super::record_macro::{IsEmpty, record};
use super::{EdtfDate, RecordFields, RecordReference, Text};
use serde::{Deserialize, Serialize};

record! {
    /// A legal instrument, policy or plan.
    Instrument {
        /// The full title.
        title: Text;
        /// The sort of instrument: `agenda`, `communication`, `convention`, `day`, `law`, `plan`,
        /// `protocol`, `resolution`, `strategy` or `target`.
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
