//! The dimensions of a grid, and the phase to which it is limited.

use super::dimension::GridDimension;
use crate::store::budget_totals::BudgetMeasure;

/// The dimensions of a grid, and the phase to which it is limited.
#[derive(Clone, Debug, PartialEq)]
pub struct GridQuery {
    pub rows: GridDimension,
    pub columns: GridDimension,
    /// `None` for all phases.
    pub phase: Option<String>,
    /// The money that is added; `None` for roles and numbers of events.
    pub measure: Option<BudgetMeasure>,
}

impl Default for GridQuery {
    fn default() -> Self {
        GridQuery {
            rows: GridDimension::Objective,
            columns: GridDimension::Agency,
            phase: None,
            measure: None,
        }
    }
}

impl GridQuery {
    /// Returns true if agencies have roles in the other dimension.
    pub(super) fn shows_roles(&self) -> bool {
        if self.measure.is_some() {
            return false;
        }
        let other = match (self.rows, self.columns) {
            (GridDimension::Agency, other) | (other, GridDimension::Agency) => other,
            _ => return false,
        };
        matches!(
            other,
            GridDimension::Objective
                | GridDimension::Phase
                | GridDimension::Programme
                | GridDimension::Country
        )
    }
}
