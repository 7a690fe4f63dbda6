//! The sides of a value that is cited by itself: what the sources say of it, side by side.

use super::summary::LINES;
use super::{Detail, Mark, Piece, Scope, Sort, lines, source_name};
use crate::model::text::fold;
use crate::model::{Citation, Place};
use crate::store::RecordRef;

impl Detail {
    /// The sides of a cited value, in full.
    pub(crate) fn citation(&mut self, scope: &Scope, row: RecordRef) {
        let data = scope.data;
        let Some(citation) = data.get::<Citation>(row) else { return };
        let id = data.id(row);
        let place = Place::new(id);
        // what the first side says where it has no words of its own
        let mut as_shown = Vec::new();
        if let Some(of) = data.row_of(&place) {
            let mark = Mark { disputed: citation.is_disputed(), overridden: data.is_overridden(&place) };
            let record = data.place(of);
            let value = place.path().and_then(|_| data.value_at(&place));
            let mut shown = value.map(|value| lines(scope, &place, &value)).unwrap_or_default();
            if shown.is_empty() {
                shown.push(vec![Piece::dim("unknown")]);
            }
            // the first side says it already, if no layer has set something else
            let first = citation.0.first().filter(|_| !mark.overridden);
            let text = shown.concat().iter().map(|piece| &*piece.text).collect::<Vec<_>>().join(", ");
            let (told, said) = (self.parts.len(), first.is_some_and(|side| side.says.as_ref().is_none_or(|says| **says == *text)));
            as_shown.extend(first.filter(|side| side.says.is_none()).map(|_| Piece::plain(text)));
            for (at, line) in shown.into_iter().enumerate() {
                let (title, mark, sort) = if at == 0 { ("Working value", mark, Sort::Field) } else { ("", Mark::default(), Sort::Item) };
                self.push(title.into(), mark, sort, line);
                self.at_most(LINES);
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
            let shown = if says.is_none() { std::mem::take(&mut as_shown) } else { Vec::new() };
            self.push(format!("{sign}{}", says.unwrap_or("as shown")), Mark::default(), Sort::Group, shown);
            self.at_most(LINES);
            for (at, side) in citation.0.iter().filter(|other| other.says.as_deref() == says).enumerate() {
                self.push(
                    String::new(),
                    Mark::default(),
                    Sort::Item,
                    vec![Piece::link(source_name(scope, &side.source), Place::record("sources", &side.source))],
                );
                self.at_most(1);
                let named = self.parts.len();
                if let Some(quote) = &side.quote {
                    self.push(String::new(), Mark::default(), Sort::Item, vec![Piece::plain(format!("\u{201c}{quote}\u{201d}"))]);
                    self.at_most(2);
                }
                // in brief each side is quoted once, where that says more than the side itself, and remarks are counted
                let told = if at > 0 || side.quote.as_ref().is_some_and(|quote| repeats(quote, says)) { named } else { self.parts.len() };
                if let Some(note) = &side.note {
                    self.push(String::new(), Mark::default(), Sort::Item, vec![Piece::dim(&**note)]);
                }
                self.further(told);
            }
        }
        let told = self.parts.len();
        self.push("Value".into(), Mark::default(), Sort::Field, vec![Piece::dim(id)]);
        self.further(told);
    }
}

/// Whether a quotation is little more than what it is quoted for.
fn repeats(quote: &str, says: Option<&str>) -> bool {
    says.is_some_and(|says| 2 * says.len() > quote.len() && fold(quote).contains(&fold(says)))
}
