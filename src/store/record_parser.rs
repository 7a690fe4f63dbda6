//! Parses the records of a layer. A value that does not read is ignored alone, and all faults of a
//! record are reported at once.

use super::dataset::Dataset;
use super::field_hints::{suggest_field, suggest_name};
use super::finding::Finding;
use super::ignored_values::{
    IgnoredPaths, PathStep, ValuePath, path_in_text, value_at, without_values,
};
use super::ignored_whole_values::ignore_whole_values;
use super::json;
use super::json_error_message::{describe, describe_in, error_offset};
use super::layer::{Layer, LayerTextRange};
use super::layer_patch::{add_patch, parse_patch};
use super::merge_patch::slice_text;
use super::record_text_ranges::RecordTextRanges;
use super::value_hints::suggest_value;
use crate::model::text::sanitize;
use crate::model::{KindId, RecordPath, Text};
use serde_json::Value;
use serde_path_to_error::{Path, Segment};

/// After so many faults of one record a whole field is ignored for each fault.
const MAX_SINGLE_FAULTS: usize = 64;

/// After so many unknown fields of one record the others are counted.
const MAX_UNKNOWN_FIELDS: usize = 64;

/// The outcome of parsing a record of a layer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RecordParseOutcome {
    /// The record is stored with what the layer states about it.
    Stored,
    /// The layer states nothing that can be used; the record is as it was.
    Unchanged,
}

/// Parses a record from its slices and stores it, without the values of the top layer that do not
/// read. Each of them becomes a finding. A single slice without faults is parsed without a merge.
pub(super) fn parse_and_store_record(
    data: &mut Dataset,
    layers: &[Layer],
    kind: KindId,
    id: &Text,
    slices: RecordTextRanges,
    findings: &mut Vec<Finding>,
) -> RecordParseOutcome {
    let Some((&top, below)) = slices.as_slice().split_last() else {
        return RecordParseOutcome::Unchanged;
    };
    let text = slice_text(layers, top);
    let layer = &layers[usize::from(top.layer)];
    if let RecordTextRanges::Single(_) = slices
        && layer.renames.is_none()
        && data.table_mut(kind).insert_text(id, text, slices.clone()).is_ok()
    {
        return RecordParseOutcome::Stored;
    }
    let path = RecordPath::for_record(kind, id);
    if let Err(e) = json::parse_strict(text) {
        // a duplicate key is no error of serde_json
        if serde_json::from_str::<Value>(text).is_err() {
            let offset = top.start as usize + error_offset(text, &e);
            let message = format!("{}{RECORD_IGNORED}", describe_in(text, &e));
            findings.push(Finding::error(path, top.layer, offset, message));
            return RecordParseOutcome::Unchanged;
        }
        for (key, offset) in json::duplicate_keys(text).into_iter().take(MAX_SINGLE_FAULTS) {
            let message = format!("duplicate key \"{}\"{LAST_VALUE_COUNTS}", sanitize(&key));
            let offset = top.start as usize + offset;
            findings.push(Finding::error(path.clone(), top.layer, offset, message));
        }
    }
    let mut repair = Repair::new(data, layers, (kind, path), (top, below));
    let is_stored = repair.run(data, id, &slices);
    let Repair { top: TopPatch { patch, ignored, .. }, findings: mut new, .. } = repair;
    findings.append(&mut new);
    if !is_stored {
        return RecordParseOutcome::Unchanged;
    }
    let is_useless = !ignored.is_empty()
        && !below.is_empty()
        && without_values(patch, &ignored).as_object().is_some_and(is_empty_patch);
    data.ignored.insert(top, ignored);
    if is_useless {
        let value = data.ignored.merge(layers, below);
        let below = RecordTextRanges::from_slice(below);
        // the parts below were parsed before
        let _ = data.table_mut(kind).insert_value(id, &value, below);
        return RecordParseOutcome::Unchanged;
    }
    RecordParseOutcome::Stored
}

/// The end of the message about a key that stands twice in a record.
const LAST_VALUE_COUNTS: &str = "; the last value counts";

/// The end of the message about a record of which nothing is used.
pub(super) const RECORD_IGNORED: &str = "; the record is ignored";

/// Returns the message about a record whose key is no code of a country.
pub(super) fn unknown_country_code(key: &str) -> String {
    format!("\"{key}\": no country has this code{RECORD_IGNORED}")
}

/// Returns whether a patch changes nothing, because only empty objects are left of it.
fn is_empty_patch(patch: &serde_json::Map<String, Value>) -> bool {
    patch.values().all(|value| value.as_object().is_some_and(is_empty_patch))
}

/// A record whose top patch has faults, while these are found one by one.
struct Repair<'a> {
    kind: KindId,
    path: RecordPath,
    /// The value of the layers below.
    below: Value,
    top: TopPatch<'a>,
    fault_count: usize,
    findings: Vec<Finding>,
}

/// The patch of the top layer, and the values of it that are ignored.
struct TopPatch<'a> {
    layer: &'a Layer,
    slice: LayerTextRange,
    text: &'a str,
    patch: Value,
    ignored: IgnoredPaths,
}

impl<'a> Repair<'a> {
    fn new(
        data: &Dataset,
        layers: &'a [Layer],
        (kind, path): (KindId, RecordPath),
        (slice, below): (LayerTextRange, &[LayerTextRange]),
    ) -> Repair<'a> {
        let text = slice_text(layers, slice);
        let patch = parse_patch(layers, slice);
        let below = data.ignored.merge(layers, below);
        let layer = &layers[usize::from(slice.layer)];
        let top = TopPatch { layer, slice, text, patch, ignored: IgnoredPaths::new() };
        Repair { kind, path, below, top, fault_count: 0, findings: Vec::new() }
    }

    /// Stores the record without the values that do not read. Returns whether it is stored.
    fn run(&mut self, data: &mut Dataset, id: &Text, slices: &RecordTextRanges) -> bool {
        loop {
            let mut value = self.below.clone();
            let patch = without_values(self.top.patch.clone(), &self.top.ignored);
            // of claims that are all ignored, those of the layers below stay
            if patch.as_array().is_some_and(Vec::is_empty) && !self.top.ignored.is_empty() {
                return false;
            }
            add_patch(self.top.layer, &mut value, patch);
            let table = data.table_mut(self.kind);
            let Err(e) = table.insert_value(id, &value, slices.clone()) else {
                if ignore_whole_values(&self.top.patch, &mut self.top.ignored) {
                    continue;
                }
                return true;
            };
            if self.top.ignored.is_empty() {
                self.ignore_unknown_fields();
                if !self.top.ignored.is_empty() {
                    continue;
                }
            }
            let path = steps(e.path());
            let ignores = match missing_field(e.inner()) {
                Some(field) => self.ignore_incomplete(path, &field, e.inner()),
                None => self.ignore_faulty(path, e.inner()),
            };
            if !ignores {
                return false;
            }
        }
    }

    /// Ignores all fields that the kind does not have, each with a warning.
    fn ignore_unknown_fields(&mut self) {
        let fields = self.kind.fields();
        let Some(object) = self.top.patch.as_object().filter(|_| !fields.is_empty()) else {
            return;
        };
        let unknown: Vec<String> =
            object.keys().filter(|key| !fields.contains(&key.as_str())).cloned().collect();
        let offsets = json::member_offsets(self.top.text);
        let (layer, start) = (self.top.slice.layer, self.top.slice.start as usize);
        let offset_of = |key: &str| {
            let value = offsets.get(key).copied().unwrap_or_default();
            start + json::key_offset(self.top.text, key, value)
        };
        for key in unknown.iter().take(MAX_UNKNOWN_FIELDS) {
            let name = sanitize(key);
            let message = format!("unknown field \"{name}\"");
            let finding = Finding::warning(self.path.join(&name), layer, offset_of(key), message);
            self.findings.push(finding.with_hint(suggest_field(key, fields)));
        }
        if let Some(first) = unknown.get(MAX_UNKNOWN_FIELDS) {
            let count = unknown.len() - MAX_UNKNOWN_FIELDS;
            let message = format!("{count} more unknown fields of this record are ignored");
            let finding = Finding::warning(self.path.clone(), layer, offset_of(first), message);
            self.findings.push(finding);
        }
        self.top.ignored.extend(unknown.into_iter().map(|key| vec![PathStep::Key(key)]));
    }

    /// Ignores a value that does not read. Returns `false` if it is the record itself.
    fn ignore_faulty(&mut self, path: ValuePath, e: &serde_json::Error) -> bool {
        let mut path = path_in_text(&path, &self.top.ignored);
        while !path.is_empty() && value_at(&self.top.patch, &path).is_none() {
            path.pop();
        }
        let text = e.to_string();
        let is_unknown = text.starts_with("unknown field");
        let severity = if is_unknown { Finding::warning } else { Finding::error };
        let mut message = describe(e);
        if path.is_empty() {
            message.push_str(RECORD_IGNORED);
        }
        let hint = suggest_name(&text).or_else(|| {
            value_at(&self.top.patch, &path).and_then(|value| suggest_value(value, &message))
        });
        self.report(&path, severity, is_unknown, message, hint);
        self.ignore(path)
    }

    /// Ignores an object that lacks a field. Returns `false` if it is the record itself.
    fn ignore_incomplete(&mut self, path: ValuePath, field: &str, e: &serde_json::Error) -> bool {
        let path = path_in_text(&path, &self.top.ignored);
        let inner = [&path[..], &[PathStep::Key(field.into())]].concat();
        let is_ignored = self.top.ignored.contains(&inner);
        if path.is_empty() {
            let record_field = self.path.join(field);
            let cause = self.findings.iter_mut().find(|finding| finding.path == record_field);
            match cause.filter(|_| is_ignored) {
                Some(cause) => cause.message.push_str(RECORD_IGNORED),
                None if self.top.patch.get(field).is_some_and(Value::is_null) => {
                    let message =
                        format!("cannot be removed: every {} needs it", self.kind.singular());
                    self.report(&inner, Finding::error, false, message, None);
                    return self.ignore(inner);
                }
                None if self.kind == KindId::Countries => self.report_country_code(),
                None => {
                    let message = format!("{}{RECORD_IGNORED}", describe(e));
                    // behind the fields that there are
                    let offset = (self.top.slice.end as usize).saturating_sub(1);
                    let hint = format!("every {} needs \"{field}\"", self.kind.singular());
                    let (path, layer) = (self.path.clone(), self.top.slice.layer);
                    let finding = Finding::error(path, layer, offset, message);
                    self.findings.push(finding.with_hint(Some(hint)));
                }
            }
            return false;
        }
        // that a field is missing which was ignored is told already
        if !is_ignored {
            self.report(&path, Finding::error, false, describe(e), None);
        }
        self.ignore(path)
    }

    /// Reports a country without a name: its key is hardly meant as a place of its own. The check
    /// adds the code that is meant.
    fn report_country_code(&mut self) {
        let LayerTextRange { layer, start, .. } = self.top.slice;
        let key = self.path.id().unwrap_or_default();
        let offset = json::key_offset(&self.top.layer.text, key, start as usize);
        let message = unknown_country_code(key);
        self.findings.push(Finding::error(self.path.clone(), layer, offset, message));
    }

    /// Ignores a value of the top layer. Returns `false` if nothing is left to ignore.
    fn ignore(&mut self, mut path: ValuePath) -> bool {
        self.fault_count += 1;
        if self.kind == KindId::Citations {
            path.truncate(1);
        } else if self.fault_count >= MAX_SINGLE_FAULTS && path.len() > 1 {
            path.truncate(1);
            if let (Some(PathStep::Key(field)), Some(finding)) =
                (path.first(), self.findings.last_mut())
            {
                let effect = format!("; \"{field}\" has too many faults and is ignored as a whole");
                finding.message.push_str(&effect);
            }
        }
        !path.is_empty() && self.top.ignored.insert(path)
    }

    /// Adds a finding at a value, or at its key.
    fn report(
        &mut self,
        path: &[PathStep],
        severity: fn(RecordPath, u16, usize, String) -> Finding,
        is_about_key: bool,
        message: String,
        hint: Option<String>,
    ) {
        let slice = self.top.slice;
        let offset = slice.start as usize + self.top.offset(path, is_about_key);
        let keys = path.iter().filter_map(|step| match step {
            PathStep::Key(key) => Some(sanitize(key)),
            PathStep::Index(_) => None,
        });
        let field_path = keys.collect::<Vec<_>>().join("/");
        let record = self.path.clone();
        // the id of a citation takes all parts of a path
        let is_record = field_path.is_empty() || self.kind == KindId::Citations;
        let path = if is_record { record } else { record.join(&field_path) };
        self.findings.push(severity(path, slice.layer, offset, message).with_hint(hint));
    }
}

impl TopPatch<'_> {
    /// Returns the byte of the text at which a value begins, or its key.
    fn offset(&self, path: &[PathStep], is_about_key: bool) -> usize {
        let words = path.iter().map(|step| match step {
            PathStep::Key(key) => key.clone(),
            PathStep::Index(index) => index.to_string(),
        });
        let words = words.collect::<Vec<_>>();
        let Some(value) = json::value_offset(self.text, &words.join("/")) else { return 0 };
        let key = words.last().filter(|_| is_about_key);
        key.and_then(|key| self.text[..value].rfind(&format!("\"{key}\""))).unwrap_or(value)
    }
}

/// Returns the steps to the value that an error is about.
fn steps(path: &Path) -> ValuePath {
    let steps = path.iter().map_while(|segment| match segment {
        Segment::Map { key } => Some(PathStep::Key(key.clone())),
        Segment::Seq { index } => Some(PathStep::Index(*index)),
        Segment::Enum { .. } | Segment::Unknown => None,
    });
    steps.collect()
}

/// Returns the name of the field that an object lacks.
fn missing_field(e: &serde_json::Error) -> Option<String> {
    let text = e.to_string();
    let rest = text.strip_prefix("missing field `")?;
    rest.split('`').next().map(str::to_string)
}
