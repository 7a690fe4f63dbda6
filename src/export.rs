//! A table for those who read without a screen.

use crate::model::text::{cut, width};
use crate::query::Table;

/// The table as plain text: heads, a rule, a line a row, cut to `room` cells where that is given.
pub fn text(table: &Table, room: Option<u16>) -> String {
    let mut lines: Vec<Vec<String>> = vec![table.heads.iter().map(|head| head.title.clone()).collect()];
    lines.extend((0..table.len).map(|row| (0..table.heads.len()).map(|column| (table.cell)(row, column).words()).collect()));
    let widths: Vec<u16> = (0..table.heads.len()).map(|at| lines.iter().map(|line| width(&line[at])).max().unwrap_or(0)).collect();
    let mut out = String::new();
    for (number, line) in lines.iter().enumerate() {
        let mut text = String::new();
        for (at, cell) in line.iter().enumerate() {
            text.push_str(cell);
            text.extend(std::iter::repeat_n(' ', (widths[at] - width(cell)) as usize + 2));
        }
        let text = text.trim_end();
        out.push_str(&room.map_or_else(|| text.to_string(), |room| cut(text, room)));
        out.push('\n');
        if number == 0 {
            let rule = widths.iter().map(|cells| "-".repeat(*cells as usize)).collect::<Vec<_>>().join("  ");
            out.push_str(&room.map_or_else(|| rule.clone(), |room| rule.chars().take(room as usize).collect()));
            out.push('\n');
        }
    }
    out
}
