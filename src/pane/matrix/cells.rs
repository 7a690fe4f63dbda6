//! The cells of the matrix: text, style, markers and links.

use super::{MatrixPane, PercentageBase};
use crate::detail::StyleRole;
use crate::model::{KindId, MoneyTotals, RecordPath};
use crate::pane::PaneContext;
use crate::query::pivot::grid::{AxisItem, CellContent, GridDimension};
use crate::query::pivot::phase_comparison::CellChange;
use crate::ui::glyphs::Glyphs;

impl MatrixPane {
    /// Returns the text of a cell and its style.
    pub(super) fn cell_text(
        &self,
        row: usize,
        column: usize,
        glyphs: &Glyphs,
    ) -> (String, StyleRole) {
        if let Some(comparison) = &self.comparison {
            let (before, after, change) = comparison.cells[row][column];
            return comparison_text(before, after, change, glyphs);
        }
        let content = self.grid.cells[row][column].content;
        let role = match content {
            CellContent::Count(count) => return self.count_text(row, column, count),
            CellContent::Money => {
                return self.money_text(
                    &self.grid.cells[row][column].money,
                    StyleRole::Text,
                    glyphs,
                );
            }
            CellContent::Lead | CellContent::Named | CellContent::Joint => StyleRole::Strong,
            CellContent::Partner | CellContent::TakesPart => StyleRole::Text,
            _ => StyleRole::Dim,
        };
        (letter(content, glyphs), role)
    }

    /// Returns a sum of money; its currency is left out where all sums have the same.
    pub(super) fn money_text(
        &self,
        totals: &MoneyTotals,
        role: StyleRole,
        glyphs: &Glyphs,
    ) -> (String, StyleRole) {
        if totals.is_empty() {
            return (if glyphs.is_ascii { "." } else { "·" }.into(), StyleRole::Dim);
        }
        let is_single = self.grid.money.as_ref().is_some_and(|it| it.single_currency().is_some());
        (if is_single { totals.short_without_currency() } else { totals.short() }, role)
    }

    fn count_text(&self, row: usize, column: usize, count: usize) -> (String, StyleRole) {
        let role = if count == 0 { StyleRole::Dim } else { StyleRole::Text };
        let total = match self.percentage {
            PercentageBase::Off => return (count.to_string(), role),
            PercentageBase::OfRow => self.grid.row_total(row),
            PercentageBase::OfColumn => self.grid.column_total(column),
        };
        let rounded = (100 * count + total / 2) / total.max(1);
        (format!("{rounded}%"), role)
    }

    /// Returns the text of a cell with the markers of the records behind it.
    pub(super) fn marked_cell_text(
        &self,
        ctx: PaneContext,
        row: usize,
        column: usize,
    ) -> (String, StyleRole) {
        let (mut text, mut role) = self.cell_text(row, column, ctx.glyphs);
        if !self.grid.shows_roles {
            return (text, role);
        }
        let data = ctx.query.data;
        let cell = &self.grid.cells[row][column];
        if let Some(count) = self.engagement_count(row, column) {
            text.push_str(&count.to_string());
        }
        for engagement in &cell.engagements {
            let path = data.path(*engagement);
            if data.is_overridden(&path) {
                text.push_str(ctx.glyphs.overridden);
                role = StyleRole::Changed;
            } else if data.is_disputed(&path.join("role")) && !text.ends_with(ctx.glyphs.disputed) {
                text.push_str(ctx.glyphs.disputed);
            }
        }
        if let Some(donors) = cell.donors.first().filter(|_| self.is_funder(row, column)) {
            let agency = &self.agency_header(row, column).label;
            if data.is_overridden(donors) {
                text.push_str(ctx.glyphs.overridden);
                role = StyleRole::Changed;
            } else if data.citation(donors).is_some_and(|claims| claims.disputes_member(agency)) {
                text.push_str(ctx.glyphs.disputed);
            }
        }
        (text, role)
    }

    /// Returns the number of engagements behind the role of a cell, if there are several.
    pub(super) fn engagement_count(&self, row: usize, column: usize) -> Option<usize> {
        let cell = &self.grid.cells[row][column];
        let count = cell.engagements.len();
        let has_role = cell.content.is_involvement() && cell.content != CellContent::Funds;
        (count > 1 && has_role && !self.is_comparison()).then_some(count)
    }

    fn agency_header(&self, row: usize, column: usize) -> &AxisItem {
        if self.query.rows == GridDimension::Agency {
            &self.grid.rows[row]
        } else {
            &self.grid.columns[column]
        }
    }

    fn is_funder(&self, row: usize, column: usize) -> bool {
        match &self.comparison {
            Some(comparison) => {
                let (before, after, _) = comparison.cells[row][column];
                [before, after].contains(&CellContent::Funds)
            }
            None => self.grid.cells[row][column].content == CellContent::Funds,
        }
    }

    /// Returns the text of the last column: the total of a row, or its gap or overlap.
    pub(super) fn total_text(&self, row: usize, glyphs: &Glyphs) -> (String, StyleRole) {
        match self.grid.coverage_issue(row).filter(|_| self.shows_gaps) {
            Some(issue) => (issue.display().into(), StyleRole::Disputed),
            None => match &self.grid.money {
                Some(money) => self.money_text(&money.row_totals[row], StyleRole::Dim, glyphs),
                None => (self.grid.row_total(row).to_string(), StyleRole::Dim),
            },
        }
    }

    /// Returns the path of the first record behind a cell.
    pub(super) fn cell_record(
        &self,
        ctx: PaneContext,
        row: usize,
        column: usize,
    ) -> Option<RecordPath> {
        let cell = self.grid.cells.get(row)?.get(column)?;
        let engagement = cell.engagements.first().map(|row| ctx.query.data.path(*row));
        let line = cell.lines.first().map(|row| ctx.query.data.path(*row));
        engagement.or_else(|| cell.donors.first().cloned()).or(line)
    }

    /// Returns the path of the value that a cell shows.
    pub(super) fn cell_value_path(
        &self,
        ctx: PaneContext,
        row: usize,
        column: usize,
    ) -> Option<RecordPath> {
        let path = self.cell_record(ctx, row, column)?;
        Some(if path.kind() == Some(KindId::Engagements) { path.join("role") } else { path })
    }
}

fn letter(content: CellContent, glyphs: &Glyphs) -> String {
    if glyphs.is_ascii && content == CellContent::OthersNamed {
        return ".".into();
    }
    content.letter()
}

/// Returns the text of a cell that compares two phases.
fn comparison_text(
    before: CellContent,
    after: CellContent,
    change: CellChange,
    glyphs: &Glyphs,
) -> (String, StyleRole) {
    let old = letter(before, glyphs);
    let new = letter(after, glyphs);
    match change {
        CellChange::Same => (format!("{new} ="), StyleRole::Text),
        CellChange::Added => (format!("{new} +"), StyleRole::Changed),
        CellChange::Dropped if after == CellContent::NotStated => {
            (format!("{old} ?"), StyleRole::Dim)
        }
        CellChange::Dropped => (format!("{old} {}", glyphs.removed), StyleRole::Disputed),
        CellChange::Changed => (format!("{old}>{new}"), StyleRole::Changed),
        CellChange::MovedTo(number) => {
            (format!("{old} {} {number}", glyphs.moved), StyleRole::Changed)
        }
        CellChange::Nothing => (new, StyleRole::Dim),
    }
}
