//! The records that name another, in its detail: kind by kind, each with what one wants to know of it there.

use super::{Detail, Mark, Piece, Scope, Sort};
use crate::model::{Citation, Engagement, Event, Objective};
use crate::sort;
use crate::store::{KINDS, RecordRef, title_of};

/// How the records that name a record are called: kind, field, heading.
const NAMED_BY: &[(&str, &str, &str)] = &[
    ("objectives", "continues", "Continued by"),
    ("objectives", "takes_in", "Became part of"),
    ("phases", "builds_on", "Built on by"),
    ("phases", "donors", "Pays for"),
    ("instruments", "supplements", "Supplemented by"),
    ("citations", "source", "Says of single values"),
];

impl Detail {
    /// Everything that names the record, kind by kind.
    pub(crate) fn named_by(&mut self, scope: &Scope, row: RecordRef) {
        let data = scope.data;
        let told = self.parts.len();
        for (number, kind) in KINDS.iter().enumerate() {
            let named = data.named_by_kind(row, number as u8);
            let mut fields: Vec<&str> = Vec::new();
            for (field, _) in named {
                let special = NAMED_BY.iter().find(|(of, by, _)| *of == kind.name && by == field);
                let key = special.map_or("", |(_, by, _)| by);
                if fields.contains(&key) {
                    continue;
                }
                fields.push(key);
                let own = |(by, _): &&(&str, RecordRef)| {
                    NAMED_BY.iter().any(|(of, field, _)| *of == kind.name && field == by) == special.is_some()
                        && (special.is_none() || by == field)
                };
                let mut rows: Vec<RecordRef> = named.iter().filter(own).map(|(_, from)| *from).collect();
                rows.dedup();
                if kind.name == "events" {
                    sort::by_key(&mut rows, |row| data.get::<Event>(*row).map(|event| event.date.order()));
                }
                let title = special.map_or_else(|| title_of(kind.name), |(_, _, title)| title.to_string());
                self.push(format!("{title} {}", rows.len()), Mark::default(), Sort::Group, Vec::new());
                for from in rows {
                    let pieces = item(scope, row, from);
                    let mark = Mark { disputed: false, overridden: data.is_row_overridden(from) };
                    self.push(String::new(), mark, Sort::Item, pieces);
                }
            }
        }
        self.further(told);
    }
}

/// A record in the detail of another: what one wants to know of it there.
pub(crate) fn item(scope: &Scope, of: RecordRef, from: RecordRef) -> Vec<Piece> {
    let data = scope.data;
    let link = Piece::link(data.heading(from), data.place(from));
    match from.kind().name {
        "events" => data.get::<Event>(from).map_or_else(Vec::new, |event| vec![Piece::dim(event.date.words()), link]),
        "objectives" => data.get::<Objective>(from).map_or_else(Vec::new, |objective| {
            vec![Piece::dim(objective.number.to_string()), link, Piece::dim(data.label_of("phases", &objective.phase))]
        }),
        "engagements" => data.get::<Engagement>(from).map_or_else(Vec::new, |engagement| vec![link, Piece::dim(engagement.role.word())]),
        "citations" => data.get::<Citation>(from).map_or_else(Vec::new, |citation| {
            let mut pieces = vec![link];
            for side in citation.0.iter().filter(|side| *side.source == *data.id(of)) {
                pieces.push(Piece::plain(side.says.as_deref().unwrap_or("as shown")));
                if let Some(quote) = &side.quote {
                    pieces.push(Piece::dim(format!("\u{201c}{quote}\u{201d}")));
                }
            }
            pieces
        }),
        _ => vec![link],
    }
}
