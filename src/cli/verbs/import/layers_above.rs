//! Tells which other overrides lie above that of an import, and keep their values.

use crate::import::{ImportPlan, RowState};
use crate::store::Dataset;
use crate::store::layer::Layer;
use std::path::Path;

/// Returns a sentence for each override in the folder of `target` that lies above it and sets
/// records of the import. Overrides in a folder lie in the order of their names.
pub(super) fn remarks(data: &Dataset, plan: &ImportPlan, target: &Path) -> Vec<String> {
    let is_above = |layer: &&Layer| {
        let path = Path::new(&*layer.name);
        !layer.is_base()
            && path.parent() == target.parent()
            && path.file_name() > target.file_name()
    };
    let above: Vec<&Layer> = data.layers().iter().filter(is_above).collect();
    let remark = |layer: &&Layer| {
        let is_set = |state: &RowState| matches!(state, RowState::New | RowState::Changed);
        let rows = plan.rows.iter().filter(|row| is_set(&row.state));
        let mut paths = rows.map(|row| plan.path(row)).filter(|path| {
            data.assertions(path).iter().any(|found| found.layer.name == layer.name)
        });
        let first = paths.next()?;
        let count = paths.count() + 1;
        let records = if count == 1 { "record" } else { "records" };
        let name = Path::new(&*layer.name).file_name()?.to_string_lossy();
        Some(format!(
            "{name} lies above this import and keeps its values of {count} {records}, such as {first}"
        ))
    };
    above.iter().filter_map(remark).collect()
}
