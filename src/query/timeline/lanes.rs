//! Events on lanes over an axis of time: points and spans, and clusters where they would collide.

use super::time_scale::{TimeScale, day_number};
use crate::error::{Error, Result};
use crate::model::edtf::Precision;
use crate::model::{Event, KindId};
use crate::parallel::{self, MIN_ITEMS_PER_THREAD};
use crate::query::QueryContext;
use crate::store::RecordRef;
use foldhash::fast::RandomState;
use jiff::civil::Date;
use std::collections::BTreeSet;
use std::collections::HashMap;

/// What the lanes are by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LaneKey {
    /// Phases.
    #[default]
    Phase,
    /// Countries.
    Country,
    /// Agencies.
    Agency,
    /// Kinds of event.
    Kind,
}

/// All sorts of lanes by name, in the order of the key that goes through them.
pub const LANE_KEYS: &[(&str, LaneKey)] = &[
    ("phase", LaneKey::Phase),
    ("country", LaneKey::Country),
    ("agency", LaneKey::Agency),
    ("kind", LaneKey::Kind),
];

impl LaneKey {
    /// The sort of this name.
    pub fn by_name(name: &str) -> Result<LaneKey> {
        LANE_KEYS.iter().find(|(known, _)| *known == name).map(|(_, by)| *by).ok_or_else(|| {
            Error::unknown_name("sort of lanes", name, LANE_KEYS.iter().map(|(known, _)| *known))
        })
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        LANE_KEYS.iter().find(|(_, by)| *by == self).map_or("", |(name, _)| name)
    }

    /// The next sort.
    pub fn next(self) -> LaneKey {
        let at = LANE_KEYS.iter().position(|(_, by)| *by == self).unwrap_or(0);
        LANE_KEYS[(at + 1) % LANE_KEYS.len()].1
    }
}

/// How sure a date is, and so how it is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateCertainty {
    /// A day.
    Day,
    /// Days from one to another.
    Span,
    /// Somewhere in a month or months.
    Month,
    /// Somewhere in a year, or about then.
    Vague,
    /// The date is that of a page, or inferred.
    Page,
}

/// How an event is drawn.
pub fn date_certainty(event: &Event) -> DateCertainty {
    match () {
        () if event.dated_by.is_some() => DateCertainty::Page,
        () if event.date.is_vague() || event.date.precision() == Precision::Year => {
            DateCertainty::Vague
        }
        () if event.date.precision() == Precision::Month => DateCertainty::Month,
        () if event.date.earliest() == event.date.latest() => DateCertainty::Day,
        () => DateCertainty::Span,
    }
}

/// One or more events at a cell.
#[derive(Clone, Debug, PartialEq)]
pub struct TimelineMark {
    /// The cell where it stands.
    pub cell: u16,
    /// The last cell that its single event reaches.
    pub end_cell: u16,
    /// The events, as indices of the rows that were laid out, in the order of these.
    pub events: Vec<usize>,
    /// How a single event is drawn.
    pub certainty: DateCertainty,
}

impl TimelineMark {
    /// The number that a cluster shows; nothing for a single event.
    pub fn count(&self) -> Option<usize> {
        Some(self.events.len()).filter(|n| *n > 1)
    }

    /// Whether an event is among it.
    pub fn contains(&self, event: usize) -> bool {
        self.events.binary_search(&event).is_ok()
    }

    /// How many cells its sign takes.
    pub fn width(&self) -> u16 {
        self.count().map_or(1, |n| n.ilog10() as u16 + 1)
    }
}

/// A lane: its name, its marks, and how many of its events lie outside of the axis.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Lane {
    /// The id of what it is of; empty for events that name none.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The marks from left to right. No two share a cell.
    pub marks: Vec<TimelineMark>,
    /// Events before the axis begins.
    pub before: usize,
    /// Events after it ends.
    pub after: usize,
}

impl Lane {
    /// All events of the lane: shown, clustered and out of range.
    pub fn total(&self) -> usize {
        self.marks.iter().map(|mark| mark.events.len()).sum::<usize>() + self.before + self.after
    }

    /// The mark in which an event stands.
    pub fn mark_with(&self, event: usize) -> Option<usize> {
        self.marks.iter().position(|mark| mark.contains(event))
    }
}

/// When an event is, and the lanes on which it stands: all that laying it out asks for, side by side in memory.
struct Placement {
    /// The first and the last day.
    from: i32,
    to: i32,
    /// The lane where there is one alone; where there are several, they are so many numbers from a start.
    lane: u16,
    count: u16,
    start: u32,
}

/// The lanes of a sort, empty, and where each event stands, by the index of the event.
pub(crate) struct Placements {
    lanes: Vec<Lane>,
    by_event: Vec<Placement>,
    /// The lanes of events that stand on several.
    lane_numbers: Vec<u16>,
}

impl Placements {
    fn new(scope: &QueryContext, by: LaneKey) -> Placements {
        let mut lanes = empty_lanes(scope, by);
        let numbers: HashMap<String, u16, RandomState> =
            (0..).zip(&lanes).map(|(at, lane)| (lane.id.clone(), at)).collect();
        // events that name none stand on the last one
        let other = lanes.len() as u16;
        lanes.push(Lane { name: format!("no {} named", by.name()), ..Lane::default() });
        let (mut by_event, mut several, mut on) =
            (Vec::with_capacity(scope.data.events().len()), Vec::new(), Vec::new());
        for (event, (from, to)) in
            scope.data.events().values().zip(scope.event_days().iter().copied())
        {
            let ids = match by {
                LaneKey::Phase => event.phase.as_slice(),
                LaneKey::Country => &event.countries,
                LaneKey::Agency => &event.agencies,
                LaneKey::Kind => event.kind.as_slice(),
            };
            on.clear();
            for lane in ids.iter().filter_map(|id| numbers.get(&**id)) {
                // named twice it stands there once
                if !on.contains(lane) {
                    on.push(*lane);
                }
            }
            let lane = on.first().copied().unwrap_or(other);
            by_event.push(Placement {
                from,
                to: to.max(from),
                lane,
                count: on.len().max(1) as u16,
                start: several.len() as u32,
            });
            if on.len() > 1 {
                several.append(&mut on);
            }
        }
        Placements { lanes, by_event, lane_numbers: several }
    }

    fn lanes_of<'a>(&'a self, stand: &'a Placement) -> &'a [u16] {
        if stand.count == 1 {
            std::slice::from_ref(&stand.lane)
        } else {
            &self.lane_numbers[stand.start as usize..][..stand.count.into()]
        }
    }
}

/// Where an event stands on a lane: the cell where it begins, the last that it reaches, its index among the rows.
type PlacedEvent = (u16, u16, u32);

/// Lays events out on lanes; gives besides how many of them begin in each cell of the axis.
pub fn layout_lanes(
    scope: &QueryContext,
    rows: &[RecordRef],
    by: LaneKey,
    axis: &TimeScale,
) -> (Vec<Lane>, Vec<usize>) {
    let stands = scope.memo(|kept| &kept.stands[by as usize], || Placements::new(scope, by));
    let (cells, start) = (axis.day_lookup(), day_number(axis.start));
    let parts = parallel::map_ranges(rows.len(), MIN_ITEMS_PER_THREAD, |part| {
        let mut laid = LaneShard {
            lanes: vec![LaneItems::default(); stands.lanes.len()],
            starts_per_cell: vec![0; axis.cells.into()],
        };
        for at in part.filter(|at| rows[*at].kind == KindId::Events) {
            let stand = &stands.by_event[rows[at].index as usize];
            // an event that reaches into the axis stands at its edge
            let reached = cells(stand.from, stand.to);
            if let Some((cell, _)) = reached.filter(|_| stand.from >= start) {
                laid.starts_per_cell[usize::from(cell)] += 1;
            }
            for lane in stands.lanes_of(stand) {
                let lane = &mut laid.lanes[usize::from(*lane)];
                match reached {
                    Some((cell, reach)) => lane.points.push((cell, reach, at as u32)),
                    None if stand.from < start => lane.before += 1,
                    None => lane.after += 1,
                }
            }
        }
        laid
    });
    let shape =
        |at: u32| event(scope, rows[at as usize]).map_or(DateCertainty::Vague, date_certainty);
    let filled = |at: usize| {
        let on = || parts.iter().map(|part| &part.lanes[at]);
        let (before, after) = (on().map(|on| on.before).sum(), on().map(|on| on.after).sum());
        let mut lane = Lane { before, after, ..stands.lanes[at].clone() };
        cluster_marks(
            &mut lane,
            on().flat_map(|on| on.points.iter().copied()).collect(),
            &shape,
            axis.cells,
        );
        lane
    };
    let least = if rows.len() < MIN_ITEMS_PER_THREAD { stands.lanes.len() } else { 1 };
    let lanes = parallel::map_ranges(stands.lanes.len(), least, |part| {
        part.map(filled).collect::<Vec<Lane>>()
    })
    .into_iter()
    .flatten();
    let begin = (0..axis.cells.into())
        .map(|cell| parts.iter().map(|part| part.starts_per_cell[cell]).sum())
        .collect();
    (lanes.filter(|lane| lane.total() > 0).collect(), begin)
}

/// What stands on each lane of a part of the rows, and how many events begin in each cell.
struct LaneShard {
    lanes: Vec<LaneItems>,
    starts_per_cell: Vec<usize>,
}

/// What stands on a lane: the points, and how many events lie before and after the axis.
#[derive(Clone, Default)]
struct LaneItems {
    points: Vec<PlacedEvent>,
    before: usize,
    after: usize,
}

fn event<'a>(scope: &QueryContext<'a>, row: RecordRef) -> Option<&'a Event> {
    scope.data.get::<Event>(row)
}

fn empty_lanes(scope: &QueryContext, by: LaneKey) -> Vec<Lane> {
    let data = scope.data;
    let kind = match by {
        LaneKey::Phase => KindId::Phases,
        LaneKey::Agency => KindId::Agencies,
        LaneKey::Country => KindId::Countries,
        LaneKey::Kind => {
            let kinds = BTreeSet::from_iter(
                data.events().values().filter_map(|event| event.kind.as_deref()),
            );
            return kinds
                .into_iter()
                .map(|kind| Lane { id: kind.into(), name: kind.into(), ..Lane::default() })
                .collect();
        }
    };
    let mut rows: Vec<RecordRef> = data.records(kind).collect();
    if by == LaneKey::Country {
        rows.sort_by_key(|row| crate::query::sort_key::natural_key(&data.short_label(*row)));
    }
    rows.into_iter()
        .map(|row| Lane {
            id: data.id(row).into(),
            name: data.short_label(row).into(),
            ..Lane::default()
        })
        .collect()
}

/// Puts the events of a lane into marks: one that would stand on another's sign joins it.
fn cluster_marks(
    lane: &mut Lane,
    mut points: Vec<PlacedEvent>,
    shape: &dyn Fn(u32) -> DateCertainty,
    cells: u16,
) {
    points.sort_by_key(|(cell, _, at)| (*cell, *at));
    for (cell, reach, at) in points {
        // two numbers side by side would read as one: after a cluster a cell stays free
        match lane
            .marks
            .last_mut()
            .filter(|mark| cell < mark.cell + mark.width() + u16::from(mark.count().is_some()))
        {
            Some(mark) => mark.events.push(at as usize),
            None => lane.marks.push(TimelineMark {
                cell,
                end_cell: reach,
                events: vec![at as usize],
                certainty: shape(at),
            }),
        }
        // a number that would reach beyond the line joins its neighbour; alone it moves to the left
        while let [.., _, last] = &lane.marks[..] {
            if last.cell + last.width() <= cells {
                break;
            }
            let Some(last) = lane.marks.pop() else { break };
            if let Some(mark) = lane.marks.last_mut() {
                mark.events.extend(last.events);
            }
        }
        if let [only] = &mut lane.marks[..] {
            only.cell = only.cell.min(cells.saturating_sub(only.width()));
        }
    }
    lane.marks.iter_mut().for_each(|mark| mark.events.sort_unstable());
}

/// The days on which the first event of a mark begins and the last one ends.
pub fn date_range(
    scope: &QueryContext,
    rows: &[RecordRef],
    events: &[usize],
) -> Option<(Date, Date)> {
    let dates = events
        .iter()
        .filter_map(|at| event(scope, *rows.get(*at)?))
        .map(|event| event.date.sort_bounds());
    dates.fold(None, |extent: Option<(Date, Date)>, (from, to)| {
        Some(extent.map_or((from, to), |(a, b)| (a.min(from), b.max(to))))
    })
}
