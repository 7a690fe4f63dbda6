//! Groups findings: a cause with what follows from it, and findings that say the same.

use super::finding::{Finding, Severity};
use crate::model::{KindId, RecordPath};
use foldhash::fast::RandomState;
use std::collections::{BTreeMap, HashMap, HashSet};

/// So many findings that say the same of different records are told one by one.
const MAX_SINGLE_FINDINGS: usize = 3;

/// A finding to show, and others that need no more than a count.
pub struct FindingGroup<'a> {
    pub first: &'a Finding,
    /// Findings that say the same of other records.
    alike: Vec<&'a Finding>,
    /// Findings about records that name those of the first and of those alike.
    consequences: Vec<&'a Finding>,
}

/// Equal for findings that say the same: severity, layer, kind, field and message.
type Sameness<'a> = (Severity, u16, &'a str, Option<&'a str>, &'a str);

/// Groups findings in their order. A missing record explains all references to it.
pub fn group_findings(findings: &[Finding]) -> Vec<FindingGroup<'_>> {
    let counts = count_messages(findings);
    let mut group_of_record: HashMap<RecordPath, usize, RandomState> = HashMap::default();
    let mut group_of_message: HashMap<Sameness, usize, RandomState> = HashMap::default();
    let mut groups: Vec<FindingGroup> = Vec::new();
    for finding in findings {
        let group = match &finding.cause {
            Some(cause) => {
                let group = group_of_record.get(cause).copied();
                let number = *group_of_record.entry(cause.clone()).or_insert(groups.len());
                if group.is_some() {
                    groups[number].consequences.push(finding);
                }
                group
            }
            None => {
                let key = sameness(finding);
                let is_frequent = counts.get(&key).is_some_and(|n| *n > MAX_SINGLE_FINDINGS);
                let group = group_of_message.get(&key).copied().filter(|_| is_frequent);
                let number = group.unwrap_or(groups.len());
                group_of_message.entry(key).or_insert(number);
                if let Some(cause) = finding.path.record().or_else(|| ignored_kind(finding)) {
                    group_of_record.entry(cause).or_insert(number);
                }
                if group.is_some() {
                    groups[number].alike.push(finding);
                }
                group
            }
        };
        if group.is_none() {
            let (alike, consequences) = (Vec::new(), Vec::new());
            groups.push(FindingGroup { first: finding, alike, consequences });
        }
    }
    groups
}

/// Returns the path of the kind whose records an error ignores as a whole.
fn ignored_kind(finding: &Finding) -> Option<RecordPath> {
    let is_kind = finding.path.kind().is_some() && finding.path.id().is_none();
    (is_kind && finding.severity == Severity::Error).then(|| finding.path.clone())
}

fn sameness(finding: &Finding) -> Sameness<'_> {
    let Finding { severity, layer, path, message, .. } = finding;
    (*severity, *layer, path.kind_name(), path.field_path(), message)
}

/// Returns the number of findings about records that say the same.
fn count_messages(findings: &[Finding]) -> HashMap<Sameness<'_>, usize, RandomState> {
    let mut counts = HashMap::default();
    let is_about_record =
        |finding: &&Finding| finding.cause.is_none() && finding.path.record().is_some();
    for finding in findings.iter().filter(is_about_record) {
        *counts.entry(sameness(finding)).or_insert(0) += 1;
    }
    counts
}

impl FindingGroup<'_> {
    /// Returns sentences about the other findings: "therefore: 4 phases, 600 events name it".
    pub fn summaries(&self) -> Vec<String> {
        let alike =
            count_records(&self.alike).map(|(counts, _)| format!("the same in {counts} more"));
        let introduction = if self.first.cause.is_some() { "also" } else { "therefore" };
        let object = match (ignored_kind(self.first), self.alike.is_empty()) {
            (Some(_), _) => "its records",
            (None, true) => "it",
            (None, false) => "them",
        };
        let consequences = count_records(&self.consequences).map(|(counts, count)| {
            let verb = if count == 1 { "names" } else { "name" };
            format!("{introduction}: {counts} {verb} {object}")
        });
        alike.into_iter().chain(consequences).collect()
    }
}

/// Returns the number of records of each kind that findings are about, in words, and of all.
fn count_records(findings: &[&Finding]) -> Option<(String, usize)> {
    let mut records: BTreeMap<KindId, HashSet<RecordPath, RandomState>> = BTreeMap::new();
    for path in findings.iter().filter_map(|finding| finding.path.record()) {
        if let Some(kind) = path.kind() {
            records.entry(kind).or_default().insert(path);
        }
    }
    let words = records.iter().map(|(kind, paths)| match paths.len() {
        1 => format!("1 {}", kind.singular()),
        count => format!("{count} {kind}"),
    });
    let words = words.collect::<Vec<_>>().join(", ");
    let count = records.values().map(HashSet::len).sum();
    (count > 0).then_some((words, count))
}
