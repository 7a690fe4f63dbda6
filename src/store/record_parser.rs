//! Parses the records of a layer, and reports an invalid one at the field that is wrong.

use super::dataset::Dataset;
use super::finding::Finding;
use super::json;
use super::json_error::{describe, describe_in, error_offset};
use super::layer::Layer;
use super::merge_patch::{merge_slices, slice_text};
use super::record_table::SourceSlices;
use crate::model::text::sanitize;
use crate::model::{KindId, RecordPath, Text};
use crate::suggest::{closest, did_you_mean};
use serde_path_to_error::Segment;

/// Parses a record from its slices and stores it. A single slice is parsed without a merge.
pub(super) fn parse_record(
    data: &mut Dataset,
    layers: &[Layer],
    kind: KindId,
    id: &Text,
    slices: SourceSlices,
) -> Result<(), Box<Finding>> {
    let table = data.table_mut(kind);
    let Some(&top) = slices.as_slice().last() else { return Ok(()) };
    let text = slice_text(layers, top);
    let direct_error = if let SourceSlices::Single(_) = slices {
        match table.insert_text(id, text, slices.clone()) {
            Ok(()) => return Ok(()),
            Err(e) => Some(e),
        }
    } else {
        None
    };
    let path = RecordPath::for_record(kind, id);
    let offset_of = |e: &serde_json::Error| top.start as usize + error_offset(text, e);
    if let Err(e) = json::parse_strict(text) {
        let finding = Finding::error(path, top.layer, offset_of(&e), describe_in(text, &e));
        return Err(Box::new(finding));
    }
    // merged without remarks: a record that has some parses only here
    let value = merge_slices(layers, slices.as_slice());
    let Err(e) = table.insert_value(id, &value, slices) else { return Ok(()) };
    let keys: Vec<&str> = e
        .path()
        .iter()
        .filter_map(|segment| match segment {
            Segment::Map { key } => Some(key.as_str()),
            _ => None,
        })
        .collect();
    let field_path = keys.join("/");
    // a merged value has no positions: the field is looked up in the text of the top layer
    let offset = field_offset(text, &field_path, e.inner())
        .map(|offset| top.start as usize + offset)
        .or_else(|| direct_error.filter(|e| e.line() > 0).map(|e| offset_of(&e)))
        .unwrap_or(top.start as usize);
    let path = if keys.is_empty() { path } else { path.join(&sanitize(&field_path)) };
    let finding = Finding::error(path, top.layer, offset, describe(e.inner()));
    Err(Box::new(finding.with_hint(suggest_name(e.inner()))))
}

/// Returns the byte at which an error about a field is shown: its value, or its key if the field is
/// unknown.
fn field_offset(text: &str, field_path: &str, e: &serde_json::Error) -> Option<usize> {
    if field_path.is_empty() {
        return None;
    }
    let value = json::value_offset(text, field_path)?;
    if !e.to_string().starts_with("unknown field") {
        return Some(value);
    }
    let key = field_path.rsplit('/').next().unwrap_or(field_path);
    Some(text[..value].rfind(&format!("\"{key}\"")).unwrap_or(value))
}

/// Suggests the known name nearest to an unknown one; serde names both between backticks.
fn suggest_name(e: &serde_json::Error) -> Option<String> {
    let text = e.to_string();
    if !text.starts_with("unknown") {
        return None;
    }
    let mut names = text.split('`').skip(1).step_by(2);
    closest(names.next()?, names).map(did_you_mean)
}
