//! Prints a table as aligned columns, fitted to the terminal; piped output is not truncated.

use super::{plain_rows, visible_columns};
use crate::model::text::ascii_symbols::asciify;
use crate::model::text::{truncate, truncate_distinctly, width};
use crate::query::Table;

/// The style of a table for people.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TableStyle {
    /// The width of a line in cells; `None` for no limit.
    pub max_width: Option<u16>,
    /// Prints the headers in bold.
    pub colour: bool,
    /// Prints ASCII symbols only.
    pub is_ascii: bool,
}

/// The gap between columns, in cells.
const COLUMN_GAP: u16 = 2;
/// A column is not narrowed below this width, in cells.
const MIN_NARROWED_WIDTH: u16 = 6;

/// In a longer table different texts may be cut alike, because each is compared with all like it.
const MAX_DISTINCT_ROWS: usize = 1000;

pub(super) fn print(table: &Table, look: TableStyle) -> String {
    let mut columns = visible_columns(table);
    let mut all: Vec<Vec<String>> =
        vec![columns.iter().map(|at| table.headers[*at].label()).collect()];
    all.extend(plain_rows(table, &columns));
    if look.is_ascii {
        for cell in all.iter_mut().flatten() {
            *cell = asciify(cell).into_owned();
        }
    }
    let mut widths: Vec<u16> = (0..columns.len())
        .map(|at| all.iter().map(|line| width(&line[at])).max().unwrap_or(0))
        .collect();
    let room = look.max_width.unwrap_or(u16::MAX);
    narrow_widths(&mut widths, room);
    // columns that do not fit are named below the table
    let mut left_out = Vec::new();
    while total_width(&widths) > u32::from(room) && widths.len() > 1 {
        widths.pop();
        left_out.extend(columns.pop().map(|at| table.headers[at].key.as_str()));
    }
    for (column, room) in widths.iter().enumerate() {
        cut_column(&mut all, column, *room);
    }
    let mut out = String::new();
    let strong = |text: &str| {
        if look.colour && !text.is_empty() {
            format!("\x1b[1m{text}\x1b[m")
        } else {
            text.to_string()
        }
    };
    for (at, line) in all.iter().enumerate() {
        let mut text = String::new();
        for (cell, room) in line.iter().zip(&widths) {
            let blank = (room - width(cell)) as usize + COLUMN_GAP as usize;
            text.push_str(cell);
            text.extend(std::iter::repeat_n(' ', blank));
        }
        out.push_str(&if at == 0 { strong(text.trim_end()) } else { text.trim_end().to_string() });
        out.push('\n');
        if at == 0 {
            let rule: Vec<String> =
                widths.iter().map(|cells| "-".repeat(*cells as usize)).collect();
            out.push_str(rule.join(&" ".repeat(COLUMN_GAP as usize)).trim_end());
            out.push('\n');
        }
    }
    if !left_out.is_empty() {
        left_out.reverse();
        let words = format!(
            "no room for {}: choose columns with --columns, or make the lines wider\n",
            left_out.join(", ")
        );
        out.push_str(&truncate(&words, room.saturating_mul(8)));
    }
    // a cell that was cut ends with a symbol
    if look.is_ascii { asciify(&out).into_owned() } else { out }
}

/// Cuts the cells of a column that has less room than they need. Different texts stay different.
fn cut_column(lines: &mut [Vec<String>], column: usize, room: u16) {
    if lines.iter().all(|line| width(&line[column]) <= room) {
        return;
    }
    let Some((head, body)) = lines.split_first_mut() else { return };
    head[column] = truncate(&head[column], room);
    let texts: Vec<&str> = body.iter().map(|line| &*line[column]).collect();
    let cut = match texts.len() <= MAX_DISTINCT_ROWS {
        true => truncate_distinctly(&texts, room),
        false => texts.iter().map(|text| truncate(text, room)).collect(),
    };
    for (line, cell) in body.iter_mut().zip(cut) {
        line[column] = cell;
    }
}

fn total_width(widths: &[u16]) -> u32 {
    widths
        .iter()
        .map(|cells| u32::from(*cells) + u32::from(COLUMN_GAP))
        .sum::<u32>()
        .saturating_sub(COLUMN_GAP.into())
}

/// Narrows the widest columns until all fit, or none can be narrowed further.
fn narrow_widths(widths: &mut [u16], room: u16) {
    while total_width(widths) > u32::from(room) {
        let second = |widest: u16| {
            widths
                .iter()
                .copied()
                .filter(|cells| *cells < widest)
                .max()
                .unwrap_or(0)
                .max(MIN_NARROWED_WIDTH)
        };
        let Some(widest) =
            widths.iter().copied().max().filter(|widest| *widest > MIN_NARROWED_WIDTH)
        else {
            return;
        };
        let over = u16::try_from(total_width(widths) - u32::from(room)).unwrap_or(u16::MAX);
        let next = second(widest).max(widest.saturating_sub(over));
        // of equally wide columns, the last is narrowed first
        let next = if next == widest { widest - 1 } else { next };
        if let Some(column) = widths.iter_mut().rev().find(|cells| **cells == widest) {
            *column = next;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn style(max_width: Option<u16>, colour: bool) -> TableStyle {
        TableStyle { max_width, colour, ..TableStyle::default() }
    }

    #[test]
    fn a_table_fits_the_width_or_names_what_does_not() {
        let table = || {
            Table::from_texts(
                [("a", "A"), ("b", "B")],
                vec![["x".repeat(50), "y".repeat(20)], ["1".into(), "2".into()]],
            )
        };
        for room in 14..90 {
            let text = print(&table(), style(Some(room), false));
            assert!(text.lines().all(|line| width(line) <= room), "{room}: {text}");
            assert_eq!(text.lines().count(), 4, "{room}: {text}");
            assert_eq!(text.contains('…'), room < 72, "{room}: {text}");
        }
        assert!(print(&table(), style(Some(9), false)).contains("no room for b"));
        assert!(print(&table(), style(None, true)).starts_with("\x1b[1mA"));
        assert_eq!(print(&table(), TableStyle::default()).lines().next().map(str::len), Some(53));
    }

    #[test]
    fn different_texts_of_a_column_are_not_drawn_alike() {
        let title = |end: &str| format!("Meeting of the board of the great rivers and lakes {end}");
        let rows =
            ["in the North", "in the South", "in the North"].map(|end| [title(end), "x".into()]);
        let table = Table::from_texts([("a", "A"), ("b", "B")], rows.to_vec());
        for room in 24..60 {
            let text = print(&table, style(Some(room), false));
            let lines: Vec<&str> = text.lines().skip(2).collect();
            assert_eq!(lines[0], lines[2], "{text}");
            assert_ne!(lines[0], lines[1], "{text}");
            assert!(lines.iter().all(|line| width(line) <= room), "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn narrowing_ends(
            mut widths in proptest::collection::vec(0u16..300, 0..20),
            room in 0u16..300,
        ) {
            narrow_widths(&mut widths, room);
            let fits = total_width(&widths) <= u32::from(room);
            let is_narrow = widths.iter().all(|cells| *cells <= MIN_NARROWED_WIDTH);
            proptest::prop_assert!(fits || is_narrow);
        }
    }
}
