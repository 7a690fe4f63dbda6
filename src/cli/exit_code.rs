//! Exit codes, and the ends of the program that they stand for.

use super::stderr_messages::print_error;
use crate::error::Result;
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
