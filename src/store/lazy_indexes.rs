//! Indexes built on first use: backlinks, events by date, disputed records.

use super::dataset::{Backlinks, Dataset};
use super::record_ref::RecordRef;
use super::usual_years::{are_near, usual_years};
use crate::model::{
    EdtfDate, Event, KindId, LINK_MAP_FIELDS, Objective, Record, RecordPath, Text, ValueClaims,
};
use crate::parallel::{self, MIN_ITEMS_PER_THREAD};
use jiff::civil::Date;
use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};

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

    /// Returns for each objective the index of the one that it goes back to: by what it continues,
    /// else by its title within its programme. One that leads to a circle, which overrides may
    /// form, goes back to itself.
    fn original_objectives(&self) -> &[usize] {
        self.index.original_objectives.get_or_init(|| {
            let objectives = self.objectives();
            let programmes = self.programme_of_phases();
            let by_title = self.objectives_by_title(&programmes);
            let earlier = |index: usize| {
                let (_, objective) = objectives.get_index(index)?;
                if let Some(earlier) = &objective.continues {
                    return objectives.get_index_of(earlier);
                }
                let phase = self.phases().get_index_of(objective.phase.as_ref()?)?;
                let same_title = by_title.get(&(programmes[phase], &*objective.title))?;
                same_title.range(..phase).next_back().map(|(_, index)| *index)
            };
            // `Some(None)` leads to a circle; on a walk, an objective is first taken for such a one
            let mut originals: Vec<Option<Option<usize>>> = vec![None; objectives.len()];
            for start in 0..objectives.len() {
                let mut walk = Vec::new();
                let mut next = Some(start);
                let original = loop {
                    let Some(index) = next else { break walk.last().copied() };
                    if let Some(original) = originals[index] {
                        break original;
                    }
                    originals[index] = Some(None);
                    walk.push(index);
                    next = earlier(index);
                };
                for index in walk {
                    originals[index] = Some(original);
                }
            }
            let own = |(index, original): (usize, Option<Option<usize>>)| {
                original.flatten().unwrap_or(index)
            };
            originals.into_iter().enumerate().map(own).collect()
        })
    }

    /// Returns the objective of the first phase that an objective goes back to, or itself.
    pub fn original_objective<'a>(&'a self, id: &'a str) -> &'a str {
        let objectives = self.objectives();
        let Some(index) = objectives.get_index_of(id) else { return id };
        let original = self.original_objectives()[index];
        objectives.get_index(original).map_or(id, |(id, _)| id)
    }

    /// Returns the title of an objective, and that of the latest one that continues it under
    /// another: "Clean wells, later Water points".
    pub fn title_over_phases<'a>(&'a self, id: &str) -> Cow<'a, str> {
        self.name_over_phases(id, |objective| &objective.title)
    }

    /// Does the same with short labels.
    pub fn short_label_over_phases<'a>(&'a self, id: &str) -> Cow<'a, str> {
        self.name_over_phases(id, Objective::short_label)
    }

    /// Returns the objective of the latest phase that goes back to an objective, or itself.
    pub fn latest_objective<'a>(&'a self, id: &'a str) -> &'a str {
        let objectives = self.objectives();
        let Some(index) = objectives.get_index_of(id) else { return id };
        let latest = self.index.latest_objectives.get_or_init(|| self.find_latest_objectives());
        objectives.get_index(latest[index]).map_or(id, |(id, _)| id)
    }

    fn name_over_phases<'a>(
        &'a self,
        id: &str,
        name: impl Fn(&'a Objective) -> &'a str,
    ) -> Cow<'a, str> {
        let objectives = self.objectives();
        let name = |id: &str| objectives.get(id).map(&name).unwrap_or_default();
        match (name(id), name(self.latest_objective(id))) {
            (name, latest) if name == latest => name.into(),
            (name, latest) => format!("{name}, later {latest}").into(),
        }
    }

    /// Returns by index of the original objective the one of the latest phase that goes back to it.
    fn find_latest_objectives(&self) -> Vec<usize> {
        let phase = |index: usize| {
            let (_, objective) = self.objectives().get_index(index)?;
            self.phases().get_index_of(objective.phase.as_ref()?)
        };
        let originals = self.original_objectives();
        let mut latest: Vec<usize> = (0..originals.len()).collect();
        for (index, original) in originals.iter().enumerate() {
            if phase(index) > phase(latest[*original]) {
                latest[*original] = index;
            }
        }
        latest
    }

    /// Returns the first programme of each phase.
    fn programme_of_phases(&self) -> Vec<Option<&Text>> {
        let programme = |phase| self.programmes_of(phase).into_iter().next();
        self.records(KindId::Phases).map(programme).collect()
    }

    /// Returns for each programme and title the first objective of each phase that has it.
    fn objectives_by_title<'a>(
        &'a self,
        programmes: &[Option<&'a Text>],
    ) -> HashMap<(Option<&'a Text>, &'a str), BTreeMap<usize, usize>> {
        let mut by_title: HashMap<_, BTreeMap<usize, usize>> = HashMap::new();
        for (index, objective) in self.objectives().values().enumerate() {
            let phase = objective.phase.as_ref().and_then(|id| self.phases().get_index_of(id));
            if let Some(phase) = phase {
                let key = (programmes[phase], &*objective.title);
                by_title.entry(key).or_default().entry(phase).or_insert(index);
            }
        }
        by_title
    }

    /// Returns the engagements in an objective and in all that continue it.
    pub fn engagements_in_objective(&self, id: &str) -> &[RecordRef] {
        let by_objective = self.index.engagements_by_objective.get_or_init(|| {
            let mut all = vec![Vec::new(); self.objectives().len()];
            for (row, engagement) in
                self.records(KindId::Engagements).zip(self.engagements().values())
            {
                let objective = self.objectives().get_index_of(&engagement.objective);
                if let Some(objective) = objective {
                    all[self.original_objectives()[objective]].push(row);
                }
            }
            all
        });
        let index = self.objectives().get_index_of(id);
        index.and_then(|index| by_objective.get(index)).map_or(&[], Vec::as_slice)
    }

    /// Returns the first and the last day of the events and phases, without days that are far from
    /// nearly all others.
    pub fn date_range(&self) -> Option<(Date, Date)> {
        *self.index.date_range.get_or_init(|| {
            let (first, last) = bounds(self.stated_days())?;
            let year = |day: Date| i32::from(day.year());
            if are_near(year(first), year(last)) {
                return Some((first, last));
            }
            let years = usual_years(self.stated_days().map(year).collect());
            bounds(self.stated_days().filter(|day| years.contains(&year(*day))))
        })
    }

    /// Returns the first and the last day of each event and phase. An open start or end is no day.
    fn stated_days(&self) -> impl Iterator<Item = Date> {
        let events = self.events_by_date().iter().map(|(first, last, _)| (*first, *last));
        let phases = self.phases().values().filter_map(|phase| phase.date.as_ref());
        let days = events.chain(phases.map(EdtfDate::sort_bounds));
        let days = days.flat_map(|(first, last)| [first, last]);
        days.filter(|day| *day != Date::MIN && *day != Date::MAX)
    }

    /// Returns the citations whose sources contradict each other, with their ids.
    pub fn disputed(&self) -> impl Iterator<Item = (&Text, &ValueClaims)> {
        self.citations().iter().filter(|(_, citation)| citation.is_disputed())
    }

    /// Returns whether sources contradict each other about this record or this field.
    pub fn is_disputed(&self, path: &RecordPath) -> bool {
        if path.field_path().is_some() {
            return self.citation(path).is_some_and(ValueClaims::is_disputed);
        }
        self.record_at(path).is_some_and(|record| self.is_record_disputed(record))
    }

    /// Returns whether sources contradict each other about any value of this record. A citation is
    /// disputed if its claims are.
    pub fn is_record_disputed(&self, record: RecordRef) -> bool {
        if let Some(citation) = self.get::<ValueClaims>(record) {
            return citation.is_disputed();
        }
        let disputed = self.index.disputed.get_or_init(|| {
            self.disputed().filter_map(|(id, _)| self.record_at(&RecordPath::new(&**id))).collect()
        });
        disputed.contains(&record)
    }
}

/// Returns the first and the last of some days.
fn bounds(days: impl Iterator<Item = Date>) -> Option<(Date, Date)> {
    let ranges = days.map(|day| (day, day));
    ranges.reduce(|(first, last), (day, _)| (first.min(day), last.max(day)))
}
