//! Prints output, errors and warnings, and maps errors to exit codes.

use super::stdout_style::{ColourChoice, is_ascii, should_colour};
use super::usage_error::usage_error;
use super::version::describe_build;
use crate::error::{Error, ErrorKind, Result};
use crate::model::ascii::asciify;
use crate::model::text::sanitize;
use crate::store::{Dataset, Finding};
use crate::suggest::did_you_mean;
use std::borrow::Cow;
use std::ffi::OsString;
use std::io::{self, Write};
use std::process::ExitCode;

/// Each exit code with its meaning.
pub(super) const EXIT_CODES: &[(u8, &str)] = &[
    (0, "success"),
    (1, "no match"),
    (2, "wrong usage"),
    (3, "errors in the data"),
    (4, "system error"),
];

/// Returns a text for people with the symbols that its reader can show.
fn readable(text: &str) -> Cow<'_, str> {
    if is_ascii() { asciify(text) } else { text.into() }
}

/// Prints text for people to stdout and returns exit code 0.
pub(super) fn print_text(text: &str) -> Result<u8> {
    print(&readable(text))
}

/// Prints to stdout and returns exit code 0. A closed pipe is not an error.
pub(super) fn print(text: &str) -> Result<u8> {
    print_to_reader(text).map(|_| 0)
}

/// Prints to stdout. Returns whether there is still a reader.
pub(super) fn print_to_reader(text: &str) -> Result<bool> {
    match io::stdout().write_all(text.as_bytes()).and_then(|()| io::stdout().flush()) {
        Ok(()) => Ok(true),
        Err(e) if e.kind() == io::ErrorKind::BrokenPipe => Ok(false),
        Err(e) => Err(Error::new(ErrorKind::System, format!("cannot write to stdout: {e}"))),
    }
}

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

/// Prints that a filter matches no row, and the value that was probably meant.
pub(super) fn print_no_match(noun: &str, filter: &str, suggestion: Option<String>) {
    let error = Error::new(ErrorKind::NoMatch, format!("no {noun} matches {filter}"));
    print_error(&match suggestion {
        Some(value) => error.with_hint(did_you_mean(&value)),
        None => error,
    });
}

/// Returns the exit code of a run, and prints its error.
pub(super) fn exit_code(outcome: Result<u8>) -> ExitCode {
    match outcome {
        Ok(code) => ExitCode::from(code),
        Err(error) => {
            print_error(&error);
            ExitCode::from(error.kind as u8)
        }
    }
}

/// Prints help or the version, or reports a usage error, and returns the exit code.
pub(super) fn report_clap_error(error: &clap::Error, args: &[OsString]) -> ExitCode {
    if error.use_stderr() {
        return exit_code(Err(usage_error(error)));
    }
    if error.kind() == clap::error::ErrorKind::DisplayVersion
        && args.iter().any(|arg| arg == "--verbose")
    {
        return exit_code(print_text(&describe_build()));
    }
    let text = error.render();
    let is_coloured = should_colour(ColourChoice::from_args(args));
    let text = if is_coloured { text.ansi().to_string() } else { text.to_string() };
    exit_code(print_text(&text))
}
