//! Reads, locks and replaces the user's files, so that a file is never half written.

use crate::error::{Error, ErrorKind, Result};
use crate::store::layer::{DEFAULT_MAX_BYTES, read_text};
use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How often a lock is tried, `LOCK_INTERVAL` apart.
const LOCK_ATTEMPTS: u32 = 500;
const LOCK_INTERVAL: Duration = Duration::from_millis(10);

/// The highest number that is added to the name of a new file.
const MAX_FILE_NUMBER: u32 = 999;

/// Returns the text of a file, or an empty text if there is no such file.
pub fn read_or_empty(path: &Path) -> Result<String> {
    if path.symlink_metadata().is_err() {
        return Ok(String::new());
    }
    read_text(path, DEFAULT_MAX_BYTES)
        .map_err(|fault| Error::new(ErrorKind::InvalidData, format!("{}: {fault}", path.display())))
}

/// Replaces the content of a file: at any time the old or the new text is there as a whole.
///
/// A symbolic link is followed, and an existing file keeps its mode.
pub fn save(path: &Path, text: &str) -> Result<()> {
    if path.is_symlink() {
        let target = std::fs::canonicalize(path).map_err(|e| write_error(path, &e))?;
        replace_file(&target, text)
    } else {
        replace_file(path, text)
    }
}

/// Does the same as [`save`], but replaces a symbolic link itself and not the file it leads to.
pub fn replace_file(path: &Path, text: &str) -> Result<()> {
    let fail = |e: io::Error| write_error(path, &e);
    let folder = path.parent().ok_or_else(|| fail(io::ErrorKind::InvalidInput.into()))?;
    std::fs::create_dir_all(folder).map_err(fail)?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let temporary = folder.join(format!(".{name}.{}", std::process::id()));
    let metadata = path.symlink_metadata().ok().filter(|metadata| metadata.is_file());
    let written = File::create(&temporary).and_then(|mut file| {
        if let Some(metadata) = metadata {
            file.set_permissions(metadata.permissions())?;
        }
        file.write_all(text.as_bytes())?;
        file.sync_all()
    });
    if let Err(e) = written.and_then(|()| std::fs::rename(&temporary, path)) {
        let _ = std::fs::remove_file(&temporary);
        return Err(fail(e));
    }
    // a rename survives a power cut once its directory is on the disk
    let _ = File::open(folder).and_then(|folder| folder.sync_all());
    Ok(())
}

/// Locks the directory of a file until the returned handle is dropped, so that dashboards do not
/// overwrite each other's changes. Returns `None` after five seconds, or where locks do not work.
pub fn lock_directory(path: &Path) -> Option<File> {
    let folder = path.parent()?;
    std::fs::create_dir_all(folder).ok()?;
    let folder = File::open(folder).ok()?;
    for _ in 0..LOCK_ATTEMPTS {
        if folder.try_lock().is_ok() {
            return Some(folder);
        }
        std::thread::sleep(LOCK_INTERVAL);
    }
    None
}

/// Removes a file that may be gone already.
pub fn remove_if_present(path: &Path) -> Result<()> {
    match std::fs::remove_file(path) {
        Err(e) if e.kind() != io::ErrorKind::NotFound => {
            Err(Error::new(ErrorKind::System, format!("{} cannot be removed: {e}", path.display())))
        }
        _ => Ok(()),
    }
}

/// Writes a new file `NAME.EXTENSION` and returns its path. If it exists, the name gets a number.
pub fn create_numbered(folder: &Path, name: &str, extension: &str, text: &str) -> Result<PathBuf> {
    for number in 1..=MAX_FILE_NUMBER {
        let suffix = if number == 1 { String::new() } else { format!("-{number}") };
        let path = folder.join(format!("{name}{suffix}.{extension}"));
        match File::create_new(&path).and_then(|mut file| file.write_all(text.as_bytes())) {
            Ok(()) => return Ok(path),
            Err(e) if e.kind() == io::ErrorKind::AlreadyExists => {}
            Err(e) => return Err(write_error(&path, &e)),
        }
    }
    Err(Error::new(ErrorKind::System, format!("too many files are called {name}.{extension}")))
}

fn write_error(path: &Path, e: &io::Error) -> Error {
    Error::new(ErrorKind::System, format!("{} cannot be written: {e}", path.display()))
}
