//! Reads the layers that the flags select, and loads the data set from them.

use super::dashboard_start::open_terminal;
use super::profile_check::validate_profile;
use super::{GlobalArgs, warn_findings};
use crate::error::{FileProblem, Result};
use crate::model::KindId;
use crate::profile::layer_candidates::{self, LayerCandidate};
use crate::profile::layer_options::LayerOptions;
use crate::store::layer::Layer;
use crate::store::{Dataset, Finding, Severity, read_progress};
use crate::suggest::{closest, did_you_mean};
use crate::term::{self, LoadOutcome};
use std::path::Path;

/// Loads all layers that the flags and the environment select.
pub(super) fn load_dataset(global: &GlobalArgs) -> Dataset {
    load_layers(&global.layer_options())
}

/// Loads all layers and adds the problems of the user's own files to the findings.
pub(super) fn load_layers(options: &LayerOptions) -> Dataset {
    load_files(&layer_candidates::layer_files(options), options)
}

/// Loads all layers but one, to see what lies below it.
pub(super) fn load_dataset_without(global: &GlobalArgs, path: &Path) -> Dataset {
    let options = global.layer_options();
    let mut files = layer_candidates::layer_files(&options);
    files.retain(|file| file.path != path);
    load_files(&files, &options)
}

/// Loads all layers for output that no screen explains, and prints the errors in the data.
///
/// # Errors
/// Fails if a file that was named cannot be used.
pub(super) fn load_for_output(global: &GlobalArgs) -> Result<Dataset> {
    let data = load_dataset(global);
    prepare_for_output(&data)?;
    Ok(data)
}

/// Prints the errors in the data.
///
/// # Errors
/// Fails if a file that was named cannot be used: output without its corrections would be wrong.
fn prepare_for_output(data: &Dataset) -> Result<()> {
    warn_findings(data);
    let refusal = |number: usize| {
        // a field that no kind has is a warning, but its value is not used either
        let is_unused = |found: &Finding| {
            found.severity == Severity::Error || found.path.field_path().is_some()
        };
        let has_errors = || {
            let mut problems = data.problems().iter();
            problems.any(|found| usize::from(found.layer) == number && is_unused(found))
        };
        data.layers()[number].refusal(has_errors)
    };
    match (0..data.layers().len()).find_map(refusal) {
        Some(error) => Err(error),
        None => Ok(()),
    }
}

fn load_files(files: &[LayerCandidate], options: &LayerOptions) -> Dataset {
    let (layers, problems) = read_layers(files, options);
    let mut data = Dataset::load(layers);
    for (file, problems) in problems {
        data.add_profile_problems(file, problems);
    }
    warn_of_misnamed_files(&mut data, options);
    validate_profile(&mut data, &options.programmes);
    data
}

/// The problems of files of IATI, whose records have no bytes of their own.
type IatiProblems = Vec<(Layer, Vec<FileProblem>)>;

/// Reads the files. The bundled programme has layers of its own only beside another.
fn read_layers(files: &[LayerCandidate], options: &LayerOptions) -> (Vec<Layer>, IatiProblems) {
    let mut layers = Vec::new();
    let mut problems = Vec::new();
    let (bases, overrides): (Vec<_>, Vec<_>) = files.iter().partition(|file| file.is_base());
    let mut bases = bases.into_iter().peekable();
    for programme in &options.programmes {
        if programme.folder.is_none() && options.programmes.len() > 1 {
            layers.extend(Dataset::bundled_layers());
        }
        while let Some(file) = bases.next_if(|file| file.is_of(programme)) {
            match file.read_iati(options) {
                Some(read) => {
                    layers.extend(read.layers);
                    problems.push((read.file, read.problems));
                }
                None => layers.push(file.read(options)),
            }
        }
    }
    layers.extend(overrides.into_iter().map(|file| file.read(options)));
    (layers, problems)
}

/// Adds a warning for each file of the programme whose name is nearly that of a kind.
fn warn_of_misnamed_files(data: &mut Dataset, options: &LayerOptions) {
    for (_, path) in options.other_programme_files() {
        let Some(kind) = nearest_kind(&path) else { continue };
        let problem = FileProblem {
            offset: 0,
            message: "this file is passed over: no kind of record has its name".into(),
            hint: Some(did_you_mean(&format!("{kind}.json"))),
        };
        let file = Layer::from_text(&path.display().to_string(), "");
        data.add_profile_problems(file, vec![problem]);
    }
}

/// Returns the kind whose name is nearly that of a file.
pub(super) fn nearest_kind(file: &Path) -> Option<&'static str> {
    let stem = file.file_stem()?.to_string_lossy();
    closest(&stem, KindId::ALL.iter().map(|kind| kind.name()))
}

/// Loads all layers; with large files and a screen, shows progress and lets the user cancel.
///
/// # Errors
/// Without a screen, when a file that was named cannot be used.
pub(super) fn load_with_progress(
    global: &GlobalArgs,
    on_screen: bool,
) -> Result<LoadOutcome<Dataset>> {
    let options = global.layer_options();
    let files = layer_candidates::layer_files(&options);
    let shows_progress = on_screen
        && global.require_cursor_addressing().is_ok()
        // small files load faster than a thread starts
        && layer_candidates::are_large(&files);
    if shows_progress {
        return term::load(move || load_files(&files, &options), read_progress::status_line);
    }
    let session = if on_screen { Some(open_terminal(global)?) } else { None };
    let data = load_files(&files, &options);
    if !on_screen {
        prepare_for_output(&data)?;
    }
    Ok(LoadOutcome::Loaded(data, session))
}
