//! A list of choices: keys, texts, notes and kinds in columns, the matching characters underlined.

use super::{
    Glyphs, RenderOutput, StyleRole, Theme, print_clipped, scroll_position, scroll_to_show,
    truncate_distinctly, width,
};
use ratatui::prelude::{Buffer, Modifier, Position, Rect, Style};
use std::collections::BTreeSet;
use unicode_segmentation::UnicodeSegmentation;

/// Minimum and maximum cells of keys such as `C-z`, and of kinds such as `engagement`.
const MIN_KEY_WIDTH: u16 = 3;
const MAX_KEY_WIDTH: u16 = 16;
const MIN_KIND_WIDTH: u16 = 10;
const MAX_KIND_WIDTH: u16 = 14;
/// Minimum cells of texts and notes together: below that there are no notes.
const MIN_WIDTH_WITH_NOTES: u16 = 60;
/// Cells between columns, and of a check mark.
const COLUMN_GAP: u16 = 2;
const CHECK_WIDTH: u16 = 2;
/// Cells before the first column, and after the last one.
const LEFT_MARGIN: u16 = 3;
const MARGINS: u16 = LEFT_MARGIN + 1;

/// A choice.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PickerRow {
    pub text: String,
    /// Positions of the characters that match the input.
    pub match_positions: Vec<usize>,
    /// The kind of the choice, or a number.
    pub kind: String,
    pub note: String,
    pub keys: String,
    /// The check mark; `None` for a row without one.
    pub is_checked: Option<bool>,
}

impl PickerRow {
    /// Returns a row with a text only.
    pub fn new(text: impl Into<String>) -> PickerRow {
        PickerRow { text: text.into(), ..PickerRow::default() }
    }
}

/// The content of a picker.
pub struct PickerView<'a> {
    pub rows: &'a [PickerRow],
    pub selected: usize,
    /// Shown if there is no choice.
    pub empty_message: &'a str,
    /// Columns keep their positions while the user types.
    pub has_fixed_columns: bool,
    pub theme: &'a Theme,
    pub glyphs: &'a Glyphs,
}

/// Widths of the columns in cells; 0 if a column is absent.
struct Columns {
    keys: u16,
    check: u16,
    texts: u16,
    notes: u16,
    kinds: u16,
}

impl Columns {
    fn new(view: &PickerView, available: u16) -> Columns {
        let widest = |text: fn(&PickerRow) -> &str, max: u16| {
            view.rows.iter().map(|row| width(text(row))).max().unwrap_or(0).min(max)
        };
        let at_least = |cells: u16, min: u16| {
            if view.has_fixed_columns { cells.max(min.min(available / 6)) } else { cells }
        };
        let with_gap = |cells: u16| if cells > 0 { cells + COLUMN_GAP } else { 0 };
        let quarter = available / 4;
        let keys = at_least(widest(|row| &row.keys, MAX_KEY_WIDTH.min(quarter)), MIN_KEY_WIDTH);
        let kinds = at_least(widest(|row| &row.kind, MAX_KIND_WIDTH.min(quarter)), MIN_KIND_WIDTH);
        let has_checks = view.rows.iter().any(|row| row.is_checked.is_some());
        let check = if has_checks { CHECK_WIDTH } else { 0 };
        let free = available.saturating_sub(check + with_gap(keys) + with_gap(kinds));
        // notes get a third, and the cells that the texts do not need
        let spare = free.saturating_sub(widest(|row| &row.text, free) + COLUMN_GAP);
        let notes = if free >= MIN_WIDTH_WITH_NOTES {
            widest(|row| &row.note, spare.max(free / 3))
        } else {
            0
        };
        let max_text = free.saturating_sub(with_gap(notes));
        let texts =
            if view.has_fixed_columns { max_text } else { widest(|row| &row.text, max_text) };
        Columns { keys, check, texts, notes, kinds }
    }
}

/// Draws the choices around the selected one.
pub fn draw(view: &PickerView, area: Rect, buf: &mut Buffer) -> RenderOutput {
    let mut output = RenderOutput::default();
    let PickerView { rows, theme, glyphs, .. } = view;
    let dim = theme.style(StyleRole::Dim);
    let available = area.width.saturating_sub(MARGINS);
    if rows.is_empty() {
        print_clipped(buf, area.x + LEFT_MARGIN, area.y, available, view.empty_message, dim);
        return output;
    }
    let columns = Columns::new(view, available);
    let height = usize::from(area.height);
    let first = scroll_to_show(0, view.selected, height, rows.len());
    let texts = fit_texts(&rows[first..rows.len().min(first + height)], columns.texts);
    for (line, index) in (first..rows.len()).take(height).enumerate() {
        let position = Position::new(area.x + LEFT_MARGIN, area.y + line as u16);
        let is_selected = index == view.selected;
        if is_selected {
            let style = theme.style(StyleRole::Accent);
            print_clipped(buf, area.x + 1, position.y, 1, glyphs.cursor, style);
            output.cursor = Some(position);
        }
        draw_row(
            view,
            (&rows[index], &texts[line]),
            is_selected,
            &columns,
            (position, area.right()),
            buf,
        );
    }
    if first > 0 {
        print_clipped(buf, area.right() - 1, area.y, 1, glyphs.more_above, dim);
    }
    if first + height < rows.len() {
        print_clipped(buf, area.right() - 1, area.bottom() - 1, 1, glyphs.more_below, dim);
    }
    let visible = first..rows.len().min(first + height);
    scroll_position::draw(visible, rows.len(), area, buf, theme, glyphs);
    output
}

/// Shortens the texts of rows so that different ones of a kind stay different.
fn fit_texts(rows: &[PickerRow], max_width: u16) -> Vec<String> {
    let mut shown = vec![String::new(); rows.len()];
    let kinds: BTreeSet<&str> = rows.iter().map(|row| &*row.kind).collect();
    for kind in kinds {
        let of_kind = || rows.iter().enumerate().filter(|(_, row)| row.kind == kind);
        let texts: Vec<&str> = of_kind().map(|(_, row)| &*row.text).collect();
        for ((index, _), text) in of_kind().zip(truncate_distinctly(&texts, max_width)) {
            shown[index] = text;
        }
    }
    shown
}

fn draw_row(
    view: &PickerView,
    (row, text): (&PickerRow, &str),
    is_selected: bool,
    columns: &Columns,
    (position, right): (Position, u16),
    buf: &mut Buffer,
) {
    let Position { mut x, y } = position;
    let theme = view.theme;
    let dim = theme.style(StyleRole::Dim);
    let visible = |x: u16, cells: u16| cells.min(right.saturating_sub(x + 1));
    if columns.keys > 0 {
        let style = theme.style(StyleRole::Strong);
        print_clipped(buf, x, y, visible(x, columns.keys), &row.keys, style);
        x += columns.keys + COLUMN_GAP;
    }
    match row.is_checked {
        Some(true) => {
            let style = theme.style(StyleRole::Accent);
            print_clipped(buf, x, y, visible(x, 1), view.glyphs.checked, style);
        }
        Some(false) => {
            print_clipped(buf, x, y, visible(x, 1), view.glyphs.unchecked, dim);
        }
        None => {}
    }
    x += columns.check;
    // matches are only underlined: a colour would cost most of the bytes of a keystroke
    let role = if is_selected { StyleRole::Strong } else { StyleRole::Text };
    draw_text((row, text), (x, y), visible(x, columns.texts), buf, theme.style(role));
    x += columns.texts + COLUMN_GAP;
    if columns.notes > 0 {
        print_clipped(buf, x, y, visible(x, columns.notes), &row.note, dim);
        x += columns.notes + COLUMN_GAP;
    }
    print_clipped(buf, x, y, visible(x, columns.kinds), &row.kind, dim);
}

/// Draws the shortened text of a choice with the matching characters underlined.
fn draw_text(
    (row, shown): (&PickerRow, &str),
    (x, y): (u16, u16),
    max_width: u16,
    buf: &mut Buffer,
    style: Style,
) {
    let underlined = style.add_modifier(Modifier::UNDERLINED);
    let end = x + max_width;
    let mut x = x;
    // the part of the text that is not shown yet, and the number of the characters before it
    let mut rest = &*row.text;
    let mut position = 0;
    for part in shown.split_inclusive('…') {
        let words = part.trim_end_matches('…');
        let start = rest.find(words).unwrap_or_default();
        position += rest[..start].chars().count();
        rest = &rest[start..];
        for cluster in part.graphemes(true) {
            let is_match = row.match_positions.binary_search(&position).is_ok();
            let cluster_style = if is_match { underlined } else { style };
            x += print_clipped(buf, x, y, end.saturating_sub(x), cluster, cluster_style);
            if let Some(behind) = rest.strip_prefix(cluster) {
                position += cluster.chars().count();
                rest = behind;
            }
        }
    }
}
