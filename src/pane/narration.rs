//! Rows as sentences, for whoever reads a pane line by line.

use super::Scene;
use crate::detail::{Detail, Mark, Piece};
use crate::model::Place;
use crate::model::text::capital;
use crate::query::Table;

/// The name of a pane with its words.
pub fn heading(name: &str, words: &str) -> String {
    format!("{}: {words}", capital(name))
}

/// Adds a sentence for each row: its name, which leads to its record, and what its other columns say.
pub fn rows(detail: &mut Detail, scene: Scene, table: &Table) {
    let at = |key: &str| table.heads.iter().position(|head| head.key == key);
    let (name, record) = (at("title").or(at("name")).unwrap_or(0), at("record"));
    for row in 0..table.len {
        let words = |column: usize| (table.cell)(row, column).words();
        let others = table.heads.iter().enumerate().filter(|(column, head)| *column != name && head.shown);
        let said = others.map(|(column, head)| (head.name(), words(column))).filter(|(_, words)| !words.is_empty());
        let said: Vec<String> = said.map(|(title, words)| format!("{title}: {words}")).collect();
        let place = record.map(|column| Place::new(words(column)));
        let mut pieces = vec![place.as_ref().map_or_else(|| Piece::plain(words(name)), |place| Piece::link(words(name), place.clone()))];
        pieces.extend((!said.is_empty()).then(|| Piece::plain(said.join("; "))));
        detail.item(pieces);
        let data = scene.scope.data;
        if let (Some(part), Some(place)) = (detail.parts.last_mut(), place) {
            part.mark = Mark { disputed: data.is_disputed(&place), overridden: data.is_overridden(&place) };
        }
    }
}
