//! The problems of a data set.

use gloact::store::Dataset;

/// Asserts that each of these texts is in the line of a problem: its path, its message, its hint.
/// Returns the number of problems.
pub(crate) fn assert_problems(data: &Dataset, expected: &[&str]) -> usize {
    let lines: Vec<String> = data
        .problems()
        .iter()
        .map(|problem| {
            let hint = problem.hint.as_deref().unwrap_or_default();
            format!("{}: {}; {hint}", problem.path, problem.message)
        })
        .collect();
    for words in expected {
        assert!(lines.iter().any(|line| line.contains(words)), "{words}: {lines:#?}");
    }
    lines.len()
}
