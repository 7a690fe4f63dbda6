//! The parts of layers that a record was merged from.

use super::layer::LayerTextRange;

/// The parts of layers that a record was merged from, the lowest layer first.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum RecordTextRanges {
    /// One part, as nearly all records have; it needs no allocation.
    Single(LayerTextRange),
    /// Several parts.
    Multiple(Vec<LayerTextRange>),
}

impl RecordTextRanges {
    pub(super) fn as_slice(&self) -> &[LayerTextRange] {
        match self {
            RecordTextRanges::Single(slice) => std::slice::from_ref(slice),
            RecordTextRanges::Multiple(all) => all,
        }
    }

    pub(super) fn from_slice(slices: &[LayerTextRange]) -> RecordTextRanges {
        match slices {
            [single] => RecordTextRanges::Single(*single),
            all => RecordTextRanges::Multiple(all.to_vec()),
        }
    }

    /// Returns the same with one more slice on top.
    pub(super) fn with(&self, slice: LayerTextRange) -> RecordTextRanges {
        RecordTextRanges::Multiple(self.as_slice().iter().copied().chain([slice]).collect())
    }
}
