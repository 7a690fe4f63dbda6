//! The commands of the timeline: zoom, pan and lanes.

use super::chart::TimelineChart;
use super::{NO_ROOM_FOR_AXIS, TimelinePane};
use crate::command::ActionMaker::{Fixed, WithArgs};
use crate::command::PaneAction::*;
use crate::command::{Action, ActionMaker, Command, PaneAction};
use crate::error::{Error, Result};
use crate::model::Event;
use crate::pane::{PaneContext, unsupported};
use crate::query::timeline::lane_layout::LaneGrouping;
use crate::query::timeline::time_scale::{add_days, days_between};
use jiff::civil::Date;

/// Minimum and maximum number of days on the axis.
pub(super) const MIN_VISIBLE_DAYS: i64 = 14;
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
    action_maker: ActionMaker,
) -> Command {
    Command::new("timeline", name, keys, help, action_maker)
}

/// A direction on the axis.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum TimeDirection {
    Earlier,
    Later,
}

impl TimelinePane {
    /// Runs a command of the pane.
    pub(super) fn run_command(&mut self, ctx: PaneContext, command: &PaneAction) -> Result<()> {
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

    pub(super) fn visible_chart(&self, ctx: PaneContext) -> Result<TimelineChart> {
        self.chart(ctx).ok_or_else(|| Error::usage(NO_ROOM_FOR_AXIS))
    }

    /// Shows a number of days, with the selected event where it was; too many days are all years.
    fn zoom(&mut self, ctx: PaneContext, days: i64) -> Result<()> {
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
    pub(super) fn pan(&mut self, ctx: PaneContext, direction: TimeDirection) -> Result<()> {
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
    fn select_visible_event(&mut self, ctx: PaneContext, direction: TimeDirection) {
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
