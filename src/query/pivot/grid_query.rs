//! The dimensions of a grid, and the phase to which it is limited.

use super::dimension::Dimension;

/// The dimensions of a grid, and the phase to which it is limited.
#[derive(Clone, Debug, PartialEq)]
pub struct GridQuery {
    pub rows: Dimension,
    pub columns: Dimension,
    /// `None` for all phases.
    pub phase: Option<String>,
}

impl Default for GridQuery {
    fn default() -> Self {
        GridQuery { rows: Dimension::Objective, columns: Dimension::Agency, phase: None }
    }
}

impl GridQuery {
    /// Returns true if agencies have roles in the other dimension.
    pub(super) fn shows_roles(&self) -> bool {
        let other = match (self.rows, self.columns) {
            (Dimension::Agency, other) | (other, Dimension::Agency) => other,
            _ => return false,
        };
        matches!(other, Dimension::Objective | Dimension::Phase | Dimension::Country)
    }
}
