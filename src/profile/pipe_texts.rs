//! The texts of pipes, which give their bytes only once.

use crate::store::bounded_read::ReadError;
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

/// The path of a pipe, and its text or the reason why there is none.
pub(super) type PipeText = (PathBuf, Result<String, ReadError>);

/// The texts of pipes that were named, each with its path. A pipe gives its bytes only once, so
/// that they are kept for a dashboard that reloads its data. Clones share them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PipeTexts(pub(super) Arc<OnceLock<Vec<PipeText>>>);

impl PipeTexts {
    /// Returns a value with which no pipe is read: pipes are layers with an error.
    pub fn unread() -> PipeTexts {
        PipeTexts(Arc::new(OnceLock::from(Vec::new())))
    }
}
