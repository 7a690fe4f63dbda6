//! A record in brief, for beside what it is selected from: what is said of it, and how much more the whole record tells.

use super::detail::{Detail, Mark, Part, Piece, Sort};

/// So many of the records behind a cell are told in brief.
pub(super) const FEW: usize = 3;

impl Detail {
    /// The same without what only the whole record tells and what the heading says already; and what is left out, in numbers.
    pub fn brief(mut self) -> (Detail, String) {
        let mut left: Vec<String> = Vec::new();
        let mut parts: Vec<Part> = Vec::new();
        for (at, part) in self.parts.iter().enumerate() {
            // the values of a field that follow it
            let after = self.parts[at + 1..].iter().take_while(|next| next.further && next.sort == Sort::Item).count();
            let said = |piece: &Piece| piece.link.is_some() && self.heading.contains(&piece.text);
            match part.sort {
                Sort::Group if part.further => left.push(part.title.clone()),
                Sort::Field if after > 0 && !part.further => left.push(format!("{} {}", part.title, after + 1)),
                Sort::Field if part.mark == Mark::default() && !part.pieces.is_empty() && part.pieces.iter().all(said) => {}
                _ if part.further => {}
                _ => parts.push(part.clone()),
            }
        }
        self.parts = parts;
        (self, left.join(" · "))
    }
}
