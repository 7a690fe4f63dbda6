//! Checks the values that all rows get.

use super::cell_values::{CellContext, CellOutcome, CellReader};
use super::column_matching::ColumnMatch;
use super::field_types::{FieldType, ImportField};
use super::sheet::SheetCell;
use crate::error::{Error, Result};
use crate::query::QueryContext;

/// Checks the value that all rows get, so that its fault is told once.
///
/// # Errors
/// Fails if it cannot be read, or is the heading of a column.
pub(super) fn check_constant(
    ctx: &QueryContext,
    cells: &CellReader,
    matched: &ColumnMatch,
    field: &ImportField,
    text: &str,
) -> Result<()> {
    let fails = |reason: &str| Error::usage(format!("--set {}={text}: {reason}", field.path));
    let mut probe = CellReader::new(ctx.data, cells.kind, cells.answers);
    let cell = if text.is_empty() { SheetCell::Empty } else { SheetCell::Text(text) };
    let outcome = probe.read(field, cell, CellContext::default());
    let is_heading = !text.is_empty() && matched.columns.iter().any(|one| one.heading == text);
    let is_read = match &outcome {
        // any text is one, also that of a heading
        CellOutcome::Value(value) => field.field_type != FieldType::Text || *value != text,
        _ => false,
    };
    if is_heading && !is_read {
        let hint = format!("--set '{}+={text}' takes the column", field.path);
        return Err(fails("a column has this heading").with_hint(hint));
    }
    match outcome {
        CellOutcome::Fault(reason) => Err(fails(&reason)),
        _ => Ok(()),
    }
}
