//! The parts of layers that a record was merged from.

use super::layer::LayerSlice;

/// The parts of layers that a record was merged from, the lowest layer first.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum LayerSlices {
    /// One part, as nearly all records have; it needs no allocation.
    Single(LayerSlice),
    /// Several parts.
    Multiple(Vec<LayerSlice>),
}

impl LayerSlices {
    pub(super) fn as_slice(&self) -> &[LayerSlice] {
        match self {
            LayerSlices::Single(slice) => std::slice::from_ref(slice),
            LayerSlices::Multiple(all) => all,
        }
    }

    pub(super) fn from_slice(slices: &[LayerSlice]) -> LayerSlices {
        match slices {
            [single] => LayerSlices::Single(*single),
            all => LayerSlices::Multiple(all.to_vec()),
        }
    }

    /// Returns the same with one more slice on top.
    pub(super) fn with(&self, slice: LayerSlice) -> LayerSlices {
        LayerSlices::Multiple(self.as_slice().iter().copied().chain([slice]).collect())
    }
}
