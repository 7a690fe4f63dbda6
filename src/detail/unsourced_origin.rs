//! The words about a value that no source states for its record.

use crate::model::RecordPath;
use crate::store::Dataset;

/// Returns where the value of a field was taken from: `our reading`, `date of the page`.
pub fn unsourced_origin(data: &Dataset, path: &RecordPath) -> Option<String> {
    let field = path.field_path()?.split('/').next()?;
    let origin = data.origin_of_field(data.record_at(path)?, field)?;
    Some(match &**origin {
        "page" | "date line" => format!("{field} of the {origin}"),
        origin => origin.into(),
    })
}
