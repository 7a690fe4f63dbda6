//! The answers of a terminal that is probed.

/// The answers of a terminal to `gloact doctor`.
pub struct ProbeAnswers {
    /// The cells that the text takes.
    pub width: u16,
    /// The background as red, green and blue, if the terminal tells it.
    pub background: Option<[u8; 3]>,
}
