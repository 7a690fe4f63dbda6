//! The findings about a data set.

use super::check::check_all;
use super::dataset::Dataset;
use super::finding::{Finding, Severity};
use super::folded_findings::group_findings;

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
}
