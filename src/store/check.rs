//! Checks the merged data. Each finding names the record or field, the layer and the position.

mod budget_sums;
mod claims;
mod countries;
mod events;
mod known_words;
mod money;
mod objectives;
mod references;
mod shared_records;

use super::dataset::Dataset;
use super::finding::{Finding, Severity};
use super::json;
use super::layer::LayerTextRange;
use super::record_ref::RecordRef;
use crate::model::text::sanitize;
use crate::model::*;
use crate::parallel::{self, MIN_ITEMS_PER_THREAD};
use memchr::memchr2;
use serde_json::Value;

/// The longest claim that a message quotes in full, in cells.
const MAX_QUOTED_WIDTH: u16 = 60;

/// Checks all records. Returns these findings and those of the merge, the most severe first.
pub(super) fn check_all(data: &Dataset) -> Vec<Finding> {
    let records: Vec<RecordRef> = data.all_records().collect();
    let chunks = parallel::map_chunks(&records, MIN_ITEMS_PER_THREAD, |records| {
        let mut report = Report { data, findings: Vec::new() };
        for record in records {
            report.check_record(*record);
        }
        report.findings
    });
    let findings = data.load_findings.iter().cloned().chain(chunks.into_iter().flatten());
    let mut report = Report { data, findings: findings.collect() };
    report.check_citations();
    report.check_countries();
    report.check_shared_records();
    report.check_events();
    report.check_objectives();
    report.check_currencies();
    report.check_budget_sums();
    report.check_phases_of_objectives();
    report.check_parts();
    report.check_words();
    report.explain_references();
    report.explain_country_codes();
    // causes come before what follows from them
    report.findings.sort_by_key(|finding| {
        (finding.severity, finding.cause.is_some(), finding.layer, finding.offset)
    });
    report.findings
}

/// Findings, each added at the position of its path.
struct Report<'a> {
    data: &'a Dataset,
    findings: Vec<Finding>,
}

impl Report<'_> {
    fn add(&mut self, severity: Severity, path: RecordPath, message: String, hint: Option<String>) {
        let (layer, offset) = locate(self.data, &path);
        let finding = Finding::error(path, layer, offset, message);
        self.findings.push(Finding { severity, hint, ..finding });
    }

    fn error(&mut self, path: RecordPath, message: String, hint: Option<String>) {
        self.add(Severity::Error, path, message, hint);
    }

    fn warning(&mut self, path: RecordPath, message: String, hint: Option<String>) {
        self.add(Severity::Warning, path, message, hint);
    }

    fn note(&mut self, path: RecordPath, message: String) {
        self.add(Severity::Note, path, message, None);
    }

    /// Checks what all kinds have in common: links, dates and invisible characters.
    fn check_record(&mut self, record: RecordRef) {
        let data = self.data;
        self.check_references(record);
        let needed = record.kind.needed_fields();
        data.for_each_text(record, &mut |field, text| {
            if text.trim().is_empty() && needed.contains(&field) {
                self.warning(data.path(record).join(field), "this text is empty".into(), None);
            }
        });
        data.for_each_date(record, &mut |field, date| {
            if date.is_backwards() {
                let message = format!("the end is before the start: {date}");
                self.warning(data.path(record).join(field), message, None);
            }
        });
        if data.is_record_overridden(record) && has_sanitized_text(data, record) {
            let message = "contains control or invisible characters, shown as symbols";
            self.note(data.path(record), message.into());
        }
    }
}

/// Returns whether a record has text that sanitising changes.
fn has_sanitized_text(data: &Dataset, record: RecordRef) -> bool {
    let slices = data.slices(record);
    let is_suspicious = |slice: &LayerTextRange| {
        data.is_from_override(*slice) && may_need_sanitizing(data.slice_text(*slice))
    };
    let is_changed = |slice: &LayerTextRange| {
        serde_json::from_str(data.slice_text(*slice)).is_ok_and(|value| needs_sanitizing(&value))
    };
    slices.iter().any(is_suspicious) && slices.iter().any(is_changed)
}

/// Rules out most JSON texts without parsing them: only escapes, tabs and characters beyond ASCII
/// can be sanitised.
fn may_need_sanitizing(json: &str) -> bool {
    !json.is_ascii() || memchr2(b'\\', b'\t', json.as_bytes()).is_some()
}

fn needs_sanitizing(value: &Value) -> bool {
    let is_changed = |text: &str| sanitize(text) != text;
    match value {
        Value::String(text) => is_changed(text),
        Value::Array(all) => all.iter().any(needs_sanitizing),
        Value::Object(all) => {
            all.iter().any(|(key, value)| is_changed(key) || needs_sanitizing(value))
        }
        _ => false,
    }
}

/// Returns the layer and byte at which the topmost layer sets a path, or its record.
fn locate(data: &Dataset, path: &RecordPath) -> (u16, usize) {
    let field_path = path.field_path().unwrap_or_default();
    locate_in_record(data, path, field_path)
        .or_else(|| locate_in_record(data, path, ""))
        .unwrap_or_default()
}

/// Returns the layer and byte at which the topmost layer sets a value inside a record.
fn locate_in_record(data: &Dataset, record: &RecordPath, field_path: &str) -> Option<(u16, usize)> {
    let record = data.record_at(record)?;
    data.slices(record).iter().rev().find_map(|slice| {
        let offset = json::value_offset(data.slice_text(*slice), field_path)?;
        Some((slice.layer, slice.start as usize + offset))
    })
}

/// Returns the layer and byte at which the topmost layer has a text in a field.
fn locate_text(data: &Dataset, path: &RecordPath, text: &str) -> (u16, usize) {
    let (layer, offset) = locate(data, path);
    let field = data.layers()[usize::from(layer)].text.get(offset..).unwrap_or_default();
    (layer, offset + field.find(&format!("\"{text}\"")).unwrap_or(0))
}
