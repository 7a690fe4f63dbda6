//! Rows of a grid with gaps and overlaps: no agency with a role, or several.

use super::grid::{CellContent, Grid, GridCell};

impl Grid {
    /// Returns how the agencies of a row differ from one agency with a role, if they do.
    pub fn coverage_issue(&self, row: usize) -> Option<GapOrOverlap> {
        let cells = self.cells.get(row).filter(|_| self.shows_roles)?;
        let has_part = |cell: &&GridCell| {
            matches!(
                cell.content,
                CellContent::Lead
                    | CellContent::Partner
                    | CellContent::Named
                    | CellContent::Joint
                    | CellContent::TakesPart
            )
        };
        let is_stated = !cells.iter().any(|cell| cell.content == CellContent::NotStated);
        match cells.iter().filter(has_part).count() {
            0 if is_stated => Some(GapOrOverlap::Gap),
            0 => Some(GapOrOverlap::NotStated),
            1 => None,
            _ => Some(GapOrOverlap::Overlap),
        }
    }
}

/// The number of agencies with a role in a row, if it is not one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GapOrOverlap {
    /// No agency has a role.
    Gap,
    /// Several agencies have a role.
    Overlap,
    /// No source names an agency.
    NotStated,
}

impl GapOrOverlap {
    /// Returns the issue in words.
    pub fn display(self) -> &'static str {
        match self {
            GapOrOverlap::Gap => "gap",
            GapOrOverlap::Overlap => "overlap",
            GapOrOverlap::NotStated => "not stated",
        }
    }
}
