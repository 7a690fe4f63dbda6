//! Events in time: phases as bars, lanes of marks over an axis that zooms and pans, and the list that moves with it.

mod chart;

use super::list::ListTab;
use super::{Asked, Card, Done, Scene, Tab, narration};
use crate::command::Action::Pane;
use crate::command::{Action, Command, Motion, Run};
use crate::detail::{Detail, Piece};
use crate::model::{Event, Place, Record};
use crate::query::lists::events;
use crate::query::timeline::lanes::{By, extent, lay};
use crate::query::timeline::time_scale::{Axis, days_between, plus};
use crate::query::{Content, Table, Tone};
use crate::store::RecordRef;
use crate::ui::header::Chip;
use crate::ui::rich_text::whole;
use crate::ui::{Drawn, put, rule};
use chart::{Key, Laid};
use jiff::civil::Date;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use std::cell::RefCell;
use std::rc::Rc;

/// The fewest days that the axis shows.
const CLOSEST: i64 = 14;

/// Cells of an axis that is told, not drawn.
const TOLD: u16 = 100;

/// Commands of the pane.
pub const COMMANDS: &[Command] = &[
    own("zoom-in", "+ =", "zoom", "Closer, about the selected event", Run::Do(Pane("zoom-in", String::new()))),
    own("zoom-out", "-", "", "Farther, up to all years", Run::Do(Pane("zoom-out", String::new()))),
    own("earlier", "<", "", "Pan to earlier days", Run::Do(Pane("earlier", String::new()))),
    own("later", ">", "", "Pan to later days", Run::Do(Pane("later", String::new()))),
    own("lanes", "b", "lanes", "Lanes by phase, country, agency or kind", Run::With("[WHAT]", |words| Pane("lanes", words))),
    own("view", "", "", "Show so many days from a day: view 2018-01-01 365", Run::With("DAY DAYS", |words| Pane("view", words))),
    own("axis", "", "", "Go to the axis, to one of its lanes", Run::With("[LANE]", |words| Pane("axis", words))),
];

const fn own(name: &'static str, keys: &'static str, foot: &'static str, help: &'static str, run: Run) -> Command {
    Command { name, keys, pane: "timeline", foot, help, run }
}

/// Why the axis cannot be moved where it is not shown.
const NO_ROOM: &str = "the axis has no room here: it needs a screen of 16 lines or more";

/// The pane.
pub struct TimelineTab {
    list: ListTab,
    by: By,
    /// First day and number of days; none for all years.
    view: Option<(Date, i64)>,
    /// Whether Enter opens the mark on the axis, not the row of the list.
    on_axis: bool,
    /// The lane that was walked to, where the selected event stands on several.
    lane: Option<String>,
    /// The lanes as they were laid out last.
    laid: RefCell<Option<(Key, Rc<Laid>)>>,
}

impl TimelineTab {
    /// The pane as it opens: all years.
    pub fn new() -> TimelineTab {
        let list =
            ListTab::new("timeline", "Events in time, by phase, country, agency or kind", &events::LIST).with_words(events::around_words);
        TimelineTab { list, by: By::Phase, view: None, on_axis: false, lane: None, laid: RefCell::default() }
    }

    /// All years from the first to the last day that is known of.
    fn years(scene: Scene, cells: u16) -> Option<Axis> {
        let (first, last) = scene.scope.data.extent()?;
        Axis::years([first, last].into_iter(), cells)
    }

    /// The scene of the list: what the chart leaves.
    fn below<'a>(&self, scene: Scene<'a>) -> Scene<'a> {
        let Some(chart) = self.chart(scene) else { return scene };
        let used = chart.area.height + 2;
        Scene { body: Rect { y: scene.body.y + used, height: scene.body.height - used, ..scene.body }, ..scene }
    }

    fn date(&self, scene: Scene) -> Option<Date> {
        let row = self.list.records().get(self.list.selected())?;
        scene.scope.data.get::<Event>(*row)?.date.earliest()
    }

    /// Shows so many days, with the cursor's date where it was; all years when that is not less.
    fn zoom(&mut self, scene: Scene, days: i64) -> Done {
        let all = Self::years(scene, 1).ok_or("no event has a date")?;
        let (start, before) = self.view.unwrap_or((all.start, all.days));
        let days = days.max(CLOSEST);
        if days >= all.days {
            self.view = None;
            return if before >= all.days { Err("all years are shown".into()) } else { Ok(None) };
        }
        let date = self.date(scene).unwrap_or(start);
        let offset = days_between(start, date);
        let offset = if (0..before).contains(&offset) { offset } else { before / 2 };
        self.view = Some((plus(date, -(offset * days / before.max(1))), days));
        if before == days { Err("closer than this there is nothing".into()) } else { Ok(None) }
    }

    fn pan(&mut self, scene: Scene, forward: bool) -> Done {
        let Some((start, days)) = self.view else { return Err("all years are shown; + goes closer".into()) };
        let all = Self::years(scene, 1).ok_or("no event has a date")?;
        let step = (days / 4).max(1);
        let start = plus(start, if forward { step } else { -step });
        // some of what is known stays in sight, and today can be reached
        let last = all.end().max(scene.scope.today);
        let start = start.clamp(plus(all.start, -days / 2), plus(last, -days / 2));
        self.view = Some((start, days));
        self.lead(scene, forward);
        Ok(None)
    }

    /// The selection stays in sight: the list moves with the axis, to its first event or its last.
    fn lead(&mut self, scene: Scene, forward: bool) {
        let Some((start, days)) = self.view else { return };
        let seen = |date: &Date| (0..days).contains(&days_between(start, *date));
        if !self.date(scene).is_some_and(|date| seen(&date)) {
            let event = |row: &RecordRef| scene.scope.data.get::<Event>(*row).and_then(|event| event.date.earliest());
            let mut rows = (0..self.list.records().len()).filter(|at| event(&self.list.records()[*at]).is_some_and(|date| seen(&date)));
            let next = if forward { rows.next() } else { rows.next_back() };
            if let Some(at) = next {
                self.list.select(self.below(scene), at);
            }
        }
    }

    /// The selected event comes into sight.
    fn follow(&mut self, scene: Scene) {
        if let Some(((start, days), date)) = self.view.zip(self.date(scene)) {
            let offset = days_between(start, date);
            if !(0..days).contains(&offset) {
                self.view = Some((plus(date, -days / 2), days));
            }
        }
    }

    /// To the mark before or after the selected event's, on its lane.
    fn step(&mut self, scene: Scene, forward: bool) -> Done {
        let chart = self.chart(scene).ok_or(NO_ROOM)?;
        let lane = chart.laid.lanes.get(chart.lane).ok_or("there is no event")?;
        self.on_axis = true;
        let at = lane.mark_of(self.list.selected()).ok_or("the selected event is not on the axis")?;
        let next = if forward { lane.marks.get(at + 1) } else { at.checked_sub(1).and_then(|at| lane.marks.get(at)) };
        match next {
            Some(mark) => {
                self.list.select(self.below(scene), mark.events[0]);
                Ok(None)
            }
            None if (if forward { lane.after } else { lane.before }) > 0 => {
                self.pan(scene, forward)?;
                Ok(None)
            }
            None => Err(format!("{} has nothing {}", lane.name, if forward { "later" } else { "earlier" }).into()),
        }
    }

    /// Opens the mark under the cursor: closer for a cluster, the detail for a single event.
    fn enter(&mut self, scene: Scene) -> Done {
        let chart = self.chart(scene).filter(|_| self.on_axis);
        let mark = chart.as_ref().and_then(|chart| {
            let lane = chart.laid.lanes.get(chart.lane)?;
            lane.marks.get(lane.mark_of(self.list.selected())?)
        });
        if let Some((mark, chart)) = mark.zip(chart.as_ref()).filter(|(mark, _)| mark.count().is_some()) {
            let (from, to) = extent(&scene.scope, self.list.records(), &mark.events).ok_or("no event has a date")?;
            let days = ((days_between(from, to) + 1) * 5 / 4).max(CLOSEST);
            if days < chart.axis.days {
                self.view = Some((plus(from, -(days / 10)), days));
                return Ok(Some(format!("{} events, {} to {}", mark.events.len(), from, to)));
            }
        }
        self.on_axis = false;
        self.list.update(&Action::Enter, self.below(scene))
    }

    /// To the nearest event on the lane above or below.
    fn step_lane(&mut self, scene: Scene, down: bool) -> Done {
        let chart = self.chart(scene).ok_or(NO_ROOM)?;
        let here =
            chart.laid.lanes.get(chart.lane).and_then(|lane| Some(lane.marks[lane.mark_of(self.list.selected())?].cell)).unwrap_or(0);
        let mut lanes: Vec<usize> = if down { (chart.lane + 1..chart.laid.lanes.len()).collect() } else { (0..chart.lane).rev().collect() };
        let ends = lanes.is_empty();
        lanes.retain(|lane| !chart.laid.lanes[*lane].marks.is_empty());
        let lane = *lanes.first().ok_or(match (ends, down) {
            (true, true) => "this is the last lane: Esc goes to the list",
            (true, false) => "this is the first lane",
            (false, true) => "no lane below has an event in these days: - shows more of them",
            (false, false) => "no lane above has an event in these days: - shows more of them",
        })?;
        let nearest = chart.laid.lanes[lane].marks.iter().min_by_key(|mark| mark.cell.abs_diff(here)).ok_or("the lane is empty")?;
        self.lane = Some(chart.laid.lanes[lane].id.clone());
        self.list.select(self.below(scene), nearest.events[0]);
        Ok(None)
    }
}

impl Tab for TimelineTab {
    fn card(&self) -> Card {
        Card { commands: COMMANDS, ..self.list.card() }
    }

    fn reset(&mut self, scene: Scene) {
        (self.by, self.view, self.on_axis, self.lane) = (By::Phase, None, false, None);
        self.list.reset(scene);
    }

    fn update(&mut self, action: &Action, scene: Scene) -> Done {
        let days = self.view.map_or_else(|| Self::years(scene, 1).map_or(CLOSEST, |all| all.days), |(_, days)| days);
        match action {
            Action::Pane("zoom-in" | "zoom-out" | "earlier" | "later", _) if self.chart(scene).is_none() => return Err(NO_ROOM.into()),
            Action::Move(Motion::Up | Motion::Down) if self.on_axis && !self.list.is_open() => {
                return self.step_lane(scene, *action == Action::Move(Motion::Down));
            }
            Action::Close | Action::Quit if self.on_axis && !self.list.is_open() => self.on_axis = false,
            Action::Move(Motion::Left | Motion::Right) if !self.list.is_open() => {
                return self.step(scene, *action == Action::Move(Motion::Right));
            }
            Action::Enter => return self.enter(scene),
            Action::Pane("zoom-in", _) => return self.zoom(scene, days / 2),
            Action::Pane("zoom-out", _) => return self.zoom(scene, days * 2),
            Action::Pane("earlier", _) => return self.pan(scene, false),
            Action::Pane("later", _) => return self.pan(scene, true),
            Action::Pane("axis", lane) => (self.on_axis, self.lane) = (true, Some(lane.clone()).filter(|lane| !lane.is_empty())),
            Action::Pane("lanes", words) => {
                self.by = if words.is_empty() { self.by.next() } else { By::named(words).map_err(|e| e.to_string())? }
            }
            Action::Pane("view", words) => {
                let (start, days) = words
                    .split_once(' ')
                    .and_then(|(start, days)| Some((start.parse().ok()?, days.trim().parse().ok()?)))
                    .ok_or("a day and a number of days: view 2018-01-01 365")?;
                self.view = Some((start, i64::clamp(days, CLOSEST, 400_000)));
            }
            Action::Today => {
                if let Some((_, days)) = self.view {
                    self.view = Some((plus(scene.scope.today, -days / 2), days));
                }
                return self.list.update(action, self.below(scene));
            }
            other => {
                if matches!(other, Action::Move(_)) {
                    (self.on_axis, self.lane) = (false, None);
                }
                // an open detail takes the room of the axis where there is little
                let opens = matches!(other, Action::Open(_) | Action::Go(_)) && scene.body.width < crate::pane::split::WIDE;
                let room = if opens { scene } else { self.below(scene) };
                let said = self.list.update(other, room)?;
                self.follow(scene);
                return Ok(said);
            }
        }
        Ok(None)
    }

    fn draw(&self, scene: Scene, buf: &mut Buffer) -> Drawn {
        let below = self.below(scene);
        let mut drawn = self.list.draw(below, buf);
        let Some(chart) = self.chart(scene) else { return drawn };
        let axis = self.draw_chart(scene, &chart, buf);
        if self.on_axis {
            drawn.cursor = axis.cursor.or(drawn.cursor);
        }
        drawn.hits.extend(axis.hits);
        let keys = if self.on_axis { vec!["↑↓ lane  Esc list".to_string()] } else { Vec::new() };
        let legend = keys.into_iter().chain(Self::legend(scene, &chart)).collect::<Vec<_>>().join("  ");
        put(buf, scene.body.x + 1, chart.area.bottom(), scene.body.width.saturating_sub(2), &legend, scene.theme.style(Tone::Dim));
        rule(buf, scene.body, chart.area.bottom() + 1, scene.glyphs, scene.theme.style(Tone::Dim));
        drawn
    }

    fn link(&self, scene: Scene) -> String {
        let mut link = self.list.link(self.below(scene));
        if self.by != By::Phase {
            link.push_str(&format!("; lanes {}", self.by.name()));
        }
        if let Some((start, days)) = self.view {
            link.push_str(&format!("; view {start} {days}"));
        }
        if self.on_axis {
            link.push_str("; axis");
            self.lane.iter().for_each(|lane| link.push_str(&format!(" {lane}")));
        }
        link
    }

    fn target(&self, scene: Scene) -> Option<Place> {
        self.list.target(self.below(scene))
    }

    fn about(&self, scene: Scene) -> Option<Place> {
        self.list.about(self.below(scene))
    }

    fn walks(&self) -> bool {
        self.list.walks()
    }

    fn table<'a>(&'a self, scene: Scene<'a>) -> Table<'a> {
        self.list.table(scene)
    }

    fn content<'a>(&'a self, scene: Scene<'a>) -> Content<'a> {
        if self.on_axis { Content::Picture(self.table(scene)) } else { self.list.content(scene) }
    }

    fn picture(&self, scene: Scene, buf: &mut Buffer) -> bool {
        // nobody who looks at a picture walks on it
        let Some(chart) = self.chart_of(scene, scene.body.height.saturating_sub(4)) else { return false };
        self.draw_chart(scene, &chart, buf);
        let room = scene.body.width.saturating_sub(2);
        for (y, line) in whole(&Self::legend(scene, &chart), "   ", room).iter().enumerate() {
            put(buf, scene.body.x + 1, chart.area.bottom() + 1 + y as u16, room, line, scene.theme.style(Tone::Dim));
        }
        true
    }

    fn tell(&self, scene: Scene, detail: &mut Detail) {
        let data = scene.scope.data;
        detail.group("Phases");
        for (row, phase) in data.rows("phases").zip(data.phases.values()) {
            detail.item(vec![Piece::link(phase.label(), data.place(row)), Piece::plain(format!("planned {}", phase.date.words()))]);
        }
        let all = Self::years(scene, TOLD);
        if let Some(axis) = self.view.map(|(start, days)| Axis { start, days, cells: TOLD }).or(all) {
            detail.group(&format!("By {}, from {} to {}", self.by.name(), axis.start, axis.end()));
            for lane in lay(&scene.scope, self.list.records(), self.by, &axis).0 {
                let here = lane.total() - lane.before - lane.after;
                let parts = [(lane.before, "before"), (here, "in these days"), (lane.after, "after")];
                let told: Vec<String> = parts.iter().filter(|(n, _)| *n > 0).map(|(n, when)| format!("{n} {when}")).collect();
                let events = if told.is_empty() { "no event".into() } else { format!("events: {}", told.join(", ")) };
                detail.item(vec![Piece::plain(format!("{}: {events}", lane.name))]);
            }
        }
        detail.group("Events");
        narration::rows(detail, scene, &self.table(scene));
    }

    fn filter(&self) -> String {
        self.list.filter()
    }

    fn chips(&self, scene: Scene) -> Vec<Chip> {
        let view = self.view.map(|(start, days)| format!("{start} to {}", plus(start, days - 1)));
        let lanes = Some(self.by).filter(|by| *by != By::Phase).map(|by| format!("by {}", by.name()));
        view.into_iter().chain(lanes).map(Chip::Setting).chain(self.list.chips(scene)).collect()
    }

    fn asked(&self) -> Option<Asked<'_>> {
        self.list.asked()
    }

    fn words(&self, scene: Scene) -> String {
        self.list.words(scene)
    }
}
