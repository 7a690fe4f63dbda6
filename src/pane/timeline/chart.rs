//! The axis and the lanes above the list: laid out when the rows change, drawn with every frame.

use super::TimelinePane;
use crate::detail::{StyleRole, ValueFlags};
use crate::model::edtf::format_distance;
use crate::model::{EdtfDate, Event, Record};
use crate::pane::RenderContext;
use crate::pane::list_detail_split::MIN_SPLIT_WIDTH;
use crate::query::timeline::lane_layout::{LaneGrouping, TimelineLane, TimelineMark, layout_lanes};
use crate::query::timeline::time_scale::TimeScale;
use crate::ui::timeline::{self, PhaseBar, TimelineContent};
use crate::ui::{RenderOutput, scroll_to_show, width};
use jiff::civil::Date;
use ratatui::prelude::{Buffer, Rect};
use std::ops::Range;
use std::rc::Rc;
use std::sync::Arc;

/// Minimum lines of lanes, and of the list below the chart.
const MIN_LANES: u16 = 2;
const MIN_LIST_LINES: u16 = 6;
/// Cells for the names of lanes, on a narrow and on a wide screen.
const NARROW_NAMES: u16 = 14;
const WIDE_NAMES: u16 = 28;

/// The events on lanes.
pub(super) struct LaneLayout {
    pub(super) lanes: Vec<TimelineLane>,
    /// The flags of each mark, by lane.
    mark_flags: Vec<Vec<ValueFlags>>,
    /// Number of events that begin in each cell.
    density: Vec<usize>,
    /// The last day of each phase's events.
    last_event_days: Arc<Vec<Option<Date>>>,
}

/// The inputs of a layout: generation of the rows, lanes and scale.
pub(super) type LayoutKey = (u64, LaneGrouping, TimeScale);

/// A chart that fits into an area.
pub(super) struct TimelineChart {
    pub(super) area: Rect,
    pub(super) scale: TimeScale,
    pub(super) layout: Rc<LaneLayout>,
    /// Number of the lane of the selected event.
    pub(super) selected_lane: usize,
    name_width: u16,
    /// Number of the first visible lane, and how many fit.
    first_lane: usize,
    lane_count: usize,
}

impl TimelineChart {
    /// Returns whether a lane has visible events.
    pub(super) fn has_marks(&self, lane: usize) -> bool {
        !self.layout.lanes[lane].marks.is_empty()
    }

    fn visible_lanes(&self) -> Range<usize> {
        let len = self.layout.lanes.len();
        self.first_lane.min(len)..(self.first_lane + self.lane_count).min(len)
    }
}

impl TimelinePane {
    /// Lays out the chart above the list; `None` if there is no room for it.
    pub(super) fn chart(&self, ctx: RenderContext) -> Option<TimelineChart> {
        self.chart_in_lines(ctx, ctx.area.height * 3 / 5)
    }

    /// Lays out the chart in at most so many lines; `None` if there is no room for it.
    pub(super) fn chart_in_lines(
        &self,
        ctx: RenderContext,
        max_lines: u16,
    ) -> Option<TimelineChart> {
        let area = ctx.area;
        let header_height = timeline::header_height(ctx.query.data.phases().len());
        let min_lines = header_height + MIN_LANES;
        let is_covered = self.list.is_detail_open() && area.width < MIN_SPLIT_WIDTH;
        if is_covered || area.height < min_lines + MIN_LIST_LINES {
            return None;
        }
        let name_width = if area.width < 60 { NARROW_NAMES } else { WIDE_NAMES };
        let cells = area.width.saturating_sub(name_width + 2);
        let scale = self.visible_scale(ctx, cells).ok()?;
        let layout = self.lane_layout(ctx, scale);
        let max_lanes = max_lines.max(min_lines) - header_height;
        let lane_count = layout.lanes.len().clamp(1, max_lanes.into());
        let selected_lane = self.selected_lane(&layout.lanes);
        Some(TimelineChart {
            area: Rect { height: header_height + lane_count as u16, ..area },
            scale,
            selected_lane,
            name_width,
            first_lane: scroll_to_show(0, selected_lane, lane_count, layout.lanes.len()),
            lane_count,
            layout,
        })
    }

    /// Returns the lane of the selected event: the one that the user moved to, else its first.
    fn selected_lane(&self, lanes: &[TimelineLane]) -> usize {
        let has_selected = |lane: &TimelineLane| lane.mark_with(self.list.selected()).is_some();
        let is_focused = |lane: &TimelineLane| Some(&lane.id) == self.focused_lane.as_ref();
        lanes
            .iter()
            .position(|lane| is_focused(lane) && has_selected(lane))
            .or_else(|| lanes.iter().position(has_selected))
            .unwrap_or(0)
    }

    /// Returns the lanes for a scale, from the cache if rows, lanes and scale are unchanged.
    fn lane_layout(&self, ctx: RenderContext, scale: TimeScale) -> Rc<LaneLayout> {
        let key = (self.list.generation(), self.lane_key, scale);
        if let Some((cached_key, layout)) = &*self.cached_layout.borrow()
            && *cached_key == key
        {
            return Rc::clone(layout);
        }
        let data = ctx.query.data;
        let rows = self.list.rows();
        let (lanes, density) = layout_lanes(&ctx.query, rows, self.lane_key, &scale);
        let flags_of = |mark: &TimelineMark| {
            let mut events = mark.events.iter().map(|index| rows[*index]);
            ValueFlags {
                disputed: events.clone().any(|row| data.is_record_disputed(row)),
                overridden: events.any(|row| data.is_record_overridden(row)),
            }
        };
        let mark_flags =
            lanes.iter().map(|lane| lane.marks.iter().map(flags_of).collect()).collect();
        let last_event_days = ctx.query.last_event_days();
        let layout = Rc::new(LaneLayout { lanes, mark_flags, density, last_event_days });
        *self.cached_layout.borrow_mut() = Some((key, Rc::clone(&layout)));
        layout
    }

    /// Draws the axis and the lanes.
    pub(super) fn draw_chart(
        &self,
        ctx: RenderContext,
        chart: &TimelineChart,
        buf: &mut Buffer,
    ) -> RenderOutput {
        let data = ctx.query.data;
        let rows = self.list.rows();
        let mark_role = |event: usize| {
            // elsewhere a colour would be the only sign of the phase
            if self.lane_key != LaneGrouping::Phase {
                return StyleRole::Text;
            }
            let event = rows.get(event).and_then(|row| data.get::<Event>(*row));
            event
                .and_then(|event| data.phases().get_index_of(event.phase.as_ref()?))
                .map_or(StyleRole::Text, StyleRole::Phase)
        };
        let mark_path = |mark: &TimelineMark| match mark.count() {
            None => rows.get(mark.events[0]).map(|row| data.path(*row)),
            Some(_) => None,
        };
        let bars = data.phases().values().enumerate().map(|(number, phase)| PhaseBar {
            name: phase.short_label().to_string(),
            number,
            planned: phase.date.as_ref().map(EdtfDate::sort_bounds),
            last_day: chart.layout.last_event_days[number],
        });
        let visible = chart.visible_lanes();
        let view = TimelineContent {
            scale: chart.scale,
            density: chart.layout.density.clone(),
            bars: bars.collect(),
            lanes: &chart.layout.lanes[visible.clone()],
            mark_role: &mark_role,
            today: ctx.query.today,
            today_hint: today_hint(ctx, chart),
            mark_flags: &chart.layout.mark_flags[visible.clone()],
            mark_path: &mark_path,
            selected: self.list.selected(),
            has_more_lanes: (visible.start > 0, visible.end < chart.layout.lanes.len()),
            name_width: chart.name_width,
            theme: ctx.theme,
            glyphs: ctx.glyphs,
        };
        timeline::draw(&view, chart.area, buf)
    }

    /// Returns the meaning of the visible symbols, and how many lanes are visible.
    pub(super) fn legend(ctx: RenderContext, chart: &TimelineChart) -> Vec<String> {
        let glyphs = ctx.glyphs;
        let lane_total = chart.layout.lanes.len();
        let lanes = &chart.layout.lanes[chart.visible_lanes()];
        let marks = || lanes.iter().flat_map(|lane| &lane.marks);
        let mut phrases = Vec::new();
        if lane_total > chart.lane_count {
            phrases.push(format!("{} of {lane_total} lanes", chart.lane_count));
        }
        for (certainty, label) in timeline::CERTAINTY_LABELS {
            if marks().any(|mark| mark.count().is_none() && mark.certainty == *certainty) {
                phrases.push(format!("{} {label}", glyphs.date_symbol(*certainty)));
            }
        }
        if marks().any(|mark| mark.count().is_some()) {
            phrases.push("3 three events".into());
        }
        phrases.push(format!("{} phase", glyphs.bar));
        phrases.push(format!("{} later", glyphs.past_end));
        if lanes.iter().any(|lane| lane.before + lane.after > 0) {
            phrases.push(format!("{}{} more", glyphs.more_left, glyphs.more_right));
        }
        phrases
    }
}

/// Returns how far today is from the visible days; empty if it is one of them.
fn today_hint(ctx: RenderContext, chart: &TimelineChart) -> String {
    let today = ctx.query.today;
    let cell = chart.scale.cell_of_day(today);
    let (long, short) = if cell < 0 {
        let arrow = ctx.glyphs.more_left;
        let distance = format_distance(today, chart.scale.start).replace(" ago", "");
        (format!("{arrow} today -{distance}"), format!("{arrow} today"))
    } else if cell >= i64::from(chart.scale.cells) {
        let arrow = ctx.glyphs.more_right;
        let distance = format_distance(today, chart.scale.end()).replace("in ", "");
        (format!("today +{distance} {arrow}"), format!("today {arrow}"))
    } else {
        return String::new();
    };
    if width(&long) <= chart.name_width.saturating_sub(2) { long } else { short }
}
