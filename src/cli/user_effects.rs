//! Performs effects with the files and the editor of the user.

use super::override_edit::{edit_override, revert_override};
use super::{
    GlobalArgs, dashboard_import, importable_files, load_dataset, profile_loading, profile_saving,
    programme_choices, programme_switch, theme_files,
};
use crate::app::{
    App, Effect, FileEntry, ImportTask, ImportWork, LoadedProgramme, ProfileFiles, ProgrammeEntry,
};
use crate::error::Result;
use crate::import::ImportProgress;
use crate::model::RecordPath;
use crate::profile::bookmarks_file::Bookmarks;
use crate::store::Dataset;
use crate::term::EffectHandler;
use crate::term::clipboard::{self, Multiplexer};
use crate::ui::theme::ThemeSet;
use serde_json::Value;
use std::sync::Arc;

impl EffectHandler for GlobalArgs {
    fn permits(&self, _: &Effect) -> Result<()> {
        Ok(())
    }

    fn publishes_notes(&self) -> bool {
        true
    }

    fn load(&self) -> Dataset {
        load_dataset(self)
    }

    fn themes(&self) -> Option<ThemeSet> {
        Some(theme_files::load_themes())
    }

    fn profile_files(&self) -> Option<ProfileFiles> {
        Some(profile_loading::read_profile_files())
    }

    fn edit(&self, data: &Dataset, path: &RecordPath) -> Result<String> {
        edit_override(self, data, path)
    }

    fn revert(&self, path: &RecordPath) -> Result<String> {
        revert_override(self, &load_dataset(self), path)
    }

    fn import_work(
        &self,
        data: Arc<Dataset>,
        task: ImportTask,
        progress: ImportProgress,
    ) -> Result<ImportWork> {
        Ok(dashboard_import::work(self, data, task, progress))
    }

    fn list_files(&self, folder: &str) -> Result<Vec<FileEntry>> {
        importable_files::list_files(folder)
    }

    fn clipboard(&self, text: &str, size: &str) -> Result<(String, String)> {
        let is_set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
        let multiplexer = Multiplexer::detect(is_set);
        let sequence = clipboard::copy_sequence(text, size, multiplexer)?;
        if multiplexer == Some(Multiplexer::Tmux)
            && let Some(message) = clipboard::copy_through_tmux(text, size)
        {
            return Ok((String::new(), message));
        }
        Ok(sequence)
    }

    fn save_file(&self, name: &str, extension: &str, contents: &[u8]) -> Result<String> {
        profile_saving::save_copy(name, extension, contents)
    }

    fn bookmarks(&self) -> Result<Bookmarks> {
        profile_loading::load_bookmarks(&self.first_programme())
    }

    fn save_bookmark(&self, name: &str, script: Option<&str>) -> Result<Bookmarks> {
        profile_saving::save_bookmark(&self.first_programme(), name, script)
    }

    fn programmes(&self) -> Vec<ProgrammeEntry> {
        programme_choices::entries(self)
    }

    fn show_programme(&self, word: &str) -> Result<LoadedProgramme> {
        programme_switch::show(self, word)
    }

    fn programme_setting(&self, word: &str) -> Result<Value> {
        programme_choices::setting_value(self, word)
    }

    fn is_shown(&self, data: &Dataset) -> bool {
        programme_switch::is_shown(self, data)
    }

    fn save_setting(&self, key: &str, value: Option<&Value>) -> Result<String> {
        profile_saving::save_setting(key, value)
    }

    fn save_session(&self, app: &App) {
        profile_saving::save_session(app.remembered_state());
    }
}
