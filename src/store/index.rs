//! What is reckoned once from all records, when somebody asks: who names whom, what comes when, what is disputed.

use super::{Dataset, KINDS, KindInfo, RecordRef};
use crate::model::{Citation, Event, RecordPath, Text};
use crate::parallel::{self, MIN_ITEMS_PER_THREAD};
use foldhash::fast::RandomState;
use jiff::civil::Date;
use std::collections::HashSet;
use std::sync::OnceLock;

/// The records that name one, each with the field in which it does.
type Backlinks = Vec<(&'static str, RecordRef)>;

/// What was reckoned so far.
#[derive(Default)]
pub(super) struct DerivedIndex {
    /// By kind and index of who is named; a kind when somebody asks for one of it.
    referrers: [OnceLock<Vec<Backlinks>>; KINDS.len()],
    disputed: OnceLock<HashSet<RecordRef, RandomState>>,
    events_by_date: OnceLock<Vec<(Date, Date, RecordRef)>>,
    date_range: OnceLock<Option<(Date, Date)>>,
}

impl Dataset {
    /// The records that name a record, and the field in which they do.
    pub fn referrers(&self, row: RecordRef) -> &[(&'static str, RecordRef)] {
        let all = self.index.referrers[row.kind as usize]
            .get_or_init(|| self.build_backlinks(row.kind_info()));
        all.get(row.index as usize).map_or(&[], Vec::as_slice)
    }

    /// The records that name each record of a kind.
    fn build_backlinks(&self, kind: &KindInfo) -> Vec<Backlinks> {
        let rows: Vec<RecordRef> = KINDS.iter().flat_map(|kind| self.records(kind.name)).collect();
        let parts = parallel::map_chunks(&rows, MIN_ITEMS_PER_THREAD, |rows| {
            let mut all: Vec<Backlinks> = vec![Vec::new(); (kind.len)(self)];
            for from in rows {
                self.for_each_link(*from, &mut |(field, named, id)| {
                    let to = if named == kind.name { (kind.find)(self, id) } else { None };
                    if let Some(list) = to
                        .map(|to| &mut all[to])
                        .filter(|list| list.last() != Some(&(field, *from)))
                    {
                        list.push((field, *from));
                    }
                });
            }
            all
        });
        let mut parts = parts.into_iter();
        let mut all = parts.next().unwrap_or_default();
        parts.for_each(|part| all.iter_mut().zip(part).for_each(|(all, more)| all.extend(more)));
        all
    }

    /// Those of them that are of one kind.
    pub fn referrers_of_kind(&self, row: RecordRef, kind: u8) -> &[(&'static str, RecordRef)] {
        // they stand in the order of the kinds
        let all = self.referrers(row);
        let start = all.partition_point(|(_, from)| from.kind < kind);
        &all[start..start + all[start..].partition_point(|(_, from)| from.kind == kind)]
    }

    /// All events with their first and last days, in the order of these. Reckoned once, for dates are looked at with every key.
    pub fn events_by_date(&self) -> &[(Date, Date, RecordRef)] {
        self.index.events_by_date.get_or_init(|| {
            let days =
                |row: RecordRef| self.get::<Event>(row).map(|event| event.date.sort_bounds());
            let mut all: Vec<_> = self
                .records("events")
                .filter_map(|row| days(row).map(|(first, last)| (first, last, row)))
                .collect();
            // as numbers, days are compared at once
            let number = |day: Date| {
                (i32::from(day.year()) << 9) + (i32::from(day.month()) << 5) + i32::from(day.day())
            };
            all.sort_unstable_by_key(|(first, last, row)| {
                (number(*first), number(*last), row.index)
            });
            all
        })
    }

    /// The first and the last day that any event or phase has.
    pub fn date_range(&self) -> Option<(Date, Date)> {
        *self.index.date_range.get_or_init(|| {
            let events = self.events_by_date().iter().flat_map(|(first, last, _)| [*first, *last]);
            let phases = self
                .phases
                .values()
                .flat_map(|phase| [phase.date.sort_bounds().0, phase.date.sort_bounds().1]);
            // what is open has no day there
            let known = events.chain(phases).filter(|day| *day != Date::MIN && *day != Date::MAX);
            known.fold(None, |days, day| {
                Some(days.map_or((day, day), |(first, last): (Date, Date)| {
                    (first.min(day), last.max(day))
                }))
            })
        })
    }

    /// The values on which the sources disagree.
    pub fn disputed(&self) -> impl Iterator<Item = (&Text, &Citation)> {
        self.citations.iter().filter(|(_, citation)| citation.is_disputed())
    }

    /// Whether the sources disagree on a value of this record.
    pub fn is_disputed(&self, place: &RecordPath) -> bool {
        if place.field_path().is_some() {
            return self.citation(place).is_some_and(Citation::is_disputed);
        }
        self.record_at(place).is_some_and(|row| self.is_record_disputed(row))
    }

    /// The same of a record by itself.
    pub fn is_record_disputed(&self, row: RecordRef) -> bool {
        let records = || {
            self.disputed().filter_map(|(of, _)| self.record_at(&RecordPath::new(&**of))).collect()
        };
        self.index.disputed.get_or_init(records).contains(&row)
    }
}
