//! Finds the directories of settings, state and sockets.

use crate::error::{Error, ErrorKind, Result};
#[cfg(unix)]
use crate::model::text::sanitize;
use std::env;
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

/// The configuration directory of a host; `XDG_CONFIG_DIRS` does not change it.
pub const HOST_DIR: &str = "/etc/xdg/gloact";

/// Returns the name of a folder, also of `.` and `..`.
pub fn folder_name(folder: &Path) -> OsString {
    let absolute = || folder.canonicalize().ok()?.file_name().map(OsStr::to_os_string);
    let name = folder.file_name().map(OsStr::to_os_string).or_else(absolute);
    name.unwrap_or_else(|| "root".into())
}

/// Returns the user's configuration directory: `$XDG_CONFIG_HOME/gloact`, or where the system keeps
/// settings.
pub fn config_dir() -> Option<PathBuf> {
    // on macOS `directories` ignores the variable
    let default = || Some(::directories::BaseDirs::new()?.config_dir().to_path_buf());
    Some(absolute_path("XDG_CONFIG_HOME").or_else(default)?.join("gloact"))
}

/// Returns the directory of the user's programmes: `$XDG_DATA_HOME/gloact`, or where the system
/// keeps data.
pub fn data_dir() -> Option<PathBuf> {
    let default = || Some(::directories::BaseDirs::new()?.data_dir().to_path_buf());
    Some(absolute_path("XDG_DATA_HOME").or_else(default)?.join("gloact"))
}

/// Returns the directory for state that is kept between runs: `$XDG_STATE_HOME/gloact`, or where
/// the system keeps such files.
pub fn state_dir() -> Option<PathBuf> {
    let default = || {
        let dirs = ::directories::BaseDirs::new()?;
        Some(dirs.state_dir().unwrap_or(dirs.data_local_dir()).to_path_buf())
    };
    Some(absolute_path("XDG_STATE_HOME").or_else(default)?.join("gloact"))
}

/// The longest path of a socket that all Unix systems accept. Linux accepts four bytes more.
#[cfg(unix)]
const MAX_SOCKET_PATH_BYTES: usize = 103;
/// Room for the name of a socket: a slash, a word and the number of a process.
#[cfg(unix)]
const MAX_SOCKET_NAME_BYTES: usize = 20;

/// Returns the directory for the sockets between slides and notes: `$XDG_RUNTIME_DIR/gloact`, or
/// `gloact-UID` in the temporary directory or in `/tmp`, the first whose path is short enough for a
/// socket. It is created if it is missing.
///
/// # Errors
/// Fails if it is not safe: other users can access it, or it is not a directory.
#[cfg(unix)]
pub fn runtime_dir() -> Result<PathBuf> {
    use std::os::unix::fs::{DirBuilderExt, MetadataExt};
    let user = rustix::process::geteuid().as_raw();
    let name = format!("gloact-{user}");
    let runtime = absolute_path("XDG_RUNTIME_DIR").filter(|path| path.is_dir());
    let preferred = [runtime.map(|path| path.join("gloact")), Some(env::temp_dir().join(&name))];
    let is_short = |folder: &PathBuf| {
        folder.as_os_str().len() + MAX_SOCKET_NAME_BYTES <= MAX_SOCKET_PATH_BYTES
    };
    let folder = preferred.into_iter().flatten().find(is_short);
    let folder = folder.unwrap_or_else(|| Path::new("/tmp").join(&name));
    // an existing one may be another user's trap, so it is checked whether or not this fails
    let _ = std::fs::DirBuilder::new().mode(0o700).create(&folder);
    let fault = match folder.symlink_metadata() {
        Err(e) => e.to_string(),
        Ok(metadata) if !metadata.is_dir() => "it is not a directory".into(),
        Ok(metadata) if metadata.uid() != user => "it belongs to another user".into(),
        Ok(metadata) if metadata.mode() & 0o077 != 0 => "other users can access it".into(),
        Ok(_) => return Ok(folder),
    };
    let name = folder.to_string_lossy();
    let message = format!("{} cannot be used for slides and notes: {fault}", sanitize(&name));
    Err(Error::new(ErrorKind::System, message)
        .with_hint("give it mode 0700, or set XDG_RUNTIME_DIR to another directory"))
}

/// The socket between slides and notes needs Unix.
#[cfg(not(unix))]
pub fn runtime_dir() -> Result<PathBuf> {
    Err(Error::new(ErrorKind::System, "speaker notes need Unix"))
}

/// Returns the value of a variable if it is an absolute path; the XDG specification ignores others.
pub(super) fn absolute_path(variable: &str) -> Option<PathBuf> {
    env::var_os(variable).map(PathBuf::from).filter(|path| path.is_absolute())
}

/// Returns the directories of `$XDG_CONFIG_DIRS`, the least important first.
pub fn system_config_dirs() -> Vec<PathBuf> {
    let variable = env::var("XDG_CONFIG_DIRS").unwrap_or_default();
    let list = if variable.is_empty() { "/etc/xdg" } else { &variable };
    let folders = list.split(':').map(PathBuf::from).filter(|folder| folder.is_absolute());
    folders.rev().map(|folder| folder.join("gloact")).collect()
}
