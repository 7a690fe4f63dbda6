//! The programme as a whole.

use super::record_macro::{IsEmpty, record};
use super::{EdtfDate, RecordFields, RecordReference, Text, TextMap};
use serde::{Deserialize, Serialize};

record! {
    /// The whole programme (iati-activity, hierarchy 1). There is one such record.
    Programme {
        /// The full name, as in the older sources.
        title: Text;
        /// The short name.
        short: Option<Text>,
        /// The identifier that its publisher gives it.
        identifier: Option<Text>,
        /// The aim.
        aim: Option<Text>,
        /// Other names in the sources.
        other_names: Vec<Text>,
        /// The kind of initiative, and who leads it.
        nature: Option<Text>,
        /// The larger response that it is part of.
        part_of: Option<Text>,
        /// The overall objective.
        overall_objective: Option<Text>,
        /// The approach.
        approach: Option<Text>,
        /// The approach in the words of other sources.
        other_approaches: Vec<Text>,
        /// The number of objectives.
        number_of_objectives: Option<u32>,
        /// The groups that it assists.
        target_groups: Vec<Text>,
        /// Regions as the sources name them, which differ from those of M49.
        regions: Vec<Text>,
        /// Expected outcomes.
        outcomes: Vec<Text>,
        /// Background.
        background: Vec<Text>,
        /// Legal instruments that it supports.
        instruments: Vec<Text>,
        /// Participating agencies.
        agencies: Vec<Text>,
        /// Abbreviations and their meanings.
        terms: TextMap,
        /// The day on which these data were last reviewed.
        data_of: Option<EdtfDate>,
        /// A remark for readers.
        note: Option<Text>,
        /// The sources of the record.
        sources: Vec<Text>,
    }
}
