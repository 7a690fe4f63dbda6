//! Begins, shows and stops the work of imports, and offers files to choose from.

use super::import_task::{FileEntry, ImportOutcome, ImportProgress, ImportTask};
use super::overlay::Overlay;
use super::overlay::import_view::ImportView;
use super::{App, Effect};
use crate::command::PickerKind;
use crate::error::{ErrorKind, Result};
use crate::store::Dataset;
use std::sync::Arc;

impl App {
    /// Returns the data set, for work on another thread.
    pub fn shared_data(&self) -> Arc<Dataset> {
        self.loaded.shared_dataset()
    }

    /// Begins the work of an import; what was under way has no effect any more.
    pub fn begin_import(&mut self, task: &ImportTask) -> ImportProgress {
        if let ImportTask::Preview(request) = task
            && !self.overlays.import().is_some_and(|view| view.is_about(&request.line))
        {
            self.overlays.close_import();
            self.overlays.push(Overlay::Import(ImportView::new(request.line.clone())));
        }
        let progress = ImportProgress::default();
        if let Some(other) = self.effects.import.progress.replace(progress.clone()) {
            other.stop();
        }
        progress
    }

    /// Shows the outcome of an import, unless it was stopped.
    pub fn finish_import(&mut self, progress: &ImportProgress, outcome: Result<ImportOutcome>) {
        if !self.effects.import.progress.as_ref().is_some_and(|current| current.is_same(progress)) {
            return;
        }
        self.effects.import.progress = None;
        match outcome {
            Ok(ImportOutcome::Preview(preview)) => {
                let (data, is_line_mode) = (self.shared_data(), self.is_line_mode());
                if let Some(view) = self.overlays.import_mut() {
                    view.show(&data, preview, is_line_mode);
                }
            }
            Ok(ImportOutcome::Written(message, replaced, data)) => {
                self.overlays.close_import();
                self.effects.import.replaced_override = Some(replaced);
                self.reload_after_edit(*data, Ok(message));
            }
            Ok(ImportOutcome::TakenBack(message, data)) => {
                self.reload_after_edit(*data, Ok(message));
            }
            // the user knows better which kind the records are
            Err(error) if error.kind == ErrorKind::NoMatch && self.has_unread_import() => {
                self.show_outcome(Err(error));
                let _ = self.open_picker(PickerKind::ImportKind, "");
            }
            Err(error) => {
                if self.overlays.import_mut().is_some_and(|view| !view.has_preview()) {
                    self.overlays.close_import();
                }
                self.show_outcome(Err(error));
            }
        }
    }

    /// Returns whether an import is open of which nothing can be shown yet.
    fn has_unread_import(&self) -> bool {
        self.overlays.import().is_some_and(|view| !view.has_preview())
    }

    pub(super) fn is_importing(&self) -> bool {
        self.effects.import.progress.is_some()
    }

    /// Returns the progress of the work that is under way.
    pub(super) fn import_progress(&self) -> Option<String> {
        self.effects.import.progress.as_ref().map(ImportProgress::describe)
    }

    /// Stops the work of an import. Returns false if it writes already.
    pub(super) fn stop_import(&mut self) -> bool {
        let is_stopped = self.effects.import.progress.as_ref().is_none_or(ImportProgress::stop);
        if is_stopped {
            self.effects.import.progress = None;
            self.set_status("the import was stopped; nothing was written");
        } else {
            self.set_status("the records are written already; u takes them back");
        }
        is_stopped
    }

    /// Forgets the files that were listed.
    pub(super) fn forget_files(&mut self) {
        self.effects.import.folder = None;
        self.effects.import.files.clear();
    }

    /// Requests the files of the folder that is typed, unless they are listed.
    pub(super) fn request_files(&mut self) {
        let typed = self.overlays.picker().and_then(|picker| picker.typed_folder());
        let Some(folder) = typed else { return };
        if self.effects.import.folder.as_ref() != Some(&folder) {
            self.effects.import.folder = Some(folder.clone());
            self.effects.import.files.clear();
            self.push_effect(Effect::ListFiles(folder));
        }
    }

    /// Offers the files of a folder.
    pub fn set_files(&mut self, folder: String, files: Result<Vec<FileEntry>>) {
        if self.effects.import.folder.as_ref() != Some(&folder) {
            return;
        }
        match files {
            Ok(files) => self.effects.import.files = files,
            Err(error) => self.set_status(error.to_string()),
        }
        self.refresh_picker();
    }

    pub(super) fn files(&self) -> &[FileEntry] {
        &self.effects.import.files
    }
}
