//! Checks that only root can write to the files of the kiosk, or replace them.

use crate::cli::doctor_result::DoctorResult;
use std::fs::{self, Metadata};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

/// The kernel follows at most this many links in a path.
const MAX_LINKS: usize = 40;

/// Checks that only root can write to or replace any of these paths, the links that lead to them
/// and the folders above. A missing path is safe if only root can create it.
pub fn check_writable(paths: Vec<PathBuf>) -> DoctorResult {
    match paths
        .into_iter()
        .flat_map(resolve_links)
        .find_map(|path| Some(open_part(&path)?.to_path_buf()))
    {
        Some(path) => {
            let path = path.display();
            DoctorResult::with_fix(
                "writable",
                format!("users other than root can write to {path}"),
                format!("chown root {path}; chmod go-w {path}"),
            )
        }
        None => DoctorResult::ok("writable", "no file of the kiosk"),
    }
}

/// Returns the path, and the paths that it becomes as one link after the other is followed.
fn resolve_links(path: PathBuf) -> Vec<PathBuf> {
    let mut paths = vec![path];
    while paths.len() <= MAX_LINKS
        && let Some(next) = paths.last().and_then(|path| follow_first_link(path))
    {
        paths.push(next);
    }
    paths
}

/// Replaces the first link in a path by its target. Returns `None` if there is no link.
fn follow_first_link(path: &Path) -> Option<PathBuf> {
    let mut parts: Vec<&Path> = path.ancestors().collect();
    parts.reverse();
    parts.into_iter().find_map(|part| {
        let target = part.parent()?.join(fs::read_link(part).ok()?);
        let rest = path.strip_prefix(part).ok()?;
        // joining an empty path would end it with a slash
        Some(if rest.as_os_str().is_empty() { target } else { target.join(rest) })
    })
}

/// Returns the part of a path that others can write to, if there is one.
fn open_part(path: &Path) -> Option<&Path> {
    let mut is_entry_safe = false;
    path.ancestors().find(|part| {
        let Ok(metadata) = part.symlink_metadata() else { return false };
        let is_open = metadata.uid() != 0 || is_writable(&metadata, is_entry_safe);
        // from here on root owns the entry of the folder above
        is_entry_safe = true;
        is_open
    })
}

/// Returns true if group or others can write. In a sticky folder such as `/tmp` they cannot replace
/// an entry of root, but they can add others.
fn is_writable(metadata: &Metadata, is_entry_safe: bool) -> bool {
    let is_sticky_folder = metadata.is_dir() && metadata.mode() & 0o1000 != 0;
    // the mode of a link means nothing
    !metadata.is_symlink() && metadata.mode() & 0o022 != 0 && !(is_sticky_folder && is_entry_safe)
}
