//! Writes files through temporary ones, so that no name ever holds half a file.

use crate::error::{Error, ErrorKind, Result};
use std::fs::{File, Metadata};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;
use tempfile::{Builder, NamedTempFile, PersistError};

/// Temporary files of a process that died are removed after this time.
pub const LEFTOVER_AGE: Duration = Duration::from_secs(24 * 60 * 60);

/// The random characters in the name of a temporary file.
const RANDOM_CHARS: usize = 12;
/// The characters of the target's name in it: the whole must fit into 255 bytes.
const MAX_NAME_CHARS: usize = 50;

/// The highest number that is added to the name of a new file.
const MAX_FILE_NUMBER: u32 = 999;

/// The users who may use a file that is written.
pub enum FileAccess {
    /// Those whom the umask allows.
    Default,
    /// Its owner alone.
    Private,
    /// Those who may use the file that it replaces.
    SameAs(Metadata),
}

/// A complete text on the disk in a temporary file, ready to get its name. Dropping it removes it.
pub struct PendingFile {
    temporary: NamedTempFile,
    path: PathBuf,
}

impl PendingFile {
    /// Writes the text that a file is to have into a temporary file beside it, which has the owner,
    /// mode and access list of an existing file.
    ///
    /// # Errors
    /// Fails if it cannot be written, or the name is not that of a regular file or a link.
    pub fn write(path: &Path, text: &str) -> Result<PendingFile> {
        PendingFile::write_bytes(path, text.as_bytes())
    }

    fn write_bytes(path: &Path, bytes: &[u8]) -> Result<PendingFile> {
        let fail = |e: io::Error| write_error(path, &e);
        let folder = parent_dir(path);
        std::fs::create_dir_all(folder).map_err(fail)?;
        let existing = path.symlink_metadata().ok();
        if existing.as_ref().is_some_and(|found| !found.is_file() && !found.is_symlink()) {
            return Err(irregular_file(path));
        }
        let access = match existing.filter(Metadata::is_file) {
            Some(existing) => FileAccess::SameAs(existing),
            None => FileAccess::Default,
        };
        let temporary = write_temporary(path, bytes, access).map_err(fail)?;
        Ok(PendingFile { temporary, path: path.into() })
    }

    /// Gives the text its name, in place of the file that has it.
    pub fn replace(self) -> Result<()> {
        let path = self.path;
        self.temporary.persist(&path).map_err(|e| write_error(&path, &e.error))?;
        sync_dir(&path);
        Ok(())
    }
}

/// Replaces a file by one with these bytes, or creates it. A symbolic link is replaced itself.
pub fn replace_file(path: &Path, bytes: &[u8]) -> Result<()> {
    remove_leftovers(path, LEFTOVER_AGE);
    PendingFile::write_bytes(path, bytes)?.replace()
}

/// Replaces files by others, after all of them are written: an error leaves all as they were. A
/// symbolic link is replaced itself, not the file that it leads to.
pub fn replace_files(files: &[(PathBuf, String)]) -> Result<()> {
    let mut pending = Vec::new();
    for (path, text) in files {
        remove_leftovers(path, LEFTOVER_AGE);
        pending.push(PendingFile::write(path, text)?);
    }
    pending.into_iter().try_for_each(PendingFile::replace)
}

/// Writes a new file `NAME.EXTENSION` and returns its path. If it exists, the name gets a number.
pub fn create_numbered(
    folder: &Path,
    name: &str,
    extension: &str,
    contents: impl AsRef<[u8]>,
    access: FileAccess,
) -> Result<PathBuf> {
    let path = |number| match number {
        1 => folder.join(format!("{name}.{extension}")),
        number => folder.join(format!("{name}-{number}.{extension}")),
    };
    let fail = |e: io::Error| write_error(&path(1), &e);
    std::fs::create_dir_all(folder).map_err(fail)?;
    remove_leftovers(&path(1), LEFTOVER_AGE);
    let mut temporary = write_temporary(&path(1), contents.as_ref(), access).map_err(fail)?;
    for number in 1..=MAX_FILE_NUMBER {
        let path = path(number);
        match persist_new(temporary, &path) {
            Ok(()) => return Ok(path),
            Err(e) if e.error.kind() == io::ErrorKind::AlreadyExists => temporary = e.file,
            Err(e) => return Err(write_error(&path, &e.error)),
        }
    }
    Err(Error::new(ErrorKind::System, format!("too many files are called {name}.{extension}")))
}

/// Gives a temporary file a name that no file has yet.
fn persist_new(temporary: NamedTempFile, path: &Path) -> Result<(), PersistError> {
    if let Err(e) = temporary.persist_noclobber(path) {
        if e.error.kind() == io::ErrorKind::AlreadyExists {
            return Err(e);
        }
        // some file systems can only rename: reserve the name before
        if let Err(error) = File::create_new(path) {
            return Err(PersistError { error, file: e.file });
        }
        if let Err(e) = e.file.persist(path) {
            let _ = std::fs::remove_file(path);
            return Err(e);
        }
    }
    sync_dir(path);
    Ok(())
}

/// Writes bytes into a temporary file beside `path`.
fn write_temporary(path: &Path, bytes: &[u8], access: FileAccess) -> io::Result<NamedTempFile> {
    let prefix = temporary_prefix(path);
    let mut builder = Builder::new();
    builder.prefix(&prefix).rand_bytes(RANDOM_CHARS);
    if matches!(access, FileAccess::Default) {
        set_default_mode(&mut builder);
    }
    let mut temporary = builder.tempfile_in(parent_dir(path))?;
    if let FileAccess::SameAs(existing) = access {
        copy_access(path, &existing, temporary.as_file());
    }
    temporary.write_all(bytes)?;
    temporary.as_file().sync_all()?;
    Ok(temporary)
}

/// Removes the temporary files of processes that died before they gave them the name of `path`, if
/// they are as old as that.
pub fn remove_leftovers(path: &Path, min_age: Duration) {
    let prefix = temporary_prefix(path);
    let Ok(entries) = std::fs::read_dir(parent_dir(path)) else { return };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let random = name.to_str().and_then(|name| name.strip_prefix(&prefix));
        let is_ours = random.is_some_and(|random| random.len() == RANDOM_CHARS);
        let is_old = || {
            let modified = entry.metadata().and_then(|metadata| metadata.modified());
            modified.is_ok_and(|at| at.elapsed().unwrap_or_default() >= min_age)
        };
        if is_ours && is_old() {
            let _ = std::fs::remove_file(entry.path());
        }
    }
}

/// Returns the folder of a file; the current one for a bare name.
pub fn parent_dir(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// Returns the error of a name that something other than a regular file has.
pub fn irregular_file(path: &Path) -> Error {
    Error::new(ErrorKind::System, format!("{} is not a regular file", path.display()))
        .with_hint("it was left as it is; a regular file or none must be there")
}

fn temporary_prefix(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let name: String = name.chars().take(MAX_NAME_CHARS).collect();
    format!(".{name}.gloact-")
}

/// Flushes the folder of a file: a rename survives a power cut once its folder is on the disk.
fn sync_dir(path: &Path) {
    let _ = File::open(parent_dir(path)).and_then(|folder| folder.sync_all());
}

fn write_error(path: &Path, e: &io::Error) -> Error {
    // the path of the temporary file, which the tempfile crate adds, means nothing to the user
    let text = e.to_string();
    let reason = text.split(" at path \"").next().unwrap_or_default();
    Error::new(ErrorKind::System, format!("{} cannot be written: {reason}", path.display()))
}

/// Lets the umask decide who may read a new file; without this only its owner may.
#[cfg(unix)]
fn set_default_mode(builder: &mut Builder) {
    use std::fs::Permissions;
    use std::os::unix::fs::PermissionsExt;
    builder.permissions(Permissions::from_mode(0o666));
}

#[cfg(not(unix))]
fn set_default_mode(_: &mut Builder) {}

/// Gives a new file the owner, mode and access list of another as far as the system allows; where
/// it does not, fewer users may read the new one, never more.
#[cfg(unix)]
fn copy_access(path: &Path, metadata: &Metadata, to: &File) {
    use std::fs::Permissions;
    use std::os::unix::fs::{MetadataExt, PermissionsExt, fchown};
    let group = Some(metadata.gid());
    // only root may give a file to another user
    let has_group = fchown(to, Some(metadata.uid()), group).or_else(|_| fchown(to, None, group));
    let acl = access_list::read(path);
    // with an access list, the bits of the group are its mask
    let keeps_group = has_group.is_ok() && matches!(acl, Ok(None));
    let mode = metadata.mode() & if keeps_group { 0o777 } else { 0o707 };
    access_list::remove(to);
    // file systems without modes, such as vfat, refuse this
    let _ = to.set_permissions(Permissions::from_mode(mode));
    if let (Ok(()), Ok(Some(acl))) = (has_group, acl) {
        access_list::write(to, &acl);
    }
}

#[cfg(not(unix))]
fn copy_access(_: &Path, metadata: &Metadata, to: &File) {
    let _ = to.set_permissions(metadata.permissions());
}

/// The POSIX access list of a file, which Linux keeps as an extended attribute.
#[cfg(target_os = "linux")]
mod access_list {
    use rustix::fs::{XattrFlags, fremovexattr, fsetxattr, getxattr};
    use rustix::io::Errno;
    use std::fs::File;
    use std::io;
    use std::path::Path;

    const ATTRIBUTE: &str = "system.posix_acl_access";
    /// Linux allows no larger attributes.
    const MAX_BYTES: usize = 64 << 10;

    /// Returns the access list of a file, if it has one.
    pub(super) fn read(path: &Path) -> io::Result<Option<Vec<u8>>> {
        let mut bytes = vec![0; MAX_BYTES];
        match getxattr(path, ATTRIBUTE, &mut bytes[..]) {
            Ok(length) => {
                bytes.truncate(length);
                Ok(Some(bytes))
            }
            Err(Errno::NODATA | Errno::OPNOTSUPP) => Ok(None),
            Err(e) => Err(e.into()),
        }
    }

    pub(super) fn write(file: &File, bytes: &[u8]) {
        let _ = fsetxattr(file, ATTRIBUTE, bytes, XattrFlags::empty());
    }

    /// Removes the access list that a file has from the defaults of its folder.
    pub(super) fn remove(file: &File) {
        let _ = fremovexattr(file, ATTRIBUTE);
    }
}

#[cfg(all(unix, not(target_os = "linux")))]
mod access_list {
    use std::fs::File;
    use std::io;
    use std::path::Path;

    pub(super) fn read(_: &Path) -> io::Result<Option<Vec<u8>>> {
        Ok(None)
    }

    pub(super) fn write(_: &File, _: &[u8]) {}

    pub(super) fn remove(_: &File) {}
}
