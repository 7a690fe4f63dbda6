//! The axis and the lanes above the list: laid out once for the rows that there are, drawn with every key.

use super::TimelinePane;
use crate::detail;
use crate::detail::StyleRole;
use crate::model::edtf::format_distance;
use crate::model::{Event, Record};
use crate::pane::RenderContext;
use crate::pane::split::MIN_SPLIT_WIDTH;
use crate::query::timeline::lanes::{Lane, LaneKey, TimelineMark, layout_lanes};
use crate::query::timeline::time_scale::TimeScale;
use crate::store::RecordRef;
use crate::ui::timeline::{self, PhaseBar, TimelineView};
use crate::ui::{RenderOutput, scroll_to_show, width};
use jiff::civil::Date;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use std::rc::Rc;
use std::sync::Arc;

/// Events on lanes: laid out once for the rows and the axis, not with every key.
pub(super) struct LaneLayout {
    pub(super) lanes: Vec<Lane>,
    /// What is remarkable about each mark, by lane.
    mark_flags: Vec<Vec<detail::Flags>>,
    /// How many events begin in each cell.
    density: Vec<usize>,
    /// The last day of each phase's events.
    last_event_days: Arc<Vec<Option<Date>>>,
}

/// What lanes are laid out for: how often the rows were asked, what lanes are of, the axis.
pub(super) type LayoutKey = (u64, LaneKey, TimeScale);

/// Everything that the axis shows, laid out for a room.
pub(super) struct Chart {
    pub(super) area: Rect,
    pub(super) name_width: u16,
    pub(super) scale: TimeScale,
    pub(super) layout: Rc<LaneLayout>,
    /// The lane of the selected event.
    pub(super) selected_lane: usize,
    /// The first lane that is shown, and how many are.
    pub(super) visible_lanes: (usize, usize),
}

impl TimelinePane {
    /// The axis and lanes, where there is room for them above the list.
    pub(super) fn chart(&self, ctx: RenderContext) -> Option<Chart> {
        self.chart_in_lines(ctx, ctx.area.height * 3 / 5)
    }

    /// The same with so many lines for it.
    pub(super) fn chart_in_lines(&self, ctx: RenderContext, lines: u16) -> Option<Chart> {
        let body = ctx.area;
        let bars = ctx.query.data.phases.len();
        let least = timeline::header_height(bars) + 2;
        if self.list.is_detail_open() && body.width < MIN_SPLIT_WIDTH || body.height < least + 6 {
            return None;
        }
        let names = if body.width < 60 { 14 } else { 28 };
        let cells = body.width.saturating_sub(names + 2);
        let all = Self::full_scale(ctx, cells)?;
        let axis = self.visible_range.map_or(all, |(start, days)| TimeScale { start, days, cells });
        let laid = self.lane_layout(ctx, axis);
        let lanes = &laid.lanes;
        let most = lines.max(least) - timeline::header_height(bars);
        let count = lanes.len().clamp(1, most as usize);
        let on = |lane: &&Lane| lane.mark_with(self.list.selected()).is_some();
        let walked = self
            .focused_lane
            .as_ref()
            .and_then(|id| lanes.iter().position(|lane| lane.id == *id && on(&lane)));
        let lane = walked.or_else(|| lanes.iter().position(|lane| on(&lane))).unwrap_or(0);
        let first = scroll_to_show(0, lane, count, lanes.len());
        let area = Rect { height: timeline::header_height(bars) + count as u16, ..body };
        Some(Chart {
            area,
            name_width: names,
            scale: axis,
            layout: Rc::clone(&laid),
            selected_lane: lane,
            visible_lanes: (first, count),
        })
    }

    /// The lanes for an axis, laid out anew where rows, lanes or axis are others than the last time.
    fn lane_layout(&self, ctx: RenderContext, axis: TimeScale) -> Rc<LaneLayout> {
        let asked = (self.list.generation(), self.lane_key, axis);
        if let Some((_, laid)) =
            self.cached_layout.borrow().as_ref().filter(|(last, _)| *last == asked)
        {
            return Rc::clone(laid);
        }
        let (data, rows) = (ctx.query.data, self.list.rows());
        let (lanes, density) = layout_lanes(&ctx.query, rows, self.lane_key, &axis);
        let any = |mark: &TimelineMark, is: &dyn Fn(RecordRef) -> bool| {
            mark.events.iter().any(|at| is(rows[*at]))
        };
        let mark = |mark: &TimelineMark| detail::Flags {
            disputed: any(mark, &|row| data.is_record_disputed(row)),
            overridden: any(mark, &|row| data.is_record_overridden(row)),
        };
        let marks = lanes.iter().map(|lane| lane.marks.iter().map(mark).collect()).collect();
        let laid = Rc::new(LaneLayout {
            lanes,
            mark_flags: marks,
            density,
            last_event_days: ctx.query.last_event_days(),
        });
        *self.cached_layout.borrow_mut() = Some((asked, Rc::clone(&laid)));
        laid
    }

    /// Draws the axis and the lanes.
    pub(super) fn draw_chart(
        &self,
        ctx: RenderContext,
        chart: &Chart,
        buf: &mut Buffer,
    ) -> RenderOutput {
        let data = ctx.query.data;
        let rows = self.list.rows();
        let event = |at: usize| rows.get(at).and_then(|row| data.get::<Event>(*row));
        // a hue goes with a sign or a word: only the lanes of phases have theirs
        let phase = |at: usize| {
            event(at).and_then(|event| data.phases.get_index_of(&**event.phase.as_ref()?))
        };
        let tone = |at: usize| {
            phase(at)
                .filter(|_| self.lane_key == LaneKey::Phase)
                .map_or(StyleRole::Text, StyleRole::Phase)
        };
        let bars = data.phases.iter().enumerate().map(|(number, (_, phase))| PhaseBar {
            name: phase.short_label().to_string(),
            number,
            planned: phase.date.sort_bounds(),
            last_day: chart.layout.last_event_days[number],
        });
        let (first, count) = chart.visible_lanes;
        let today = chart.scale.cell_of_day(ctx.query.today);
        let corner = match () {
            () if today < 0 => {
                format!(
                    "{} today -{}",
                    ctx.glyphs.more_left,
                    format_distance(ctx.query.today, chart.scale.start).replace(" ago", "")
                )
            }
            () if today >= i64::from(chart.scale.cells) => {
                format!(
                    "today +{} {}",
                    format_distance(ctx.query.today, chart.scale.end()).replace("in ", ""),
                    ctx.glyphs.more_right
                )
            }
            () => String::new(),
        };
        // where the distance has no room, the arrow has
        let corner = match () {
            () if width(&corner) <= chart.name_width.saturating_sub(2) => corner,
            () if today < 0 => format!("{} today", ctx.glyphs.more_left),
            () => format!("today {}", ctx.glyphs.more_right),
        };
        let place = |mark: &TimelineMark| {
            rows.get(mark.events[0]).map(|row| data.path(*row)).filter(|_| mark.count().is_none())
        };
        let view = TimelineView {
            scale: chart.scale,
            density: chart.layout.density.clone(),
            bars: bars.collect(),
            lanes: &chart.layout.lanes[first.min(chart.layout.lanes.len())
                ..(first + count).min(chart.layout.lanes.len())],
            mark_tone: &tone,
            today: ctx.query.today,
            today_hint: corner,
            mark_flags: &chart.layout.mark_flags[first.min(chart.layout.lanes.len())..],
            mark_path: &place,
            selected: self.list.selected(),
            has_more_lanes: (first > 0, first + count < chart.layout.lanes.len()),
            name_width: chart.name_width,
            theme: ctx.theme,
            glyphs: ctx.glyphs,
        };
        timeline::draw(&view, chart.area, buf)
    }

    /// What the signs that are shown mean, and how many lanes there are besides those shown.
    pub(super) fn legend(ctx: RenderContext, chart: &Chart) -> Vec<String> {
        let (glyphs, all, (first, shown)) =
            (ctx.glyphs, chart.layout.lanes.len(), chart.visible_lanes);
        let lanes = &chart.layout.lanes[first.min(all)..(first + shown).min(all)];
        let marks = || lanes.iter().flat_map(|lane| &lane.marks);
        let mut parts: Vec<String> = Vec::new();
        if all > shown {
            parts.push(format!("{shown} of {all} lanes"));
        }
        let shapes = timeline::CERTAINTY_LABELS.iter().filter(|(shape, _)| {
            marks().any(|mark| mark.count().is_none() && mark.certainty == *shape)
        });
        parts.extend(shapes.map(|(shape, word)| format!("{} {word}", glyphs.date_symbol(*shape))));
        parts.extend(marks().any(|mark| mark.count().is_some()).then(|| "3 three events".into()));
        parts.push(format!("{} phase", glyphs.bar));
        parts.push(format!("{} later", glyphs.past_end));
        if lanes.iter().any(|lane| lane.before + lane.after > 0) {
            parts.push(format!("{}{} more", glyphs.more_left, glyphs.more_right));
        }
        parts
    }
}
