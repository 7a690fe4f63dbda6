//! Holds the content of a view in a form that can be laid out at any size: on slides, in a handout.

use super::Detail;
use crate::query::Table;

/// The content of a view.
pub enum PaneContent<'a> {
    /// Rows, and the lines below them.
    Rows(Table<'a>, Vec<String>),
    /// A record in full, or a report.
    Record(Detail),
    /// A picture that the view draws itself; the rows hold the same facts.
    Picture(Table<'a>),
}
