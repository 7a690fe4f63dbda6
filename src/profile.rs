//! The user's own files: overrides, views, keys, settings, decks and the state of the last session.

pub mod atomic_file;
pub mod deck;
pub mod keys;
pub mod override_file;
pub mod paths;
pub mod session_memory;
pub mod settings_file;
pub mod views;

use crate::error::{Error, ErrorKind, Problem};
use crate::store::json_error::describe;
use crate::store::layer::byte_offset;
use serde_json::Value;
use std::path::Path;

/// Returns the offset at which a name stands in a text, as a key or as a value; 0 if it does not.
pub fn key_offset(text: &str, name: &str) -> usize {
    text.find(&Value::from(name).to_string()).unwrap_or(0)
}

/// Describes an error of the JSON reader as a problem at its place in `text`.
fn json_problem(e: &serde_json::Error, text: &str, hint: &str) -> Problem {
    Problem {
        offset: byte_offset(text, e.line(), e.column()),
        message: describe(e),
        hint: Some(hint.into()),
    }
}

/// Returns the error of a file that is not changed because it cannot be parsed.
fn unreadable_file(path: &Path, problem: &Problem) -> Error {
    Error::new(
        ErrorKind::InvalidData,
        format!("{} does not read and is left as it is: {}", path.display(), problem.message),
    )
    .with_hint("gloact check tells where")
}
