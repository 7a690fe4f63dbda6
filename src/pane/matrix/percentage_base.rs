//! The unit of the numbers in a grid of counts.

/// The whole that the numbers of a grid are percentages of.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum PercentageBase {
    Off,
    OfRow,
    OfColumn,
}
