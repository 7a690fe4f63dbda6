//! Prints errors, warnings and hints to stderr.

use super::print::readable;
use crate::error::{Error, ErrorKind};
use crate::model::text::sanitize;
use crate::store::{Dataset, Finding};
use std::io::{self, Write};

/// Prints a line to stderr.
pub(super) fn warn(line: &str) {
    let _ = writeln!(io::stderr(), "gloact: {}", readable(line));
}

/// Prints one line about the problems in the data to stderr: the first, and the number of others.
pub(super) fn warn_findings(data: &Dataset) {
    let Some(first) = data.problems().first() else { return };
    let line = first.format_line(data.layers());
    warn(&match data.problem_count() - 1 {
        0 => line,
        1 => format!("{line}; 1 more problem: gloact check shows it"),
        more => format!("{line}; {more} more problems: gloact check shows them"),
    });
}

/// Prints the findings about one of the user's decks to stderr.
pub(super) fn warn_deck_findings(data: &Dataset, deck: &str) {
    let file = format!("/decks/{deck}.json");
    let is_about_deck =
        |finding: &&Finding| data.layers()[finding.layer as usize].name.ends_with(&file);
    for finding in data.findings().iter().filter(is_about_deck) {
        warn(&finding.format_line(data.layers()));
    }
}

/// Prints an error and its hint to stderr.
pub(super) fn print_error(error: &Error) {
    let hint = match &error.hint {
        Some(hint) => format!("\n  {}", sanitize(hint)),
        None => String::new(),
    };
    warn(&format!("{}{hint}", sanitize(&error.message)));
}

/// Prints that a filter matches no row, and what to try instead.
pub(super) fn print_no_match(noun: &str, filter: &str, hint: Option<String>) {
    let error = Error::new(ErrorKind::NoMatch, format!("no {noun} matches {filter}"));
    print_error(&match hint {
        Some(hint) => error.with_hint(hint),
        None => error,
    });
}
