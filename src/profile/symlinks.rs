//! Follows symbolic links one by one.

use std::path::{Path, PathBuf};

/// The kernel follows at most this many links in a path.
pub const MAX_LINKS: usize = 40;

/// Returns the first link in a path, and the path with the target in its place; `None` if there is
/// no link.
pub fn follow_first_link(path: &Path) -> Option<(PathBuf, PathBuf)> {
    let mut parts: Vec<&Path> = path.ancestors().collect();
    parts.reverse();
    parts.into_iter().find_map(|part| {
        let target = part.parent()?.join(std::fs::read_link(part).ok()?);
        let rest = path.strip_prefix(part).ok()?;
        // joining an empty path would end it with a slash
        let followed = if rest.as_os_str().is_empty() { target } else { target.join(rest) };
        Some((part.to_path_buf(), followed))
    })
}

/// Returns the path, and the paths that it becomes as one link after the other is followed. Links
/// in a circle end it at the limit.
pub fn link_chain(path: PathBuf) -> Vec<PathBuf> {
    let mut paths = vec![path];
    while paths.len() <= MAX_LINKS
        && let Some((_, next)) = paths.last().and_then(|path| follow_first_link(path))
    {
        paths.push(next);
    }
    paths
}
