//! What the layers change against the bundled data, place by place.

use super::{Detail, Fragment, StyleRole};
use crate::model::KindId;
use crate::model::RecordPath;
use crate::model::text::sanitize;
use crate::query::{CellValue, ColumnHeader, Table};
use crate::store::Dataset;
use serde_json::{Map, Value as Json};
use std::borrow::Cow;
use std::collections::BTreeSet;

/// A value that is not what the bundled data have.
#[derive(Clone, Debug, PartialEq)]
pub struct OverrideChange {
    /// Where.
    pub path: RecordPath,
    /// What the bundled data say; nothing for what is new.
    pub old: Option<Json>,
    /// What is shown; nothing for what is taken away.
    pub new: Option<Json>,
    /// Which layer did it, with line and column.
    pub layer: String,
}

/// All changes, in the order of the data.
pub fn changes(data: &Dataset) -> Vec<OverrideChange> {
    let bundled = Dataset::bundled();
    let mut changes = Vec::new();
    for kind in KindId::ALL {
        let ids = bundled
            .records(*kind)
            .map(|row| bundled.id(row))
            .chain(data.records(*kind).map(|row| data.id(row)));
        for id in BTreeSet::from_iter(ids) {
            let place = RecordPath::for_record(*kind, id);
            let (old, new) = (bundled.find(*kind, id), data.find(*kind, id));
            // a record that no layer speaks of is as it was
            if new.is_some() && !data.is_overridden(&place) {
                continue;
            }
            compare(
                data,
                &place,
                old.map(|row| bundled.value(row)),
                new.map(|row| data.value(row)),
                0,
                &mut changes,
            );
        }
    }
    changes
}

/// Compares two values; objects key by key, so that a change is told where it is.
fn compare(
    data: &Dataset,
    place: &RecordPath,
    old: Option<Json>,
    new: Option<Json>,
    depth: usize,
    changes: &mut Vec<OverrideChange>,
) {
    match (old, new) {
        (old, new) if old == new => {}
        (Some(Json::Object(old)), Some(Json::Object(new))) if depth < 2 => {
            let keys = |object: &Map<String, Json>| object.keys().cloned().collect::<Vec<_>>();
            let mut all = keys(&new);
            all.extend(keys(&old).into_iter().filter(|key| !new.contains_key(key)));
            for key in all {
                compare(
                    data,
                    &place.join(&key),
                    old.get(&key).cloned(),
                    new.get(&key).cloned(),
                    depth + 1,
                    changes,
                );
            }
        }
        (old, new) => {
            // a value inside a patched object may be set by the patch of the whole object
            let said = std::iter::successors(Some(place.clone()), |place| {
                Some(place.parent()).filter(|up| up.id().is_some())
            });
            let layer = said.filter_map(|place| {
                data.assertions(&place).into_iter().rfind(|said| !said.layer.is_base()).map(
                    |said| {
                        let (line, column) = said.layer.position(said.offset);
                        format!("{}:{line}:{column}", said.layer.name)
                    },
                )
            });
            let layer =
                layer.into_iter().next().or_else(|| data.removed_by(place)).unwrap_or_default();
            changes.push(OverrideChange { path: place.clone(), old, new, layer });
        }
    }
}

/// A value as one line.
fn display_value(value: &Option<Json>) -> String {
    match value {
        None => "nothing".to_string(),
        Some(Json::String(text)) => sanitize(text).into_owned(),
        Some(other) => sanitize(&other.to_string()).into_owned(),
    }
}

/// The changes to be read like a record, a group each.
pub fn detail(data: &Dataset) -> Detail {
    let changes = changes(data);
    let about = if changes.len() == 1 {
        "1 value".to_string()
    } else {
        format!("{} values", changes.len())
    };
    let mut detail = Detail {
        heading: "What overrides change against the bundled data".into(),
        subtitle: about,
        entries: Vec::new(),
    };
    for change in &changes {
        detail.push_heading(change.path.as_str());
        let record = data.record_at(&change.path).map(|row| data.title(row).into_owned());
        // a record that was taken away leads nowhere
        record.into_iter().for_each(|heading| {
            detail.push_item(vec![Fragment::link(heading, change.path.clone())])
        });
        detail
            .push_item(vec![Fragment::dim("bundled"), Fragment::plain(display_value(&change.old))]);
        detail.push_item(vec![
            Fragment::dim("shown"),
            Fragment { role: StyleRole::Changed, ..Fragment::plain(display_value(&change.new)) },
        ]);
        detail.push_item(vec![Fragment::dim(sanitize(&change.layer))]);
    }
    detail
}

/// The changes for the eye: the place and its layer, then what was and what is.
pub fn to_text(changes: &[OverrideChange]) -> String {
    let told = changes.iter().map(|change| {
        format!(
            "{}  {}\n  - {}\n  + {}\n",
            change.path,
            sanitize(&change.layer),
            display_value(&change.old),
            display_value(&change.new)
        )
    });
    if changes.is_empty() { "no layer changes anything\n".into() } else { told.collect() }
}

/// The changes as a table: place, old, new, layer.
pub fn to_table(changes: &[OverrideChange]) -> Table<'_> {
    let heads = [("place", "Place"), ("old", "Old"), ("new", "New"), ("layer", "Layer")];
    let heads = heads.map(|(key, title)| ColumnHeader::new(key, title)).into();
    let words = |value: &Option<Json>| match value {
        None => CellValue::Empty,
        Some(Json::String(text)) => CellValue::Text(Cow::Owned(sanitize(text).into_owned())),
        Some(Json::Number(number)) if number.is_i64() => {
            CellValue::Number(number.as_i64().unwrap_or_default())
        }
        Some(other) => CellValue::Text(Cow::Owned(sanitize(&other.to_string()).into_owned())),
    };
    let cell = move |row: usize, column: usize| match column {
        0 => CellValue::Text(Cow::Owned(changes[row].path.to_string())),
        1 => words(&changes[row].old),
        2 => words(&changes[row].new),
        _ => CellValue::Text(Cow::Borrowed(changes[row].layer.as_str())),
    };
    Table { headers: heads, len: changes.len(), cell: Box::new(cell) }
}
