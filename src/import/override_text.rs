//! Writes the override of an import: for each row the fields that differ from the layers below,
//! with the row that they come from.

use super::field_merge::{changes_nothing, merge};
use super::import_plan::ImportPlan;
use super::phase_names::years_in;
use super::planned_row::PlannedRow;
use super::previous_import::PreviousImport;
use crate::model::KindId;
use crate::store::{Dataset, ROW_KEY};
use serde_json::{Map, Value, json};
use std::fmt::Write;

/// Returns the text of the override. `base` is the data without it; `previous` is what it had
/// before, of which records without a row stay, unless `syncs`.
pub fn import_text(
    plan: &ImportPlan,
    base: &Dataset,
    previous: &PreviousImport,
    syncs: bool,
) -> String {
    let origin = json!({
        "file": plan.file,
        "sheet": plan.sheet,
        "rows": plan.rows.len(),
        "map": plan.answers.name,
    });
    let mut text = format!("{{\n  \"$import\": {origin}");
    let mut has_kind = false;
    for (name, records) in &previous.kinds {
        if name == plan.kind.name() {
            write_kind(&mut text, plan, base, previous, syncs);
            has_kind = true;
            continue;
        }
        let kept = records.iter().map(|(id, record)| (id.clone(), record.get().to_string()));
        let mut kept: Vec<(String, String)> = kept.collect();
        kept.extend(new_records(plan, base, name).filter(|(id, _)| !records.contains_key(id)));
        write_records(&mut text, name, kept.into_iter());
    }
    if !has_kind {
        write_kind(&mut text, plan, base, previous, syncs);
    }
    let names = KindId::ALL.iter().map(|kind| kind.name());
    for name in names.filter(|name| *name != plan.kind.name()) {
        if !previous.kinds.contains_key(name) {
            write_records(&mut text, name, new_records(plan, base, name));
        }
    }
    text.push_str("\n}\n");
    text
}

/// Returns the records of another kind that answers add.
fn new_records<'a>(
    plan: &'a ImportPlan,
    base: &'a Dataset,
    name: &'a str,
) -> impl Iterator<Item = (String, String)> + 'a {
    let new = plan.new_records.iter().filter(move |((kind, id), _)| {
        kind.name() == name && *kind != plan.kind && base.find(*kind, id).is_none()
    });
    new.map(|((kind, id), label)| {
        let field = if kind.fields().contains(&"title") && kind.needed_fields().contains(&"title") {
            "title"
        } else {
            "name"
        };
        let mut record = json!({ field: label });
        // "RIVERS 2016–2020" says when a new phase is
        if let Some((first, last)) = years_in(label).filter(|_| *kind == KindId::Phases) {
            record["date"] = format!("{first}/{last}").into();
        }
        (id.clone(), record.to_string())
    })
}

fn write_kind(
    text: &mut String,
    plan: &ImportPlan,
    base: &Dataset,
    previous: &PreviousImport,
    syncs: bool,
) {
    let old = previous.kinds.get(plan.kind.name());
    let old_text = |id: &str| old.and_then(|records| records.get(id)).map(|record| record.get());
    let rows = plan.rows.iter().filter(|row| row.is_imported());
    let written = rows
        .filter_map(|row| Some((row.id.clone(), record_text(plan, base, row, old_text(&row.id))?)));
    let kept = plan.vanished.iter().filter(|_| !syncs);
    let kept = kept.filter_map(|id| Some((id.clone(), old_text(id)?.to_string())));
    // rows that are left out now keep what they had
    write_records(text, plan.kind.name(), written.chain(kept));
}

fn write_records(text: &mut String, kind: &str, records: impl Iterator<Item = (String, String)>) {
    let mut is_first = true;
    for (id, record) in records {
        if is_first {
            let _ = write!(text, ",\n  {}: {{", Value::from(kind));
        }
        let comma = if is_first { "" } else { "," };
        let _ = write!(text, "{comma}\n    {}: {record}", Value::from(id));
        is_first = false;
    }
    if !is_first {
        text.push_str("\n  }");
    }
}

/// Returns the text of the record of a row: what the earlier import had, with the fields of the
/// row, without what the layers below have. `None` if nothing is left.
fn record_text(
    plan: &ImportPlan,
    base: &Dataset,
    row: &PlannedRow,
    old: Option<&str>,
) -> Option<String> {
    let own = base.find(plan.kind, &row.id).map(|record| base.value(record));
    if own.is_none() && old.is_none() && !row.fields.contains(":null") {
        // the common case of a new record needs no parsing
        let fields = row.fields.strip_prefix('{')?;
        let comma = if fields == "}" { "" } else { "," };
        return Some(format!("{{\"{ROW_KEY}\":{}{comma}{fields}", row.row));
    }
    let mut merged: Map<String, Value> =
        old.and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default();
    for (field, value) in row.fields() {
        merge(merged.entry(field).or_insert(Value::Null), value);
    }
    merged.shift_remove(ROW_KEY);
    let own = own.unwrap_or_default();
    let is_added = own.is_null();
    merged.retain(|field, value| !changes_nothing(own.get(field), value));
    if merged.is_empty() && !is_added {
        return None;
    }
    merged.shift_insert(0, ROW_KEY.to_string(), row.row.into());
    Some(Value::Object(merged).to_string())
}
