//! Requests about imports, their outcome, and what is under way. Another thread does the work.

use crate::error::Result;
pub use crate::import::ImportProgress;
use crate::import::{ImportAnswers, ImportPlan};
use crate::model::KindId;
use crate::store::Dataset;
use std::path::PathBuf;
use std::sync::Arc;

/// Work on an import.
pub type ImportWork = Box<dyn FnOnce() -> Result<ImportOutcome> + Send>;

/// A file to be imported, and the answers about it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ImportRequest {
    /// The file, and flags as on the command line.
    pub line: String,
    /// The kind of the records, if the user chose it.
    pub kind: Option<KindId>,
    /// The answers that were given since the file was named.
    pub answers: ImportAnswers,
}

/// What a file becomes, as it is shown before it is written.
#[derive(Clone, Debug, PartialEq)]
pub enum ImportPreview {
    /// A spreadsheet, row by row.
    Sheet(Arc<ImportPlan>),
    /// Files of IATI, as a report in lines; those that are not indented are headings.
    Report(Arc<str>),
}

/// A request about an import.
#[derive(Clone, Debug, PartialEq)]
pub enum ImportTask {
    /// Read the file and plan what it becomes.
    Preview(ImportRequest),
    /// Write what the file becomes as an override, if that is what was shown.
    Write(ImportRequest, ImportPreview),
    /// Bring back the override that an import replaced.
    TakeBack(ReplacedOverride),
}

/// The outcome of a request.
pub enum ImportOutcome {
    Preview(ImportPreview),
    /// The message, the override before the import, and the data with it.
    Written(String, ReplacedOverride, Box<Dataset>),
    /// The message, and the data without the import.
    TakenBack(String, Box<Dataset>),
}

/// An override before an import replaced it.
#[derive(Clone, Debug, PartialEq)]
pub struct ReplacedOverride {
    pub file: PathBuf,
    pub text: String,
}

/// The imports of a session.
#[derive(Default)]
pub(crate) struct ImportState {
    /// The progress of the work that is under way.
    pub(crate) progress: Option<ImportProgress>,
    /// The override before the last import, which undo brings back.
    pub(crate) replaced_override: Option<ReplacedOverride>,
    /// The folder that was listed last, as it was typed, and its files.
    pub(crate) folder: Option<String>,
    pub(crate) files: Vec<FileEntry>,
}

/// A file or a folder to choose from.
#[derive(Clone, Debug, PartialEq)]
pub struct FileEntry {
    pub name: String,
    pub is_folder: bool,
    /// In bytes.
    pub size: u64,
}
