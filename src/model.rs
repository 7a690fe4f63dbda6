//! The records of the programme as plain structs, one struct per kind. Terms follow IATI 2.03.
//!
//! A new field is one line of a struct: it is then parsed, checked, shown in the detail, printed by
//! `gloact data` and part of the schema. Required fields stand before the `;`, optional ones after
//! it. A field that refers to other records has a name that [`LINK_FIELDS`] lists; a name means the
//! same in every kind. The comment on a field is its description in the schema.

pub mod ascii;
mod citation;
mod countries;
mod country_count;
mod documents;
pub mod edtf;
mod events;
mod field_group;
pub mod kind;
pub mod money;
mod object_only;
pub mod path;
mod programme;
mod record;
mod subject;
pub mod text;
pub mod typed_text;

pub use citation::{Citation, Claim, ClaimGroup, Difference};
pub use countries::{Contact, Country, Office};
pub use country_count::CountryCount;
pub use documents::{Document, INSTRUMENT_KINDS, Instrument, Source};
pub use edtf::EdtfDate;
pub use events::{EVENT_KINDS, Event, Series, TemporalStatus};
pub use field_group::FieldGroup;
pub use kind::KindId;
pub use money::Money;
pub use path::RecordPath;
pub use programme::{Agency, Engagement, Objective, Phase, Programme, Role};
pub use record::{Fields, LINK_FIELDS, LINK_MAP_FIELDS, Record, RecordReference, field_heading};
pub use subject::Subject;
pub use text::Text;

use serde::{Deserialize, Serialize};
use vecmap::VecMap;

/// The words in place of a value that the data do not state.
pub const NOT_STATED: &str = "not stated";

/// Texts by name, in the order of the data. There are so few that a linear search is fastest.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(transparent)]
#[schemars(inline)]
pub struct TextMap(
    #[schemars(with = "std::collections::BTreeMap<String, String>")] VecMap<Text, Text>,
);

impl TextMap {
    /// Returns the texts without their names.
    pub fn values(&self) -> impl Iterator<Item = &Text> {
        self.0.values()
    }
}

/// Lists of ids by id, in the order of the data.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(transparent)]
#[schemars(inline)]
pub struct IdListMap(
    #[schemars(with = "std::collections::BTreeMap<String, Vec<String>>")] VecMap<Text, Vec<Text>>,
);

impl IdListMap {
    /// Returns the list of an id.
    pub fn get(&self, id: &str) -> Option<&[Text]> {
        self.iter().find(|(key, _)| ***key == *id).map(|(_, ids)| ids)
    }

    /// Returns each id with its list.
    pub fn iter(&self) -> impl Iterator<Item = (&Text, &[Text])> {
        self.0.iter().map(|(key, ids)| (key, ids.as_slice()))
    }
}
