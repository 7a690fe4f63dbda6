//! Moves from mark to mark and from lane to lane of the timeline.

use super::TimelinePane;
use super::chart::TimelineChart;
use super::commands::{MIN_VISIBLE_DAYS, TimeDirection};
use crate::command::Action;
use crate::error::{Error, Result};
use crate::pane::{Pane, PaneContext};
use crate::query::timeline::lane_layout::{TimelineMark, date_range};
use crate::query::timeline::time_scale::{add_days, days_between};

impl TimelinePane {
    /// Selects the next mark on the lane of the selected event; pans if it is not visible.
    pub(super) fn step_mark(&mut self, ctx: PaneContext, direction: TimeDirection) -> Result<()> {
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
    pub(super) fn move_up(&mut self, ctx: PaneContext) -> Result<()> {
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
    pub(super) fn move_down(&mut self, ctx: PaneContext) -> Result<()> {
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

    fn select_on_lane(&mut self, ctx: PaneContext, chart: &TimelineChart, lane: usize) {
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
    pub(super) fn open_selected(&mut self, ctx: PaneContext) -> Result<Option<String>> {
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
