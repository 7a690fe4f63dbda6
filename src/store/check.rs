//! Checks the merged data. Each finding names the record or field, the layer and the position.

mod amounts;
mod countries;
mod known_words;
mod objectives;
mod references;
mod shared_records;

use super::dataset::Dataset;
use super::finding::{Finding, Severity};
use super::json;
use super::layer::LayerSlice;
use super::record_ref::RecordRef;
use crate::model::text::{sanitize, truncate};
use crate::model::*;
use crate::parallel::{self, MIN_ITEMS_PER_THREAD};
use memchr::memchr2;
use serde_json::Value;
use std::collections::HashMap;

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
    report.check_phases_of_objectives();
    report.check_parents();
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

    fn check_citations(&mut self) {
        for (id, citation) in self.data.citations().iter() {
            let path = RecordPath::for_record(KindId::Citations, id);
            self.check_cited_path(&path, id);
            self.check_grades(&path, citation);
            self.check_first_claim(&path, id, citation);
        }
    }

    /// Warns about values that differ without saying how, and about a grade of the value in use. A
    /// citation has one warning of each sort, however many claims it has.
    fn check_grades(&mut self, path: &RecordPath, citation: &Citation) {
        let groups = citation.by_claim();
        let Some(in_use) = groups.first() else { return };
        let ungraded: Vec<&AgreeingClaims> =
            groups.iter().filter(|group| group.lacks_grade()).collect();
        if let Some(first) = ungraded.first() {
            let more = match ungraded.len() - 1 {
                0 => String::new(),
                more => format!(" (and {more} more)"),
            };
            let message = format!(
                "the claim {}{more} differs from {}, but does not say how, \
                 so it counts as a contradiction",
                quoted(first),
                quoted(in_use)
            );
            let hint = format!(
                "add \"difference\" with one of the words {}",
                ClaimDifference::WORDS.join(", ")
            );
            self.claim_warning(path, citation, first.claims[0], "says", message, hint);
        }
        if let Some(claim) = in_use.claims.iter().find(|claim| claim.difference.is_some()) {
            let message = "this claim is the value in use, so its difference has no effect";
            let hint = "remove \"difference\", or put the claim of the value in use first";
            self.claim_warning(path, citation, claim, "difference", message.into(), hint.into());
        }
    }

    /// Warns about a field of a claim, at its position.
    fn claim_warning(
        &mut self,
        path: &RecordPath,
        citation: &Citation,
        claim: &Claim,
        field: &str,
        message: String,
        hint: String,
    ) {
        let index = citation.0.iter().position(|other| std::ptr::eq(other, claim));
        let (layer, offset) = index
            .and_then(|index| locate_in_record(self.data, path, &format!("{index}/{field}")))
            .unwrap_or_else(|| locate(self.data, path));
        let finding = Finding::warning(path.clone(), layer, offset, message);
        self.findings.push(finding.with_hint(Some(hint)));
    }

    fn check_events(&mut self) {
        let data = self.data;
        let mut series: HashMap<&str, Vec<Meeting>> = HashMap::new();
        for (id, event) in data.events().iter() {
            let path = RecordPath::for_record(KindId::Events, id);
            if let Some(kind) = &event.kind {
                self.check_known(path.join("kind"), "kind of event", kind, EVENT_KINDS);
            }
            if event.dated_by.is_some() && !event.date.is_vague() {
                let message = "the date is not stated for the event itself: mark it with ~ or ?";
                self.note(path.join("date"), message.into());
            }
            let objectives = event.objectives.iter();
            self.check_phase_of_objectives(&path.join("objectives"), &event.phase, objectives);
            self.check_participants(&path, event);
            let phase = event.phase.as_ref();
            let phase = phase.and_then(|id| Some((id, data.phases().get(id)?.date.as_ref()?)));
            if let Some((phase_id, years)) = phase {
                let (first, last) = event.date.sort_bounds();
                let (start, end) = years.sort_bounds();
                if last < start || first > end {
                    let (date, years) = (event.date.display(), years.display());
                    let message =
                        format!("{date} is outside the planned years of {phase_id}, {years}");
                    self.note(path.join("date"), message);
                }
            }
            if let Some(place) = &event.series {
                let meeting = Meeting { id, number: place.number, date: &event.date };
                series.entry(&place.name).or_default().push(meeting);
            }
        }
        for mut meetings in series.into_values() {
            meetings.sort_by_key(|meeting| meeting.number);
            for pair in meetings.windows(2) {
                let [meeting, next] = pair else { continue };
                if meeting.date.sort_bounds().0 > next.date.sort_bounds().1 {
                    let path = RecordPath::for_record(KindId::Events, meeting.id).join("date");
                    let message = format!(
                        "meeting {} is dated {}, after meeting {}, {}",
                        meeting.number,
                        meeting.date.display(),
                        next.number,
                        next.date.display()
                    );
                    self.note(path, message);
                }
            }
        }
    }
}

/// One of a series of numbered meetings.
struct Meeting<'a> {
    id: &'a Text,
    number: u32,
    date: &'a EdtfDate,
}

/// Returns whether a record has text that sanitising changes.
fn has_sanitized_text(data: &Dataset, record: RecordRef) -> bool {
    let slices = data.slices(record);
    let is_suspicious = |slice: &LayerSlice| {
        data.is_from_override(*slice) && may_need_sanitizing(data.slice_text(*slice))
    };
    let is_changed = |slice: &LayerSlice| {
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

/// Returns the value of a group of claims as messages name it.
fn quoted(group: &AgreeingClaims) -> String {
    match group.value {
        Some(value) => format!("\"{}\"", truncate(value, MAX_QUOTED_WIDTH)),
        None => "the value in use".into(),
    }
}
