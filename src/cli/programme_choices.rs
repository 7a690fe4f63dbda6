//! The programmes that can be chosen in a session.

use super::GlobalArgs;
use crate::app::ProgrammeEntry;
use crate::model::KindId;
use crate::profile::layer_reading::read_programme_file;
use crate::profile::programme_source::{self, ProgrammeSource, joined_word};
use crate::store::Dataset;

/// Returns the programmes that can be shown: those that are found, then those that were named.
pub(super) fn all(global: &GlobalArgs) -> Vec<ProgrammeSource> {
    let mut all = programme_source::found();
    for named in global.shown.named() {
        if !all.iter().any(|found| found.is_same(&named)) {
            all.push(named);
        }
    }
    all
}

/// Returns the entries of the picker.
pub(super) fn entries(global: &GlobalArgs) -> Vec<ProgrammeEntry> {
    let entry =
        |programme: &ProgrammeSource| entry(programme, programme.word(), global.max_bytes());
    let mut entries: Vec<ProgrammeEntry> = all(global).iter().map(entry).collect();
    let together = global.shown.together();
    if !together.is_empty() {
        let title = "all that were named at the start".into();
        entries.push(ProgrammeEntry { word: joined_word(&together), title });
    }
    entries
}

/// Returns the entry of a programme that is chosen by a word.
pub(super) fn entry(programme: &ProgrammeSource, word: String, max_bytes: u64) -> ProgrammeEntry {
    let layer = read_programme_file(programme, KindId::Programme, max_bytes);
    let data = Dataset::load(layer.into_iter().collect());
    let title = match data.errors().first() {
        Some(error) => error.message.clone(),
        None => data.programme_names(),
    };
    ProgrammeEntry { word, title }
}
