//! Loads the data set with its override files, and creates the dashboard on top of it.

use super::{GlobalArgs, profile};
use crate::app::App;
use crate::error::Result;
use crate::profile::paths::{self, LayerOptions};
use crate::store::layer::Layer;
use crate::store::{Dataset, progress};
use crate::term::{self, LoadOutcome};
use std::path::PathBuf;

/// Loads all layers that the flags and the environment select.
pub(super) fn load_dataset(global: &GlobalArgs) -> Dataset {
    load_layers(&global.layer_options())
}

/// Loads all layers and adds the problems of the user's own files to the findings.
pub(super) fn load_layers(options: &LayerOptions) -> Dataset {
    load_files(&paths::layer_files(options), options.max_bytes)
}

fn load_files(files: &[PathBuf], max_bytes: u64) -> Dataset {
    let layers = files.iter().map(|file| Layer::read(file, max_bytes)).collect();
    let mut data = Dataset::load(layers);
    profile::validate_profile(&mut data);
    data
}

/// Loads all layers; with large files and a screen, shows progress and lets the user cancel.
pub(super) fn load_with_progress(
    global: &GlobalArgs,
    on_screen: bool,
) -> Result<LoadOutcome<Dataset>> {
    let options = global.layer_options();
    let files = paths::layer_files(&options);
    let shows_progress = on_screen
        && global.require_cursor_addressing().is_ok()
        // small files load faster than a thread starts
        && paths::are_large(&files);
    if !shows_progress {
        return Ok(LoadOutcome::Loaded(load_files(&files, options.max_bytes), None));
    }
    term::load(move || load_files(&files, options.max_bytes), progress::status_line)
}

/// Creates a dashboard of this size in cells on freshly loaded data.
pub(super) fn new_app(global: &GlobalArgs, size: (u16, u16)) -> Result<App> {
    app_with_data(load_dataset(global), global, size)
}

/// Creates a dashboard of this size in cells.
pub(super) fn app_with_data(data: Dataset, global: &GlobalArgs, size: (u16, u16)) -> Result<App> {
    Ok(App::new(data, global.today()?, global.theme()?, global.glyphs(), size))
}
