//! Reads a file of IATI as a programme of its own. Nothing is written.

use super::programme_source::ProgrammeSource;
use crate::error::{ErrorKind, FileProblem};
use crate::import::iati::{
    IatiImportOptions, IatiText, LanguageOrder, base_layers, decode_xml, read_iati,
};
use crate::model::KindId;
use crate::store::bounded_read::{ReadError, read_file_bytes};
use crate::store::layer::Layer;
use std::path::Path;

/// A file of IATI as layers, and what is to be said about it.
pub struct IatiProgramme {
    pub layers: Vec<Layer>,
    /// The text of the file.
    pub file: Layer,
    pub problems: Vec<FileProblem>,
}

/// Reads the file of a programme; one that cannot be read is a layer with an error.
pub fn read_iati_programme(
    programme: &ProgrammeSource,
    path: &Path,
    max_bytes: u64,
    order: &LanguageOrder,
) -> IatiProgramme {
    let named =
        |layer: Layer| layer.of_programme(Some(&programme.name)).named_by(programme.named_by);
    let failed = |error: ReadError| {
        let layer = Layer::from_read(path, Err(error)).with_base_kind(KindId::Programme);
        let file = Layer::from_text(&path.display().to_string(), "");
        IatiProgramme { layers: vec![named(layer)], file, problems: Vec::new() }
    };
    let text = match read_xml_text(path, max_bytes) {
        Ok(text) => text,
        Err(error) => return failed(error),
    };
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let texts = [IatiText { name, text }];
    let options = IatiImportOptions { order: order.clone(), ..IatiImportOptions::default() };
    let read = read_iati(&texts, None, &options);
    let [IatiText { text, .. }] = texts;
    match read {
        Ok(import) => {
            let layers = base_layers(&import, &path.display().to_string());
            let problems = import.problems.into_iter().map(|(_, problem)| problem).collect();
            IatiProgramme {
                layers: layers.into_iter().map(named).collect(),
                file: Layer::from_text(&path.display().to_string(), text),
                problems,
            }
        }
        Err((_, problem)) => failed(error_at(&text, problem)),
    }
}

/// Reads the text of a file of IATI.
///
/// # Errors
/// Fails if the file cannot be read, is too large, or is not text.
pub fn read_xml_text(path: &Path, max_bytes: u64) -> Result<String, ReadError> {
    let bytes = read_file_bytes(path, max_bytes)?;
    decode_xml(bytes).map_err(|error| ReadError {
        kind: error.kind,
        message: error.to_string(),
        text: String::new(),
        offset: 0,
    })
}

/// Returns a problem as the error of a file, with the text up to its line.
fn error_at(text: &str, problem: FileProblem) -> ReadError {
    let FileProblem { offset, message, hint } = problem;
    let line_end = text[offset..].find('\n').map_or(text.len(), |end| offset + end);
    let message = match hint {
        Some(hint) => format!("{message} ({hint})"),
        None => message,
    };
    ReadError { kind: ErrorKind::InvalidData, message, text: text[..line_end].to_string(), offset }
}
