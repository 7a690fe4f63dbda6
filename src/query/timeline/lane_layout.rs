//! Lays out events on lanes: single marks, and clusters where marks would overlap.

pub use super::lane::TimelineLane;
use super::lane_assignment::LaneAssignments;
pub use super::lane_grouping::{LANE_KEYS, LaneGrouping};
use super::mark_clusters::{PlacedEvent, cluster_marks};
use super::time_scale::{TimeScale, day_number};
use super::timeline_mark::date_certainty;
pub use super::timeline_mark::{DateAppearance, TimelineMark};
use crate::model::{Event, KindId};
use crate::parallel::{self, MIN_ITEMS_PER_THREAD};
use crate::query::QueryContext;
use crate::store::RecordRef;
use jiff::civil::Date;
use std::ops::Range;

/// The events of some rows by lane.
struct LaneShard {
    lanes: Vec<LaneItems>,
    starts_per_cell: Vec<usize>,
}

/// The events on a lane.
#[derive(Clone, Default)]
struct LaneItems {
    events: Vec<PlacedEvent>,
    before: usize,
    after: usize,
}

/// Lays out the events among `rows` on lanes. Returns the lanes that have events, and the number of
/// events that begin in each cell of the scale.
pub fn layout_lanes(
    ctx: &QueryContext,
    rows: &[RecordRef],
    key: LaneGrouping,
    scale: &TimeScale,
) -> (Vec<TimelineLane>, Vec<usize>) {
    let placements = ctx.memo(key.name(), || LaneAssignments::new(ctx, key));
    let shards = place_events(rows, &placements, scale);
    let certainty = |index: u32| {
        let event = ctx.data.get::<Event>(rows[index as usize]);
        event.map_or(DateAppearance::Vague, date_certainty)
    };
    let fill_lane = |number: usize| {
        let mut lane = placements.lanes[number].clone();
        let mut events = Vec::new();
        for items in shards.iter().map(|shard| &shard.lanes[number]) {
            lane.before += items.before;
            lane.after += items.after;
            events.extend(&items.events);
        }
        cluster_marks(&mut lane, events, &certainty, scale.cells);
        lane
    };
    // with few rows, all lanes are filled by this thread
    let lane_count = placements.lanes.len();
    let min_lanes_per_thread = if rows.len() < MIN_ITEMS_PER_THREAD { lane_count } else { 1 };
    let fill_lanes = |numbers: Range<usize>| numbers.map(&fill_lane).collect::<Vec<TimelineLane>>();
    let lanes = parallel::map_ranges(lane_count, min_lanes_per_thread, fill_lanes);
    let lanes = lanes.into_iter().flatten().filter(|lane| lane.total() > 0).collect();
    let starts = |cell: usize| shards.iter().map(|shard| shard.starts_per_cell[cell]).sum();
    (lanes, (0..scale.cells.into()).map(starts).collect())
}

/// Splits the events among lanes, and finds their cells.
fn place_events(
    rows: &[RecordRef],
    placements: &LaneAssignments,
    scale: &TimeScale,
) -> Vec<LaneShard> {
    let cells_of = scale.day_lookup();
    let scale_start = day_number(scale.start);
    parallel::map_ranges(rows.len(), MIN_ITEMS_PER_THREAD, |range| {
        let mut shard = LaneShard {
            lanes: vec![LaneItems::default(); placements.lanes.len()],
            starts_per_cell: vec![0; scale.cells.into()],
        };
        for index in range.filter(|index| rows[*index].kind == KindId::Events) {
            let placement = &placements.by_event[rows[index].index as usize];
            let begins_before = placement.first_day < scale_start;
            // an event that began before the scale stands in its first cell
            let cells = cells_of(placement.first_day, placement.last_day);
            if let Some((cell, _)) = cells.filter(|_| !begins_before) {
                shard.starts_per_cell[usize::from(cell)] += 1;
            }
            for lane in placements.lanes_of(placement) {
                let lane = &mut shard.lanes[usize::from(*lane)];
                match cells {
                    Some((cell, end_cell)) => lane.events.push((cell, end_cell, index as u32)),
                    None if begins_before => lane.before += 1,
                    None => lane.after += 1,
                }
            }
        }
        shard
    })
}

/// Returns the first and the last day of events, given as indexes of the rows.
pub fn date_range(
    ctx: &QueryContext,
    rows: &[RecordRef],
    events: &[usize],
) -> Option<(Date, Date)> {
    let events = events.iter().filter_map(|index| ctx.data.get::<Event>(*rows.get(*index)?));
    let bounds = events.map(|event| event.date.sort_bounds());
    bounds.reduce(|(first, last), (start, end)| (first.min(start), last.max(end)))
}
