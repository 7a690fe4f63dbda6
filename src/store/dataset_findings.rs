//! The findings about a data set, and about the user's files beside it.

use super::check::check_all;
use super::dataset::Dataset;
use super::finding::{Finding, Severity};
use super::finding_group::group_findings;
use super::layer::Layer;
use crate::error::FileProblem;
use crate::model::RecordPath;
use std::sync::OnceLock;

impl Dataset {
    /// Returns everything wrong or suspicious in the data, the most severe first.
    pub fn findings(&self) -> &[Finding] {
        self.findings.get_or_init(|| check_all(self))
    }

    /// Returns the errors and warnings. A test makes sure that the bundled data have none, so that
    /// nobody waits for the checks when nothing else is loaded.
    pub fn problems(&self) -> &[Finding] {
        if !self.may_have_problems() {
            return &[];
        }
        let all = self.findings();
        &all[..all.partition_point(|finding| finding.severity < Severity::Note)]
    }

    /// Returns the number of errors and warnings; what follows from one is not counted.
    pub fn problem_count(&self) -> usize {
        *self.problem_count.get_or_init(|| group_findings(self.problems()).len())
    }

    /// Returns the errors.
    pub fn errors(&self) -> &[Finding] {
        let all = self.problems();
        &all[..all.partition_point(|finding| finding.severity == Severity::Error)]
    }

    /// Adds the problems of a profile file, such as bookmarks or keys. They are warnings, since no
    /// record depends on them. A file without problems is not added, so that nobody waits for the
    /// checks of all records.
    pub fn add_profile_problems(&mut self, file: Layer, problems: Vec<FileProblem>) {
        // an unreadable file has no other problem
        let problems = match file.read_error() {
            Some(error) => {
                let (offset, message) = (error.offset, error.message.clone());
                vec![FileProblem { offset, message, hint: None }]
            }
            None => problems,
        };
        if problems.is_empty() {
            return;
        }
        self.add_file(file, Severity::Warning, problems);
    }

    /// Adds a note about a file.
    pub fn add_note(&mut self, file: Layer, message: &str) {
        let problem = FileProblem { offset: 0, message: message.into(), hint: None };
        self.add_file(file, Severity::Note, vec![problem]);
    }

    /// Adds a file that has no records, with what is wrong with it.
    fn add_file(&mut self, file: Layer, severity: Severity, problems: Vec<FileProblem>) {
        let layer = self.layers.len() as u16;
        let mut all = self.findings.take().unwrap_or_else(|| check_all(self));
        all.extend(problems.into_iter().map(|FileProblem { offset, message, hint }| Finding {
            severity,
            hint,
            ..Finding::error(RecordPath::default(), layer, offset, message)
        }));
        all.sort_by_key(|finding| (finding.severity, finding.cause.is_some()));
        self.findings = OnceLock::from(all);
        self.problem_count = OnceLock::new();
        self.layers.push(file);
    }
}
