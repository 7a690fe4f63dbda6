//! The files of imports: the override that each one writes, and the answers that are kept.

use super::directories::config_dir;
use super::json_files::json_files;
use super::programme_source::ProgrammeSource;
use std::path::PathBuf;

/// Returns the override that the import called `name` writes; `None` without a configuration
/// directory.
pub fn override_file(programme: &ProgrammeSource, name: &str) -> Option<PathBuf> {
    let folder = programme.config_dir(&config_dir()?).join("overrides");
    Some(folder.join(format!("import-{name}.json")))
}

/// Returns the file with the answers of the import called `name`.
pub fn answers_file(programme: &ProgrammeSource, name: &str) -> Option<PathBuf> {
    Some(answers_folder(programme)?.join(format!("{name}.json")))
}

/// Returns the names of the imports whose answers are kept, with their files.
pub fn kept_answers(programme: &ProgrammeSource) -> Vec<(String, PathBuf)> {
    let files = answers_folder(programme).map(|folder| json_files(&folder)).unwrap_or_default();
    let named = |path: PathBuf| Some((path.file_stem()?.to_str()?.to_string(), path));
    files.into_iter().filter_map(named).collect()
}

fn answers_folder(programme: &ProgrammeSource) -> Option<PathBuf> {
    Some(programme.config_dir(&config_dir()?).join("imports"))
}
