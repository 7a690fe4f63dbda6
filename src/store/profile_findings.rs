//! Adds findings about the user's files beside the data.

use super::check::check_all;
use super::dataset::Dataset;
use super::finding::{Finding, Severity};
use super::layer::Layer;
use crate::error::FileProblem;
use crate::model::RecordPath;
use std::sync::OnceLock;

impl Dataset {
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
    pub(super) fn add_file(
        &mut self,
        mut file: Layer,
        severity: Severity,
        problems: Vec<FileProblem>,
    ) {
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
        file.is_profile_file = true;
        self.layers.push(file);
    }
}
