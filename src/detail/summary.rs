//! A record in brief, for beside what it is selected from: what is said of it, and how much more the whole record tells.

use super::{Detail, Mark, Part, Piece, Sort};
use crate::query::Tone;

/// So many of the records behind a cell are told in brief.
pub(crate) const FEW: usize = 3;
/// A long value is told in so many lines.
pub(crate) const LINES: usize = 3;

impl Detail {
    /// The same without what only the whole record tells and what the heading says already; and what is left out, in numbers.
    pub fn brief(mut self) -> (Detail, Vec<String>) {
        let mut left: Vec<String> = Vec::new();
        let mut parts: Vec<Part> = Vec::new();
        // what more is said of the sides of a value
        let (mut quotations, mut notes) = (0, 0);
        for (at, part) in self.parts.iter().enumerate() {
            // the values of a field that follow it, and how many of them only the whole tells
            let values = self.parts[at + 1..].iter().take_while(|next| next.sort == Sort::Item && !next.is_side());
            let (values, after) = values.fold((1, 0), |(values, after), next| (values + 1, after + usize::from(next.further)));
            let said = |piece: &Piece| piece.link.is_some() && self.heading.contains(&piece.text);
            match (part.sort, &part.pieces[..]) {
                // what is the same for all comes first, so that it stays where it is
                (Sort::Group, _) if part.further => {
                    let counted = part.title.ends_with(|last: char| last.is_ascii_digit());
                    left.insert(if counted { left.len() } else { 0 }, part.title.clone());
                }
                (Sort::Field, _) if after > 0 && !part.further => {
                    left.push(format!("{} {values}", part.title));
                    parts.extend((after + 1 < values).then(|| part.clone()));
                }
                (Sort::Field, [_, ..]) if part.place.is_none() && part.mark == Mark::default() && part.pieces.iter().all(said) => {}
                (Sort::Item, [piece]) if part.further && piece.text.starts_with('\u{201c}') => quotations += 1,
                (Sort::Item, [piece]) if part.further && piece.tone == Tone::Dim => notes += 1,
                _ if part.further => {}
                // what is shown is not told above its sides
                (Sort::Group, [shown]) => parts.push(Part { title: shown.text.clone(), pieces: Vec::new(), ..part.clone() }),
                _ => parts.push(part.clone()),
            }
        }
        for (what, count) in [("Quotations", quotations), ("Notes", notes)] {
            left.extend((count > 0).then(|| format!("{what} {count}")));
        }
        self.parts = parts;
        // of what sort it is the list says; codes and phases stay
        if ![" · ", " → "].iter().any(|between| self.about.contains(between)) {
            self.about.clear();
        }
        (self, left)
    }
}
