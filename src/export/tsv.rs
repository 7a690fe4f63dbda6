//! Prints a table as cells separated by tabs, without quotation marks, for `cut`, `sort` and `awk`.

use super::csv::neutralize_formula;
use super::machine_rows;
use crate::query::Table;

pub(super) fn print(table: &Table) -> String {
    // a tab or a line end inside a cell would end it
    let cell = |cell: &String| neutralize_formula(cell).replace(['\t', '\r', '\n'], " ");
    machine_rows(table)
        .map(|line| line.iter().map(cell).collect::<Vec<_>>().join("\t") + "\n")
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tabs_and_newlines_in_cells_become_spaces() {
        let table =
            Table::from_texts([("a", "A"), ("b", "B")], vec![["x\ty".into(), "=1\n2".into()]]);
        assert_eq!(print(&table), "a\tb\nx y\t'=1 2\n");
    }
}
