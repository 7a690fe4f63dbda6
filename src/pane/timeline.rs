//! Events in time: phases as bars, lanes of marks over an axis that zooms and pans, and the list that moves with it.

mod chart;

use super::list::ListPane;
use super::{ListState, Pane, PaneInfo, RenderContext, narration};
use crate::command::Action::PaneCommand;
use crate::command::{Action, Command, Invocation, Motion};
use crate::detail::{Detail, Fragment, StyleRole, ViewContent};
use crate::error::{Error, Result};
use crate::model::{Event, Record, RecordPath};
use crate::query::Table;
use crate::query::lists::events;
use crate::query::timeline::lanes::{LaneKey, date_range, layout_lanes};
use crate::query::timeline::time_scale::{TimeScale, add_days, days_between};
use crate::store::RecordRef;
use crate::ui::header::Chip;
use crate::ui::rich_text::join_phrases;
use crate::ui::{RenderOutput, draw_rule, print_clipped};
use chart::{LaneLayout, LayoutKey};
use jiff::civil::Date;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use std::cell::RefCell;
use std::rc::Rc;

/// The fewest days that the axis shows.
const MIN_VISIBLE_DAYS: i64 = 14;

/// Cells of an axis that is told, not drawn.
const NARRATED_CELLS: u16 = 100;

/// Commands of the pane.
pub const COMMANDS: &[Command] = &[
    timeline_command(
        "zoom-in",
        "+ =",
        "zoom",
        "Closer, about the selected event",
        Invocation::Fixed(PaneCommand("zoom-in", String::new())),
    ),
    timeline_command(
        "zoom-out",
        "-",
        "",
        "Farther, up to all years",
        Invocation::Fixed(PaneCommand("zoom-out", String::new())),
    ),
    timeline_command(
        "earlier",
        "<",
        "",
        "Pan to earlier days",
        Invocation::Fixed(PaneCommand("earlier", String::new())),
    ),
    timeline_command(
        "later",
        ">",
        "",
        "Pan to later days",
        Invocation::Fixed(PaneCommand("later", String::new())),
    ),
    timeline_command(
        "lanes",
        "b",
        "lanes",
        "Lanes by phase, country, agency or kind",
        Invocation::WithArgs("[WHAT]", |words| PaneCommand("lanes", words)),
    ),
    timeline_command(
        "view",
        "",
        "",
        "Show so many days from a day: view 2018-01-01 365",
        Invocation::WithArgs("DAY DAYS", |words| PaneCommand("view", words)),
    ),
    timeline_command(
        "axis",
        "",
        "",
        "Go to the axis, to one of its lanes",
        Invocation::WithArgs("[LANE]", |words| PaneCommand("axis", words)),
    ),
];

const fn timeline_command(
    name: &'static str,
    keys: &'static str,
    foot: &'static str,
    help: &'static str,
    run: Invocation,
) -> Command {
    Command { name, keys, pane: "timeline", status_label: foot, help, invocation: run }
}

/// Why the axis cannot be moved where it is not shown.
const NO_ROOM_FOR_AXIS: &str = "the axis has no room here: it needs a screen of 16 lines or more";

/// The pane.
pub struct TimelinePane {
    list: ListPane,
    lane_key: LaneKey,
    /// First day and number of days; none for all years.
    visible_range: Option<(Date, i64)>,
    /// Whether Enter opens the mark on the axis, not the row of the list.
    is_axis_focused: bool,
    /// The lane that was walked to, where the selected event stands on several.
    focused_lane: Option<String>,
    /// The lanes as they were laid out last.
    cached_layout: RefCell<Option<(LayoutKey, Rc<LaneLayout>)>>,
}

impl TimelinePane {
    /// The pane as it opens: all years.
    pub fn new() -> TimelinePane {
        let list = ListPane::new(
            "timeline",
            "Events in time, by phase, country, agency or kind",
            &events::LIST,
        )
        .with_summary_suffix(events::event_summary_text);
        TimelinePane {
            list,
            lane_key: LaneKey::Phase,
            visible_range: None,
            is_axis_focused: false,
            focused_lane: None,
            cached_layout: RefCell::default(),
        }
    }

    /// All years from the first to the last day that is known of.
    fn full_scale(ctx: RenderContext, cells: u16) -> Option<TimeScale> {
        let (first, last) = ctx.query.data.date_range()?;
        TimeScale::whole_years([first, last].into_iter(), cells)
    }

    /// The ctx of the list: what the chart leaves.
    fn list_context<'a>(&self, ctx: RenderContext<'a>) -> RenderContext<'a> {
        let Some(chart) = self.chart(ctx) else { return ctx };
        let used = chart.area.height + 2;
        RenderContext {
            area: Rect { y: ctx.area.y + used, height: ctx.area.height - used, ..ctx.area },
            ..ctx
        }
    }

    fn selected_date(&self, ctx: RenderContext) -> Option<Date> {
        let row = self.list.rows().get(self.list.selected())?;
        ctx.query.data.get::<Event>(*row)?.date.earliest()
    }

    /// Shows so many days, with the cursor's date where it was; all years when that is not less.
    fn zoom(&mut self, ctx: RenderContext, days: i64) -> Result<Option<String>> {
        let all = Self::full_scale(ctx, 1).ok_or_else(|| Error::usage("no event has a date"))?;
        let (start, before) = self.visible_range.unwrap_or((all.start, all.days));
        let days = days.max(MIN_VISIBLE_DAYS);
        if days >= all.days {
            self.visible_range = None;
            return if before >= all.days {
                Err(Error::usage("all years are shown"))
            } else {
                Ok(None)
            };
        }
        let date = self.selected_date(ctx).unwrap_or(start);
        let offset = days_between(start, date);
        let offset = if (0..before).contains(&offset) { offset } else { before / 2 };
        self.visible_range = Some((add_days(date, -(offset * days / before.max(1))), days));
        if before == days {
            Err(Error::usage("closer than this there is nothing"))
        } else {
            Ok(None)
        }
    }

    fn pan(&mut self, ctx: RenderContext, forward: bool) -> Result<Option<String>> {
        let Some((start, days)) = self.visible_range else {
            return Err(Error::usage("all years are shown; + goes closer"));
        };
        let all = Self::full_scale(ctx, 1).ok_or_else(|| Error::usage("no event has a date"))?;
        let step = (days / 4).max(1);
        let start = add_days(start, if forward { step } else { -step });
        // some of what is known stays in sight, and today can be reached
        let last = all.end().max(ctx.query.today);
        let start = start.clamp(add_days(all.start, -days / 2), add_days(last, -days / 2));
        self.visible_range = Some((start, days));
        self.select_visible_event(ctx, forward);
        Ok(None)
    }

    /// The selection stays in sight: the list moves with the axis, to its first event or its last.
    fn select_visible_event(&mut self, ctx: RenderContext, forward: bool) {
        let Some((start, days)) = self.visible_range else { return };
        let seen = |date: &Date| (0..days).contains(&days_between(start, *date));
        if !self.selected_date(ctx).is_some_and(|date| seen(&date)) {
            let event = |row: &RecordRef| {
                ctx.query.data.get::<Event>(*row).and_then(|event| event.date.earliest())
            };
            let mut rows = (0..self.list.rows().len())
                .filter(|at| event(&self.list.rows()[*at]).is_some_and(|date| seen(&date)));
            let next = if forward { rows.next() } else { rows.next_back() };
            if let Some(at) = next {
                self.list.select(self.list_context(ctx), at);
            }
        }
    }

    /// The selected event comes into sight.
    fn show_selection(&mut self, ctx: RenderContext) {
        if let Some(((start, days), date)) = self.visible_range.zip(self.selected_date(ctx)) {
            let offset = days_between(start, date);
            if !(0..days).contains(&offset) {
                self.visible_range = Some((add_days(date, -days / 2), days));
            }
        }
    }

    /// To the mark before or after the selected event's, on its lane.
    fn step_mark(&mut self, ctx: RenderContext, forward: bool) -> Result<Option<String>> {
        let chart = self.chart(ctx).ok_or_else(|| Error::usage(NO_ROOM_FOR_AXIS))?;
        let lane = chart
            .layout
            .lanes
            .get(chart.selected_lane)
            .ok_or_else(|| Error::usage("there is no event"))?;
        self.is_axis_focused = true;
        let at = lane
            .mark_with(self.list.selected())
            .ok_or_else(|| Error::usage("the selected event is not on the axis"))?;
        let next = if forward {
            lane.marks.get(at + 1)
        } else {
            at.checked_sub(1).and_then(|at| lane.marks.get(at))
        };
        match next {
            Some(mark) => {
                self.list.select(self.list_context(ctx), mark.events[0]);
                Ok(None)
            }
            None if (if forward { lane.after } else { lane.before }) > 0 => {
                self.pan(ctx, forward)?;
                Ok(None)
            }
            None => Err(Error::usage(format!(
                "{} has nothing {}",
                lane.name,
                if forward { "later" } else { "earlier" }
            ))),
        }
    }

    /// Opens the mark under the cursor: closer for a cluster, the detail for a single event.
    fn open_selected(&mut self, ctx: RenderContext) -> Result<Option<String>> {
        let chart = self.chart(ctx).filter(|_| self.is_axis_focused);
        let mark = chart.as_ref().and_then(|chart| {
            let lane = chart.layout.lanes.get(chart.selected_lane)?;
            lane.marks.get(lane.mark_with(self.list.selected())?)
        });
        if let Some((mark, chart)) =
            mark.zip(chart.as_ref()).filter(|(mark, _)| mark.count().is_some())
        {
            let (from, to) = date_range(&ctx.query, self.list.rows(), &mark.events)
                .ok_or_else(|| Error::usage("no event has a date"))?;
            let days = ((days_between(from, to) + 1) * 5 / 4).max(MIN_VISIBLE_DAYS);
            if days < chart.scale.days {
                self.visible_range = Some((add_days(from, -(days / 10)), days));
                return Ok(Some(format!("{} events, {} to {}", mark.events.len(), from, to)));
            }
        }
        self.is_axis_focused = false;
        self.list.update(&Action::Enter, self.list_context(ctx))
    }

    /// To the nearest event on the lane above or below.
    fn step_lane(&mut self, ctx: RenderContext, down: bool) -> Result<Option<String>> {
        let chart = self.chart(ctx).ok_or_else(|| Error::usage(NO_ROOM_FOR_AXIS))?;
        let here = chart
            .layout
            .lanes
            .get(chart.selected_lane)
            .and_then(|lane| Some(lane.marks[lane.mark_with(self.list.selected())?].cell))
            .unwrap_or(0);
        let mut lanes: Vec<usize> = if down {
            (chart.selected_lane + 1..chart.layout.lanes.len()).collect()
        } else {
            (0..chart.selected_lane).rev().collect()
        };
        let ends = lanes.is_empty();
        lanes.retain(|lane| !chart.layout.lanes[*lane].marks.is_empty());
        let lane = *lanes.first().ok_or_else(|| {
            Error::usage(match (ends, down) {
                (true, true) => "this is the last lane: Esc goes to the list",
                (true, false) => "this is the first lane",
                (false, true) => "no lane below has an event in these days: - shows more of them",
                (false, false) => "no lane above has an event in these days: - shows more of them",
            })
        })?;
        let nearest = chart.layout.lanes[lane]
            .marks
            .iter()
            .min_by_key(|mark| mark.cell.abs_diff(here))
            .ok_or_else(|| Error::usage("the lane is empty"))?;
        self.focused_lane = Some(chart.layout.lanes[lane].id.clone());
        self.list.select(self.list_context(ctx), nearest.events[0]);
        Ok(None)
    }
}

impl Pane for TimelinePane {
    fn info(&self) -> PaneInfo {
        PaneInfo { commands: COMMANDS, ..self.list.info() }
    }

    fn reset(&mut self, ctx: RenderContext) {
        (self.lane_key, self.visible_range, self.is_axis_focused, self.focused_lane) =
            (LaneKey::Phase, None, false, None);
        self.list.reset(ctx);
    }

    fn update(&mut self, action: &Action, ctx: RenderContext) -> Result<Option<String>> {
        let days = self.visible_range.map_or_else(
            || Self::full_scale(ctx, 1).map_or(MIN_VISIBLE_DAYS, |all| all.days),
            |(_, days)| days,
        );
        match action {
            Action::PaneCommand("zoom-in" | "zoom-out" | "earlier" | "later", _)
                if self.chart(ctx).is_none() =>
            {
                return Err(Error::usage(NO_ROOM_FOR_AXIS));
            }
            Action::Move(Motion::Up | Motion::Down)
                if self.is_axis_focused && !self.list.is_detail_open() =>
            {
                return self.step_lane(ctx, *action == Action::Move(Motion::Down));
            }
            Action::Close | Action::Quit if self.is_axis_focused && !self.list.is_detail_open() => {
                self.is_axis_focused = false
            }
            Action::Move(Motion::Left | Motion::Right) if !self.list.is_detail_open() => {
                return self.step_mark(ctx, *action == Action::Move(Motion::Right));
            }
            Action::Enter => return self.open_selected(ctx),
            Action::PaneCommand("zoom-in", _) => return self.zoom(ctx, days / 2),
            Action::PaneCommand("zoom-out", _) => return self.zoom(ctx, days * 2),
            Action::PaneCommand("earlier", _) => return self.pan(ctx, false),
            Action::PaneCommand("later", _) => return self.pan(ctx, true),
            Action::PaneCommand("axis", lane) => {
                (self.is_axis_focused, self.focused_lane) =
                    (true, Some(lane.clone()).filter(|lane| !lane.is_empty()))
            }
            Action::PaneCommand("lanes", words) => {
                self.lane_key =
                    if words.is_empty() { self.lane_key.next() } else { LaneKey::by_name(words)? }
            }
            Action::PaneCommand("view", words) => {
                let (start, days) = words
                    .split_once(' ')
                    .and_then(|(start, days)| {
                        Some((start.parse().ok()?, days.trim().parse().ok()?))
                    })
                    .ok_or_else(|| {
                        Error::usage("a day and a number of days: view 2018-01-01 365")
                    })?;
                self.visible_range = Some((start, i64::clamp(days, MIN_VISIBLE_DAYS, 400_000)));
            }
            Action::GoToToday => {
                if let Some((_, days)) = self.visible_range {
                    self.visible_range = Some((add_days(ctx.query.today, -days / 2), days));
                }
                return self.list.update(action, self.list_context(ctx));
            }
            other => {
                if matches!(other, Action::Move(_)) {
                    (self.is_axis_focused, self.focused_lane) = (false, None);
                }
                // an open detail takes the room of the axis where there is little
                let opens = matches!(other, Action::OpenDetail(_) | Action::Go(_))
                    && ctx.area.width < crate::pane::split::MIN_SPLIT_WIDTH;
                let room = if opens { ctx } else { self.list_context(ctx) };
                let said = self.list.update(other, room)?;
                self.show_selection(ctx);
                return Ok(said);
            }
        }
        Ok(None)
    }

    fn draw(&self, ctx: RenderContext, buf: &mut Buffer) -> RenderOutput {
        let below = self.list_context(ctx);
        let mut drawn = self.list.draw(below, buf);
        let Some(chart) = self.chart(ctx) else { return drawn };
        let axis = self.draw_chart(ctx, &chart, buf);
        if self.is_axis_focused {
            drawn.cursor = axis.cursor.or(drawn.cursor);
        }
        drawn.link_areas.extend(axis.link_areas);
        let keys = if self.is_axis_focused {
            vec!["↑↓ lane  Esc list".to_string()]
        } else {
            Vec::new()
        };
        let legend =
            keys.into_iter().chain(Self::legend(ctx, &chart)).collect::<Vec<_>>().join("  ");
        print_clipped(
            buf,
            ctx.area.x + 1,
            chart.area.bottom(),
            ctx.area.width.saturating_sub(2),
            &legend,
            ctx.theme.style(StyleRole::Dim),
        );
        draw_rule(
            buf,
            ctx.area,
            chart.area.bottom() + 1,
            ctx.glyphs,
            ctx.theme.style(StyleRole::Dim),
        );
        drawn
    }

    fn script(&self, ctx: RenderContext) -> String {
        let mut link = self.list.script(self.list_context(ctx));
        if self.lane_key != LaneKey::Phase {
            link.push_str(&format!("; lanes {}", self.lane_key.name()));
        }
        if let Some((start, days)) = self.visible_range {
            link.push_str(&format!("; view {start} {days}"));
        }
        if self.is_axis_focused {
            link.push_str("; axis");
            self.focused_lane.iter().for_each(|lane| link.push_str(&format!(" {lane}")));
        }
        link
    }

    fn focused_link(&self, ctx: RenderContext) -> Option<RecordPath> {
        self.list.focused_link(self.list_context(ctx))
    }

    fn focused_path(&self, ctx: RenderContext) -> Option<RecordPath> {
        self.list.focused_path(self.list_context(ctx))
    }

    fn tab_cycles_links(&self) -> bool {
        self.list.tab_cycles_links()
    }

    fn table<'a>(&'a self, ctx: RenderContext<'a>) -> Table<'a> {
        self.list.table(ctx)
    }

    fn content<'a>(&'a self, ctx: RenderContext<'a>) -> ViewContent<'a> {
        if self.is_axis_focused {
            ViewContent::Picture(self.table(ctx))
        } else {
            self.list.content(ctx)
        }
    }

    fn draw_picture(&self, ctx: RenderContext, buf: &mut Buffer) -> bool {
        // nobody who looks at a picture walks on it
        let Some(chart) = self.chart_in_lines(ctx, ctx.area.height.saturating_sub(4)) else {
            return false;
        };
        self.draw_chart(ctx, &chart, buf);
        let room = ctx.area.width.saturating_sub(2);
        for (y, line) in join_phrases(&Self::legend(ctx, &chart), "   ", room).iter().enumerate() {
            print_clipped(
                buf,
                ctx.area.x + 1,
                chart.area.bottom() + 1 + y as u16,
                room,
                line,
                ctx.theme.style(StyleRole::Dim),
            );
        }
        true
    }

    fn describe_rows(&self, ctx: RenderContext, detail: &mut Detail) {
        let data = ctx.query.data;
        detail.push_heading("Phases");
        for (row, phase) in data.records("phases").zip(data.phases.values()) {
            detail.push_item(vec![
                Fragment::link(phase.short_label(), data.path(row)),
                Fragment::plain(format!("planned {}", phase.date.display())),
            ]);
        }
        let all = Self::full_scale(ctx, NARRATED_CELLS);
        if let Some(axis) = self
            .visible_range
            .map(|(start, days)| TimeScale { start, days, cells: NARRATED_CELLS })
            .or(all)
        {
            detail.push_heading(&format!(
                "By {}, from {} to {}",
                self.lane_key.name(),
                axis.start,
                axis.end()
            ));
            for lane in layout_lanes(&ctx.query, self.list.rows(), self.lane_key, &axis).0 {
                let here = lane.total() - lane.before - lane.after;
                let parts =
                    [(lane.before, "before"), (here, "in these days"), (lane.after, "after")];
                let told: Vec<String> = parts
                    .iter()
                    .filter(|(n, _)| *n > 0)
                    .map(|(n, when)| format!("{n} {when}"))
                    .collect();
                let events = if told.is_empty() {
                    "no event".into()
                } else {
                    format!("events: {}", told.join(", "))
                };
                detail.push_item(vec![Fragment::plain(format!("{}: {events}", lane.name))]);
            }
        }
        detail.push_heading("Events");
        narration::narrate_rows(detail, ctx, &self.table(ctx));
    }

    fn filter_text(&self) -> String {
        self.list.filter_text()
    }

    fn chips(&self, ctx: RenderContext) -> Vec<Chip> {
        let view = self
            .visible_range
            .map(|(start, days)| format!("{start} to {}", add_days(start, days - 1)));
        let lanes = Some(self.lane_key)
            .filter(|by| *by != LaneKey::Phase)
            .map(|by| format!("by {}", by.name()));
        view.into_iter().chain(lanes).map(Chip::Setting).chain(self.list.chips(ctx)).collect()
    }

    fn list_state(&self) -> Option<ListState<'_>> {
        self.list.list_state()
    }

    fn summary(&self, ctx: RenderContext) -> String {
        self.list.summary(ctx)
    }
}
