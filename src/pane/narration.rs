//! Rows as sentences, for whoever reads a pane line by line.

use super::RenderContext;
use crate::detail::{Detail, Flags, Fragment};
use crate::model::RecordPath;
use crate::model::text::capitalize;
use crate::query::Table;

/// The name of a pane with its words.
pub fn heading(name: &str, words: &str) -> String {
    format!("{}: {words}", capitalize(name))
}

/// Adds a sentence for each row: its name, which leads to its record, and what its other columns say.
pub fn narrate_rows(detail: &mut Detail, ctx: RenderContext, table: &Table) {
    let at = |key: &str| table.headers.iter().position(|head| head.key == key);
    let (name, record) = (at("title").or(at("name")).unwrap_or(0), at("record"));
    for row in 0..table.len {
        let words = |column: usize| (table.cell)(row, column).display();
        let others = table
            .headers
            .iter()
            .enumerate()
            .filter(|(column, head)| *column != name && head.visible);
        let said = others
            .map(|(column, head)| (head.label(), words(column)))
            .filter(|(_, words)| !words.is_empty());
        let said: Vec<String> = said.map(|(title, words)| format!("{title}: {words}")).collect();
        let place = record.map(|column| RecordPath::new(words(column)));
        let mut pieces = vec![place.as_ref().map_or_else(
            || Fragment::plain(words(name)),
            |place| Fragment::link(words(name), place.clone()),
        )];
        pieces.extend((!said.is_empty()).then(|| Fragment::plain(said.join("; "))));
        detail.push_item(pieces);
        let data = ctx.query.data;
        if let (Some(part), Some(place)) = (detail.entries.last_mut(), place) {
            part.flags = Flags {
                disputed: data.is_disputed(&place),
                overridden: data.is_overridden(&place),
            };
        }
    }
}
