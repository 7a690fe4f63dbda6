//! All records of a kind: those of the bundled text are read when somebody first asks for them, where nothing lies over them.

use super::layer::Whole;
use super::{RecordMap, StoredRecord};
use std::ops::{Deref, DerefMut};
use std::sync::OnceLock;

/// The records of a kind by id.
pub struct Records<T> {
    /// What is there already.
    read: RecordMap<T>,
    /// The bundled records, where they alone are meant.
    later: Option<OnceLock<RecordMap<T>>>,
}

impl<T> Default for Records<T> {
    fn default() -> Records<T> {
        Records { read: RecordMap::default(), later: None }
    }
}

impl<T: StoredRecord> Records<T> {
    /// The bundled records, not read yet.
    pub(super) fn later() -> Records<T> {
        Records { later: Some(OnceLock::new()), ..Records::default() }
    }

    /// Reads the bundled records, so that others can be laid over them.
    pub(super) fn read(&mut self) -> serde_json::Result<()> {
        (self.read, self.later) = (serde_json::from_str::<Whole<T>>(T::BUNDLED)?.0, None);
        Ok(())
    }
}

impl<T: StoredRecord> Deref for Records<T> {
    type Target = RecordMap<T>;

    fn deref(&self) -> &RecordMap<T> {
        // that each bundled text can be read is tested
        let bundled =
            || serde_json::from_str::<Whole<T>>(T::BUNDLED).map(|all| all.0).unwrap_or_default();
        self.later.as_ref().map_or(&self.read, |later| later.get_or_init(bundled))
    }
}

impl<T: StoredRecord> DerefMut for Records<T> {
    fn deref_mut(&mut self) -> &mut RecordMap<T> {
        if self.later.is_some() && self.read().is_err() {
            self.later = None;
        }
        &mut self.read
    }
}
