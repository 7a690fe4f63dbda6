//! A table that pastes into a mail.

use super::lines;
use crate::query::Table;

pub(super) fn print(table: &Table) -> String {
    let row = |cells: &mut dyn Iterator<Item = String>| format!("| {} |\n", cells.collect::<Vec<_>>().join(" | "));
    let mut out = row(&mut table.heads.iter().map(|head| escape(&head.title)));
    out.push_str(&row(&mut table.heads.iter().map(|_| "---".to_string())));
    for line in lines(table) {
        out.push_str(&row(&mut line.iter().map(|cell| escape(cell))));
    }
    out
}

/// What would end a cell, or begin markup, stands for itself.
fn escape(cell: &str) -> String {
    let mut out = String::with_capacity(cell.len());
    for c in cell.chars() {
        if matches!(c, '|' | '\\' | '*' | '_' | '`' | '[' | ']' | '<' | '>') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}
