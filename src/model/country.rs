//! A country or other place.

use super::record_macro::{IsEmpty, record};
use super::{IdListMap, RecordFields, RecordReference, Text, TextMap};
use serde::{Deserialize, Serialize};

record! {
    /// A country or other place (location, administrative A4), by ISO 3166-1 alpha-2 if it has such
    /// a code.
    Country {
        /// The name as listed in the source.
        name: Text;
        /// `place`, if it is not a country.
        kind: Option<Text>,
        /// The name on pages of the programme.
        short: Option<Text>,
        /// The official name, if a source of the programme prints it.
        official: Option<Text>,
        /// Other names that people type.
        aliases: Vec<Text>,
        /// The region as the sources of the programme name it.
        region: Option<Text>,
        /// The phases in which it takes part; empty for a country that is only listed.
        phases: Vec<Text>,
        /// Agencies that work there.
        agencies: Vec<Text>,
        /// The agencies of a phase, if not all of them worked there in it.
        agencies_by_phase: IdListMap,
        /// Activities there.
        activities: Vec<Text>,
        /// M49 region.
        m49_region: Option<Text>,
        /// M49 sub-region or intermediate region.
        m49_subregion: Option<Text>,
        /// ISO 3166-1 alpha-3.
        iso3: Option<Text>,
        /// M49 code, three digits.
        m49: Option<Text>,
        /// Names by language (ISO 639-1).
        names: TextMap,
        /// A point inside the country: latitude and longitude in degrees.
        point: Option<[f64; 2]>,
        /// A remark for readers.
        note: Option<Text>,
        /// The sources of the record.
        sources: Vec<Text>,
    }
}

impl Country {
    /// Returns the word for the record: a country, unless it says otherwise.
    pub fn kind(&self) -> &str {
        self.kind.as_deref().unwrap_or("country")
    }

    /// Returns the agencies that work there in a phase.
    pub fn agencies_in(&self, phase: &str) -> &[Text] {
        self.agencies_by_phase.get(phase).unwrap_or(&self.agencies)
    }
}
