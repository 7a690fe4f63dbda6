//! What can go wrong, as one sentence with a hint and an exit code.

use crate::suggest::closest;
use std::fmt;

/// The outcome of anything that a person asked for.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why something could not be done; its number is the exit code of the command line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorKind {
    /// The question was right and nothing matched it.
    NoMatch = 1,
    /// A verb, kind, place, field, step or flag that does not exist.
    Usage = 2,
    /// The data have errors.
    InvalidData = 3,
    /// The machine refused: no permission, no terminal.
    System = 4,
}

/// A sentence that says what is wrong, and a hint that says what to do about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    /// Which exit code the error leads to.
    pub kind: ErrorKind,
    /// What is wrong, where, and what was wanted.
    pub message: String,
    /// What would help, if that is known.
    pub hint: Option<String>,
}

impl Error {
    /// An error without a hint.
    pub fn new(kind: ErrorKind, sentence: impl Into<String>) -> Self {
        Error { kind, message: sentence.into(), hint: None }
    }

    /// A mistake in what was typed.
    pub fn usage(sentence: impl Into<String>) -> Self {
        Error::new(ErrorKind::Usage, sentence)
    }

    /// The same error with a hint.
    #[must_use]
    pub fn with_hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// A name that is not among `known`: the hint offers the nearest one, or lists them when they are few.
    pub fn unknown_name<'a>(
        what: &str,
        name: &str,
        known: impl IntoIterator<Item = &'a str>,
    ) -> Self {
        let mut known: Vec<&str> = known.into_iter().collect();
        let mut seen = std::collections::HashSet::new();
        known.retain(|name| seen.insert(*name));
        let error = Error::usage(format!("there is no {what} \"{name}\""));
        match closest(name, known.iter().copied()) {
            Some(near) => error.with_hint(format!("did you mean {near}?")),
            None if known.is_empty() || known.len() > 20 => error,
            None => error.with_hint(format!("known: {}", known.join(", "))),
        }
    }
}

/// A problem at one place of a file, told as a finding.
#[derive(Clone, Debug, PartialEq)]
pub struct Problem {
    /// Byte offset in the text of the file.
    pub offset: usize,
    /// What is wrong.
    pub message: String,
    /// How to fix it, if that is known.
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
