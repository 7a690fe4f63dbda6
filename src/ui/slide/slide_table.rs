//! Tables on a slide: columns side by side, or a card for each row where they do not fit.

use super::LEFT_MARGIN;
use super::slide_block::{SlideBlock, SlideLine, SlideSpan};
use super::slide_content::SlideContent;
use crate::detail::ValueFlags;
use crate::query::{CellValue, ColumnHeader, Table};
use crate::ui::text_wrapping::wrap;
use crate::ui::{Glyphs, StyleRole, width};

/// Cells between columns.
const COLUMN_GAP: u16 = 3;
/// Minimum cells of a column of long texts.
const MIN_TEXT_COLUMN_WIDTH: u16 = 18;
/// Cells before the titles of a card, and between titles and values.
const CARD_INDENT: u16 = 2;

/// Keeps the marker of a value beside its last word.
const MARKER_GAP: char = '\u{a0}';

/// The flags of a row of a table, and of its cells.
pub struct RowValueFlags {
    pub row: ValueFlags,
    pub cells: Vec<ValueFlags>,
}

/// A cell of a slide's table.
struct TableCell {
    text: String,
    is_number: bool,
    marker: Option<(&'static str, StyleRole)>,
}

impl TableCell {
    /// Returns the text with the marker behind it, to be wrapped as one.
    fn marked_text(&self) -> String {
        match self.marker {
            Some((marker, _)) => format!("{}{MARKER_GAP}{marker}", self.text),
            None => self.text.clone(),
        }
    }

    /// Returns a wrapped line of the marked text as spans, with the marker in its own style.
    fn spans(&self, line: SlideSpan) -> Vec<SlideSpan> {
        let marked = self.marker.and_then(|(marker, role)| {
            Some((
                line.text.strip_suffix(marker)?.strip_suffix(MARKER_GAP)?.to_string(),
                marker,
                role,
            ))
        });
        let Some((text, marker, role)) = marked else { return vec![line] };
        let x = line.x + width(&text) + 1;
        let marker = SlideSpan { x, text: marker.into(), role, step: line.step };
        vec![SlideSpan { text, ..line }, marker]
    }
}

/// The visible columns of a table.
struct TableContent {
    titles: Vec<String>,
    rows: Vec<Vec<TableCell>>,
    /// The column without a title, whose values are headings of groups.
    group_column: Option<usize>,
    /// The other columns that are not empty.
    columns: Vec<usize>,
}

impl TableContent {
    fn new(table: &Table, flags: &[RowValueFlags], glyphs: &Glyphs) -> TableContent {
        let visible: Vec<usize> =
            (0..table.headers.len()).filter(|column| table.headers[*column].visible).collect();
        let cell = |row: usize, column: usize| {
            let value = (table.cell)(row, column);
            let is_number = matches!(value, CellValue::Number(_));
            let flags = flags.get(row).and_then(|flags| flags.cells.get(column));
            let marker = flags.and_then(|flags| glyphs.flag_marker(*flags));
            TableCell { text: value.display(), is_number, marker }
        };
        let titles: Vec<String> =
            visible.iter().map(|column| table.headers[*column].title.to_string()).collect();
        let rows: Vec<Vec<TableCell>> = (0..table.len)
            .map(|row| visible.iter().map(|column| cell(row, *column)).collect())
            .collect();
        let group_column = titles.iter().position(|title| title.is_empty());
        let columns = (0..titles.len())
            .filter(|column| Some(*column) != group_column)
            .filter(|column| rows.iter().any(|row| !row[*column].text.is_empty()))
            .collect();
        TableContent { titles, rows, group_column, columns }
    }

    /// Returns the width of the longest line and of the longest word of a column.
    fn text_widths(&self, column: usize) -> (u16, u16) {
        let longest_word = |text: &str| text.split(' ').map(width).max().unwrap_or(0);
        // titles may wrap
        let title = longest_word(&self.titles[column]);
        let mut widths = (title, title);
        for row in &self.rows {
            let text = row[column].marked_text();
            widths = (widths.0.max(width(&text)), widths.1.max(longest_word(&text)));
        }
        widths
    }
}

impl SlideContent {
    /// Adds a table. `flags_of` returns the flags of a record by its path, and those of its values
    /// under the headers.
    pub fn push_table(
        &mut self,
        table: &Table,
        glyphs: &Glyphs,
        flags_of: impl Fn(&str, &[ColumnHeader]) -> RowValueFlags,
    ) {
        let path_column = table.headers.iter().position(|header| header.key == "record");
        let path = |row: usize| path_column.map(|column| (table.cell)(row, column).display());
        let paths = (0..table.len).filter_map(path);
        let flags: Vec<RowValueFlags> = paths.map(|path| flags_of(&path, &table.headers)).collect();
        let content = TableContent::new(table, &flags, glyphs);
        let widths = self.column_widths(&content);
        let is_under_headers = widths.is_some();
        let mut group = "";
        for (number, row) in content.rows.iter().enumerate() {
            let heading = content.group_column.map_or("", |column| row[column].text.as_str());
            if heading != group {
                group = heading;
                if !heading.is_empty() {
                    self.push_group_heading(heading, is_under_headers);
                }
            }
            let lines = match &widths {
                Some(widths) => self.table_row(&content.columns, widths, row),
                None => self.record_card(&content, row),
            };
            self.blocks.push(SlideBlock {
                lines,
                flags: flags.get(number).map(|flags| flags.row).unwrap_or_default(),
                is_under_headers,
                has_space_before: !is_under_headers,
                ..SlideBlock::default()
            });
        }
        if let Some(widths) = widths {
            self.headers = self.header_lines(&content, &widths);
        }
    }

    fn push_group_heading(&mut self, heading: &str, is_under_headers: bool) {
        let span =
            SlideSpan { x: LEFT_MARGIN, text: heading.into(), role: StyleRole::Strong, step: 0 };
        self.blocks.push(SlideBlock {
            lines: vec![vec![span]],
            keeps_with_next: true,
            has_space_before: true,
            is_under_headers,
            ..SlideBlock::default()
        });
    }

    /// Returns the widths of the columns, or `None` if they do not fit side by side.
    fn column_widths(&self, content: &TableContent) -> Option<Vec<u16>> {
        let needed: Vec<(u16, u16)> =
            content.columns.iter().map(|column| content.text_widths(*column)).collect();
        let gaps = COLUMN_GAP * (needed.len() as u16).saturating_sub(1);
        let available = self.text_width.saturating_sub(LEFT_MARGIN + gaps);
        let min_width = |(line, word): &(u16, u16)| {
            // a long text needs more than one word in a line
            let is_long = *line > 2 * MIN_TEXT_COLUMN_WIDTH;
            (*line).min(if is_long { MIN_TEXT_COLUMN_WIDTH.max(*word) } else { *word })
        };
        let mut widths: Vec<u16> = needed.iter().map(min_width).collect();
        let used = widths.iter().try_fold(0u16, |sum, cells| sum.checked_add(*cells))?;
        let mut spare = available.checked_sub(used)?;
        // the spare cells go to the narrowest column that needs more, one at a time
        while spare > 0 {
            let narrowest = (0..widths.len())
                .filter(|column| widths[*column] < needed[*column].0)
                .min_by_key(|column| widths[*column]);
            let Some(column) = narrowest else { break };
            widths[column] += 1;
            spare -= 1;
        }
        Some(widths)
    }

    /// Returns the step that reveals a column: the first value comes with the name of the row.
    fn step_of_column(&self, number: usize) -> usize {
        if self.reveals_cells { number.saturating_sub(1) } else { 0 }
    }

    fn table_row(&self, columns: &[usize], widths: &[u16], row: &[TableCell]) -> Vec<SlideLine> {
        let mut lines: Vec<SlideLine> = vec![Vec::new()];
        let mut x = LEFT_MARGIN;
        for (number, (column, column_width)) in columns.iter().zip(widths).enumerate() {
            let cell = &row[*column];
            let role = if number == 0 { StyleRole::Strong } else { StyleRole::Text };
            let step = self.step_of_column(number);
            let marked = cell.marked_text();
            for (y, text) in wrap(&marked, *column_width, *column_width).into_iter().enumerate() {
                if lines.len() <= y {
                    lines.push(Vec::new());
                }
                let indent =
                    if cell.is_number { column_width.saturating_sub(width(&text)) } else { 0 };
                lines[y].extend(cell.spans(SlideSpan { x: x + indent, text, role, step }));
            }
            x += column_width + COLUMN_GAP;
        }
        lines
    }

    fn header_lines(&self, content: &TableContent, widths: &[u16]) -> Vec<SlideLine> {
        let first_row = content.rows.first();
        let titles: Vec<TableCell> = content
            .titles
            .iter()
            .enumerate()
            .map(|(column, title)| TableCell {
                text: title.clone(),
                is_number: first_row.is_some_and(|row| row[column].is_number),
                marker: None,
            })
            .collect();
        let mut lines = self.table_row(&content.columns, widths, &titles);
        for span in lines.iter_mut().flatten() {
            span.role = StyleRole::Dim;
            span.step = 0;
        }
        lines
    }

    /// Returns a row as a card: its name, then a line for each value with its title.
    fn record_card(&self, content: &TableContent, row: &[TableCell]) -> Vec<SlideLine> {
        let columns: Vec<usize> = content
            .columns
            .iter()
            .copied()
            .filter(|column| !row[*column].text.is_empty())
            .collect();
        let longest_title =
            columns.iter().skip(1).map(|column| width(&content.titles[*column])).max();
        // a longer title has a line of its own
        let title_width = longest_title.unwrap_or(0).min(self.text_width / 3);
        let mut lines = Vec::new();
        for (number, column) in columns.iter().enumerate() {
            let step = self.step_of_column(number);
            let title = SlideSpan {
                x: LEFT_MARGIN + CARD_INDENT,
                text: content.titles[*column].clone(),
                role: StyleRole::Dim,
                step,
            };
            let (x, role) = if number == 0 {
                (LEFT_MARGIN, StyleRole::Strong)
            } else {
                (LEFT_MARGIN + 2 * CARD_INDENT + title_width, StyleRole::Text)
            };
            let is_beside = number > 0 && width(&title.text) <= title_width;
            if number > 0 && !is_beside {
                let full_width = self.text_width - LEFT_MARGIN - CARD_INDENT;
                for text in wrap(&title.text, full_width, full_width) {
                    lines.push(vec![SlideSpan { text, ..title.clone() }]);
                }
            }
            let value_width = self.text_width.saturating_sub(x);
            let cell = &row[*column];
            let values = wrap(&cell.marked_text(), value_width, value_width);
            for (y, text) in values.into_iter().enumerate() {
                let mut line = cell.spans(SlideSpan { x, text, role, step });
                if y == 0 && is_beside {
                    line.insert(0, title.clone());
                }
                lines.push(line);
            }
        }
        lines
    }
}
