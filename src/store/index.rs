//! Indexes built on first use: backlinks, events by date, disputed records.

use super::dataset::{Backlinks, Dataset};
use super::record_table::RecordRef;
use crate::model::{Citation, Event, KindId, LINK_MAP_FIELDS, RecordPath, Text};
use crate::parallel::{self, MIN_ITEMS_PER_THREAD};
use jiff::civil::Date;

impl Dataset {
    /// Returns the records that refer to a record, each with the field that does.
    pub fn backlinks(&self, record: RecordRef) -> &[(&'static str, RecordRef)] {
        let backlinks = self.index.backlinks[record.kind as usize]
            .get_or_init(|| self.build_backlinks(record.kind));
        backlinks.get(record.index as usize).map_or(&[], Vec::as_slice)
    }

    /// Returns the backlinks of one kind.
    pub fn backlinks_of_kind(
        &self,
        record: RecordRef,
        kind: KindId,
    ) -> &[(&'static str, RecordRef)] {
        // backlinks are in the order of the kinds
        let all = self.backlinks(record);
        let start = all.partition_point(|(_, from)| from.kind < kind);
        let count = all[start..].partition_point(|(_, from)| from.kind == kind);
        &all[start..start + count]
    }

    fn build_backlinks(&self, kind: KindId) -> Vec<Backlinks> {
        let records: Vec<RecordRef> = self.all_records().collect();
        let table = self.table(kind);
        let chunks = parallel::map_chunks(&records, MIN_ITEMS_PER_THREAD, |records| {
            let mut backlinks: Vec<Backlinks> = vec![Vec::new(); table.len()];
            for from in records {
                self.for_each_link(*from, &mut |link| {
                    let target = if link.kind == kind { table.find(link.id) } else { None };
                    let Some(index) = target else { return };
                    let entry = (link.field, *from);
                    // a map repeats the names of a plain field
                    let is_repeated = LINK_MAP_FIELDS.iter().any(|(name, ..)| *name == link.field)
                        && backlinks[index].last().is_some_and(|(_, last)| last == from);
                    if !is_repeated && backlinks[index].last() != Some(&entry) {
                        backlinks[index].push(entry);
                    }
                });
            }
            backlinks
        });
        let mut chunks = chunks.into_iter();
        let mut all = chunks.next().unwrap_or_default();
        for chunk in chunks {
            for (backlinks, more) in all.iter_mut().zip(chunk) {
                backlinks.extend(more);
            }
        }
        all
    }

    /// Returns all events with their first and last days, sorted by these.
    pub fn events_by_date(&self) -> &[(Date, Date, RecordRef)] {
        self.index.events_by_date.get_or_init(|| {
            let mut all: Vec<(Date, Date, RecordRef)> = self
                .records(KindId::Events)
                .filter_map(|record| {
                    let (first, last) = self.get::<Event>(record)?.date.sort_bounds();
                    Some((first, last, record))
                })
                .collect();
            // one number for a day compares faster than three fields
            let number = |day: Date| {
                (i32::from(day.year()) << 9) + (i32::from(day.month()) << 5) + i32::from(day.day())
            };
            all.sort_unstable_by_key(|(first, last, record)| {
                (number(*first), number(*last), record.index)
            });
            all
        })
    }

    /// Returns the first and the last day of all events and phases.
    pub fn date_range(&self) -> Option<(Date, Date)> {
        *self.index.date_range.get_or_init(|| {
            let events = self.events_by_date().iter().map(|(first, last, _)| (*first, *last));
            let phases = self.phases().values().map(|phase| phase.date.sort_bounds());
            // an open start or end is not a day
            events
                .chain(phases)
                .flat_map(|(first, last)| [first, last])
                .filter(|day| *day != Date::MIN && *day != Date::MAX)
                .fold(None, |range, day| match range {
                    None => Some((day, day)),
                    Some((first, last)) => Some((day.min(first), day.max(last))),
                })
        })
    }

    /// Returns the citations whose sources contradict each other, with their ids.
    pub fn disputed(&self) -> impl Iterator<Item = (&Text, &Citation)> {
        self.citations().iter().filter(|(_, citation)| citation.is_disputed())
    }

    /// Returns whether sources contradict each other about this record or this field.
    pub fn is_disputed(&self, path: &RecordPath) -> bool {
        if path.field_path().is_some() {
            return self.citation(path).is_some_and(Citation::is_disputed);
        }
        self.record_at(path).is_some_and(|record| self.is_record_disputed(record))
    }

    /// Returns whether sources contradict each other about any value of this record. A citation is
    /// disputed if its claims are.
    pub fn is_record_disputed(&self, record: RecordRef) -> bool {
        if let Some(citation) = self.get::<Citation>(record) {
            return citation.is_disputed();
        }
        let disputed = self.index.disputed.get_or_init(|| {
            self.disputed().filter_map(|(id, _)| self.record_at(&RecordPath::new(&**id))).collect()
        });
        disputed.contains(&record)
    }
}
