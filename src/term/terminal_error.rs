//! The error of a terminal that cannot be used.

use crate::error::{Error, ErrorKind};
use std::io;

/// Returns the error for a terminal that cannot be used.
pub(super) fn system_error(problem: &str, e: io::Error) -> Error {
    Error::new(ErrorKind::System, format!("{problem}: {e}"))
        .with_hint("gloact PANE prints a pane as text")
}
