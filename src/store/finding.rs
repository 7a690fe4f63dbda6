//! Findings: problems and notes about the data, each with its layer and position.

use super::layer::Layer;
use crate::model::RecordPath;
use std::fmt;

/// The severity of a finding. Only errors make `gloact check` exit with 3.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// A value, a record or a whole file is ignored.
    Error,
    /// An unknown field or record is named, or a value is hardly intended.
    Warning,
    /// Unusual, but possibly right.
    Note,
}

/// Something wrong or suspicious in the data.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    pub severity: Severity,
    /// The record or field; empty for a whole file.
    pub path: RecordPath,
    /// Index of the layer.
    pub layer: u16,
    /// Byte offset in the text of the layer.
    pub offset: usize,
    /// The problem and the expected value.
    pub message: String,
    /// The remedy, if it is known.
    pub hint: Option<String>,
    /// The record without which this would be right: one that is missing.
    pub cause: Option<RecordPath>,
}

impl Finding {
    pub(super) fn error(path: RecordPath, layer: u16, offset: usize, message: String) -> Finding {
        Finding { severity: Severity::Error, path, layer, offset, message, hint: None, cause: None }
    }

    pub(super) fn warning(path: RecordPath, layer: u16, offset: usize, message: String) -> Finding {
        Finding { severity: Severity::Warning, ..Finding::error(path, layer, offset, message) }
    }

    pub(super) fn with_hint(mut self, hint: Option<String>) -> Finding {
        self.hint = hint;
        self
    }

    /// Formats the finding as `file:line:column: error: path: message (hint)`.
    pub fn format_line(&self, layers: &[Layer]) -> String {
        let layer = &layers[self.layer as usize];
        let (line, column) = layer.position(self.offset);
        let path = match self.path.as_str() {
            "" => String::new(),
            path => format!("{path}: "),
        };
        let hint = self.hint.as_ref().map(|hint| format!(" ({hint})")).unwrap_or_default();
        format!("{}:{line}:{column}: {}: {path}{}{hint}", layer.name, self.severity, self.message)
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        })
    }
}
