//! A record of the search index, and its range of names.

use crate::store::RecordRef;
use std::ops::Range;

/// A record, and its range of names. The first name is the title.
pub(super) struct SearchedRecord {
    pub(super) row: RecordRef,
    pub(super) names: Range<usize>,
    /// The higher, the likelier; 0 for kinds without a priority.
    pub(super) priority: u32,
}
