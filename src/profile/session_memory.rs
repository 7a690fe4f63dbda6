//! Remembers recent choices from one run to the next: `memory.json`.

use super::user_file::UserFile;
use crate::error::Result;
use crate::store::json;
use serde::{Deserialize, Serialize};
use std::path::Path;

/// A larger file is not the one that was saved.
const MAX_BYTES: u64 = 1 << 20;
/// The most recent choices that are kept.
const MAX_RECENT: usize = 20;

/// The state that is kept between runs.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct SessionMemory {
    /// The program was run before.
    pub seen: bool,
    /// Paths that were chosen lately, the latest first.
    pub recent: Vec<String>,
}

impl SessionMemory {
    /// Puts a path before all others.
    pub fn push_recent(&mut self, path: &str) {
        self.recent.retain(|other| other != path);
        self.recent.insert(0, path.into());
        self.recent.truncate(MAX_RECENT);
    }

    /// Loads the state of a file; a file that is missing or damaged gives the default.
    pub fn load(path: &Path) -> SessionMemory {
        let text = memory_file(path).read().unwrap_or_default();
        serde_json::from_str(&text).unwrap_or_default()
    }

    /// Saves the state to a file.
    ///
    /// # Errors
    /// When there is something else than a regular file: a link to `/dev/null` keeps no state.
    pub fn save(&self, path: &Path) -> Result<()> {
        let text = json::to_pretty(&serde_json::to_value(self).unwrap_or_default(), 1);
        memory_file(path).update(|_| Ok(Some(text.clone()))).map(|_| ())
    }
}

fn memory_file(path: &Path) -> UserFile {
    UserFile::new(path).with_max_bytes(MAX_BYTES)
}
