//! Prints a table as Markdown.

use super::{plain_rows, visible_columns};
use crate::query::Table;

pub(super) fn print(table: &Table) -> String {
    let row = |cells: &mut dyn Iterator<Item = String>| {
        format!("| {} |\n", cells.collect::<Vec<_>>().join(" | "))
    };
    let columns = visible_columns(table);
    let mut out = row(&mut columns.iter().map(|at| escape(&table.headers[*at].label())));
    out.push_str(&row(&mut columns.iter().map(|_| "---".to_string())));
    for line in plain_rows(table, &columns) {
        out.push_str(&row(&mut line.iter().map(|cell| escape(cell))));
    }
    out
}

/// Escapes the characters that would end a cell or begin markup.
pub(super) fn escape(cell: &str) -> String {
    let mut out = String::with_capacity(cell.len());
    for c in cell.chars() {
        if matches!(c, '&' | '|' | '\\' | '*' | '_' | '`' | '[' | ']' | '<' | '>') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}
