//! Chooses the rows of a grid that are visible around the cursor, and the lines of their headers.

use super::{GridView, MAX_ROW_HEADER_LINES, RowHeader, cut_lines, limit_lines};
use crate::ui::text_wrapping::wrap;
use crate::ui::{StyleRole, truncate, width};

/// The lines of the rows, and the first row that is visible.
pub(super) struct VisibleRows {
    /// The lines of each row header.
    pub(super) headers: Vec<Vec<String>>,
    pub(super) first: usize,
}

impl VisibleRows {
    /// Wraps row headers if all rows fit then; else each has one line, and the rows scroll.
    pub(super) fn new(view: &GridView, width_limit: u16, height: usize) -> VisibleRows {
        let texts: Vec<&str> =
            view.content.row_headers.iter().map(|header| &*header.text).collect();
        for max_lines in (2..=MAX_ROW_HEADER_LINES).rev() {
            let wrap = |_, text: &str| wrap_at_most(text, width_limit, max_lines);
            let wrapped = cut_lines(&texts, wrap);
            if lines_between(view, &wrapped, 0, wrapped.len()) <= height {
                return VisibleRows { headers: wrapped, first: 0 };
            }
        }
        let fitting = |header: &'_ RowHeader| {
            let fits = width(&header.text) <= width_limit;
            if fits { header.text.clone() } else { header.short.clone() }
        };
        let texts: Vec<String> = view.content.row_headers.iter().map(fitting).collect();
        let headers = cut_lines(&texts, |_, text| vec![truncate(text, width_limit)]);
        let selected = view.cursor.0.saturating_sub(1);
        // the row after the selected one is visible too
        let end = (selected + 2).min(headers.len());
        let mut first = selected;
        while first > 0 && lines_between(view, &headers, first - 1, end) <= height {
            first -= 1;
        }
        VisibleRows { headers, first }
    }
}

/// Returns the lines of the rows from `first` to `end` with their headings.
fn lines_between(view: &GridView, headers: &[Vec<String>], first: usize, end: usize) -> usize {
    let rows = first..end;
    let headings = rows.clone().filter(|row| heading_before(view, *row, first).is_some());
    headers[rows].iter().map(Vec::len).sum::<usize>() + headings.count()
}

/// Returns the heading that is shown before a row, with `first` as the first visible row.
pub(super) fn heading_before<'a>(
    view: &'a GridView,
    row: usize,
    first: usize,
) -> Option<&'a (String, StyleRole)> {
    let heading = |row: usize| view.content.row_headers[row].heading.as_ref();
    heading(row).filter(|own| row == first || heading(row - 1) != Some(*own))
}

/// Wraps a text to at most so many lines; the last one is cut if there are more.
fn wrap_at_most(text: &str, width_limit: u16, max_lines: usize) -> Vec<String> {
    limit_lines(wrap(text, width_limit, width_limit), width_limit, max_lines)
}
