//! Prints output, errors and warnings, and maps errors to exit codes.

use super::command;
use super::stdout_style::is_ascii;
use crate::error::{Error, ErrorKind, Result};
use crate::model::ascii::asciify;
use crate::model::text::sanitize;
use crate::store::{Dataset, Finding};
use clap::error::{ContextKind, ContextValue, ErrorKind as ClapErrorKind};
use std::borrow::Cow;
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
    match io::stdout().write_all(text.as_bytes()).and_then(|()| io::stdout().flush()) {
        Err(e) if e.kind() != io::ErrorKind::BrokenPipe => {
            Err(Error::new(ErrorKind::System, format!("cannot write to stdout: {e}")))
        }
        _ => Ok(0),
    }
}

/// Prints a line to stderr.
pub(super) fn warn(line: &str) {
    let _ = writeln!(io::stderr(), "gloact: {}", readable(line));
}

/// Prints the errors in the data to stderr.
pub(super) fn warn_findings(data: &Dataset) {
    for finding in data.errors() {
        warn(&finding.format_line(data.layers()));
    }
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
        Some(value) => error.with_hint(format!("did you mean {value}?")),
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

/// Prints help, the version or a usage error, and returns the exit code.
pub(super) fn report_clap_error(error: &clap::Error) -> ExitCode {
    if !error.use_stderr() {
        let _ = error.print();
        return ExitCode::SUCCESS;
    }
    if let Some(error) = unknown_name_error(error) {
        return exit_code(Err(error));
    }
    // the message repeats arguments: they must not control the terminal
    let message = error.to_string();
    let lines: Vec<_> = message.split('\n').map(sanitize).collect();
    let _ = io::stderr().write_all(lines.join("\n").as_bytes());
    ExitCode::from(ErrorKind::Usage as u8)
}

/// Turns clap's error about an unknown verb or value into ours, which suggests the closest name.
fn unknown_name_error(error: &clap::Error) -> Option<Error> {
    let text = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => Some(text.as_str()),
        _ => None,
    };
    match (error.kind(), error.get(ContextKind::ValidValue)) {
        (ClapErrorKind::InvalidSubcommand, _) => {
            let command = command();
            let verbs = command
                .get_subcommands()
                .filter(|verb| !verb.is_hide_set())
                .map(clap::Command::get_name);
            Some(Error::unknown_name("command", text(ContextKind::InvalidSubcommand)?, verbs))
        }
        (ClapErrorKind::InvalidValue, Some(ContextValue::Strings(values)))
            if !values.is_empty() =>
        {
            // "--format <FORMAT>" or "<SHELL>"
            let argument = text(ContextKind::InvalidArg)?;
            let name = argument.split_whitespace().next()?.trim_matches(['-', '<', '>']);
            let value = text(ContextKind::InvalidValue)?;
            let values = values.iter().map(String::as_str);
            Some(Error::unknown_name(&name.to_lowercase(), value, values))
        }
        _ => None,
    }
}
