//! The parts of layers that a record was merged from.

use super::layer::SourceSlice;

/// The parts of layers that a record was merged from, the lowest layer first.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum SourceSlices {
    /// One part, as nearly all records have; it needs no allocation.
    Single(SourceSlice),
    /// Several parts.
    Multiple(Vec<SourceSlice>),
}

impl SourceSlices {
    pub(super) fn as_slice(&self) -> &[SourceSlice] {
        match self {
            SourceSlices::Single(slice) => std::slice::from_ref(slice),
            SourceSlices::Multiple(all) => all,
        }
    }

    pub(super) fn from_slice(slices: &[SourceSlice]) -> SourceSlices {
        match slices {
            [single] => SourceSlices::Single(*single),
            all => SourceSlices::Multiple(all.to_vec()),
        }
    }

    /// Returns the same with one more slice on top.
    pub(super) fn with(&self, slice: SourceSlice) -> SourceSlices {
        SourceSlices::Multiple(self.as_slice().iter().copied().chain([slice]).collect())
    }
}
