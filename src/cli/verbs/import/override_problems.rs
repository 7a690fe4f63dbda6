//! Says how many problems an override has that an import wrote.

use crate::cli::{GlobalArgs, load_dataset, warn};
use crate::store::Severity;
use std::path::Path;

/// Says how many problems the override has.
pub(super) fn warn_of_problems(global: &GlobalArgs, path: &Path) {
    let data = load_dataset(global);
    let name = path.display().to_string();
    let is_here = |layer: u16| *data.layers()[usize::from(layer)].name == *name;
    let problems = data.problems().iter().filter(|found| is_here(found.layer));
    let errors = problems.filter(|found| found.severity == Severity::Error).count();
    if errors > 0 {
        warn(&format!("{errors} values of it cannot be used: gloact check shows them"));
    }
}
