//! The sides of a value that is cited by itself: what the sources say of it, side by side.

use super::{Detail, Mark, Piece, Scope, Sort, lines, source_name};
use crate::model::{Citation, Place};
use crate::store::Row;

impl Detail {
    /// The sides of a cited value, in full.
    pub(super) fn citation(&mut self, scope: &Scope, row: Row) {
        let data = scope.data;
        let Some(citation) = data.get::<Citation>(row) else { return };
        let id = data.id(row);
        let place = Place::new(id);
        if let Some(of) = data.row_of(&place) {
            let mark = Mark { disputed: citation.is_disputed(), overridden: data.is_overridden(&place) };
            let record = data.place(of);
            let value = place.path().and_then(|_| data.value_at(&place));
            let mut shown = value.map(|value| lines(scope, &place, &value)).unwrap_or_default();
            if shown.is_empty() {
                shown.push(vec![Piece::dim("unknown")]);
            }
            // the first side says it already, if no layer has set something else
            let says = citation.0.first().and_then(|side| side.says.as_deref());
            let text = shown.concat().iter().map(|piece| &*piece.text).collect::<Vec<_>>().join(", ");
            let (told, said) = (self.parts.len(), !mark.overridden && says == Some(&*text));
            for (at, line) in shown.into_iter().enumerate() {
                let (title, mark, sort) = if at == 0 { ("Working value", mark, Sort::Field) } else { ("", Mark::default(), Sort::Item) };
                self.push(title.into(), mark, sort, line);
            }
            let told = if said { told } else { self.parts.len() };
            self.push("Of".into(), Mark::default(), Sort::Field, vec![Piece::link(data.heading(of), record)]);
            self.further(told);
        }
        let mut told: Vec<Option<&str>> = Vec::new();
        for side in &citation.0 {
            let says = side.says.as_deref();
            if told.contains(&says) {
                continue;
            }
            let sign = if told.is_empty() { "" } else { "≠ " };
            told.push(says);
            self.push(format!("{sign}{}", says.unwrap_or("as shown")), Mark::default(), Sort::Group, Vec::new());
            for (at, side) in citation.0.iter().filter(|other| other.says.as_deref() == says).enumerate() {
                self.push(
                    String::new(),
                    Mark::default(),
                    Sort::Item,
                    vec![Piece::link(source_name(scope, &side.source), Place::record("sources", &side.source))],
                );
                let named = self.parts.len();
                if let Some(quote) = &side.quote {
                    self.push(String::new(), Mark::default(), Sort::Item, vec![Piece::plain(format!("\u{201c}{quote}\u{201d}"))]);
                }
                if let Some(note) = &side.note {
                    self.push(String::new(), Mark::default(), Sort::Item, vec![Piece::dim(&**note)]);
                }
                // of each side the words of one source are enough
                if at > 0 {
                    self.further(named);
                }
            }
        }
        let told = self.parts.len();
        self.push("Value".into(), Mark::default(), Sort::Field, vec![Piece::dim(id)]);
        self.further(told);
    }
}
