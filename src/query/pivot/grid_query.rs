//! The dimensions of a grid, and the phase to which it is limited.

use super::dimension::GridDimension;

/// The dimensions of a grid, and the phase to which it is limited.
#[derive(Clone, Debug, PartialEq)]
pub struct GridQuery {
    pub rows: GridDimension,
    pub columns: GridDimension,
    /// `None` for all phases.
    pub phase: Option<String>,
}

impl Default for GridQuery {
    fn default() -> Self {
        GridQuery { rows: GridDimension::Objective, columns: GridDimension::Agency, phase: None }
    }
}

impl GridQuery {
    /// Returns true if agencies have roles in the other dimension.
    pub(super) fn shows_roles(&self) -> bool {
        let other = match (self.rows, self.columns) {
            (GridDimension::Agency, other) | (other, GridDimension::Agency) => other,
            _ => return false,
        };
        matches!(other, GridDimension::Objective | GridDimension::Phase | GridDimension::Country)
    }
}
