//! Time on the screen: years and finer ticks, density, phases as bars, lanes of marks.

use super::theme::{Glyphs, Theme, Tone};
use super::{Drawn, cut, put, width};
use crate::detail;
use crate::model::Place;
use crate::query::timeline::lanes::{Lane, Mark, Shape};
use crate::query::timeline::time_scale::{Axis, plus};
use jiff::civil::Date;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

/// A phase as a bar: its name, its planned days, and the last day on which anything is known of it.
pub struct Bar {
    /// Its name.
    pub name: String,
    /// Number of the phase.
    pub number: usize,
    /// First and last planned day.
    pub planned: (Date, Date),
    /// The last day of work after that.
    pub until: Option<Date>,
}

/// What to draw.
pub struct View<'a> {
    /// The days shown.
    pub axis: Axis,
    /// How many events begin in each cell.
    pub density: Vec<usize>,
    /// The phases.
    pub bars: Vec<Bar>,
    /// The lanes from the first that is shown.
    pub lanes: &'a [Lane],
    /// The tone of each lane's marks by the event's index.
    pub tone: &'a dyn Fn(usize) -> Tone,
    /// Where a mark leads: a single event.
    pub place: &'a dyn Fn(&Mark) -> Option<Place>,
    /// The day that counts as today.
    pub today: Date,
    /// What stands beside the years: how far today is, when it is not shown.
    pub corner: String,
    /// What is remarkable about the events of each mark of these lanes.
    pub marks: &'a [Vec<detail::Mark>],
    /// The selected event.
    pub selected: usize,
    /// Whether there are lanes above those that are shown, and below.
    pub more: (bool, bool),
    /// Cells for the names on the left.
    pub names: u16,
    /// Colours.
    pub theme: &'a Theme,
    /// Characters.
    pub glyphs: &'a Glyphs,
}

/// The signs and what they say of a date.
pub const SHAPES: &[(Shape, &str)] =
    &[(Shape::Day, "day"), (Shape::Span, "days"), (Shape::Month, "month"), (Shape::Vague, "year, about"), (Shape::Page, "page date")];

/// Lines above the lanes: years, ticks, density, and one a phase.
pub fn head(bars: usize) -> u16 {
    3 + bars as u16
}

/// Draws; gives back where the selected event stands, and what can be reached.
pub fn draw(view: &View, area: Rect, buf: &mut Buffer) -> Drawn {
    let mut drawn = Drawn::default();
    let (theme, glyphs, axis) = (view.theme, view.glyphs, &view.axis);
    let dim = theme.style(Tone::Dim);
    let left = area.x + view.names;
    let end = (left + axis.cells).min(area.right());
    let name = |buf: &mut Buffer, y: u16, text: &str, tone: Tone| {
        put(buf, area.x + 1, y, view.names.saturating_sub(2), &cut(text, view.names.saturating_sub(2)), theme.style(tone));
    };
    let inside = |y: u16| y < area.bottom();
    name(buf, area.y, &view.corner, Tone::Accent);
    let (years, ticks) = (axis.year_labels(), ticks(axis, unit(axis)));
    for (line, ticks) in [years, ticks].iter().enumerate() {
        let mut free = left;
        for (cell, text) in ticks {
            let x = left + cell;
            if x >= free && x + width(text) <= end && inside(area.y + line as u16) {
                put(buf, x, area.y + line as u16, end - x, text, dim);
                free = x + width(text) + 1;
            }
        }
    }
    let most = view.density.iter().copied().max().unwrap_or(0).max(1);
    let mut y = area.y + 2;
    if inside(y) {
        name(buf, y, "density", Tone::Dim);
        let line: String = view.density.iter().map(|n| glyphs.level(*n, most)).collect();
        put(buf, left, y, end - left, &line, dim);
    }
    for bar in &view.bars {
        y += 1;
        if !inside(y) {
            break;
        }
        let tone = theme.style(Tone::Phase(bar.number));
        put(buf, area.x + 1, y, 1, glyphs.phase(bar.number), tone);
        put(buf, area.x + 3, y, view.names.saturating_sub(4), &bar.name, theme.style(Tone::Text));
        if let Some((from, to)) = axis.cells(bar.planned.0, bar.planned.1) {
            put(buf, left + from, y, end.saturating_sub(left + from), &glyphs.bar.repeat((to - from + 1) as usize), tone);
        }
        let after = bar.until.filter(|until| *until > bar.planned.1).and_then(|until| axis.cells(plus(bar.planned.1, 1), until));
        if let Some((from, to)) = after {
            put(buf, left + from, y, end.saturating_sub(left + from), &glyphs.after.repeat((to - from + 1) as usize), tone);
        }
    }
    for (lane, states) in view.lanes.iter().zip(view.marks) {
        y += 1;
        if !inside(y) {
            break;
        }
        // aligned with the names of the phases; the gutter is the marks'
        put(buf, area.x + 3, y, view.names.saturating_sub(4), &lane.name, theme.style(Tone::Text));
        // how far a single event reaches is drawn first: the marks stand on it
        for mark in lane.marks.iter().filter(|mark| mark.count().is_none() && mark.reach > mark.cell) {
            let trail = if mark.shape == Shape::Span { glyphs.bar } else { glyphs.after };
            put(buf, left + mark.cell, y, end.saturating_sub(left + mark.cell), &trail.repeat((mark.reach - mark.cell + 1) as usize), dim);
        }
        for (mark, state) in lane.marks.iter().zip(states) {
            let x = left + mark.cell;
            let selected = mark.has(view.selected);
            let style = match () {
                () if selected => theme.style(Tone::Accent),
                () if state.overridden => theme.style(Tone::Changed),
                () => theme.style((view.tone)(mark.events[0])),
            };
            // the gutter tells of the lane what its marks have no room for
            if state.overridden {
                put(buf, area.x, y, 1, glyphs.overridden, theme.style(Tone::Changed));
            } else if state.disputed && buf[(area.x, y)].symbol() == " " {
                put(buf, area.x, y, 1, glyphs.disputed, theme.style(Tone::Disputed));
            }
            let sign = mark.count().map_or_else(|| glyphs.shape(mark.shape).to_string(), |n| n.to_string());
            put(buf, x, y, end.saturating_sub(x), &sign, style);
            if let Some(place) = (view.place)(mark).filter(|_| x < end) {
                drawn.hits.push((Rect::new(x, y, mark.width(), 1).intersection(area), place));
            }
            if selected && drawn.cursor.is_none() && x < end {
                drawn.cursor = Some(Position::new(x, y));
                // the eye finds the column by the pointer over the lanes
                put(buf, x, area.y + 2, 1, glyphs.pointer, theme.style(Tone::Accent));
            }
        }
        if lane.before > 0 {
            put(buf, left - 1, y, 1, glyphs.before, dim);
        }
        if lane.after > 0 {
            put(buf, end, y, area.right().saturating_sub(end), glyphs.beyond, dim);
        }
    }
    if let Some((cell, _)) = axis.cells(view.today, view.today) {
        for y in area.y + 2..(y + 1).min(area.bottom()) {
            let at = (left + cell, y);
            if at.0 < end && buf[at].symbol() == " " {
                put(buf, at.0, y, 1, glyphs.wall, theme.style(Tone::Accent));
            }
        }
    }
    let top = area.y + 3 + view.bars.len() as u16;
    for (is, y, sign) in [(view.more.0, top, glyphs.less), (view.more.1, area.bottom().saturating_sub(1), glyphs.more)] {
        if is && inside(y) {
            put(buf, area.x + 1, y, 1, sign, dim);
        }
    }
    drawn
}

/// What the ticks stand for.
#[derive(Clone, Copy, PartialEq)]
enum Unit {
    Year,
    Quarter,
    Month,
    Week,
    Day,
}

/// The finest unit whose names have room.
fn unit(axis: &Axis) -> Unit {
    let cells = |days: f64| f64::from(axis.cells) * days / axis.days as f64;
    match () {
        () if cells(1.0) >= 3.0 => Unit::Day,
        () if cells(7.0) >= 7.0 => Unit::Week,
        () if cells(28.0) >= 4.0 => Unit::Month,
        () if cells(90.0) >= 3.0 => Unit::Quarter,
        // the years stand on a line of their own
        () => Unit::Year,
    }
}

fn ticks(axis: &Axis, unit: Unit) -> Vec<(u16, String)> {
    const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let mut ticks = Vec::new();
    if unit == Unit::Year {
        return ticks;
    }
    let mut day = axis.start;
    for _ in 0..axis.cells.max(1) as usize * 2 + 400 {
        if day > axis.end() {
            break;
        }
        let (text, next) = match unit {
            Unit::Year | Unit::Quarter => {
                let last = (day.month() - 1) / 3 * 3 + 3;
                let end = Date::new(day.year(), last, 1).map_or(day, Date::last_of_month);
                (format!("Q{}", last / 3), end)
            }
            Unit::Month => (MONTHS[(day.month() - 1) as usize].into(), day.last_of_month()),
            Unit::Week => (format!("{} {}", day.day(), MONTHS[(day.month() - 1) as usize]), plus(day, 6)),
            Unit::Day => (day.day().to_string(), day),
        };
        if let Some((cell, _)) = axis.cells(day, day) {
            ticks.push((cell, text));
        }
        day = plus(next, 1);
        if day <= axis.start {
            break;
        }
    }
    // the rest of a quarter or a month at the edge gives way to the first whole one
    if ticks.len() > 1 && ticks[1].0 <= width(&ticks[0].1) {
        ticks.remove(0);
    }
    ticks
}
