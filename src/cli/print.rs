//! Prints to stdout.

use super::stdout_style::is_ascii;
use crate::error::{Error, ErrorKind, Result};
use crate::model::text::ascii_symbols::asciify;
use std::borrow::Cow;
use std::io::{self, Write};

/// Returns a text for people with the symbols that its reader can show.
pub(super) fn readable(text: &str) -> Cow<'_, str> {
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
