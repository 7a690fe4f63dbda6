//! Exit codes, and the ends of the program that they stand for.

use super::print::print_text;
use super::stderr_messages::print_error;
use super::stdout_style::{ColourChoice, should_colour};
use super::usage_error::usage_error;
use super::version::describe_build;
use crate::error::Result;
use std::ffi::OsString;
use std::process::ExitCode;

/// Each exit code with its meaning.
pub(super) const EXIT_CODES: &[(u8, &str)] = &[
    (0, "success"),
    (1, "no match"),
    (2, "wrong usage"),
    (3, "errors in the data"),
    (4, "system error"),
];

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
