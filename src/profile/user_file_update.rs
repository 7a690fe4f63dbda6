//! Reads and changes one of the user's files, so that no program's change is lost.

use super::atomic_file::{LEFTOVER_AGE, PendingFile, irregular_file, parent_dir, remove_leftovers};
use super::symlinks::{MAX_LINKS, link_chain};
use crate::error::{Error, ErrorKind, Result};
use crate::store::layer::{DEFAULT_MAX_BYTES, read_text};
use std::fs::{File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// The number of times that a lock is tried, `LOCK_INTERVAL` apart: for two seconds.
const LOCK_ATTEMPTS: u32 = 400;
const LOCK_INTERVAL: Duration = Duration::from_millis(5);

/// The number of times that a change is repeated because another program changed the file.
const MAX_REPEATS: u32 = 20;

/// A file of the user: overrides, bookmarks, settings or session memory. Symbolic links are
/// followed, also to a file that does not exist yet.
pub struct UserFile {
    path: PathBuf,
    max_bytes: u64,
}

impl UserFile {
    pub fn new(path: impl Into<PathBuf>) -> UserFile {
        UserFile { path: path.into(), max_bytes: DEFAULT_MAX_BYTES }
    }

    #[must_use]
    pub fn with_max_bytes(self, max_bytes: u64) -> UserFile {
        UserFile { max_bytes, ..self }
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Returns the text; a missing file has an empty text.
    ///
    /// # Errors
    /// Fails if it is not a regular file, too large, not UTF-8, or cannot be read.
    pub fn read(&self) -> Result<String> {
        self.read_target(&self.target()?)
    }

    /// Changes the text and returns the one that the file has now. `edit` returns the new text for
    /// the current one, or `None` to leave it. It is called again if another program changes the
    /// file meanwhile.
    ///
    /// # Errors
    /// Fails if the file cannot be read or written, or another gloact does not finish its change.
    /// The file is unchanged then.
    pub fn update(&self, mut edit: impl FnMut(&str) -> Result<Option<String>>) -> Result<String> {
        let target = self.target()?;
        let lock = lock_dir(&target)?;
        // under the lock no other process has one that it still needs
        remove_leftovers(&target, if lock.is_some() { Duration::ZERO } else { LEFTOVER_AGE });
        for _ in 0..MAX_REPEATS {
            let before = self.read_target(&target)?;
            let Some(text) = edit(&before)?.filter(|text| *text != before) else {
                return Ok(before);
            };
            let pending = PendingFile::write(&target, &text)?;
            // an editor does not know the lock, and there may be none
            if self.read_target(&target)? == before {
                pending.replace()?;
                return Ok(text);
            }
        }
        let message = format!("another program keeps changing {}", self.path.display());
        Err(Error::new(ErrorKind::System, message).with_hint("nothing was changed; try again"))
    }

    fn read_target(&self, target: &Path) -> Result<String> {
        match target.symlink_metadata() {
            Err(e) if is_missing(&e) => return Ok(String::new()),
            Ok(found) if !found.is_file() => return Err(irregular_file(&self.path)),
            _ => {}
        }
        read_text(target, self.max_bytes).map_err(|fault| {
            Error::new(ErrorKind::InvalidData, format!("{}: {fault}", self.path.display()))
        })
    }

    /// Returns the file that the path leads to, which may be missing.
    fn target(&self) -> Result<PathBuf> {
        let mut paths = link_chain(self.path.clone());
        let target = paths.pop().filter(|_| paths.len() < MAX_LINKS);
        target.ok_or_else(|| {
            let message = format!("{}: too many levels of symbolic links", self.path.display());
            Error::new(ErrorKind::System, message)
        })
    }
}

/// Returns true if there is no file, or no folder that it could be in.
fn is_missing(e: &io::Error) -> bool {
    matches!(e.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory)
}

/// Returns whether the files in a folder can be locked while they change.
pub fn can_lock(folder: &Path) -> bool {
    let Ok(handle) = File::open(folder) else { return false };
    !matches!(handle.try_lock(), Err(TryLockError::Error(_)))
}

/// Locks the folder of a file until the returned handle is dropped. Returns `None` where the file
/// system has no locks, as on some network drives.
///
/// # Errors
/// Fails if another process keeps the lock.
fn lock_dir(path: &Path) -> Result<Option<File>> {
    let folder = parent_dir(path);
    // an error shows when the file is written
    let _ = std::fs::create_dir_all(folder);
    let Ok(handle) = File::open(folder) else { return Ok(None) };
    for _ in 0..LOCK_ATTEMPTS {
        match handle.try_lock() {
            Ok(()) => return Ok(Some(handle)),
            Err(TryLockError::WouldBlock) => std::thread::sleep(LOCK_INTERVAL),
            Err(TryLockError::Error(_)) => return Ok(None),
        }
    }
    let message = format!("another gloact is saving a file in {}", folder.display());
    Err(Error::new(ErrorKind::System, message).with_hint("nothing was changed; try again"))
}
