//! Reads the programme that is chosen, and shows it from now on.

use super::programme_choices;
use super::{GlobalArgs, load_layers, profile_loading};
use crate::app::LoadedProgramme;
use crate::error::{Error, ErrorKind, Result};
use crate::profile::iati_file_name::is_iati_file;
use crate::profile::layer_options::LayerOptions;
use crate::profile::programme_source::{ProgrammeSource, joined_word};
use crate::store::Dataset;
use std::path::{Path, PathBuf};

/// Reads the programme of a word and shows it from now on.
///
/// # Errors
/// Fails if there is no such programme, or nothing of one of its files can be used.
pub(super) fn show(global: &GlobalArgs, word: &str) -> Result<LoadedProgramme> {
    let found = programme_choices::find(global, word)?.into_iter();
    let named = |programme| ProgrammeSource { named_by: "--programme", ..programme };
    show_all(global, found.map(named).collect())
}

/// Reads programmes and shows them from now on.
fn show_all(global: &GlobalArgs, programmes: Vec<ProgrammeSource>) -> Result<LoadedProgramme> {
    let options = LayerOptions { programmes: programmes.clone(), ..global.layer_options() };
    let data = load_layers(&options);
    let word = joined_word(&programmes);
    require_usable(&word, &data)?;
    let first = programmes.first().cloned().unwrap_or_else(ProgrammeSource::bundled);
    let bookmarks = profile_loading::load_bookmarks(&first)?;
    global.shown.set(programmes);
    Ok(LoadedProgramme { word, data, bookmarks })
}

/// Fails if there is an error in a file of a programme of which nothing can be used.
pub(super) fn require_usable(name: &str, data: &Dataset) -> Result<()> {
    let error = data.errors().iter().find(|error| {
        let layer = &data.layers()[usize::from(error.layer)];
        layer.is_base() && layer.refusal(|| true).is_some()
    });
    let Some(error) = error else { return Ok(()) };
    let layer = &data.layers()[usize::from(error.layer)];
    let file = Path::new(&*layer.name).file_name().unwrap_or_default().to_string_lossy();
    let (line, column) = layer.position(error.offset);
    let reason = &error.message;
    let message = format!("{} cannot be shown: {file}:{line}:{column}: {reason}", name);
    Err(Error::new(ErrorKind::InvalidData, message))
}

/// Returns whether data are those of the programmes that are shown.
pub(super) fn is_shown(global: &GlobalArgs, data: &Dataset) -> bool {
    let shown = global.shown.get();
    let shown_files: Vec<PathBuf> =
        shown.iter().filter_map(ProgrammeSource::programme_file).collect();
    let is_file = |path: &Path| path.ends_with("programme.json") || is_iati_file(path);
    let bases = data.layers().iter().filter(|layer| layer.is_base());
    let files: Vec<&Path> =
        bases.map(|layer| Path::new(&*layer.name)).filter(|path| is_file(path)).collect();
    let has_file = |file: &PathBuf| files.contains(&file.as_path());
    let is_of_shown = |file: &&Path| shown_files.iter().any(|shown| shown == file);
    let is_bundled_shown = shown.iter().any(|programme| programme.folder.is_none());
    shown_files.iter().all(has_file)
        && data.has_bundled_programme() == is_bundled_shown
        && files.iter().all(is_of_shown)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::KindId;
    use crate::profile::programme_source::BUNDLED;
    use crate::store::layer::Layer;

    #[test]
    fn data_of_more_or_fewer_programmes_are_not_those_that_are_shown() {
        let load = |names: &[&str]| {
            let layer = |name: &&str| {
                let text = format!(r#"{{"{name}": {{"title": "{name}"}}}}"#);
                Layer::from_text(&format!("{name}/programme.json"), text)
                    .with_base_kind(KindId::Programme)
                    .of_programme(Some(name))
            };
            let layers = |name: &&str| match *name {
                BUNDLED => Dataset::bundled_layers(),
                _ => vec![layer(name)],
            };
            Dataset::load(names.iter().flat_map(layers).collect())
        };
        let source = |name: &&str| ProgrammeSource {
            name: (*name).into(),
            folder: Some((*name).into()).filter(|_| *name != BUNDLED),
            named_by: "",
        };
        let all: [&[&str]; 6] =
            [&["aa"], &["bb"], &["aa", "bb"], &[BUNDLED], &["aa", BUNDLED], &[BUNDLED, "aa", "bb"]];
        for shown in all {
            let global = GlobalArgs::default();
            global.shown.set(shown.iter().map(source).collect());
            for names in all {
                assert_eq!(is_shown(&global, &load(names)), names == shown, "{names:?} {shown:?}");
            }
        }
    }
}
