//! The records that name another, in its detail: kind by kind, each with what one wants to know of it there.

use super::{Detail, EntryKind, Flags, Fragment, QueryContext};
use crate::model::{Citation, Engagement, Event, KindId, Objective, field_heading};
use crate::store::RecordRef;

/// How the records that name a record are called: kind, field, heading.
const BACKLINK_TITLES: &[(KindId, &str, &str)] = &[
    (KindId::Objectives, "continues", "Continued by"),
    (KindId::Objectives, "takes_in", "Became part of"),
    (KindId::Phases, "builds_on", "Built on by"),
    (KindId::Phases, "donors", "Pays for"),
    (KindId::Instruments, "supplements", "Supplemented by"),
    (KindId::Citations, "source", "Says of single values"),
];

impl Detail {
    /// Everything that names the record, kind by kind.
    pub(crate) fn push_backlinks(&mut self, scope: &QueryContext, row: RecordRef) {
        let data = scope.data;
        let told = self.entries.len();
        for kind in KindId::ALL {
            let named = data.referrers_of_kind(row, *kind);
            let mut fields: Vec<&str> = Vec::new();
            for (field, _) in named {
                let special = BACKLINK_TITLES.iter().find(|(of, by, _)| of == kind && by == field);
                let key = special.map_or("", |(_, by, _)| by);
                if fields.contains(&key) {
                    continue;
                }
                fields.push(key);
                let own = |(by, _): &&(&str, RecordRef)| {
                    BACKLINK_TITLES.iter().any(|(of, field, _)| of == kind && field == by)
                        == special.is_some()
                        && (special.is_none() || by == field)
                };
                let mut rows: Vec<RecordRef> =
                    named.iter().filter(own).map(|(_, from)| *from).collect();
                rows.dedup();
                if *kind == KindId::Events {
                    rows.sort_by_key(|row| {
                        data.get::<Event>(*row).map(|event| event.date.sort_bounds())
                    });
                }
                let title = special
                    .map_or_else(|| field_heading(kind.name()), |(_, _, title)| title.to_string());
                self.push_entry(
                    format!("{title} {}", rows.len()),
                    Flags::default(),
                    EntryKind::Heading,
                    Vec::new(),
                );
                for from in rows {
                    let pieces = backlink_fragments(scope, row, from);
                    let mark =
                        Flags { disputed: false, overridden: data.is_record_overridden(from) };
                    self.push_entry(String::new(), mark, EntryKind::Item, pieces);
                }
            }
        }
        self.mark_full_only(told);
    }
}

/// A record in the detail of another: what one wants to know of it there.
pub(crate) fn backlink_fragments(
    scope: &QueryContext,
    of: RecordRef,
    from: RecordRef,
) -> Vec<Fragment> {
    let data = scope.data;
    let link = Fragment::link(data.title(from), data.path(from));
    match from.kind {
        KindId::Events => data
            .get::<Event>(from)
            .map_or_else(Vec::new, |event| vec![Fragment::dim(event.date.display()), link]),
        KindId::Objectives => data.get::<Objective>(from).map_or_else(Vec::new, |objective| {
            vec![
                Fragment::dim(objective.number.to_string()),
                link,
                Fragment::dim(data.short_label_of(KindId::Phases, &objective.phase)),
            ]
        }),
        KindId::Engagements => data.get::<Engagement>(from).map_or_else(Vec::new, |engagement| {
            vec![link, Fragment::dim(engagement.role.as_str())]
        }),
        KindId::Citations => data.get::<Citation>(from).map_or_else(Vec::new, |citation| {
            let mut pieces = vec![link];
            for side in citation.0.iter().filter(|side| *side.source == *data.id(of)) {
                pieces.push(Fragment::plain(side.says.as_deref().unwrap_or("as shown")));
                if let Some(quote) = &side.quote {
                    pieces.push(Fragment::dim(format!("\u{201c}{quote}\u{201d}")));
                }
            }
            pieces
        }),
        _ => vec![link],
    }
}
