//! Compares the data in use with those without overrides, value by value.

use super::Detail;
use super::entry::TextFragment;
use super::style_role::StyleRole;
use crate::model::text::sanitize;
use crate::model::{KindId, RecordPath};
use crate::query::{CellValue, ColumnHeader, Table};
use crate::store::Dataset;
use serde_json::Value as Json;
use std::collections::BTreeSet;

/// Objects inside a record are compared key by key down to this depth.
const MAX_DEPTH: usize = 2;

/// A value that an override changes.
#[derive(Clone, Debug, PartialEq)]
pub struct OverrideChange {
    pub path: RecordPath,
    /// The value without overrides; `None` for a new one.
    pub old: Option<Json>,
    /// The value in use; `None` for a removed one.
    pub new: Option<Json>,
    /// The layer that set the value, with line and column.
    pub layer: String,
}

/// Returns all changes, in the order of the data.
pub fn changes(data: &Dataset) -> Vec<OverrideChange> {
    let base = data.without_overrides();
    let mut changes = Vec::new();
    for kind in KindId::ALL.iter().copied() {
        let mut ids: BTreeSet<&str> = base.records(kind).map(|row| base.id(row)).collect();
        ids.extend(data.records(kind).map(|row| data.id(row)));
        for id in ids {
            let path = RecordPath::for_record(kind, id);
            let record = data.find(kind, id);
            if record.is_some() && !data.is_overridden(&path) {
                continue;
            }
            let old = base.find(kind, id).map(|row| base.value(row));
            let new = record.map(|row| data.value(row));
            push_changes(data, &path, old, new, 0, &mut changes);
        }
    }
    changes
}

/// Adds the changes of a value; those of an object key by key.
fn push_changes(
    data: &Dataset,
    path: &RecordPath,
    old: Option<Json>,
    new: Option<Json>,
    depth: usize,
    changes: &mut Vec<OverrideChange>,
) {
    if old == new {
        return;
    }
    if let (Some(Json::Object(old)), Some(Json::Object(new))) = (&old, &new)
        && depth < MAX_DEPTH
    {
        let removed = old.keys().filter(|key| !new.contains_key(*key));
        for key in new.keys().chain(removed) {
            let [old, new] = [old, new].map(|object| object.get(key).cloned());
            push_changes(data, &path.join(key), old, new, depth + 1, changes);
        }
        return;
    }
    let layer = changed_by(data, path);
    changes.push(OverrideChange { path: path.clone(), old, new, layer });
}

/// Returns the layer that set or removed a value, with line and column.
fn changed_by(data: &Dataset, path: &RecordPath) -> String {
    // a value may be set with the whole field or record that contains it
    let mut ancestor = path.clone();
    while ancestor.id().is_some() {
        let assertions = data.assertions(&ancestor);
        if let Some(last) = assertions.iter().rfind(|assertion| !assertion.layer.is_base()) {
            let (line, column) = last.layer.position(last.offset);
            return format!("{}:{line}:{column}", last.layer.name);
        }
        ancestor = ancestor.parent();
    }
    data.removed_by(path).unwrap_or_default()
}

/// Returns a value as one line.
fn display_value(value: &Option<Json>) -> String {
    match value {
        None => "not set".to_string(),
        Some(Json::String(text)) => sanitize(text).into_owned(),
        Some(other) => sanitize(&other.to_string()).into_owned(),
    }
}

/// Returns the changes as a report with a group for each.
pub fn detail(data: &Dataset) -> Detail {
    let changes = changes(data);
    let plural = if changes.len() == 1 { "" } else { "s" };
    let subtitle = format!("{} value{plural}", changes.len());
    let (title, old_label) = if data.is_bundled() {
        ("Overrides compared with the bundled data", "bundled")
    } else {
        ("Overrides compared with the programme's files", "in the file")
    };
    let mut detail = Detail::new(title, subtitle);
    for change in &changes {
        detail.push_heading(change.path.as_str());
        // a removed record has no link
        if let Some(record) = data.record_at(&change.path) {
            detail.push_item(vec![TextFragment::link(data.title(record), change.path.clone())]);
        }
        let old = TextFragment::plain(display_value(&change.old));
        detail.push_item(vec![TextFragment::dim(old_label), old]);
        let new = TextFragment::plain(display_value(&change.new));
        let new = TextFragment { role: StyleRole::Changed, ..new };
        detail.push_item(vec![TextFragment::dim("in use"), new]);
        detail.push_item(vec![TextFragment::dim(sanitize(&change.layer))]);
    }
    detail
}

/// Returns the changes as text: the path and the layer, then the old and the new value.
pub fn to_text(changes: &[OverrideChange]) -> String {
    if changes.is_empty() {
        return "no layer changes a value\n".into();
    }
    let mut text = String::new();
    for change in changes {
        let [old, new] = [&change.old, &change.new].map(display_value);
        text.push_str(&format!("{}  {}\n", change.path, sanitize(&change.layer)));
        text.push_str(&format!("  - {old}\n  + {new}\n"));
    }
    text
}

/// Returns the changes as a table: path, old value, new value, layer.
pub fn to_table(changes: &[OverrideChange]) -> Table<'_> {
    let headers = [("place", "Path"), ("old", "Old"), ("new", "New"), ("layer", "Layer")];
    let cell = move |row: usize, column: usize| {
        let change = &changes[row];
        match column {
            0 => change.path.to_string().into(),
            1 => value_cell(&change.old),
            2 => value_cell(&change.new),
            _ => (&*change.layer).into(),
        }
    };
    Table {
        headers: headers.map(|(key, title)| ColumnHeader::new(key, title)).into(),
        len: changes.len(),
        cell: Box::new(cell),
    }
}

fn value_cell<'a>(value: &Option<Json>) -> CellValue<'a> {
    match value {
        None => CellValue::Empty,
        Some(Json::Number(number)) if number.is_i64() => {
            CellValue::Number(number.as_i64().unwrap_or_default())
        }
        Some(_) => display_value(value).into(),
    }
}
