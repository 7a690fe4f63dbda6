//! Columns for the eye: heads, a rule, a line a row.

use super::{lines, shown};
use crate::model::text::width;
use crate::query::Table;

pub(super) fn print(table: &Table) -> String {
    let columns = shown(table);
    let mut all: Vec<Vec<String>> = vec![columns.iter().map(|at| table.heads[*at].title.clone()).collect()];
    all.extend(lines(table, &columns));
    let widths: Vec<u16> = (0..columns.len()).map(|at| all.iter().map(|line| width(&line[at])).max().unwrap_or(0)).collect();
    all.insert(1, widths.iter().map(|cells| "-".repeat(*cells as usize)).collect());
    let mut out = String::new();
    for line in &all {
        let mut text = String::new();
        for (cell, room) in line.iter().zip(&widths) {
            text.push_str(cell);
            text.extend(std::iter::repeat_n(' ', (room - width(cell)) as usize + 2));
        }
        out.push_str(text.trim_end());
        out.push('\n');
    }
    out
}
