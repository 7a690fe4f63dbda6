//! The parts of layers that a record was merged from.

use super::layer::LayerSlice;

/// The parts of layers that a record was merged from, the lowest layer first.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum RecordSlices {
    /// One part, as nearly all records have; it needs no allocation.
    Single(LayerSlice),
    /// Several parts.
    Multiple(Vec<LayerSlice>),
}

impl RecordSlices {
    pub(super) fn as_slice(&self) -> &[LayerSlice] {
        match self {
            RecordSlices::Single(slice) => std::slice::from_ref(slice),
            RecordSlices::Multiple(all) => all,
        }
    }

    pub(super) fn from_slice(slices: &[LayerSlice]) -> RecordSlices {
        match slices {
            [single] => RecordSlices::Single(*single),
            all => RecordSlices::Multiple(all.to_vec()),
        }
    }

    /// Returns the same with one more slice on top.
    pub(super) fn with(&self, slice: LayerSlice) -> RecordSlices {
        RecordSlices::Multiple(self.as_slice().iter().copied().chain([slice]).collect())
    }
}
