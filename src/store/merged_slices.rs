//! The parts of layers that a record was merged from.

use super::layer::LayerSlice;

/// The parts of layers that a record was merged from, the lowest layer first.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum MergedSlices {
    /// One part, as nearly all records have; it needs no allocation.
    Single(LayerSlice),
    /// Several parts.
    Multiple(Vec<LayerSlice>),
}

impl MergedSlices {
    pub(super) fn as_slice(&self) -> &[LayerSlice] {
        match self {
            MergedSlices::Single(slice) => std::slice::from_ref(slice),
            MergedSlices::Multiple(all) => all,
        }
    }

    pub(super) fn from_slice(slices: &[LayerSlice]) -> MergedSlices {
        match slices {
            [single] => MergedSlices::Single(*single),
            all => MergedSlices::Multiple(all.to_vec()),
        }
    }

    /// Returns the same with one more slice on top.
    pub(super) fn with(&self, slice: LayerSlice) -> MergedSlices {
        MergedSlices::Multiple(self.as_slice().iter().copied().chain([slice]).collect())
    }
}
