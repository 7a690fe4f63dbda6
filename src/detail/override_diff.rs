//! What the layers change against the bundled data, place by place.

use super::{Detail, Piece};
use crate::model::Place;
use crate::model::text::clean;
use crate::query::{Head, Table, Tone, Value};
use crate::sort;
use crate::store::{Dataset, KINDS};
use serde_json::{Map, Value as Json};
use std::borrow::Cow;

/// A value that is not what the bundled data have.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// Where.
    pub place: Place,
    /// What the bundled data say; nothing for what is new.
    pub old: Option<Json>,
    /// What is shown; nothing for what is taken away.
    pub new: Option<Json>,
    /// Which layer did it, with line and column.
    pub layer: String,
}

/// All changes, in the order of the data.
pub fn changes(data: &Dataset) -> Vec<Change> {
    let bundled = Dataset::bundled();
    let mut changes = Vec::new();
    for kind in KINDS {
        let ids = bundled.rows(kind.name).map(|row| bundled.id(row)).chain(data.rows(kind.name).map(|row| data.id(row)));
        for id in sort::distinct(ids) {
            let place = Place::record(kind.name, id);
            let (old, new) = (bundled.row(kind.name, id), data.row(kind.name, id));
            // a record that no layer speaks of is as it was
            if new.is_some() && !data.is_overridden(&place) {
                continue;
            }
            compare(data, &place, old.map(|row| bundled.value(row)), new.map(|row| data.value(row)), 0, &mut changes);
        }
    }
    changes
}

/// Compares two values; objects key by key, so that a change is told where it is.
fn compare(data: &Dataset, place: &Place, old: Option<Json>, new: Option<Json>, depth: usize, changes: &mut Vec<Change>) {
    match (old, new) {
        (old, new) if old == new => {}
        (Some(Json::Object(old)), Some(Json::Object(new))) if depth < 2 => {
            let keys = |object: &Map<String, Json>| object.keys().cloned().collect::<Vec<_>>();
            let mut all = keys(&new);
            all.extend(keys(&old).into_iter().filter(|key| !new.contains_key(key)));
            for key in all {
                compare(data, &place.field(&key), old.get(&key).cloned(), new.get(&key).cloned(), depth + 1, changes);
            }
        }
        (old, new) => {
            // a value inside a patched object may be set by the patch of the whole object
            let said = std::iter::successors(Some(place.clone()), |place| Some(place.parent()).filter(|up| up.id().is_some()));
            let layer = said.filter_map(|place| {
                data.said_of(&place).into_iter().rfind(|said| !said.layer.is_bundled()).map(|said| {
                    let (line, column) = said.layer.position(said.at);
                    format!("{}:{line}:{column}", said.layer.name)
                })
            });
            let layer = layer.into_iter().next().or_else(|| data.taken_away_by(place)).unwrap_or_default();
            changes.push(Change { place: place.clone(), old, new, layer });
        }
    }
}

/// A value as one line.
fn words(value: &Option<Json>) -> String {
    match value {
        None => "nothing".to_string(),
        Some(Json::String(text)) => clean(text).into_owned(),
        Some(other) => clean(&other.to_string()).into_owned(),
    }
}

/// The changes to be read like a record, a group each.
pub fn detail(data: &Dataset) -> Detail {
    let changes = changes(data);
    let about = if changes.len() == 1 { "1 value".to_string() } else { format!("{} values", changes.len()) };
    let mut detail = Detail { heading: "What overrides change against the bundled data".into(), about, parts: Vec::new() };
    for change in &changes {
        detail.group(change.place.as_str());
        let record = data.row_of(&change.place).map(|row| data.heading(row).into_owned());
        // a record that was taken away leads nowhere
        record.into_iter().for_each(|heading| detail.item(vec![Piece::link(heading, change.place.clone())]));
        detail.item(vec![Piece::dim("bundled"), Piece::plain(words(&change.old))]);
        detail.item(vec![Piece::dim("shown"), Piece { tone: Tone::Changed, ..Piece::plain(words(&change.new)) }]);
        detail.item(vec![Piece::dim(clean(&change.layer))]);
    }
    detail
}

/// The changes for the eye: the place and its layer, then what was and what is.
pub fn text(changes: &[Change]) -> String {
    let told = changes
        .iter()
        .map(|change| format!("{}  {}\n  - {}\n  + {}\n", change.place, clean(&change.layer), words(&change.old), words(&change.new)));
    if changes.is_empty() { "no layer changes anything\n".into() } else { told.collect() }
}

/// The changes as a table: place, old, new, layer.
pub fn table(changes: &[Change]) -> Table<'_> {
    let heads = [("place", "Place"), ("old", "Old"), ("new", "New"), ("layer", "Layer")];
    let heads = heads.map(|(key, title)| Head::new(key, title)).into();
    let words = |value: &Option<Json>| match value {
        None => Value::Empty,
        Some(Json::String(text)) => Value::Text(Cow::Owned(clean(text).into_owned())),
        Some(Json::Number(number)) if number.is_i64() => Value::Number(number.as_i64().unwrap_or_default()),
        Some(other) => Value::Text(Cow::Owned(clean(&other.to_string()).into_owned())),
    };
    let cell = move |row: usize, column: usize| match column {
        0 => Value::Text(Cow::Owned(changes[row].place.to_string())),
        1 => words(&changes[row].old),
        2 => words(&changes[row].new),
        _ => Value::Text(Cow::Borrowed(changes[row].layer.as_str())),
    };
    Table { heads, len: changes.len(), cell: Box::new(cell) }
}
