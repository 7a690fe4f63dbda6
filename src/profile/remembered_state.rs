//! Remembers recent choices from one run to the next: `memory.json`.

use super::user_file_update::UserFile;
use crate::error::{FileProblem, Result};
use crate::store::json;
use crate::store::json_error_message::{describe, error_offset};
use serde::{Deserialize, Serialize};
use std::path::Path;

/// The most recent choices that are kept.
const MAX_RECENT: usize = 20;

/// The state that is kept between runs.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct RememberedState {
    /// The program was run before.
    pub seen: bool,
    /// Paths that were chosen lately, the latest first.
    pub recent: Vec<String>,
    /// Those of this run, the latest last: other runs may change the file meanwhile.
    #[serde(skip)]
    pub(crate) chosen: Vec<String>,
}

impl RememberedState {
    /// A larger file is not the one that was saved.
    pub const MAX_BYTES: u64 = 1 << 20;

    /// Puts a path that the user chose before all others.
    pub fn push_recent(&mut self, path: &str) {
        self.chosen.push(path.into());
        self.put_first(path);
    }

    fn put_first(&mut self, path: &str) {
        self.recent.retain(|other| other != path);
        self.recent.insert(0, path.into());
        self.recent.truncate(MAX_RECENT);
    }

    /// Loads the state of a file; a file that is missing or damaged gives the default.
    pub fn load(path: &Path) -> RememberedState {
        let text = memory_file(path).read().unwrap_or_default();
        RememberedState::parse(&text).unwrap_or_default()
    }

    /// Parses the state of a text; an empty text has the default.
    pub fn parse(text: &str) -> Result<RememberedState, FileProblem> {
        let text = if text.trim().is_empty() { "{}" } else { text };
        serde_json::from_str(text).map_err(|e| FileProblem {
            offset: error_offset(text, &e),
            message: describe(&e),
            hint: Some("remove the file: the next run writes a new one".into()),
        })
    }

    /// Adds what this run chose to the state of a file.
    ///
    /// # Errors
    /// Fails if there is something else than a regular file: a link to `/dev/null` keeps no state.
    pub fn save(&self, path: &Path) -> Result<()> {
        let saved = memory_file(path).update(|text| {
            let mut memory = RememberedState::parse(text).unwrap_or_default();
            memory.seen |= self.seen;
            self.chosen.iter().for_each(|path| memory.put_first(path));
            let value = serde_json::to_value(memory).unwrap_or_default();
            Ok(Some(json::to_pretty(&value, 1)))
        });
        saved.map(|_| ())
    }
}

fn memory_file(path: &Path) -> UserFile {
    UserFile::new(path).with_max_bytes(RememberedState::MAX_BYTES)
}
