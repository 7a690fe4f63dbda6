//! Writes the records of files as JSON: as the layers of a programme, or as one override.

use super::imported_records::{IatiImport, ImportedRecord};
use crate::import::PreviousImport;
use crate::import::field_merge::changes_nothing;
use crate::model::KindId;
use crate::store::layer::Layer;
use crate::store::{Dataset, ROW_KEY};
use serde_json::{Value, json};
use std::fmt::Write;

/// Returns the layers of the programme that a file is, one for each kind. A record stands on the
/// line on which its activity begins in the file, so that findings name that line.
pub fn base_layers(import: &IatiImport, name: &str) -> Vec<Layer> {
    let layer = |kind: &KindId| {
        let text = base_text(import, *kind, name);
        Layer::from_text(name, text).with_base_kind(*kind)
    };
    KindId::ALL.iter().map(layer).collect()
}

fn base_text(import: &IatiImport, kind: KindId, name: &str) -> String {
    let mut text = format!("{{\"$import\":{}", json!({"file": name, "unit": "line"}));
    let mut line = 1;
    for record in import.records.of(kind) {
        text.push(',');
        while line < record.line {
            text.push('\n');
            line += 1;
        }
        push_record(&mut text, record);
    }
    text.push('}');
    text
}

fn push_record(text: &mut String, record: &ImportedRecord) {
    let fields = Value::Object(record.fields.clone()).to_string();
    let fields = fields.strip_prefix('{').unwrap_or(&fields);
    let comma = if fields == "}" { "" } else { "," };
    let id = Value::from(&*record.id);
    let _ = write!(text, "{id}:{{\"{ROW_KEY}\":{}{comma}{fields}", record.line);
}

/// Returns the text of the override that files become: the records that differ from those of
/// `base`. Records of an earlier import that the files no longer have stay, unless `syncs`.
pub fn override_text(
    import: &IatiImport,
    name: &str,
    base: &Dataset,
    previous: &PreviousImport,
    syncs: bool,
) -> String {
    let files: Vec<&str> = import.summary.files.iter().map(|(file, _)| &**file).collect();
    let origin = json!({"file": files.join(", "), "unit": "line", "map": name});
    let mut text = format!("{{\n  \"$import\": {origin}");
    for kind in KindId::ALL {
        let records = import.records.of(*kind);
        let mut entries: Vec<String> = Vec::new();
        for record in records.iter().filter(|record| is_new_or_changed(record, *kind, base)) {
            let mut entry = String::new();
            push_record(&mut entry, record);
            entries.push(entry);
        }
        if !syncs {
            let ids: std::collections::HashSet<&str> =
                records.iter().map(|record| &*record.id).collect();
            let kept = previous.texts(*kind).filter(|(id, _)| !ids.contains(id));
            entries.extend(kept.map(|(id, text)| format!("{}:{text}", Value::from(id))));
        }
        if !entries.is_empty() {
            let _ = write!(text, ",\n  \"{kind}\": {{\n    {}\n  }}", entries.join(",\n    "));
        }
    }
    text.push_str("\n}\n");
    text
}

/// Returns whether a record is not in the data, or differs from it.
pub(super) fn is_new_or_changed(record: &ImportedRecord, kind: KindId, base: &Dataset) -> bool {
    let Some(known) = base.find(kind, &record.id) else { return true };
    let own = base.value(known);
    !record.fields.iter().all(|(field, value)| changes_nothing(own.get(field), value))
}
