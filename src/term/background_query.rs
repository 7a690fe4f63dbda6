//! Asks the terminal for its background colour (OSC 11).

/// Asks for the background (OSC 11), and then for the attributes of the terminal (DA1). Every
/// terminal answers the second question, and in the order of the questions: after that answer no
/// other is on its way.
pub(super) const BACKGROUND_QUERY: &str = "\x1b]11;?\x1b\\\x1b[c";
/// Asks for the background alone, where another question follows.
#[cfg(unix)]
pub(super) const BACKGROUND_QUESTION: &str = "\x1b]11;?\x1b\\";
