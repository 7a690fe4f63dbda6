//! The crate's error: a message, a hint, and an exit code.

use crate::suggest::{closest, did_you_mean};
use std::collections::HashSet;
use std::fmt;

pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Lists of known names up to this length are shown in a hint.
const MAX_LISTED_NAMES: usize = 20;

/// The kind of an error; its number is the exit code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorKind {
    /// The query was valid and nothing matched.
    NoMatch = 1,
    /// An invalid argument: an unknown verb, kind, path, field, command or flag.
    Usage = 2,
    /// The data have errors.
    InvalidData = 3,
    /// The system refused: no permission, no terminal.
    System = 4,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    pub kind: ErrorKind,
    /// The problem, its place and the expected value.
    pub message: String,
    /// The remedy, if it is known.
    pub hint: Option<String>,
}

impl Error {
    pub fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        Error { kind, message: message.into(), hint: None }
    }

    pub fn usage(message: impl Into<String>) -> Self {
        Error::new(ErrorKind::Usage, message)
    }

    #[must_use]
    pub fn with_hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Returns the usage error about a name that is not among `known`. Its hint suggests the
    /// nearest known name, or lists all of them if they are few.
    pub fn unknown_name<'a>(
        description: &str,
        name: &str,
        known: impl IntoIterator<Item = &'a str>,
    ) -> Self {
        let mut seen = HashSet::new();
        let known: Vec<&str> = known.into_iter().filter(|name| seen.insert(*name)).collect();
        let error = Error::usage(format!("unknown {description} \"{name}\""));
        let hint = closest(name, known.iter().copied()).map(did_you_mean);
        Error { hint: hint.or_else(|| list_known(&known)), ..error }
    }
}

/// Returns the hint that lists all known names, if they are few.
pub fn list_known(known: &[&str]) -> Option<String> {
    let is_short = (1..=MAX_LISTED_NAMES).contains(&known.len());
    is_short.then(|| format!("known: {}", known.join(", ")))
}

/// A problem at one position of a file.
#[derive(Clone, Debug, PartialEq)]
pub struct FileProblem {
    /// Byte offset in the text of the file.
    pub offset: usize,
    pub message: String,
    /// The remedy, if it is known.
    pub hint: Option<String>,
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.hint {
            Some(hint) => write!(f, "{} ({hint})", self.message),
            None => f.write_str(&self.message),
        }
    }
}

impl std::error::Error for Error {}
