//! A reference to a record of the data set.

use crate::model::KindId;

/// One record: its kind, and its index in the map of the kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RecordRef {
    pub kind: KindId,
    pub index: u32,
}
