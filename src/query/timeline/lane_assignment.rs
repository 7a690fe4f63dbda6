//! Assigns the events to lanes: by phase, country, agency or kind.

use super::lane::TimelineLane;
use super::lane_grouping::LaneGrouping;
use crate::model::KindId;
use crate::query::QueryContext;
use crate::query::agency_order::agencies_in_order;
use crate::query::sort_key::natural_key;
use crate::store::RecordRef;
use foldhash::fast::RandomState;
use std::collections::{BTreeSet, HashMap};

/// The days and the lanes of an event: all that its layout needs, in little memory.
pub(super) struct EventPlacement {
    /// The first and the last day, as day numbers.
    pub(super) first_day: i32,
    pub(super) last_day: i32,
    /// The lane, if there is only one.
    lane: u16,
    lane_count: u16,
    /// The start of several lanes in `LaneAssignments::lane_numbers`.
    lanes_start: u32,
}

/// The empty lanes for a key, and the placement of each event.
pub(super) struct LaneAssignments {
    pub(super) lanes: Vec<TimelineLane>,
    /// By the index of the event.
    pub(super) by_event: Vec<EventPlacement>,
    /// The lanes of the events that are on several.
    lane_numbers: Vec<u16>,
}

impl LaneAssignments {
    pub(super) fn new(ctx: &QueryContext, key: LaneGrouping) -> LaneAssignments {
        let mut lanes = empty_lanes(ctx, key);
        let ids = lanes.iter().map(|lane| lane.id.clone());
        let number_of_id: HashMap<String, u16, RandomState> = ids.zip(0..).collect();
        // the last lane is for events without an id
        let last_lane = lanes.len() as u16;
        lanes.push(TimelineLane {
            name: format!("no {} named", key.name()),
            ..TimelineLane::default()
        });
        let mut by_event = Vec::with_capacity(ctx.data.events().len());
        let mut lane_numbers = Vec::new();
        let mut numbers: Vec<u16> = Vec::new();
        let days = ctx.event_days();
        for (event, (first_day, last_day)) in ctx.data.events().values().zip(days.iter().copied()) {
            let ids = match key {
                LaneGrouping::Phase => event.phase.as_slice(),
                LaneGrouping::Country => &event.countries,
                LaneGrouping::Agency => &event.agencies,
                LaneGrouping::Kind => event.kind.as_slice(),
            };
            numbers.clear();
            for number in ids.iter().filter_map(|id| number_of_id.get(&**id)) {
                if !numbers.contains(number) {
                    numbers.push(*number);
                }
            }
            by_event.push(EventPlacement {
                first_day,
                last_day: last_day.max(first_day),
                lane: numbers.first().copied().unwrap_or(last_lane),
                lane_count: numbers.len().max(1) as u16,
                lanes_start: lane_numbers.len() as u32,
            });
            if numbers.len() > 1 {
                lane_numbers.append(&mut numbers);
            }
        }
        LaneAssignments { lanes, by_event, lane_numbers }
    }

    /// Returns the numbers of the lanes of an event.
    pub(super) fn lanes_of<'a>(&'a self, placement: &'a EventPlacement) -> &'a [u16] {
        if placement.lane_count == 1 {
            return std::slice::from_ref(&placement.lane);
        }
        &self.lane_numbers[placement.lanes_start as usize..][..placement.lane_count.into()]
    }
}

fn empty_lanes(ctx: &QueryContext, key: LaneGrouping) -> Vec<TimelineLane> {
    let data = ctx.data;
    let lane = |row: RecordRef| TimelineLane::new(data.id(row), data.short_label(row));
    let kind = match key {
        LaneGrouping::Phase => KindId::Phases,
        LaneGrouping::Agency => {
            let agencies = agencies_in_order(data, None).into_iter();
            return agencies.map(lane).collect();
        }
        LaneGrouping::Country => KindId::Countries,
        LaneGrouping::Kind => {
            let kinds: BTreeSet<&str> =
                data.events().values().filter_map(|event| event.kind.as_deref()).collect();
            return kinds.into_iter().map(|kind| TimelineLane::new(kind, kind)).collect();
        }
    };
    let mut rows: Vec<RecordRef> = data.records(kind).collect();
    if key == LaneGrouping::Country {
        rows.sort_by_cached_key(|row| natural_key(&data.short_label(*row)));
    }
    rows.into_iter().map(lane).collect()
}
