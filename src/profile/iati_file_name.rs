//! Tells files of IATI by their names.

use std::path::Path;

/// Returns whether a path is that of a file of IATI: it ends in `.xml` and is no folder.
pub fn is_iati_file(path: &Path) -> bool {
    path.extension().is_some_and(|end| end.eq_ignore_ascii_case("xml")) && !path.is_dir()
}
