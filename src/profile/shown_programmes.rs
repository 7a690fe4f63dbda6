//! Keeps the programmes that are shown, for all parts of the program that share them.

use super::programme_source::ProgrammeSource;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// The programmes that are shown, which the user may change while the program runs. Clones share
/// them.
#[derive(Clone, Debug)]
pub struct ShownProgrammes(Arc<Mutex<Programmes>>);

#[derive(Clone, Debug, PartialEq)]
struct Programmes {
    shown: Vec<ProgrammeSource>,
    /// Those that were shown since the start.
    named: Vec<ProgrammeSource>,
    /// Those that were shown together at the start, if there were several.
    together: Vec<ProgrammeSource>,
}

impl Default for ShownProgrammes {
    fn default() -> ShownProgrammes {
        let shown = vec![ProgrammeSource::bundled()];
        ShownProgrammes(Arc::new(Mutex::new(Programmes {
            shown,
            named: Vec::new(),
            together: Vec::new(),
        })))
    }
}

impl PartialEq for ShownProgrammes {
    fn eq(&self, other: &ShownProgrammes) -> bool {
        self.get() == other.get()
    }
}

impl ShownProgrammes {
    fn lock(&self) -> MutexGuard<'_, Programmes> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Returns the first of the programmes, whose bookmarks and overrides change.
    pub fn first(&self) -> ProgrammeSource {
        self.get().into_iter().next().unwrap_or_else(ProgrammeSource::bundled)
    }

    pub fn get(&self) -> Vec<ProgrammeSource> {
        self.lock().shown.clone()
    }

    /// Returns those that were shown together, if there were several.
    pub fn together(&self) -> Vec<ProgrammeSource> {
        self.lock().together.clone()
    }

    /// Returns those that were shown since the start.
    pub fn named(&self) -> Vec<ProgrammeSource> {
        self.lock().named.clone()
    }

    pub fn set(&self, programmes: Vec<ProgrammeSource>) {
        let mut all = self.lock();
        for programme in &programmes {
            if !all.named.iter().any(|named| named.is_same(programme)) {
                all.named.push(programme.clone());
            }
        }
        if programmes.len() > 1 {
            all.together = programmes.clone();
        }
        all.shown = programmes;
    }
}
