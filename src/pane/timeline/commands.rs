//! The commands of the timeline: zoom, pan, lanes, and the way from mark to mark.

use super::chart::TimelineChart;
use super::{NO_ROOM_FOR_AXIS, TimelinePane};
use crate::command::CommandInvocation::{Fixed, WithArgs};
use crate::command::PaneAction::*;
use crate::command::{Action, Command, CommandInvocation, PaneAction};
use crate::error::{Error, Result};
use crate::model::Event;
use crate::pane::{Pane, RenderContext, unsupported};
use crate::query::timeline::lane_layout::{LaneGrouping, TimelineMark, date_range};
use crate::query::timeline::time_scale::{add_days, days_between};
use jiff::civil::Date;

/// Minimum and maximum number of days on the axis.
const MIN_VISIBLE_DAYS: i64 = 14;
const MAX_VISIBLE_DAYS: i64 = 400_000;

/// Commands of the pane.
pub(super) const COMMANDS: &[Command] = &[
    command("zoom-in", "+ =", "Zoom in on the selected event", Fixed(Action::Pane(ZoomIn)))
        .label("zoom"),
    command("zoom-out", "-", "Zoom out, up to all years", Fixed(Action::Pane(ZoomOut))),
    command("earlier", "<", "Pan to earlier days", Fixed(Action::Pane(PanEarlier))),
    command("later", ">", "Pan to later days", Fixed(Action::Pane(PanLater))),
    command(
        "lanes",
        "b",
        "Lanes by phase, country, agency or kind",
        WithArgs("[WHAT]", |args| Action::Pane(Lanes(args))),
    )
    .label("lanes"),
    command(
        "view",
        "",
        "Show a number of days from a day: view 2018-01-01 365",
        WithArgs("DAY DAYS", |args| Action::Pane(ShowDays(args))),
    ),
    command(
        "axis",
        "",
        "Move to the axis, or to one of its lanes",
        WithArgs("[LANE]", |args| Action::Pane(FocusAxis(args))),
    ),
];

const fn command(
    name: &'static str,
    keys: &'static str,
    help: &'static str,
    invocation: CommandInvocation,
) -> Command {
    Command::new("timeline", name, keys, help, invocation)
}

/// A direction on the axis.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum TimeDirection {
    Earlier,
    Later,
}

impl TimelinePane {
    /// Runs a command of the pane.
    pub(super) fn run_command(&mut self, ctx: RenderContext, command: &PaneAction) -> Result<()> {
        match command {
            ZoomIn => {
                self.visible_chart(ctx)?;
                self.zoom(ctx, self.visible_scale(ctx, 1)?.days / 2)?;
            }
            ZoomOut => {
                self.visible_chart(ctx)?;
                self.zoom(ctx, self.visible_scale(ctx, 1)?.days * 2)?;
            }
            PanEarlier => {
                self.visible_chart(ctx)?;
                self.pan(ctx, TimeDirection::Earlier)?;
            }
            PanLater => {
                self.visible_chart(ctx)?;
                self.pan(ctx, TimeDirection::Later)?;
            }
            FocusAxis(lane) => {
                self.is_axis_focused = true;
                self.focused_lane = if lane.is_empty() { None } else { Some(lane.clone()) };
            }
            Lanes(key) if key.is_empty() => self.lane_key = self.lane_key.next(),
            Lanes(key) => self.lane_key = LaneGrouping::by_name(key)?,
            ShowDays(range) => self.visible_range = Some(parse_range(range)?),
            other => return Err(unsupported(&Action::Pane(other.clone()))),
        }
        Ok(())
    }

    fn visible_chart(&self, ctx: RenderContext) -> Result<TimelineChart> {
        self.chart(ctx).ok_or_else(|| Error::usage(NO_ROOM_FOR_AXIS))
    }

    /// Shows a number of days, with the selected event where it was; too many days are all years.
    fn zoom(&mut self, ctx: RenderContext, days: i64) -> Result<()> {
        let full = Self::full_scale(ctx, 1)?;
        let (start, old_days) = self.visible_range.unwrap_or((full.start, full.days));
        let days = days.max(MIN_VISIBLE_DAYS);
        if days >= full.days {
            self.visible_range = None;
            if old_days >= full.days {
                return Err(Error::usage("all years are shown"));
            }
            return Ok(());
        }
        if days == old_days {
            return Err(Error::usage(format!("{days} days are the closest zoom")));
        }
        let date = self.selected_date(ctx).unwrap_or(start);
        let offset = days_between(start, date);
        let offset = if (0..old_days).contains(&offset) { offset } else { old_days / 2 };
        self.visible_range = Some((add_days(date, -(offset * days / old_days.max(1))), days));
        Ok(())
    }

    /// Moves the visible days by a quarter of their number.
    fn pan(&mut self, ctx: RenderContext, direction: TimeDirection) -> Result<()> {
        let (start, days) = self
            .visible_range
            .ok_or_else(|| Error::usage("all years are shown").with_hint("+: zoom in"))?;
        let full = Self::full_scale(ctx, 1)?;
        let step = (days / 4).max(1);
        let start = add_days(start, if direction == TimeDirection::Later { step } else { -step });
        // keep some data in sight, but let the user reach today
        let last = full.end().max(ctx.query.today);
        let start = start.clamp(add_days(full.start, -days / 2), add_days(last, -days / 2));
        self.visible_range = Some((start, days));
        self.select_visible_event(ctx, direction);
        Ok(())
    }

    /// Selects the first or last visible event if the selected one is outside of the visible days.
    fn select_visible_event(&mut self, ctx: RenderContext, direction: TimeDirection) {
        let Some((start, days)) = self.visible_range else { return };
        let is_visible = |date: Date| (0..days).contains(&days_between(start, date));
        if self.selected_date(ctx).is_some_and(is_visible) {
            return;
        }
        let mut visible = (0..self.list.rows().len()).filter(|index| {
            let event = ctx.query.data.get::<Event>(self.list.rows()[*index]);
            event.and_then(|event| event.date.earliest()).is_some_and(is_visible)
        });
        let next = match direction {
            TimeDirection::Later => visible.next(),
            TimeDirection::Earlier => visible.next_back(),
        };
        if let Some(index) = next {
            self.list.select(self.list_context(ctx), index);
        }
    }

    /// Selects the next mark on the lane of the selected event; pans if it is not visible.
    pub(super) fn step_mark(&mut self, ctx: RenderContext, direction: TimeDirection) -> Result<()> {
        let chart = self.visible_chart(ctx)?;
        let lane = chart
            .layout
            .lanes
            .get(chart.selected_lane)
            .ok_or_else(|| Error::usage("there is no event"))?;
        self.is_axis_focused = true;
        let current = lane
            .mark_with(self.list.selected())
            .ok_or_else(|| Error::usage("the selected event is not on the axis"))?;
        let (next, beyond, word) = match direction {
            TimeDirection::Later => (lane.marks.get(current + 1), lane.after, "later"),
            TimeDirection::Earlier => {
                let previous = current.checked_sub(1).and_then(|index| lane.marks.get(index));
                (previous, lane.before, "earlier")
            }
        };
        match next {
            Some(mark) => self.list.select(self.list_context(ctx), mark.events[0]),
            None if beyond > 0 => self.pan(ctx, direction)?,
            None => return Err(Error::usage(format!("{} has no {word} event", lane.name))),
        }
        Ok(())
    }

    /// Selects the nearest event on the next lane above that has visible events.
    pub(super) fn move_up(&mut self, ctx: RenderContext) -> Result<()> {
        let chart = self.visible_chart(ctx)?;
        if chart.selected_lane == 0 {
            return Err(Error::usage("this is the first lane"));
        }
        let lane = (0..chart.selected_lane).rev().find(|lane| chart.has_marks(*lane));
        let lane = lane.ok_or_else(|| no_visible_event("above"))?;
        self.select_on_lane(ctx, &chart, lane);
        Ok(())
    }

    /// Selects the nearest event on the next lane below that has visible events.
    pub(super) fn move_down(&mut self, ctx: RenderContext) -> Result<()> {
        let chart = self.visible_chart(ctx)?;
        let lanes = chart.layout.lanes.len();
        if chart.selected_lane + 1 >= lanes {
            return Err(Error::usage("this is the last lane").with_hint("Esc: to the list"));
        }
        let lane = (chart.selected_lane + 1..lanes).find(|lane| chart.has_marks(*lane));
        let lane = lane.ok_or_else(|| no_visible_event("below"))?;
        self.select_on_lane(ctx, &chart, lane);
        Ok(())
    }

    fn select_on_lane(&mut self, ctx: RenderContext, chart: &TimelineChart, lane: usize) {
        let current = self.selected_mark(chart).map_or(0, |mark| mark.cell);
        let lane = &chart.layout.lanes[lane];
        if let Some(nearest) = lane.marks.iter().min_by_key(|mark| mark.cell.abs_diff(current)) {
            self.focused_lane = Some(lane.id.clone());
            self.list.select(self.list_context(ctx), nearest.events[0]);
        }
    }

    fn selected_mark<'a>(&self, chart: &'a TimelineChart) -> Option<&'a TimelineMark> {
        let lane = chart.layout.lanes.get(chart.selected_lane)?;
        lane.marks.get(lane.mark_with(self.list.selected())?)
    }

    /// Opens the selected event; on the axis, zooms in on a mark of several events.
    pub(super) fn open_selected(&mut self, ctx: RenderContext) -> Result<Option<String>> {
        if self.is_axis_focused
            && let Some(chart) = self.chart(ctx)
            && let Some(mark) = self.selected_mark(&chart)
            && mark.count().is_some()
        {
            let (from, to) = date_range(&ctx.query, self.list.rows(), &mark.events)
                .ok_or_else(|| Error::usage("no event has a date"))?;
            let days = ((days_between(from, to) + 1) * 5 / 4).max(MIN_VISIBLE_DAYS);
            if days < chart.scale.days {
                self.visible_range = Some((add_days(from, -(days / 10)), days));
                return Ok(Some(format!("{} events, {from} to {to}", mark.events.len())));
            }
        }
        self.is_axis_focused = false;
        self.list.update(&Action::Enter, self.list_context(ctx))
    }
}

fn no_visible_event(direction: &str) -> Error {
    Error::usage(format!("no lane {direction} has an event in these days")).with_hint("-: zoom out")
}

/// Parses a day and a number of days, e.g. "2018-01-01 365".
fn parse_range(text: &str) -> Result<(Date, i64)> {
    let range = text.split_once(' ').and_then(|(start, days)| {
        let days: i64 = days.trim().parse().ok()?;
        Some((start.parse().ok()?, days.clamp(MIN_VISIBLE_DAYS, MAX_VISIBLE_DAYS)))
    });
    range.ok_or_else(|| {
        Error::usage(format!("invalid range \"{text}\": expected a day and a number of days"))
            .with_hint("view 2018-01-01 365")
    })
}
