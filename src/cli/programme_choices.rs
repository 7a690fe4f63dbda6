//! The programmes that can be chosen in a session.

use super::GlobalArgs;
use crate::app::ProgrammeEntry;
use crate::error::Result;
use crate::model::KindId;
use crate::profile::layer_reading::read_programme_file;
use crate::profile::programme_source::{
    self, ProgrammeSource, WORD_SEPARATOR, distinct, joined_word,
};
use crate::store::Dataset;
use serde_json::Value;
use std::path::Path;

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
        let setting = setting_of(&together).unwrap_or_default();
        entries.push(ProgrammeEntry { word: joined_word(&together), setting, title });
    }
    entries
}

/// Returns the programmes of a word: one of the session or one that is found now, or several with
/// ` + ` between them.
///
/// # Errors
/// Fails if there is no such programme, or two have the same name.
pub(super) fn find(global: &GlobalArgs, word: &str) -> Result<Vec<ProgrammeSource>> {
    let all = all(global);
    let known = |word: &str| all.iter().find(|programme| programme.word() == word).cloned();
    let find_one = |word: &str| -> Result<ProgrammeSource> {
        if let Some(known) = known(word) {
            return Ok(known);
        }
        let found = ProgrammeSource::find_from_anywhere(Path::new(word), "--programme")?;
        Ok(all.iter().find(|programme| programme.is_same(&found)).cloned().unwrap_or(found))
    };
    let is_one =
        !word.contains(WORD_SEPARATOR) || known(word).is_some() || Path::new(word).is_dir();
    let words = if is_one { vec![word] } else { word.split(WORD_SEPARATOR).collect() };
    let found = words.into_iter().map(find_one).collect::<Result<Vec<ProgrammeSource>>>()?;
    let (programmes, clash) = distinct(found);
    clash.map_or(Ok(programmes), Err)
}

/// Returns the value of the setting that shows the programmes of a word, from any directory.
///
/// # Errors
/// Fails if there is no such programme.
pub(super) fn setting_value(global: &GlobalArgs, word: &str) -> Result<Value> {
    setting_of(&find(global, word)?)
}

fn setting_of(programmes: &[ProgrammeSource]) -> Result<Value> {
    let words = programmes.iter().map(ProgrammeSource::word_from_anywhere);
    let mut words = words.collect::<Result<Vec<String>>>()?;
    Ok(if words.len() == 1 { words.remove(0).into() } else { words.into() })
}

/// Returns the entry of a programme that is chosen by a word.
pub(super) fn entry(programme: &ProgrammeSource, word: String, max_bytes: u64) -> ProgrammeEntry {
    let title = match programme.iati_file() {
        // a file is read when it is chosen
        Some(_) => "a file of IATI".into(),
        None => title(programme, max_bytes),
    };
    let setting = setting_of(std::slice::from_ref(programme)).unwrap_or_default();
    ProgrammeEntry { word, setting, title }
}

fn title(programme: &ProgrammeSource, max_bytes: u64) -> String {
    let layer = read_programme_file(programme, KindId::Programme, max_bytes);
    let data = Dataset::load(layer.into_iter().collect());
    match data.errors().first() {
        Some(error) => error.message.clone(),
        None => data.programme_names(),
    }
}
