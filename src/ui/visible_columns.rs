//! Chooses the columns of a table that fit, and their widths by what stands in them.

use super::fit_labels::labels_width;
use super::width;
use crate::model::KindId;
use crate::query::{CellValue, Column, RowsUnderColumns};

/// Minimum cells of the column that fills the rest.
const MIN_FILL_WIDTH: u16 = 12;
/// Cells of a column that is hidden by default.
const SEARCH_ONLY_WIDTH: u16 = 16;
/// Cells between columns.
pub(super) const COLUMN_GAP: u16 = 2;
/// Symbols of phases behind labels that are measured.
const MAX_SYMBOLS: usize = 64;
/// Maximum rows that are measured. They are spread over the table, so that widths stay the same
/// while it scrolls.
const MAX_MEASURED_ROWS: usize = 64;

/// Maximum cells of names that are shown whole where there is room; longer ones are titles.
const MAX_NAME_WIDTH: u16 = 32;
/// Columns of this hide priority or a higher one give way to the values of the others beside a
/// detail, which has them too.
const OPTIONAL_PRIORITY: u8 = 6;
/// Columns of this hide priority are shown where all values of the others have room beside them.
const SPARE_PRIORITY: u8 = 9;

/// A visible column and its width.
pub(super) type VisibleColumn = (&'static Column, u16);

/// A column with its minimum width and the width of its contents.
#[derive(Clone, Copy)]
struct MeasuredColumn {
    column: &'static Column,
    minimum: u16,
    content: u16,
}

impl MeasuredColumn {
    /// Returns the column with the cells of all its values as its minimum.
    fn whole(self) -> MeasuredColumn {
        MeasuredColumn { minimum: self.content, ..self }
    }

    fn is_spare(&self) -> bool {
        self.column.hide_priority >= SPARE_PRIORITY
    }

    fn is_optional(&self) -> bool {
        self.column.hide_priority >= OPTIONAL_PRIORITY
    }
}

/// Returns the cells that all values need, those that they need without spare columns, and those
/// without optional columns.
/// `None` for a list of long titles, which have room for their beginnings only.
pub(super) fn needed_widths(table: &RowsUnderColumns) -> Option<[u16; 3]> {
    let columns = measure_columns(table);
    let whole: Vec<MeasuredColumn> = columns.iter().map(|measured| measured.whole()).collect();
    let without_spare: Vec<MeasuredColumn> =
        whole.iter().copied().filter(|measured| !measured.is_spare()).collect();
    let widths = [&whole, &without_spare, &required(&whole)].map(|columns| needed_width(columns));
    has_short_names(&columns).then_some(widths)
}

/// Returns the columns that fit and their widths: columns with a high hide priority are left out,
/// one column fills the rest. A column whose minimum does not fit stays if all values fit beside
/// those of the others. Beside a detail, optional columns give way to short names.
pub(super) fn fit_columns(
    table: &RowsUnderColumns,
    available: u16,
    has_detail: bool,
) -> Vec<VisibleColumn> {
    let mut by_minimum = measure_columns(table);
    let mut whole: Vec<MeasuredColumn> = by_minimum.iter().map(|one| one.whole()).collect();
    while needed_width(&whole) > available
        && let Some(index) = whole.iter().rposition(MeasuredColumn::is_spare)
    {
        whole.remove(index);
    }
    if needed_width(&whole) <= available {
        return spread(&whole, available);
    }
    if has_detail && has_short_names(&by_minimum) {
        by_minimum = required(&by_minimum);
    }
    let by_content = by_minimum.iter().map(|measured| MeasuredColumn {
        minimum: if measured.column.fills {
            measured.minimum.min(measured.content)
        } else {
            measured.content
        },
        ..*measured
    });
    let by_content = leave_out(by_content.collect(), available);
    let by_minimum = leave_out(by_minimum, available);
    let columns = if by_content.len() > by_minimum.len() { by_content } else { by_minimum };
    spread(&columns, available)
}

/// Returns the columns that are not optional.
fn required(columns: &[MeasuredColumn]) -> Vec<MeasuredColumn> {
    columns.iter().copied().filter(|measured| !measured.is_optional()).collect()
}

fn has_short_names(columns: &[MeasuredColumn]) -> bool {
    let mut names = columns.iter().filter(|measured| measured.column.fills);
    names.all(|measured| measured.content <= MAX_NAME_WIDTH)
}

fn measure_columns(table: &RowsUnderColumns) -> Vec<MeasuredColumn> {
    let shown = table.columns.iter().copied();
    let shown: Vec<&'static Column> =
        shown.filter(|column| column.is_default(&table.ctx) || table.explicit_columns).collect();
    let has_all_measured = table.rows.len() <= MAX_MEASURED_ROWS;
    let measure = |column: &&'static Column| {
        let (minimum, content) = (min_width(column, &shown), content_width(table, column));
        // short values leave room for others
        let minimum = if has_all_measured { minimum.min(content) } else { minimum };
        MeasuredColumn { column, minimum, content }
    };
    shown.iter().map(measure).collect()
}

/// Leaves out columns, those with the highest priority first, until the others fit.
fn leave_out(mut columns: Vec<MeasuredColumn>, available: u16) -> Vec<MeasuredColumn> {
    while needed_width(&columns) > available {
        let hideable = columns.iter().enumerate();
        let hideable = hideable.filter(|(_, measured)| measured.column.hide_priority > 0);
        let Some((index, _)) = hideable.max_by_key(|(_, measured)| measured.column.hide_priority)
        else {
            break;
        };
        columns.remove(index);
    }
    columns
}

/// Gives the room that is left to columns whose contents need it, then to the filling one.
fn spread(columns: &[MeasuredColumn], available: u16) -> Vec<VisibleColumn> {
    let mut spare = available.saturating_sub(needed_width(columns));
    let mut widths: Vec<u16> =
        columns.iter().map(|measured| measured.minimum.min(available)).collect();
    let preferred = |measured: &MeasuredColumn| {
        let column = measured.column;
        measured.content.min(column.preferred_width.max(column.min_width * 3 / 2))
    };
    let filling = |measured: &MeasuredColumn| {
        if measured.column.fills { measured.content } else { 0 }
    };
    let goals: [&dyn Fn(&MeasuredColumn) -> u16; 4] =
        [&preferred, &filling, &|measured| measured.content, &|measured| {
            if measured.column.fills { u16::MAX } else { 0 }
        }];
    for goal in goals {
        for (measured, width) in columns.iter().zip(&mut widths) {
            let more = goal(measured).saturating_sub(*width).min(spare);
            *width += more;
            spare -= more;
        }
    }
    columns.iter().map(|measured| measured.column).zip(widths).collect()
}

/// Returns the minimum width of a column. The filling one shrinks so that the last hideable ones
/// stay visible.
fn min_width(column: &Column, columns: &[&'static Column]) -> u16 {
    let full = if column.min_width > 0 { column.min_width } else { SEARCH_ONLY_WIDTH };
    let may_shrink = column.fills
        && columns.iter().all(|other| other.hide_priority <= 1 || other.min_width <= 2);
    if may_shrink { full.min(MIN_FILL_WIDTH) } else { full }
}

fn needed_width(columns: &[MeasuredColumn]) -> u16 {
    let cells = columns.iter().map(|measured| measured.minimum + COLUMN_GAP);
    cells.fold(0, u16::saturating_add).saturating_sub(COLUMN_GAP)
}

/// Returns the cells of the longest of some values, at least those of the heading's first word.
fn content_width(table: &RowsUnderColumns, column: &Column) -> u16 {
    let step = table.rows.len().div_ceil(MAX_MEASURED_ROWS).max(1);
    let values = table.rows.iter().step_by(step).map(|row| column.value(&table.ctx, *row));
    let heading = match table.heading(column) {
        (title, "") => title.split(' ').next().map_or(0, width),
        (title, remark) => width(title) + width(remark),
    };
    values.map(|value| value_width(&value)).max().unwrap_or(0).max(heading)
}

fn value_width(value: &CellValue) -> u16 {
    match value {
        CellValue::Links(links)
            if links.first().is_some_and(|link| link.kind == KindId::Phases) =>
        {
            links.len() as u16
        }
        CellValue::Links(links) => {
            // a link that holds in some phases only has their symbols behind it
            let symbols = links.iter().flat_map(|link| &link.only_in).flat_map(|limit| &limit.ids);
            let labels: Vec<&str> = links.iter().map(|link| &*link.label).collect();
            labels_width(&labels).saturating_add(symbols.count().min(MAX_SYMBOLS) as u16)
        }
        other => width(&other.display()),
    }
}
