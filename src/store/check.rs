//! What is wrong or odd in the data, each with the place, the file and the position.

use super::layer::{Layer, SourceSlice, SourceSlices};
use super::{Dataset, KINDS, RecordRef, json};
use crate::model::text::sanitize;
use crate::model::*;
use crate::parallel::{self, MIN_ITEMS_PER_THREAD};
use crate::sort;
use crate::suggest::closest;
use memchr::memchr2;
use serde_json::Value;
use std::collections::HashMap;
use std::fmt;

/// How grave a finding is. Only an error makes `gloact check` end with 3.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// A patch or a file was refused.
    Error,
    /// It is used, but it can hardly be meant.
    Warning,
    /// Odd, and perhaps right.
    Note,
}

/// Something that a reader of the data should be told.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// How grave it is.
    pub severity: Severity,
    /// What it is about; empty for a whole file.
    pub path: RecordPath,
    /// The number of the layer.
    pub layer: u16,
    /// The byte of the layer's text.
    pub offset: usize,
    /// What is wrong and what was wanted.
    pub message: String,
    /// The nearest name, or what would help.
    pub hint: Option<String>,
}

impl Finding {
    fn new(
        severity: Severity,
        path: RecordPath,
        layer: u16,
        offset: usize,
        message: String,
    ) -> Finding {
        Finding { severity, path, layer, offset, message, hint: None }
    }

    pub(super) fn error(place: RecordPath, layer: u16, at: usize, sentence: String) -> Finding {
        Finding::new(Severity::Error, place, layer, at, sentence)
    }

    pub(super) fn warning(place: RecordPath, layer: u16, at: usize, sentence: String) -> Finding {
        Finding::new(Severity::Warning, place, layer, at, sentence)
    }

    pub(super) fn with_hint(mut self, hint: Option<String>) -> Finding {
        self.hint = hint;
        self
    }

    /// The finding as one line: `file:line:column: error: place: sentence (hint)`.
    pub fn format_line(&self, layers: &[Layer]) -> String {
        let layer = &layers[self.layer as usize];
        let (line, column) = layer.position(self.offset);
        let place =
            if self.path.as_str().is_empty() { String::new() } else { format!("{}: ", self.path) };
        let hint = self.hint.as_ref().map(|hint| format!(" ({hint})")).unwrap_or_default();
        format!("{}:{line}:{column}: {}: {place}{}{hint}", layer.name, self.severity, self.message)
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        })
    }
}

/// Looks through all records; gives what was wrong in the layers and what it finds besides, the gravest first.
pub(super) fn check_all(data: &Dataset) -> Vec<Finding> {
    let rows: Vec<RecordRef> = KINDS.iter().flat_map(|kind| data.records(kind.name)).collect();
    let mut found: Vec<Finding> = parallel::map_chunks(&rows, MIN_ITEMS_PER_THREAD, |rows| {
        let mut found = Vec::new();
        rows.iter().for_each(|row| check_record(data, *row, &mut found));
        found
    })
    .concat();
    check_relations(data, &mut found);
    found.splice(..0, data.load_findings.iter().cloned());
    sort::by_key(&mut found, |finding| (finding.severity, finding.layer, finding.offset));
    found
}

/// Adds a finding at the position of its place.
fn report(
    data: &Dataset,
    found: &mut Vec<Finding>,
    level: Severity,
    place: RecordPath,
    sentence: String,
    hint: Option<String>,
) {
    let (layer, at) = locate(data, &place);
    found.push(Finding::new(level, place, layer, at, sentence).with_hint(hint));
}

/// What is wrong with one record by itself, of whatever kind.
fn check_record(data: &Dataset, row: RecordRef, found: &mut Vec<Finding>) {
    let said = data.override_slices(row);
    // what overrides name was looked for when they were put over the data
    if *said == SourceSlices::Bundled {
        for (field, kind, id) in
            data.links(row).filter(|(_, kind, id)| data.find(kind, id).is_none())
        {
            let hint = closest(id, data.records(kind).map(|row| data.id(row)))
                .map(|near| format!("did you mean {near}?"));
            let place = data.path(row).join(field);
            report(
                data,
                found,
                Severity::Error,
                place,
                format!("\"{id}\" is not among the {kind}"),
                hint,
            );
        }
    }
    data.for_each_date(row, &mut |field, date| {
        if date.is_backwards() {
            report(
                data,
                found,
                Severity::Warning,
                data.path(row).join(field),
                format!("it ends before it starts: {date}"),
                None,
            );
        }
    });
    // only a text with an escape, a tab or a character beyond ASCII can hold what is cleaned
    let suspicious =
        |text: &str| !text.is_ascii() || memchr2(b'\\', b'\t', text.as_bytes()).is_some();
    if said.iter().any(|slice| {
        !data.layers[slice.layer as usize].is_bundled() && suspicious(data.slice_text(*slice))
    }) {
        let holds = |slice: &SourceSlice| {
            json::parse_strict(data.slice_text(*slice)).is_ok_and(|value| needs_sanitizing(&value))
        };
        if data.slices(row).iter().any(holds) {
            let sentence =
                "it holds control or invisible characters, which are shown as such".into();
            report(data, found, Severity::Note, data.path(row), sentence, None);
        }
    }
}

/// What is wrong with records of some kinds, and with several taken together.
fn check_relations(data: &Dataset, found: &mut Vec<Finding>) {
    let mut see = |level, place, sentence, hint| report(data, found, level, place, sentence, hint);
    for (id, _) in data.citations.iter() {
        if let Err(e) = data.resolve_path(id) {
            see(Severity::Error, RecordPath::for_record("citations", id), e.message, e.hint);
        }
    }
    let mut series: HashMap<&str, Vec<(&Text, u32, &EdtfDate)>> = HashMap::new();
    for (id, event) in data.events.iter() {
        let place = || RecordPath::for_record("events", id);
        if let Some(kind) = event.kind.as_deref().filter(|kind| !EVENT_KINDS.contains(kind)) {
            let hint = closest(kind, EVENT_KINDS.iter().copied())
                .map(|near| format!("did you mean {near}?"));
            see(
                Severity::Warning,
                place().join("kind"),
                format!("\"{kind}\" is no known kind of event"),
                hint,
            );
        }
        if let Some((id, phase)) =
            event.phase.as_ref().and_then(|id| Some((id, data.phases.get(&**id)?)))
        {
            let ((first, last), (start, end)) =
                (event.date.sort_bounds(), phase.date.sort_bounds());
            if last < start || first > end {
                see(
                    Severity::Note,
                    place().join("date"),
                    format!(
                        "{} lies outside the planned years of {id}, {}",
                        event.date.display(),
                        phase.date.display()
                    ),
                    None,
                );
            }
        }
        if let Some(of) = &event.series {
            series.entry(&of.name).or_default().push((id, of.number, &event.date));
        }
    }
    for meetings in series.values_mut() {
        sort::by_key(meetings, |(_, number, _)| *number);
        for pair in meetings.windows(2) {
            let [(earlier, number, before), (_, next, after)] = pair else { continue };
            if before.sort_bounds().0 > after.sort_bounds().1 {
                see(
                    Severity::Note,
                    RecordPath::for_record("events", earlier).join("date"),
                    format!(
                        "meeting {number} is dated {} and meeting {next} before it, {}",
                        before.display(),
                        after.display()
                    ),
                    None,
                );
            }
        }
    }
    for (id, objective) in
        data.objectives.iter().filter(|(_, objective)| objective.continues.is_some())
    {
        // who goes round in a circle comes to no beginning
        if data
            .objectives
            .get(data.original_objective(id))
            .is_none_or(|root| root.continues.is_some())
        {
            let before = objective.continues.as_deref().unwrap_or_default();
            see(
                Severity::Warning,
                RecordPath::for_record("objectives", id).join("continues"),
                format!("\"{before}\" leads back to it"),
                None,
            );
        }
    }
    for (id, phase) in data.phases.iter() {
        for (field, money) in
            [("budget", &phase.budget), ("ec_contribution", &phase.ec_contribution)]
        {
            if let Some(code) = money
                .as_ref()
                .map(|money| &*money.currency)
                .filter(|code| code.len() != 3 || !code.bytes().all(|c| c.is_ascii_uppercase()))
            {
                let hint = Some("three capital letters such as EUR (ISO 4217)".into());
                see(
                    Severity::Warning,
                    RecordPath::for_record("phases", id).join(field),
                    format!("\"{code}\" is no code of a currency"),
                    hint,
                );
            }
        }
    }
    for (id, instrument) in data.instruments.iter() {
        if !INSTRUMENT_KINDS.contains(&&*instrument.kind) {
            let hint = closest(&instrument.kind, INSTRUMENT_KINDS.iter().copied())
                .map(|near| format!("did you mean {near}?"));
            see(
                Severity::Warning,
                RecordPath::for_record("instruments", id).join("kind"),
                format!("\"{}\" is no known kind of instrument", instrument.kind),
                hint,
            );
        }
    }
}

fn needs_sanitizing(value: &Value) -> bool {
    match value {
        Value::String(text) => sanitize(text) != text.as_str(),
        Value::Array(all) => all.iter().any(needs_sanitizing),
        Value::Object(all) => {
            all.iter().any(|(key, value)| sanitize(key) != key.as_str() || needs_sanitizing(value))
        }
        _ => false,
    }
}

/// The layer and byte where the highest layer speaks of a place.
fn locate(data: &Dataset, place: &RecordPath) -> (u16, usize) {
    let slices = data.record_at(place).map(|row| data.slices(row)).unwrap_or_default();
    let path = place.field_path().unwrap_or_default();
    let at = |path: &str| {
        slices.iter().rev().find_map(|slice| {
            Some((
                slice.layer,
                slice.start as usize + json::value_offset(data.slice_text(*slice), path)?,
            ))
        })
    };
    at(path).or_else(|| at("")).unwrap_or_default()
}
