//! The matrix in sentences, for line mode and narrow screens.

use super::MatrixPane;
use crate::detail::{Detail, TextFragment, ValueFlags};
use crate::model::{Objective, Record};
use crate::pane::PaneContext;
use crate::query::pivot::grid::{AxisItem, CellContent};
use crate::query::pivot::phase_comparison::CellChange;

impl MatrixPane {
    /// Returns a row as a sentence, e.g. "IOM leads, UNODC partner".
    pub(super) fn row_sentence(&self, row: usize) -> String {
        let phrases: Vec<String> = (0..self.grid.columns.len())
            .filter_map(|column| self.cell_phrase(row, column))
            .collect();
        if !phrases.is_empty() {
            return phrases.join(", ");
        }
        match self.grid.coverage_issue(row) {
            Some(issue) => issue.display().into(),
            None => "nothing".into(),
        }
    }

    /// Returns an agency or another column with its part in a row; `None` for an empty cell.
    fn cell_phrase(&self, row: usize, column: usize) -> Option<String> {
        let label = &self.grid.columns[column].label;
        let Some(comparison) = &self.comparison else {
            let cell = &self.grid.cells[row][column];
            if self.grid.money.is_some() {
                return (!cell.money.is_empty())
                    .then(|| format!("{label} {}", cell.money.display()));
            }
            let content = cell.content;
            return content.is_involvement().then(|| format!("{label} {}", content.display()));
        };
        let (before, after, change) = comparison.cells[row][column];
        let (before, after) = (before.display(), after.display());
        let phrase = match change {
            CellChange::Same => format!("{after} still"),
            CellChange::Added => format!("now {after}"),
            CellChange::Dropped if comparison.cells[row][column].1 == CellContent::NotStated => {
                format!("{before} before; now not stated")
            }
            CellChange::Dropped => format!("no longer {before}"),
            CellChange::MovedTo(number) => {
                format!("{before} before; now {after} for objective {number}")
            }
            CellChange::Changed => format!("{after} instead of {before}"),
            CellChange::Nothing => return None,
        };
        Some(format!("{label} {phrase}"))
    }

    /// Adds a sentence for each row, e.g. "Objective 5, protection: IOM leads".
    pub(super) fn narrate_grid(&self, ctx: PaneContext, detail: &mut Detail) {
        for (row, item) in self.grid.rows.iter().enumerate() {
            let sentence = format!("{}: {}", self.row_name(ctx, item), self.row_sentence(row));
            let link = item.row.map(|record| ctx.query.data.path(record));
            detail.push_item(vec![TextFragment { link, ..TextFragment::plain(sentence) }]);
            if let Some(entry) = detail.entries.last_mut() {
                entry.flags = self.row_flags(ctx, row);
            }
        }
        if let Some(comparison) = &self.comparison {
            detail.push_item(vec![TextFragment::plain(comparison.summary.clone())]);
        } else if self.shows_gaps {
            detail.push_item(vec![TextFragment::plain(self.gap_summary())]);
        } else if let Some(money) = &self.grid.money {
            let total = money.grand_total.display();
            if !total.is_empty() {
                detail.push_item(vec![TextFragment::plain(format!("{total} in all"))]);
            }
        } else if !self.grid.shows_roles {
            let total = self.grid.grand_total();
            detail.push_item(vec![TextFragment::plain(format!("{total} events found in all"))]);
        }
        for paragraph in self.legend_without_symbols(ctx).paragraphs() {
            let is_said = self.comparison.as_ref().is_some_and(|c| c.summary == paragraph)
                || self.shows_gaps && self.gap_summary() == paragraph;
            if !is_said {
                detail.push_item(vec![TextFragment::plain(paragraph)]);
            }
        }
    }

    /// Returns whether a cell of a row is disputed or overridden.
    fn row_flags(&self, ctx: PaneContext, row: usize) -> ValueFlags {
        let cells: Vec<String> = (0..self.grid.columns.len())
            .map(|column| self.marked_cell_text(ctx, row, column).0)
            .collect();
        let has_marker = |marker: &str| cells.iter().any(|text| text.ends_with(marker));
        ValueFlags {
            disputed: has_marker(ctx.glyphs.disputed),
            overridden: has_marker(ctx.glyphs.overridden),
        }
    }

    /// Returns a row as sentences name it.
    fn row_name(&self, ctx: PaneContext, item: &AxisItem) -> String {
        let data = ctx.query.data;
        match item.row.and_then(|row| data.get::<Objective>(row)) {
            Some(objective) if self.query.phase.is_some() => {
                objective.sentence_label(objective.short_label())
            }
            Some(objective) => objective.sentence_label(&data.short_label_over_phases(&item.id)),
            None => item.title.clone(),
        }
    }
}
