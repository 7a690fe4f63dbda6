//! An objective of a phase.

use super::record_macro::{IsEmpty, record};
use super::{RecordFields, RecordReference, Text};
use serde::{Deserialize, Serialize};

record! {
    /// An objective of a phase (iati-activity description type 2).
    Objective {
        /// The official title.
        title: Text;
        /// The phase that it belongs to.
        phase: Option<Text>,
        /// The number within the phase, from 1.
        number: Option<u32>,
        /// A short name of ours for narrow columns.
        short: Option<Text>,
        /// A description in our words.
        description: Option<Text>,
        /// The official text, as its source prints it.
        text: Option<Text>,
        /// The text in other sources.
        other_texts: Vec<Text>,
        /// Areas of work.
        areas: Vec<Text>,
        /// The objective of an earlier phase that it continues.
        continues: Option<Text>,
        /// The origin of this continuation, if no source states it: `our reading`.
        continues_by: Option<Text>,
        /// Objectives of an earlier phase that it absorbed.
        takes_in: Vec<Text>,
        /// The origin of this absorption, if no source states it: `our reading`.
        takes_in_by: Option<Text>,
        /// A short caption on pages of the programme.
        caption: Option<Text>,
        /// A remark for readers.
        note: Option<Text>,
        /// The sources of the record.
        sources: Vec<Text>,
    }
}

impl Objective {
    /// Puts the number, if there is one, in front of a name of the objective.
    pub fn numbered(&self, name: &str) -> String {
        self.number.map_or_else(|| name.to_string(), |number| format!("{number} {name}"))
    }

    /// Returns the objective as sentences name it: "Objective 2, human rights".
    pub fn sentence_label(&self, label: &str) -> String {
        let label = label.to_lowercase();
        match self.number {
            Some(number) => format!("Objective {number}, {label}"),
            None => format!("Objective {label}"),
        }
    }
}
