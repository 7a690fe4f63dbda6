//! Reads the answers that earlier imports kept.

use crate::cli::profile_loading::{no_config_dir, read_existing};
use crate::error::{Error, ErrorKind, Result};
use crate::import::{ImportAnswers, REASON_HEADING, slug};
use crate::profile::import_files::{answers_file, kept_answers};
use crate::profile::programme_source::ProgrammeSource;

/// Returns the answers that are kept under a name; none if there is no such file.
pub(super) fn named_answers(programme: &ProgrammeSource, name: &str) -> Result<ImportAnswers> {
    if slug(name) != name {
        return Err(Error::usage(format!("\"{name}\" cannot be the name of an import"))
            .with_hint(format!("for example {}", slug(name))));
    }
    let path = answers_file(programme, name).ok_or_else(no_config_dir)?;
    let none = || ImportAnswers { name: name.to_string(), ..ImportAnswers::default() };
    let Some(layer) = read_existing(&path) else { return Ok(none()) };
    if layer.text.trim().is_empty() && layer.read_error().is_none() {
        return Ok(none());
    }
    ImportAnswers::parse(name, &layer.text).map_err(|problem| {
        let message = format!("{}: {}", path.display(), problem.message);
        Error::new(ErrorKind::InvalidData, message).with_hint("mend it, or remove it")
    })
}

/// Returns the answers of an earlier import whose file had the same headings.
pub(super) fn kept_for(
    programme: &ProgrammeSource,
    headings: &[Vec<String>],
) -> Option<ImportAnswers> {
    let known = |one: &&Vec<String>, other: &[String]| {
        // rows that were left out come back with a column for the reasons
        let mut one: &[String] = one;
        if one.last().is_some_and(|last| last == REASON_HEADING) {
            one = &one[..one.len() - 1];
        }
        one == other
    };
    kept_answers(programme).into_iter().find_map(|(name, _)| {
        let kept = named_answers(programme, &name).ok()?;
        let is_known = headings.iter().any(|one| known(&one, &kept.headings));
        is_known.then_some(kept)
    })
}
