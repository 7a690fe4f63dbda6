//! The options that say which layers are read: programmes, files that are named, limits.

use super::json_files::json_files;
use super::pipe_texts::{PipeText, PipeTexts};
use super::programme_source::ProgrammeSource;
use crate::import::iati::LanguageOrder;
use crate::model::KindId;
use crate::store::bounded_read::{ReadError, can_be_read_once, is_stdin, read_named};
use std::env;
use std::path::{Path, PathBuf};

/// The options of the command line that say which overrides are read.
#[derive(Clone)]
pub struct LayerOptions {
    /// The programmes that are shown, at least one.
    pub programmes: Vec<ProgrammeSource>,
    /// Files on top of all other layers.
    pub files: Vec<PathBuf>,
    /// The largest file that is read, in bytes.
    pub max_bytes: u64,
    pub pipes: PipeTexts,
    /// The languages of texts that a file has in several.
    pub languages: LanguageOrder,
}

impl LayerOptions {
    /// Returns the JSON files in the folders of the programmes that are not the file of a kind,
    /// each with the name of its layer.
    pub fn other_programme_files(&self) -> Vec<(&'static str, PathBuf)> {
        let is_kind =
            |path: &PathBuf| KindId::ALL.iter().any(|kind| path.ends_with(format!("{kind}.json")));
        let mut others = Vec::new();
        for programme in &self.programmes {
            let files = programme.folder.iter().flat_map(|folder| json_files(folder));
            let files = files.filter(|path| !is_kind(path));
            others.extend(files.map(|path| (programme.named_by, path)));
        }
        others
    }

    /// Returns the files that were named, each with the variable or flag that names it.
    pub(super) fn named_files(&self) -> impl Iterator<Item = (&'static str, PathBuf)> {
        let variable = env::var_os("GLOACT_DATA").filter(|path| !path.is_empty());
        let variable = variable.map(|path| ("GLOACT_DATA", path.into()));
        variable.into_iter().chain(self.files.iter().map(|path| ("--data", path.clone())))
    }

    /// Returns true if stdin was named.
    pub fn has_stdin(&self) -> bool {
        self.named_files().any(|(_, path)| is_stdin(&path))
    }

    /// Returns the text of a named pipe; `None` if the path is none.
    pub(super) fn pipe_text(&self, path: &Path) -> Option<Result<String, ReadError>> {
        let texts = self.pipes.0.get_or_init(|| {
            let mut texts: Vec<PipeText> = Vec::new();
            for (_, path) in self.named_files().filter(|(_, path)| can_be_read_once(path)) {
                if !texts.iter().any(|(read, _)| *read == path) {
                    let text = read_named(&path, self.max_bytes);
                    texts.push((path, text));
                }
            }
            texts
        });
        texts.iter().find(|(read, _)| read == path).map(|(_, text)| text.clone())
    }
}
