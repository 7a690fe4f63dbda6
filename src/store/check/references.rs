//! Checks references: each names a record that exists, or causes a warning.

use super::{Report, locate, locate_text};
use crate::model::{KindId, RecordPath, RecordReference};
use crate::store::dataset::Dataset;
use crate::store::finding::{Finding, Severity};
use crate::store::record_parser::unknown_country_code;
use crate::store::record_ref::RecordRef;
use crate::store::record_suggester::RecordSuggester;
use foldhash::fast::RandomState;
use indexmap::IndexMap;
use std::collections::HashSet;

/// A message about a removed record names so many of those that refer to it.
const MAX_NAMED_REFERRERS: usize = 3;

impl Report<'_> {
    /// Warns about each reference of a record to one that does not exist.
    pub(super) fn check_references(&mut self, record: RecordRef) {
        let data = self.data;
        let mut missing: Vec<RecordReference> = Vec::new();
        data.for_each_link(record, &mut |link| {
            if data.find(link.kind, link.id).is_none() && !missing.contains(&link) {
                missing.push(link);
            }
        });
        for link in missing {
            let path = match record.kind {
                // the id of a citation takes all parts of a path
                KindId::Citations => data.path(record),
                _ => data.path(record).join(link.field),
            };
            let (layer, offset) = locate_text(data, &path, link.id);
            let renames = data.layers()[usize::from(layer)].renames.as_ref();
            // another programme has a record with the id
            let original = renames.and_then(|renames| renames.original(link.kind, link.id));
            let id = original.map_or(link.id, |id| id);
            let message = format!("unknown {} \"{id}\"", link.kind.singular());
            let hint = original.map(|_| {
                let kind = link.kind;
                format!("only another programme has it: add \"{id}\" to {kind}.json of this one")
            });
            let cause = Some(RecordPath::for_record(link.kind, link.id));
            let finding = Finding::warning(path, layer, offset, message);
            self.findings.push(Finding { cause, hint, ..finding });
        }
    }

    /// Warns about a citation of a value that does not exist.
    pub(super) fn check_cited_path(&mut self, path: &RecordPath, cited: &str) {
        let Err(e) = self.data.resolve_path(cited) else { return };
        let record = RecordPath::new(cited).record();
        let cause = record.filter(|record| self.data.record_at(record).is_none());
        let (layer, offset) = locate(self.data, path);
        let finding = Finding::warning(path.clone(), layer, offset, e.message);
        self.findings.push(Finding { cause, hint: e.hint, ..finding });
    }

    /// Warns about removed records that others still name, and adds hints to references: the names
    /// of records that are probably meant.
    pub(super) fn explain_references(&mut self) {
        self.blame_ignored_kinds();
        let mut referrers: IndexMap<RecordPath, Vec<RecordPath>, RandomState> = IndexMap::default();
        for finding in &self.findings {
            if let Some(cause) = &finding.cause {
                let referrer = finding.path.record().unwrap_or_default();
                referrers.entry(cause.clone()).or_default().push(referrer);
            }
        }
        if referrers.is_empty() {
            return;
        }
        let is_ignored = |finding: &&Finding| {
            finding.severity == Severity::Error && finding.path.field_path().is_none()
        };
        let ignored: HashSet<RecordPath> =
            self.findings.iter().filter(is_ignored).map(|finding| finding.path.clone()).collect();
        let mut suggester = RecordSuggester::default();
        let mut hints: IndexMap<RecordPath, Option<String>, RandomState> = IndexMap::default();
        for (missing, mut referrers) in referrers {
            referrers.dedup();
            let removal = self.data.removal_of(&missing);
            let hint = match missing.kind().zip(missing.id()) {
                _ if removal.is_some() || ignored.contains(&missing) => None,
                Some((kind, id)) => suggester.suggest(self.data, kind, id),
                None => None,
            };
            if let Some(slice) = removal {
                let message = removal_message(&referrers);
                let finding =
                    Finding::warning(missing.clone(), slice.layer, slice.start as usize, message);
                let hint = "remove these records as well, or change them".to_string();
                self.findings.push(finding.with_hint(Some(hint)));
            }
            hints.insert(missing, hint);
        }
        for finding in self.findings.iter_mut().filter(|finding| finding.hint.is_none()) {
            let Some(cause) = &finding.cause else { continue };
            let can_be_added = self.data.removal_of(cause).is_none() && !ignored.contains(cause);
            finding.hint = match hints.get(cause) {
                Some(Some(hint)) => Some(hint.clone()),
                _ if can_be_added => how_to_add(self.data, finding.layer, cause),
                _ => None,
            };
        }
    }

    /// Makes an error about a whole file the cause of all references to its records.
    fn blame_ignored_kinds(&mut self) {
        let is_kind =
            |finding: &&Finding| finding.severity == Severity::Error && finding.path.id().is_none();
        let ignored: Vec<KindId> = self
            .findings
            .iter()
            .filter(is_kind)
            .filter_map(|finding| finding.path.kind())
            .collect();
        for cause in self.findings.iter_mut().filter_map(|finding| finding.cause.as_mut()) {
            if let Some(kind) = cause.kind().filter(|kind| ignored.contains(kind)) {
                *cause = RecordPath::for_kind(kind);
            }
        }
    }

    /// Adds the code that is meant to findings about countries whose key is no code.
    pub(super) fn explain_country_codes(&mut self) {
        let mut suggester = RecordSuggester::default();
        for finding in &mut self.findings {
            let path = &finding.path;
            let is_about_code = finding.severity == Severity::Error
                && finding.hint.is_none()
                && path.kind() == Some(KindId::Countries)
                && path.field_path().is_none();
            let Some(key) = path.id().filter(|_| is_about_code) else { continue };
            if finding.message == unknown_country_code(key) {
                let hint = suggester.suggest(self.data, KindId::Countries, key);
                finding.hint = hint.or_else(|| Some(OWN_PLACE.into()));
            }
        }
    }
}

/// The hint about a key that resembles no country.
const OWN_PLACE: &str = "use the two letters of ISO 3166-1, or give a place of your own a \"name\"";

/// Returns the hint that says where a missing record may be added: to the file of its kind, if the
/// layer is a file of a programme.
fn how_to_add(data: &Dataset, layer: u16, missing: &RecordPath) -> Option<String> {
    let (kind, id) = (missing.kind()?, missing.id()?);
    let file = match data.layers()[usize::from(layer)].base_kind() {
        Some(_) => format!("{kind}.json"),
        None => format!("\"{kind}\""),
    };
    Some(match kind {
        KindId::Countries => {
            format!("use the two letters of ISO 3166-1, or add \"{id}\" to {file}")
        }
        _ => format!("add \"{id}\" to {file}, or use the id of another {}", kind.singular()),
    })
}

fn removal_message(referrers: &[RecordPath]) -> String {
    let named = referrers.iter().take(MAX_NAMED_REFERRERS).map(RecordPath::as_str);
    let named = named.collect::<Vec<_>>().join(", ");
    let (more, verb) = match (referrers.len().saturating_sub(MAX_NAMED_REFERRERS), referrers.len())
    {
        (0, 1) => (String::new(), "names"),
        (0, _) => (String::new(), "name"),
        (more, _) => (format!(" and {more} more"), "name"),
    };
    format!("removed, but {named}{more} still {verb} it")
}
