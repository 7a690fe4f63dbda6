//! The grid of the matrix as a table, for export and for slides.

use super::{MatrixPane, PercentageBase};
use crate::detail::PaneContent;
use crate::model::field_heading;
use crate::pane::PaneContext;
use crate::query::pivot::grid::{AxisItem, CellContent, GridDimension};
use crate::query::pivot::money_grid::MoneyGridTotals;
use crate::query::{CellValue, ColumnHeader, RecordLink, Table};

/// With more columns, a slide leaves the cells of agencies blank that are not named in a row.
const MAX_DENSE_COLUMNS: usize = 6;

impl MatrixPane {
    /// Returns the grid as a table, for export.
    pub(super) fn grid_table<'a>(&'a self, ctx: PaneContext<'a>) -> Table<'a> {
        let row_axis = self.query.rows.name();
        let has_ids = self.grid.rows.iter().any(|item| item.row.is_some());
        let first = ColumnHeader::new(row_axis, field_heading(row_axis));
        let mut headers = vec![ColumnHeader { has_ids, ..first }];
        for item in &self.grid.columns {
            headers.push(ColumnHeader::new(item.id.as_str(), item.label.as_str()));
        }
        if !self.is_comparison() {
            headers.push(ColumnHeader::new("total", "Total"));
        }
        if self.grid.money.is_some() {
            headers.push(ColumnHeader::new("currency", "Currency"));
        }
        let cell = move |row: usize, column: usize| match column.checked_sub(1) {
            None => header_value(ctx, &self.grid.rows[row], &self.grid.rows[row].title),
            Some(column) => self.table_value(ctx, row, column),
        };
        Table { headers, len: self.grid.rows.len(), cell: Box::new(cell) }
    }

    fn table_value(&self, ctx: PaneContext, row: usize, column: usize) -> CellValue<'static> {
        if let Some(money) = &self.grid.money {
            return self.money_value(money, row, column);
        }
        if column == self.grid.columns.len() {
            return if self.shows_gaps {
                self.total_text(row, ctx.glyphs).0.into()
            } else {
                CellValue::Number(self.grid.row_total(row) as i64)
            };
        }
        match self.grid.cells[row][column].content {
            CellContent::Count(count) if self.percentage == PercentageBase::Off => {
                CellValue::Number(count as i64)
            }
            _ => self.cell_text(row, column, ctx.glyphs).0.into(),
        }
    }

    /// Returns the sum of a cell or a row, or the currencies of a row. A sum in one currency is a
    /// number for programs.
    fn money_value(
        &self,
        money: &MoneyGridTotals,
        row: usize,
        column: usize,
    ) -> CellValue<'static> {
        let columns = self.grid.columns.len();
        if column > columns {
            let currencies = money.row_totals[row].currencies().map(|code| code.to_string());
            return CellValue::distinct_words(currencies);
        }
        let totals = match self.grid.cells[row].get(column) {
            Some(cell) => &cell.money,
            None => &money.row_totals[row],
        };
        match totals.single() {
            Some(sum) => sum.into(),
            None if totals.is_empty() => CellValue::Empty,
            None => totals.display().into(),
        }
    }

    /// Returns the grid with markers and the symbols that occur in it explained, for a slide.
    pub(super) fn table_with_legend<'a>(&'a self, ctx: PaneContext<'a>) -> PaneContent<'a> {
        let Table { mut headers, len, cell } = self.grid_table(ctx);
        let columns = self.grid.columns.len();
        if self.grid.shows_roles
            && !self.shows_gaps
            && let Some(total) = headers.iter_mut().find(|header| header.key == "total")
        {
            // a sum of letters explains nothing on a slide
            total.visible = false;
        }
        let is_sparse = columns > MAX_DENSE_COLUMNS && !self.is_comparison();
        let is_silent = move |row: usize, column: usize| {
            is_sparse && self.grid.cells[row][column].content == CellContent::OthersNamed
        };
        let marked = move |row: usize, column: usize| match column.checked_sub(1) {
            Some(column) if column < columns && self.grid.shows_roles => {
                if is_silent(row, column) {
                    return CellValue::Empty;
                }
                self.marked_cell_text(ctx, row, column).0.into()
            }
            // a slide has little room for the titles of phases
            None if self.query.rows == GridDimension::Phase => {
                header_value(ctx, &self.grid.rows[row], &self.grid.rows[row].label)
            }
            _ => cell(row, column),
        };
        let mut cell_texts = String::new();
        for row in 0..len {
            for column in 1..=columns {
                cell_texts.push_str(&marked(row, column).display());
            }
        }
        let legend = self.legend(ctx).only_symbols_in(&cell_texts).paragraphs();
        PaneContent::Rows(Table { headers, len, cell: Box::new(marked) }, legend)
    }
}

/// Returns the header of a row as a link with a name of it.
fn header_value<'a>(ctx: PaneContext<'a>, item: &AxisItem, name: &'a str) -> CellValue<'a> {
    let Some(row) = item.row else { return name.into() };
    let (id, label) = (ctx.query.data.id(row), name.into());
    vec![RecordLink { kind: row.kind, id, label, only_in: None }].into()
}
