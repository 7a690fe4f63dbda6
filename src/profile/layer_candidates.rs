//! Finds the files of programmes and of overrides, lowest layer first.

use super::directories::{HOST_DIR, config_dir, system_config_dirs};
use super::documented_files::OVERRIDES_FILE;
use super::iati_file_name::is_iati_file;
use super::json_files::{json_files, other_json_names};
use super::layer_options::LayerOptions;
use super::programme_source::{self, ProgrammeSource};
use crate::model::KindId;
use crate::parallel::MIN_BYTES_PER_THREAD;
use crate::store::bounded_read::{can_be_read_once, is_stdin};
use std::path::{Path, PathBuf};

/// The file that a folder must have to be a programme.
const PROGRAMME_FILE: &str = "programme.json";

/// Returns the file of the user's own override of a programme; `None` without a configuration
/// directory.
pub fn user_override(programme: &ProgrammeSource) -> Option<PathBuf> {
    Some(programme.config_dir(&config_dir()?).join(OVERRIDES_FILE))
}

/// A path at which a layer is looked for.
pub struct LayerCandidate {
    /// The name of the layer: what names the programme, `system`, `user`, `GLOACT_DATA` or
    /// `--data`.
    pub layer: &'static str,
    pub path: PathBuf,
    pub exists: bool,
    /// The kind of a file of the programme; `None` for an override.
    pub(super) kind: Option<KindId>,
    /// The name of the programme that the file belongs to.
    pub(super) programme: Option<String>,
}

impl LayerCandidate {
    fn new(layer: &'static str, path: PathBuf) -> LayerCandidate {
        let exists = is_stdin(&path) || path.symlink_metadata().is_ok();
        LayerCandidate { layer, path, exists, kind: None, programme: None }
    }

    /// Returns true for a file of a programme, false for an override.
    pub fn is_base(&self) -> bool {
        self.kind.is_some()
    }

    /// Returns true for a file or an override of a programme.
    pub fn is_of(&self, programme: &ProgrammeSource) -> bool {
        self.programme.as_ref() == Some(&programme.name)
    }

    /// Returns true if the file was named by a flag or a variable.
    pub(super) fn is_named(&self) -> bool {
        matches!(self.layer, "GLOACT_DATA" | "--data")
    }

    /// Returns true if the path is read: a file that was named must exist, others may be missing.
    pub(super) fn is_read(&self) -> bool {
        let is_folder = || self.path.is_dir() && self.path.ends_with("overrides");
        // a programme needs its own record, not all other kinds
        let is_needed = self.is_named() || self.kind == Some(KindId::Programme);
        is_needed || (self.exists && !is_folder())
    }
}

/// Returns all paths at which overrides are looked for, the lowest layer first. A folder is listed
/// itself only if it has no files.
pub fn candidates(options: &LayerOptions) -> Vec<LayerCandidate> {
    let mut candidates = Vec::new();
    for programme in &options.programmes {
        candidates.extend(programme_candidates(programme));
    }
    candidates.extend(options.named_files().map(|(layer, path)| LayerCandidate::new(layer, path)));
    candidates
}

/// Returns the paths of a programme: its files, then those of its overrides.
fn programme_candidates(programme: &ProgrammeSource) -> Vec<LayerCandidate> {
    let mut candidates = file_candidates(programme);
    for system in system_config_dirs() {
        let folder = programme.config_dir(&system).join("overrides");
        candidates.extend(folder_candidates("system", folder));
    }
    if let Some(user) = config_dir().map(|user| programme.config_dir(&user)) {
        candidates.extend(folder_candidates("user", user.join("overrides")));
        // the user's own edits lie above the files of others and above imports
        candidates.push(LayerCandidate::new("user", user.join(OVERRIDES_FILE)));
    }
    candidates.iter_mut().for_each(|file| file.programme = Some(programme.name.clone()));
    candidates
}

/// Returns the files in the folders of overrides, decks and themes that are passed over although
/// `.json` is in their name, each with the name of its layer.
pub fn passed_over_files(options: &LayerOptions) -> Vec<(&'static str, PathBuf)> {
    let overrides = |dir: &Path| {
        let programmes = options.programmes.iter();
        programmes.map(|one| one.config_dir(dir).join("overrides")).collect::<Vec<PathBuf>>()
    };
    let mut folders: Vec<(&'static str, PathBuf)> = Vec::new();
    for dir in system_config_dirs() {
        folders.extend(overrides(&dir).into_iter().map(|folder| ("system", folder)));
    }
    if let Some(dir) = config_dir() {
        folders.extend(overrides(&dir).into_iter().map(|folder| ("user", folder)));
        folders.extend(["decks", "themes"].map(|name| ("user", dir.join(name))));
    }
    let passed_over = folders
        .into_iter()
        .flat_map(|(layer, folder)| other_json_names(&folder).map(move |path| (layer, path)));
    passed_over.collect()
}

/// Returns the paths of the files of a programme, one for each kind.
pub(super) fn file_candidates(programme: &ProgrammeSource) -> Vec<LayerCandidate> {
    if let Some(file) = programme.iati_file() {
        return vec![LayerCandidate {
            kind: Some(KindId::Programme),
            programme: Some(programme.name.clone()),
            ..LayerCandidate::new(programme.named_by, file.to_path_buf())
        }];
    }
    let Some(folder) = &programme.folder else { return Vec::new() };
    let candidate = |kind: &KindId| LayerCandidate {
        kind: Some(*kind),
        programme: Some(programme.name.clone()),
        ..LayerCandidate::new(programme.named_by, folder.join(format!("{kind}.json")))
    };
    KindId::ALL.iter().map(candidate).collect()
}

fn folder_candidates(layer: &'static str, folder: PathBuf) -> Vec<LayerCandidate> {
    let mut paths = json_files(&folder);
    if paths.is_empty() {
        paths.push(folder);
    }
    paths.into_iter().map(|path| LayerCandidate::new(layer, path)).collect()
}

/// Returns the files of all overrides, the lowest layer first.
pub fn layer_files(options: &LayerOptions) -> Vec<LayerCandidate> {
    candidates(options).into_iter().filter(LayerCandidate::is_read).collect()
}

/// Returns all paths whose change may change the overrides. A pipe does not change.
pub fn paths_to_watch(options: &LayerOptions) -> Vec<PathBuf> {
    let paths = candidates(options).into_iter().map(|candidate| candidate.path);
    paths.filter(|path| !can_be_read_once(path)).collect()
}

/// Returns true if the files together are large enough to be read on a thread of their own.
pub fn are_large(files: &[LayerCandidate]) -> bool {
    let sizes = files.iter().filter_map(|file| Some(file.path.metadata().ok()?.len()));
    sizes.sum::<u64>() >= MIN_BYTES_PER_THREAD as u64
}

/// Returns the bundled programme and those of the host: in `programmes` of its directory, the
/// folders that have a `programme.json`, and the files of IATI.
pub fn host_programmes() -> Vec<ProgrammeSource> {
    let mut found = programme_source::found_in(&[Path::new(HOST_DIR).join("programmes")]);
    let is_programme = |path: &PathBuf| path.join(PROGRAMME_FILE).exists() || is_iati_file(path);
    found.retain(|one| one.folder.as_ref().is_none_or(is_programme));
    found
}
