//! Names what a piece of text means; the theme decides how each meaning looks.

/// The meaning of a piece of text, whatever its colours.
///
/// It stands here and not in `ui`, because a [`TextFragment`](super::TextFragment) carries it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum StyleRole {
    #[default]
    Text,
    /// Secondary text.
    Dim,
    /// Headings.
    Strong,
    /// The focused or selected element.
    Accent,
    /// The sources contradict each other.
    Disputed,
    /// The value differs from the bundled data, or from the phase before.
    Changed,
    /// The phase of this number, from 0.
    Phase(usize),
}
