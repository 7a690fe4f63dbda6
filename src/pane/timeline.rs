//! The pane that shows events on a time axis with lanes, above a list of the same events.

mod activity_bars;
mod chart;
mod commands;
mod mark_navigation;

use super::filtered_list::FilteredList;
use super::list_detail_split::MIN_OPEN_SPLIT_WIDTH;
use super::list_pane::ListPane;
use super::{CurrentList, Pane, PaneContext, PaneDefinition, narration};
use crate::command::{Action, Motion};
use crate::detail::{Detail, PaneContent, StyleRole, TextFragment};
use crate::error::{Error, Result};
use crate::model::{Event, KindId, Record, RecordPath};
use crate::query::events_around_today::event_summary_text;
use crate::query::lists::events;
use crate::query::timeline::lane_layout::{LaneGrouping, TimelineLane, layout_lanes};
use crate::query::timeline::time_scale::{TimeScale, add_days, days_between};
use crate::ui::breadcrumb::HeaderChip;
use crate::ui::text_wrapping::join_phrases;
use crate::ui::{RenderOutput, draw_rule, print_clipped};
use chart::{ChartLanes, ChartLanesKey, fit_legend};
use commands::TimeDirection;
use jiff::civil::Date;
use ratatui::prelude::{Buffer, Rect};
use std::cell::RefCell;
use std::rc::Rc;

/// Cells of the axis in line mode, where it is not drawn.
const NARRATED_CELLS: u16 = 100;

/// Error message where the axis is not shown.
const NO_ROOM_FOR_AXIS: &str = "the axis does not fit: it needs a screen of at least 16 lines";

/// The timeline pane.
pub struct TimelinePane {
    list: ListPane,
    lane_key: LaneGrouping,
    /// First visible day and number of days; `None` for all years.
    visible_range: Option<(Date, i64)>,
    /// Enter opens the mark on the axis instead of the row of the list.
    is_axis_focused: bool,
    /// Id of the lane that the user moved to: the selected event may be on several.
    focused_lane: Option<String>,
    /// The latest layout: one frame needs it several times.
    cached_layout: RefCell<Option<(ChartLanesKey, Rc<ChartLanes>)>>,
}

impl TimelinePane {
    /// Creates the pane, which shows all years.
    pub fn new() -> TimelinePane {
        let list = ListPane::new(
            "timeline",
            "Events in time, by phase, country, agency or kind",
            &events::LIST,
        );
        TimelinePane {
            list: list.with_summary_suffix(event_summary_text),
            lane_key: LaneGrouping::Phase,
            visible_range: None,
            is_axis_focused: false,
            focused_lane: None,
            cached_layout: RefCell::default(),
        }
    }

    /// Returns the scale of all years of the data.
    fn full_scale(ctx: PaneContext, cells: u16) -> Result<TimeScale> {
        let (first, last) =
            ctx.query.data.date_range().ok_or_else(|| Error::usage("no event has a date"))?;
        TimeScale::whole_years([first, last].into_iter(), cells)
            .ok_or_else(|| Error::usage("no event has a date"))
    }

    /// Returns the scale of the visible days.
    fn visible_scale(&self, ctx: PaneContext, cells: u16) -> Result<TimeScale> {
        match self.visible_range {
            Some((start, days)) => Ok(TimeScale { start, days, cells }),
            None => Self::full_scale(ctx, cells),
        }
    }

    /// Returns the context of the list below the chart.
    fn list_context<'a>(&self, ctx: PaneContext<'a>) -> PaneContext<'a> {
        let Some(chart) = self.chart(ctx) else { return ctx };
        let used = chart.area.height + 2;
        let area = Rect { y: ctx.area.y + used, height: ctx.area.height - used, ..ctx.area };
        PaneContext { area, ..ctx }
    }

    fn selected_date(&self, ctx: PaneContext) -> Option<Date> {
        let row = self.list.rows().get(self.list.selected())?;
        ctx.query.data.get::<Event>(*row)?.date.earliest()
    }

    /// Moves the visible days if the selected event is outside of them.
    fn show_selection(&mut self, ctx: PaneContext) {
        if let Some((start, days)) = self.visible_range
            && let Some(date) = self.selected_date(ctx)
            && !(0..days).contains(&days_between(start, date))
        {
            self.visible_range = Some((add_days(date, -days / 2), days));
        }
    }

    /// Hands an action to the list.
    fn update_list(&mut self, action: &Action, ctx: PaneContext) -> Result<Option<String>> {
        if matches!(action, Action::Move(_)) {
            self.is_axis_focused = false;
            self.focused_lane = None;
        }
        // on a narrow screen an open detail takes the place of the axis
        let opens_detail = matches!(action, Action::OpenDetail(_) | Action::Go(_));
        let is_covered = ctx.area.width < MIN_OPEN_SPLIT_WIDTH;
        let list_context = if opens_detail && is_covered { ctx } else { self.list_context(ctx) };
        let message = self.list.update(action, list_context)?;
        self.show_selection(ctx);
        Ok(message)
    }
}

impl Pane for TimelinePane {
    fn info(&self) -> PaneDefinition {
        PaneDefinition { commands: commands::COMMANDS, ..self.list.info() }
    }

    fn reset(&mut self, ctx: PaneContext) {
        self.lane_key = LaneGrouping::Phase;
        self.visible_range = None;
        self.is_axis_focused = false;
        self.focused_lane = None;
        // the data may be new, while the list counts its queries from the start
        self.cached_layout.take();
        self.list.reset(ctx);
    }

    fn update(&mut self, action: &Action, ctx: PaneContext) -> Result<Option<String>> {
        let is_on_axis = self.is_axis_focused && !self.list.is_detail_open();
        match action {
            Action::Pane(command) => self.run_command(ctx, command)?,
            Action::Move(Motion::Up) if is_on_axis => self.move_up(ctx)?,
            Action::Move(Motion::Down) if is_on_axis => self.move_down(ctx)?,
            Action::Close | Action::Quit if is_on_axis => self.is_axis_focused = false,
            Action::Move(Motion::Left) if !self.list.is_detail_open() => {
                self.step_mark(ctx, TimeDirection::Earlier)?;
            }
            Action::Move(Motion::Right) if !self.list.is_detail_open() => {
                self.step_mark(ctx, TimeDirection::Later)?;
            }
            Action::Enter => return self.open_selected(ctx),
            Action::GoToToday => {
                if let Some((_, days)) = self.visible_range {
                    self.visible_range = Some((add_days(ctx.query.today, -days / 2), days));
                }
                return self.list.update(action, self.list_context(ctx));
            }
            other => return self.update_list(other, ctx),
        }
        Ok(None)
    }

    fn draw(&self, ctx: PaneContext, buf: &mut Buffer) -> RenderOutput {
        let mut output = self.list.draw(self.list_context(ctx), buf);
        let Some(chart) = self.chart(ctx) else { return output };
        let chart_output = self.draw_chart(ctx, &chart, buf);
        if self.is_axis_focused && chart_output.cursor.is_some() {
            output.cursor = chart_output.cursor;
        }
        output.link_areas.extend(chart_output.link_areas);
        let mut legend = self.legend(ctx, &chart);
        if self.is_axis_focused {
            legend.insert(0, "↑↓ lane  Esc list".into());
        }
        let dim = ctx.theme.style(StyleRole::Dim);
        let width = ctx.area.width.saturating_sub(2);
        let y = chart.area.bottom();
        print_clipped(buf, ctx.area.x + 1, y, width, &fit_legend(legend, width), dim);
        draw_rule(buf, ctx.area, y + 1, ctx.glyphs, dim);
        output
    }

    fn script(&self, ctx: PaneContext) -> String {
        let mut script = self.list.script(self.list_context(ctx));
        if self.lane_key != LaneGrouping::Phase {
            script.push_str(&format!("; lanes {}", self.lane_key.name()));
        }
        if let Some((start, days)) = self.visible_range {
            script.push_str(&format!("; view {start} {days}"));
        }
        if self.is_axis_focused {
            script.push_str("; axis");
            if let Some(lane) = &self.focused_lane {
                script.push_str(&format!(" {lane}"));
            }
        }
        script
    }

    fn focused_link(&self, ctx: PaneContext) -> Option<RecordPath> {
        self.list.focused_link(self.list_context(ctx))
    }

    fn focused_path(&self, ctx: PaneContext) -> Option<RecordPath> {
        self.list.focused_path(self.list_context(ctx))
    }

    fn tab_cycles_links(&self) -> bool {
        self.list.tab_cycles_links()
    }

    fn list(&self) -> &FilteredList {
        self.list.list()
    }

    fn content<'a>(&'a self, ctx: PaneContext<'a>) -> PaneContent<'a> {
        if self.is_axis_focused {
            PaneContent::Picture(self.table(ctx))
        } else {
            self.list.content(ctx)
        }
    }

    fn draw_picture(&self, ctx: PaneContext, buf: &mut Buffer) -> bool {
        let Some(chart) = self.chart_in_lines(ctx, ctx.area.height.saturating_sub(4)) else {
            return false;
        };
        // links and cursor of a picture are not used
        self.draw_chart(ctx, &chart, buf);
        let width = ctx.area.width.saturating_sub(2);
        let dim = ctx.theme.style(StyleRole::Dim);
        let legend = join_phrases(&self.legend(ctx, &chart), "   ", width);
        for (number, line) in legend.iter().enumerate() {
            let y = chart.area.bottom() + 1 + number as u16;
            print_clipped(buf, ctx.area.x + 1, y, width, line, dim);
        }
        true
    }

    fn describe_rows(&self, ctx: PaneContext, detail: &mut Detail) {
        let data = ctx.query.data;
        detail.push_heading("Phases");
        for (row, phase) in data.records(KindId::Phases).zip(data.phases().values()) {
            detail.push_item(vec![
                TextFragment::link(phase.short_label(), data.path(row)),
                TextFragment::plain(match &phase.date {
                    Some(date) => format!("planned {}", date.display()),
                    None => "planned years not stated".into(),
                }),
            ]);
        }
        if let Ok(scale) = self.visible_scale(ctx, NARRATED_CELLS) {
            let lanes = self.lane_key.name();
            let (start, end) = (scale.start, scale.end());
            detail.push_heading(&format!("By {lanes}, from {start} to {end}"));
            for lane in layout_lanes(&ctx.query, self.list.rows(), self.lane_key, &scale).0 {
                detail.push_item(vec![TextFragment::plain(lane_sentence(&lane))]);
            }
        }
        detail.push_heading("Events");
        narration::narrate_rows(detail, ctx, &self.table(ctx));
    }

    fn chips(&self, ctx: PaneContext) -> Vec<HeaderChip> {
        let mut chips = Vec::new();
        if let Some((start, days)) = self.visible_range {
            chips.push(HeaderChip::Setting(format!("{start} to {}", add_days(start, days - 1))));
        }
        if self.lane_key != LaneGrouping::Phase {
            chips.push(HeaderChip::Setting(format!("by {}", self.lane_key.name())));
        }
        chips.extend(self.list.chips(ctx));
        chips
    }

    fn current_list(&self) -> Option<CurrentList<'_>> {
        self.list.current_list()
    }

    fn summary(&self, ctx: PaneContext) -> String {
        self.list.summary(ctx)
    }
}

/// Returns how many events a lane has before, in and after the visible days.
fn lane_sentence(lane: &TimelineLane) -> String {
    let visible = lane.total() - lane.before - lane.after;
    let counts: Vec<String> =
        [(lane.before, "before"), (visible, "in these days"), (lane.after, "after")]
            .into_iter()
            .filter(|(count, _)| *count > 0)
            .map(|(count, when)| format!("{count} {when}"))
            .collect();
    if counts.is_empty() {
        return format!("{}: no event", lane.name);
    }
    format!("{}: events: {}", lane.name, counts.join(", "))
}
