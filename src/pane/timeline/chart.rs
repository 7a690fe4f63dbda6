//! The axis and the lanes above the list: laid out once for the rows that there are, drawn with every key.

use super::TimelineTab;
use crate::detail;
use crate::model::edtf::distance;
use crate::model::{Event, Record};
use crate::pane::Scene;
use crate::pane::split::WIDE;
use crate::query::Tone;
use crate::query::timeline::lanes::{By, Lane, Mark, lay};
use crate::query::timeline::time_scale::Axis;
use crate::store::RecordRef;
use crate::ui::timeline::{self, Bar, View};
use crate::ui::{Drawn, anchor, width};
use jiff::civil::Date;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use std::rc::Rc;
use std::sync::Arc;

/// Events on lanes: laid out once for the rows and the axis, not with every key.
pub(super) struct Laid {
    pub(super) lanes: Vec<Lane>,
    /// What is remarkable about each mark, by lane.
    marks: Vec<Vec<detail::Mark>>,
    /// How many events begin in each cell.
    density: Vec<usize>,
    /// The last day of each phase's events.
    until: Arc<Vec<Option<Date>>>,
}

/// What lanes are laid out for: how often the rows were asked, what lanes are of, the axis.
pub(super) type Key = (u64, By, Axis);

/// Everything that the axis shows, laid out for a room.
pub(super) struct Chart {
    pub(super) area: Rect,
    pub(super) names: u16,
    pub(super) axis: Axis,
    pub(super) laid: Rc<Laid>,
    /// The lane of the selected event.
    pub(super) lane: usize,
    /// The first lane that is shown, and how many are.
    pub(super) shown: (usize, usize),
}

impl TimelineTab {
    /// The axis and lanes, where there is room for them above the list.
    pub(super) fn chart(&self, scene: Scene) -> Option<Chart> {
        self.chart_of(scene, scene.body.height * 3 / 5)
    }

    /// The same with so many lines for it.
    pub(super) fn chart_of(&self, scene: Scene, lines: u16) -> Option<Chart> {
        let body = scene.body;
        let bars = scene.scope.data.phases.len();
        let least = timeline::head(bars) + 2;
        if self.list.is_open() && body.width < WIDE || body.height < least + 6 {
            return None;
        }
        let names = if body.width < 60 { 14 } else { 28 };
        let cells = body.width.saturating_sub(names + 2);
        let all = Self::years(scene, cells)?;
        let axis = self.view.map_or(all, |(start, days)| Axis { start, days, cells });
        let laid = self.laid(scene, axis);
        let lanes = &laid.lanes;
        let most = lines.max(least) - timeline::head(bars);
        let count = lanes.len().clamp(1, most as usize);
        let on = |lane: &&Lane| lane.mark_of(self.list.selected()).is_some();
        let walked = self.lane.as_ref().and_then(|id| lanes.iter().position(|lane| lane.id == *id && on(&lane)));
        let lane = walked.or_else(|| lanes.iter().position(|lane| on(&lane))).unwrap_or(0);
        let first = anchor(0, lane, count, lanes.len());
        let area = Rect { height: timeline::head(bars) + count as u16, ..body };
        Some(Chart { area, names, axis, laid: Rc::clone(&laid), lane, shown: (first, count) })
    }

    /// The lanes for an axis, laid out anew where rows, lanes or axis are others than the last time.
    fn laid(&self, scene: Scene, axis: Axis) -> Rc<Laid> {
        let asked = (self.list.asked_so_often(), self.by, axis);
        if let Some((_, laid)) = self.laid.borrow().as_ref().filter(|(last, _)| *last == asked) {
            return Rc::clone(laid);
        }
        let (data, rows) = (scene.scope.data, self.list.records());
        let (lanes, density) = lay(&scene.scope, rows, self.by, &axis);
        let any = |mark: &Mark, is: &dyn Fn(RecordRef) -> bool| mark.events.iter().any(|at| is(rows[*at]));
        let mark = |mark: &Mark| detail::Mark {
            disputed: any(mark, &|row| data.is_row_disputed(row)),
            overridden: any(mark, &|row| data.is_row_overridden(row)),
        };
        let marks = lanes.iter().map(|lane| lane.marks.iter().map(mark).collect()).collect();
        let laid = Rc::new(Laid { lanes, marks, density, until: scene.scope.until() });
        *self.laid.borrow_mut() = Some((asked, Rc::clone(&laid)));
        laid
    }

    /// Draws the axis and the lanes.
    pub(super) fn draw_chart(&self, scene: Scene, chart: &Chart, buf: &mut Buffer) -> Drawn {
        let data = scene.scope.data;
        let rows = self.list.records();
        let event = |at: usize| rows.get(at).and_then(|row| data.get::<Event>(*row));
        // a hue goes with a sign or a word: only the lanes of phases have theirs
        let phase = |at: usize| event(at).and_then(|event| data.phases.get_index_of(&**event.phase.as_ref()?));
        let tone = |at: usize| phase(at).filter(|_| self.by == By::Phase).map_or(Tone::Text, Tone::Phase);
        let bars = data.phases.iter().enumerate().map(|(number, (_, phase))| Bar {
            name: phase.label().to_string(),
            number,
            planned: phase.date.order(),
            until: chart.laid.until[number],
        });
        let (first, count) = chart.shown;
        let today = chart.axis.cell(scene.scope.today);
        let corner = match () {
            () if today < 0 => {
                format!("{} today -{}", scene.glyphs.before, distance(scene.scope.today, chart.axis.start).replace(" ago", ""))
            }
            () if today >= i64::from(chart.axis.cells) => {
                format!("today +{} {}", distance(scene.scope.today, chart.axis.end()).replace("in ", ""), scene.glyphs.beyond)
            }
            () => String::new(),
        };
        // where the distance has no room, the arrow has
        let corner = match () {
            () if width(&corner) <= chart.names.saturating_sub(2) => corner,
            () if today < 0 => format!("{} today", scene.glyphs.before),
            () => format!("today {}", scene.glyphs.beyond),
        };
        let place = |mark: &Mark| rows.get(mark.events[0]).map(|row| data.place(*row)).filter(|_| mark.count().is_none());
        let view = View {
            axis: chart.axis,
            density: chart.laid.density.clone(),
            bars: bars.collect(),
            lanes: &chart.laid.lanes[first.min(chart.laid.lanes.len())..(first + count).min(chart.laid.lanes.len())],
            tone: &tone,
            today: scene.scope.today,
            corner,
            marks: &chart.laid.marks[first.min(chart.laid.lanes.len())..],
            place: &place,
            selected: self.list.selected(),
            more: (first > 0, first + count < chart.laid.lanes.len()),
            names: chart.names,
            theme: scene.theme,
            glyphs: scene.glyphs,
        };
        timeline::draw(&view, chart.area, buf)
    }

    /// What the signs that are shown mean, and how many lanes there are besides those shown.
    pub(super) fn legend(scene: Scene, chart: &Chart) -> Vec<String> {
        let (glyphs, all, (first, shown)) = (scene.glyphs, chart.laid.lanes.len(), chart.shown);
        let lanes = &chart.laid.lanes[first.min(all)..(first + shown).min(all)];
        let marks = || lanes.iter().flat_map(|lane| &lane.marks);
        let mut parts: Vec<String> = Vec::new();
        if all > shown {
            parts.push(format!("{shown} of {all} lanes"));
        }
        let shapes = timeline::SHAPES.iter().filter(|(shape, _)| marks().any(|mark| mark.count().is_none() && mark.shape == *shape));
        parts.extend(shapes.map(|(shape, word)| format!("{} {word}", glyphs.shape(*shape))));
        parts.extend(marks().any(|mark| mark.count().is_some()).then(|| "3 three events".into()));
        parts.push(format!("{} phase", glyphs.bar));
        parts.push(format!("{} later", glyphs.after));
        if lanes.iter().any(|lane| lane.before + lane.after > 0) {
            parts.push(format!("{}{} more", glyphs.before, glyphs.beyond));
        }
        parts
    }
}
