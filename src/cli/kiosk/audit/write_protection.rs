//! Checks that only root can write to the files of the kiosk, or replace them.

use crate::cli::doctor_check::DoctorCheck;
use crate::profile::symlinks::link_chain;
use std::fs::Metadata;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

/// Checks that only root can write to or replace any of these paths, the links that lead to them
/// and the folders above. A missing path is safe if only root can create it.
pub fn check_write_protection(paths: Vec<PathBuf>) -> DoctorCheck {
    match paths
        .into_iter()
        .flat_map(link_chain)
        .find_map(|path| Some(open_part(&path)?.to_path_buf()))
    {
        Some(path) => {
            let path = path.display();
            DoctorCheck::with_fix(
                "writable",
                format!("users other than root can write to {path}"),
                format!("chown root {path}; chmod go-w {path}"),
            )
        }
        None => DoctorCheck::ok("writable", "no file of the kiosk"),
    }
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
