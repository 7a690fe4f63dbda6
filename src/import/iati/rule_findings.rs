//! Collects what a file breaks of the rules of the standard.

use super::xml_tree::Element;
use crate::error::FileProblem;
use jiff::civil::Date;

/// What a file breaks, and the day that counts as today.
pub(super) struct RuleFindings {
    pub(super) today: Date,
    problems: Vec<FileProblem>,
}

impl RuleFindings {
    pub(super) fn new(today: Date) -> RuleFindings {
        RuleFindings { today, problems: Vec::new() }
    }

    /// Returns the findings in the order of the file.
    pub(super) fn into_problems(mut self) -> Vec<FileProblem> {
        self.problems.sort_by_key(|problem| problem.offset);
        self.problems
    }

    /// Adds a finding about an element; `rule` is empty where the ruleset has no id for it.
    pub(super) fn add(&mut self, element: Element, rule: &str, message: impl Into<String>) {
        let message = match rule {
            "" => message.into(),
            rule => format!("{} (rule {rule})", message.into()),
        };
        self.problems.push(FileProblem { offset: element.offset(), message, hint: None });
    }
}
