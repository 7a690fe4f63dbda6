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

/// Cells of columns on a screen of 80 columns. In a wider area no column may take cells from the
/// main one.
const NARROW_WIDTH: u16 = 76;
/// Cells of the columns of a list on the widest screen without a detail beside it.
const WIDTH_ALONE: u16 = 95;
/// Cells that the main column keeps where another one is added, if its values need them.
const MAIN_WIDTH: u16 = 40;
/// Shares of the screen in percent that a list of short names, or of titles, may take from its
/// detail.
const MAX_NAMES_PERCENT: u32 = 70;
const MAX_TITLES_PERCENT: u32 = 62;

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
    fn whole(&self) -> MeasuredColumn {
        MeasuredColumn { minimum: self.content, ..*self }
    }

    /// Returns the cells that the column should have where there is room.
    fn preferred(&self) -> u16 {
        let column = self.column;
        self.content.min(column.preferred_width.max(column.min_width * 3 / 2))
    }

    /// Returns the cells that no other column may take from the main one.
    fn main_goal(&self) -> u16 {
        self.content.min(self.column.min_width.max(MAIN_WIDTH))
    }

    /// Returns the column with so many cells as its minimum, if it is the main one.
    fn with_main_width(&self, main_width: u16) -> MeasuredColumn {
        let minimum = if self.column.fills { main_width } else { self.minimum };
        MeasuredColumn { minimum, ..*self }
    }

    fn is_spare(&self) -> bool {
        self.column.hide_priority >= SPARE_PRIORITY
    }

    fn is_optional(&self) -> bool {
        self.column.hide_priority >= OPTIONAL_PRIORITY
    }
}

/// The columns of a table, measured by their values.
pub(super) struct MeasuredColumns(Vec<MeasuredColumn>);

impl MeasuredColumns {
    /// Measures the columns of a table.
    pub(super) fn of(table: &RowsUnderColumns) -> MeasuredColumns {
        MeasuredColumns(measure_columns(table))
    }

    /// Returns the share of the screen in percent that the list may take from its detail.
    pub(super) fn max_list_percent(&self) -> u32 {
        if has_short_names(&self.0) { MAX_NAMES_PERCENT } else { MAX_TITLES_PERCENT }
    }

    /// Returns the cells of the main column that its values use.
    pub(super) fn main_width(&self, available: u16, has_detail: bool) -> u16 {
        let columns = self.fit(available, has_detail);
        let main = columns.iter().find(|(column, _)| column.fills);
        main.map_or(0, |(column, cells)| *cells.min(&self.content_width(column)))
    }

    fn content_width(&self, column: &Column) -> u16 {
        let measured = self.0.iter().find(|measured| std::ptr::eq(measured.column, column));
        measured.map_or(0, |measured| measured.content)
    }

    /// Returns the cells that the columns beside a detail take of those that are available.
    pub(super) fn width_beside_detail(&self, available: u16) -> u16 {
        let columns = self.fit(available, true);
        let cells = columns
            .iter()
            .map(|(column, cells)| COLUMN_GAP + *cells.min(&self.content_width(column)));
        cells.fold(0, u16::saturating_add).saturating_sub(COLUMN_GAP)
    }

    /// Returns the columns that fit and their widths. The main column never gets narrower in a
    /// wider area: from [`NARROW_WIDTH`] on another column is shown only where the main one keeps
    /// [`MAIN_WIDTH`], and beside a detail only where it keeps its cells of a narrower screen.
    pub(super) fn fit(&self, available: u16, has_detail: bool) -> Vec<VisibleColumn> {
        let mut whole: Vec<MeasuredColumn> = self.0.iter().map(MeasuredColumn::whole).collect();
        while needed_width(&whole) > available
            && let Some(index) = whole.iter().rposition(MeasuredColumn::is_spare)
        {
            whole.remove(index);
        }
        if needed_width(&whole) <= available {
            return spread(&whole, available, u16::MAX);
        }
        let mut candidates =
            if has_detail && has_short_names(&self.0) { required(&self.0) } else { self.0.clone() };
        candidates.retain(|measured| !measured.is_spare());
        let main = candidates.iter().find(|measured| measured.column.fills);
        let mut main_goal = main.map_or(0, MeasuredColumn::main_goal);
        if has_detail {
            main_goal = main_goal.max(self.main_width(WIDTH_ALONE, false));
        }
        let shown = if has_detail {
            let comfortable = candidates.iter().map(|it| it.with_main_width(main_goal));
            leave_out(comfortable.collect(), available)
        } else {
            let narrow = leave_out_in_narrow_area(&candidates, available.min(NARROW_WIDTH));
            add_columns(narrow, &candidates, (available, main_goal))
        };
        // what is left belongs to the next column, if there is one
        let main_limit = if shown.len() < candidates.len() { main_goal } else { u16::MAX };
        let is_narrow = !has_detail && available <= NARROW_WIDTH;
        spread(&shown, available, if is_narrow { u16::MAX } else { main_limit })
    }
}

/// Returns the columns that fit into a narrow area. A column whose minimum does not fit stays if
/// all values fit beside those of the others.
fn leave_out_in_narrow_area(columns: &[MeasuredColumn], available: u16) -> Vec<MeasuredColumn> {
    let by_content = columns.iter().map(|measured| MeasuredColumn {
        minimum: if measured.column.fills {
            measured.minimum.min(measured.content)
        } else {
            measured.content
        },
        ..*measured
    });
    let by_content = leave_out(by_content.collect(), available);
    let by_minimum = leave_out(columns.to_vec(), available);
    if by_content.len() > by_minimum.len() { by_content } else { by_minimum }
}

/// Adds the columns that were left out, the most important first, while the main column keeps its
/// cells.
fn add_columns(
    shown: Vec<MeasuredColumn>,
    candidates: &[MeasuredColumn],
    (available, main_goal): (u16, u16),
) -> Vec<MeasuredColumn> {
    let is_among = |columns: &[MeasuredColumn], one: &MeasuredColumn| {
        columns.iter().any(|other| std::ptr::eq(other.column, one.column))
    };
    let mut left: Vec<&MeasuredColumn> =
        candidates.iter().filter(|one| !is_among(&shown, one)).collect();
    left.sort_by_key(|measured| measured.column.hide_priority);
    let mut columns = shown;
    for next in left {
        let with_next: Vec<MeasuredColumn> = candidates
            .iter()
            .filter(|one| is_among(&columns, one) || std::ptr::eq(one.column, next.column))
            .map(|one| one.with_main_width(main_goal))
            .collect();
        if needed_width(&with_next) > available {
            break;
        }
        columns = with_next;
    }
    columns
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

/// Gives the room that is left to columns whose contents need it, then to the main one, which has
/// at most so many cells.
fn spread(columns: &[MeasuredColumn], available: u16, main_limit: u16) -> Vec<VisibleColumn> {
    let mut spare = available.saturating_sub(needed_width(columns));
    let mut widths: Vec<u16> =
        columns.iter().map(|measured| measured.minimum.min(available)).collect();
    let goals: [&dyn Fn(&MeasuredColumn) -> u16; 4] = [
        &MeasuredColumn::preferred,
        &|measured| if measured.column.fills { measured.content } else { 0 },
        &|measured| measured.content,
        &|measured| if measured.column.fills { u16::MAX } else { 0 },
    ];
    for goal in goals {
        for (measured, width) in columns.iter().zip(&mut widths) {
            let limit = if measured.column.fills { main_limit } else { u16::MAX };
            let more = goal(measured).min(limit).saturating_sub(*width).min(spare);
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
