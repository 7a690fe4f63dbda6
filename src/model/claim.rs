//! The claim of one source about a value.

use super::record_macro::{IsEmpty, record};
use super::{RecordFields, RecordReference, Text};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

record! {
    /// The claim of one source about a value.
    Claim {
        /// The source.
        source: Text;
        /// The value that it claims, shortened; missing if it claims the value as it is shown.
        says: Option<Text>,
        /// The grade of the difference from the value of the first claim: `contradiction`,
        /// `development` or `wording`.
        difference: Option<DifferenceGrade>,
        /// A quotation of at most 25 words.
        quote: Option<Text>,
        /// A remark that helps to read the claim.
        note: Option<Text>,
    }
}

impl Claim {
    /// Returns the value that it claims; without words of its own it is the one in use.
    pub(super) fn value_or<'a>(&'a self, in_use: Option<&'a str>) -> Option<&'a str> {
        self.says.as_deref().or(in_use)
    }
}

/// The grade of a difference from the value in use, from the mildest to the gravest.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum DifferenceGrade {
    /// The same fact in other words.
    Wording,
    /// A change between phases, or from plan to outcome.
    Development,
    /// Sources that cannot both be right.
    Contradiction,
}

impl DifferenceGrade {
    /// The words of all differences, as the data spell them.
    pub const WORDS: [&str; 3] = ["contradiction", "development", "wording"];
}
