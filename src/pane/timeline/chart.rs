//! The axis and the lanes above the list: laid out when the rows change, drawn with every frame.

use super::TimelinePane;
use super::activity_bars::activity_bars;
use crate::detail::{StyleRole, ValueFlags};
use crate::model::edtf::format_distance;
use crate::model::{Event, Record};
use crate::pane::PaneContext;
use crate::pane::list_detail_split::MIN_OPEN_SPLIT_WIDTH;
use crate::query::timeline::lane_layout::{LaneGrouping, TimelineLane, TimelineMark, layout_lanes};
use crate::query::timeline::time_scale::TimeScale;
use crate::store::RecordRef;
use crate::ui::text_wrapping::fit_phrases;
use crate::ui::timeline::{self, TimelineBar, TimelineView};
use crate::ui::{RenderOutput, scroll_to_show, width};
use jiff::civil::Date;
use ratatui::prelude::{Buffer, Rect};
use std::ops::Range;
use std::rc::Rc;
use std::sync::Arc;

/// Lines of the years, the ticks and the density.
const AXIS_LINES: u16 = 3;
/// Lines that phases get at least, if there are so many.
const MIN_BARS: usize = 3;
/// Minimum lines of lanes, and of the list below the chart.
const MIN_LANES: u16 = 2;
const MIN_LIST_LINES: u16 = 6;
/// Cells for the names of lanes, by the least width of the screen.
const NAME_WIDTHS: [(u16, u16); 3] = [(160, 48), (60, 28), (0, 14)];

/// Labels of the legend, and their forms where it has little room.
const SHORT_LABELS: &[(&str, &str)] = &[("year, about", "about"), ("page date", "page")];

/// The events on lanes.
pub(super) struct ChartLanes {
    pub(super) lanes: Vec<TimelineLane>,
    /// The flags of each mark, by lane.
    mark_flags: Vec<Vec<ValueFlags>>,
    /// Number of events that begin in each cell.
    density: Vec<usize>,
    /// The last day of each phase's events.
    last_event_days: Arc<Vec<Option<Date>>>,
}

/// The inputs of a layout: generation of the rows, lanes and scale.
pub(super) type ChartLanesKey = (u64, LaneGrouping, TimeScale);

/// A chart that fits into an area.
pub(super) struct TimelineChart {
    pub(super) area: Rect,
    pub(super) scale: TimeScale,
    pub(super) layout: Rc<ChartLanes>,
    /// Number of the lane of the selected event.
    pub(super) selected_lane: usize,
    name_width: u16,
    /// The visible phases: those around the phase of the selected event.
    visible_phases: Range<usize>,
    /// The activities that have room, of all that are visible in the phase.
    activities: Vec<RecordRef>,
    activity_total: usize,
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
    pub(super) fn chart(&self, ctx: PaneContext) -> Option<TimelineChart> {
        self.chart_in_lines(ctx, ctx.area.height * 3 / 5)
    }

    /// Lays out the chart in at most so many lines; `None` if there is no room for it.
    pub(super) fn chart_in_lines(&self, ctx: PaneContext, max_lines: u16) -> Option<TimelineChart> {
        let area = ctx.area;
        let phase_count = ctx.query.data.phases().len();
        let min_lines = AXIS_LINES + phase_count.min(MIN_BARS) as u16 + MIN_LANES;
        let is_covered = self.list.is_detail_open() && area.width < MIN_OPEN_SPLIT_WIDTH;
        if is_covered || area.height < min_lines + MIN_LIST_LINES {
            return None;
        }
        let fitting = NAME_WIDTHS.iter().find(|(screen, _)| area.width >= *screen);
        let name_width = fitting.map_or(0, |(_, cells)| *cells);
        let cells = area.width.saturating_sub(name_width + 2);
        let scale = self.visible_scale(ctx, cells).ok()?;
        let layout = self.lane_layout(ctx, scale);
        let lane_total = layout.lanes.len();
        let lines = usize::from(max_lines.max(min_lines) - AXIS_LINES);
        // many phases share the lines with the lanes
        let max_bars = (lines / 2).max(lines.saturating_sub(lane_total)).max(MIN_BARS);
        let bar_count = phase_count.min(max_bars);
        let lane_count = lane_total.clamp(1, lines - bar_count.min(lines - 1));
        let first_bar = first_with_neighbours(self.selected_phase(ctx), bar_count, phase_count);
        let selected_lane = self.selected_lane(&layout.lanes);
        let mut activities = self.visible_activities(ctx, self.selected_phase(ctx), &scale);
        let activity_total = activities.len();
        activities.truncate(lines.saturating_sub(bar_count + lane_count));
        let line_count = bar_count + activities.len() + lane_count;
        Some(TimelineChart {
            area: Rect { height: AXIS_LINES + line_count as u16, ..area },
            activities,
            activity_total,
            scale,
            selected_lane,
            name_width,
            visible_phases: first_bar..first_bar + bar_count,
            first_lane: first_with_neighbours(selected_lane, lane_count, lane_total),
            lane_count,
            layout,
        })
    }

    /// Returns the number of the phase of the selected event, else of the last one.
    fn selected_phase(&self, ctx: PaneContext) -> usize {
        let data = ctx.query.data;
        let event = self.list.rows().get(self.list.selected());
        let event = event.and_then(|row| data.get::<Event>(*row));
        event
            .and_then(|event| data.phases().get_index_of(event.phase.as_ref()?))
            .unwrap_or(data.phases().len().saturating_sub(1))
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
    fn lane_layout(&self, ctx: PaneContext, scale: TimeScale) -> Rc<ChartLanes> {
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
        let layout = Rc::new(ChartLanes { lanes, mark_flags, density, last_event_days });
        *self.cached_layout.borrow_mut() = Some((key, Rc::clone(&layout)));
        layout
    }

    /// Draws the axis and the lanes.
    pub(super) fn draw_chart(
        &self,
        ctx: PaneContext,
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
        let phases = data.phases().values().enumerate();
        let phases = phases.skip(chart.visible_phases.start).take(chart.visible_phases.len());
        // lanes may be phases too, which have one name then
        let phase_names = data.phases().values().map(|phase| phase.short_label());
        let names = phase_names.chain(chart.layout.lanes.iter().map(|lane| &*lane.name));
        let names = timeline::fit_names(names, chart.name_width);
        let (phase_names, lane_names) = names.split_at(data.phases().len());
        let bars = phases.map(|(number, phase)| TimelineBar {
            name: phase_names[number].clone(),
            number,
            planned: phase.planned_bounds(),
            last_day: chart.layout.last_event_days[number],
            is_activity: false,
        });
        let visible = chart.visible_lanes();
        let view = TimelineView {
            scale: chart.scale,
            density: chart.layout.density.clone(),
            bars: bars.chain(activity_bars(ctx, &chart.activities, chart.name_width)).collect(),
            lanes: &chart.layout.lanes[visible.clone()],
            lane_names: &lane_names[visible.clone()],
            mark_role: &mark_role,
            today: ctx.query.today,
            today_hint: today_hint(ctx, chart),
            mark_flags: &chart.layout.mark_flags[visible.clone()],
            mark_path: &mark_path,
            selected: self.list.selected(),
            has_more_bars: (
                chart.visible_phases.start > 0,
                chart.visible_phases.end < data.phases().len(),
            ),
            has_more_lanes: (visible.start > 0, visible.end < chart.layout.lanes.len()),
            name_width: chart.name_width,
            theme: ctx.theme,
            glyphs: ctx.glyphs,
        };
        timeline::draw(&view, chart.area, buf)
    }

    /// Returns the meaning of the visible symbols, and how many lanes are visible.
    pub(super) fn legend(&self, ctx: PaneContext, chart: &TimelineChart) -> Vec<String> {
        let glyphs = ctx.glyphs;
        let lane_total = chart.layout.lanes.len();
        let lanes = &chart.layout.lanes[chart.visible_lanes()];
        let marks = || lanes.iter().flat_map(|lane| &lane.marks);
        let mut phrases = Vec::new();
        let (phases, phase_total) = (chart.visible_phases.len(), ctx.query.data.phases().len());
        if phase_total > phases {
            phrases.push(format!("{phases} of {phase_total} phases"));
        }
        match (chart.activities.len(), chart.activity_total) {
            (0, _) => {}
            (1, 1) => phrases.push("1 activity".into()),
            (shown, total) if shown == total => phrases.push(format!("{total} activities")),
            (shown, total) => phrases.push(format!("{shown} of {total} activities")),
        }
        if lane_total > chart.lane_count {
            phrases.push(format!("{} of {lane_total} lanes", chart.lane_count));
        }
        // the pointer stands above the mark of the selected event
        if marks().any(|mark| mark.contains(self.list.selected())) {
            phrases.push(format!("{} selected", glyphs.pointer));
        }
        for (certainty, label) in timeline::CERTAINTY_LABELS {
            if marks().any(|mark| mark.count().is_none() && mark.certainty == *certainty) {
                phrases.push(format!("{} {label}", glyphs.date_symbol(*certainty)));
            }
        }
        if marks().any(|mark| mark.count().is_some()) {
            phrases.push("3 events".into());
        }
        let (before, after) = lanes
            .iter()
            .fold((0, 0), |(before, after), lane| (before + lane.before, after + lane.after));
        match (before, after) {
            (0, 0) => {}
            (before, 0) => phrases.push(format!("{} {before} before", glyphs.more_left)),
            (0, after) => phrases.push(format!("{} {after} after", glyphs.more_right)),
            _ => phrases.push(format!(
                "{} {before} before {} {after} after",
                glyphs.more_left, glyphs.more_right
            )),
        }
        phrases.push(format!("{} later", glyphs.past_end));
        phrases.push(format!("{} phase", glyphs.bar));
        phrases
    }
}

/// Joins the phrases of a legend: with shorter words and gaps where they have little room.
pub(super) fn fit_legend(phrases: Vec<String>, max_width: u16) -> String {
    let shorten = |phrase: &String| {
        SHORT_LABELS.iter().fold(phrase.clone(), |text, (long, short)| text.replace(long, short))
    };
    let short: Vec<String> = phrases.iter().map(shorten).collect();
    let lines = [phrases.join("  "), short.join("  "), short.join(" ")];
    let fitting = lines.into_iter().find(|line| width(line) <= max_width);
    fitting.unwrap_or_else(|| fit_phrases(short, "  ", max_width))
}

/// Returns the first of so many visible items, so that the selected one and its neighbours are
/// among them. Items scroll by pages that overlap.
fn first_with_neighbours(selected: usize, visible: usize, total: usize) -> usize {
    // two lines have no room for both neighbours
    let step = visible.saturating_sub(2);
    if step == 0 {
        return scroll_to_show(0, selected, visible, total);
    }
    let page = selected.saturating_sub(1) / step;
    (page * step).min(total.saturating_sub(visible))
}

/// Returns how far today is from the visible days; empty if it is one of them.
fn today_hint(ctx: PaneContext, chart: &TimelineChart) -> String {
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
