//! Turns the rows of a pane into sentences, for line mode.

use super::PaneContext;
use crate::detail::{Detail, TextFragment, ValueFlags};
use crate::model::RecordPath;
use crate::model::text::capitalize;
use crate::query::Table;

/// Returns the heading of a pane in line mode.
pub fn heading(pane: &str, summary: &str) -> String {
    format!("{}: {summary}", capitalize(pane))
}

/// Adds a sentence for each row: its name, a link to its record, and its other columns.
pub fn narrate_rows(detail: &mut Detail, ctx: PaneContext, table: &Table) {
    let column_of = |key: &str| table.headers.iter().position(|header| header.key == key);
    let name_column = column_of("title").or(column_of("name")).unwrap_or(0);
    let path_column = column_of("record");
    for row in 0..table.len {
        let cell = |column: usize| (table.cell)(row, column).display();
        let path = path_column.map(|column| RecordPath::new(cell(column)));
        let name = TextFragment { link: path.clone(), ..TextFragment::plain(cell(name_column)) };
        let mut fragments = vec![name];
        let values: Vec<String> = table
            .headers
            .iter()
            .enumerate()
            .filter(|(column, header)| *column != name_column && header.visible)
            .map(|(column, header)| (header.label(), cell(column)))
            .filter(|(_, value)| !value.is_empty())
            .map(|(label, value)| format!("{label}: {value}"))
            .collect();
        if !values.is_empty() {
            fragments.push(TextFragment::plain(values.join("; ")));
        }
        detail.push_item(fragments);
        if let Some(path) = path {
            flag_last_entry(detail, ctx, &path);
        }
    }
}

/// Flags the last entry of a detail as its record is.
pub fn flag_last_entry(detail: &mut Detail, ctx: PaneContext, path: &RecordPath) {
    if let Some(entry) = detail.entries.last_mut() {
        entry.flags = ValueFlags::of_path(ctx.query.data, path);
    }
}
