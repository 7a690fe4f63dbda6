//! Time on the screen: years and finer ticks, density, phases as bars, lanes of marks.

use super::glyphs::Glyphs;
use super::theme::{StyleRole, Theme};
use super::{RenderOutput, print_clipped, truncate, width};
use crate::detail;
use crate::model::RecordPath;
use crate::query::timeline::lanes::{DateCertainty, Lane, TimelineMark};
use crate::query::timeline::time_scale::{TimeScale, add_days};
use jiff::civil::Date;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

/// A phase as a bar: its name, its planned days, and the last day on which anything is known of it.
pub struct PhaseBar {
    /// Its name.
    pub name: String,
    /// Number of the phase.
    pub number: usize,
    /// First and last planned day.
    pub planned: (Date, Date),
    /// The last day of work after that.
    pub last_day: Option<Date>,
}

/// What to draw.
pub struct TimelineView<'a> {
    /// The days shown.
    pub scale: TimeScale,
    /// How many events begin in each cell.
    pub density: Vec<usize>,
    /// The phases.
    pub bars: Vec<PhaseBar>,
    /// The lanes from the first that is shown.
    pub lanes: &'a [Lane],
    /// The tone of each lane's marks by the event's index.
    pub mark_tone: &'a dyn Fn(usize) -> StyleRole,
    /// Where a mark leads: a single event.
    pub mark_path: &'a dyn Fn(&TimelineMark) -> Option<RecordPath>,
    /// The day that counts as today.
    pub today: Date,
    /// What stands beside the years: how far today is, when it is not shown.
    pub today_hint: String,
    /// What is remarkable about the events of each mark of these lanes.
    pub mark_flags: &'a [Vec<detail::Flags>],
    /// The selected event.
    pub selected: usize,
    /// Whether there are lanes above those that are shown, and below.
    pub has_more_lanes: (bool, bool),
    /// Cells for the names on the left.
    pub name_width: u16,
    /// Colours.
    pub theme: &'a Theme,
    /// Characters.
    pub glyphs: &'a Glyphs,
}

/// The signs and what they say of a date.
pub const CERTAINTY_LABELS: &[(DateCertainty, &str)] = &[
    (DateCertainty::Day, "day"),
    (DateCertainty::Span, "days"),
    (DateCertainty::Month, "month"),
    (DateCertainty::Vague, "year, about"),
    (DateCertainty::Page, "page date"),
];

/// Lines above the lanes: years, ticks, density, and one a phase.
pub fn header_height(bars: usize) -> u16 {
    3 + bars as u16
}

/// Draws; gives back where the selected event stands, and what can be reached.
pub fn draw(view: &TimelineView, area: Rect, buf: &mut Buffer) -> RenderOutput {
    let mut drawn = RenderOutput::default();
    let (theme, glyphs, axis) = (view.theme, view.glyphs, &view.scale);
    let dim = theme.style(StyleRole::Dim);
    let left = area.x + view.name_width;
    let end = (left + axis.cells).min(area.right());
    let name = |buf: &mut Buffer, y: u16, text: &str, tone: StyleRole| {
        print_clipped(
            buf,
            area.x + 1,
            y,
            view.name_width.saturating_sub(2),
            &truncate(text, view.name_width.saturating_sub(2)),
            theme.style(tone),
        );
    };
    let inside = |y: u16| y < area.bottom();
    name(buf, area.y, &view.today_hint, StyleRole::Accent);
    let (years, ticks) = (axis.year_labels(), ticks(axis, tick_unit(axis)));
    for (line, ticks) in [years, ticks].iter().enumerate() {
        let mut free = left;
        for (cell, text) in ticks {
            let x = left + cell;
            if x >= free && x + width(text) <= end && inside(area.y + line as u16) {
                print_clipped(buf, x, area.y + line as u16, end - x, text, dim);
                free = x + width(text) + 1;
            }
        }
    }
    let most = view.density.iter().copied().max().unwrap_or(0).max(1);
    let mut y = area.y + 2;
    if inside(y) {
        name(buf, y, "density", StyleRole::Dim);
        let line: String = view.density.iter().map(|n| glyphs.density_symbol(*n, most)).collect();
        print_clipped(buf, left, y, end - left, &line, dim);
    }
    for bar in &view.bars {
        y += 1;
        if !inside(y) {
            break;
        }
        let tone = theme.style(StyleRole::Phase(bar.number));
        print_clipped(buf, area.x + 1, y, 1, glyphs.phase_symbol(bar.number), tone);
        print_clipped(
            buf,
            area.x + 3,
            y,
            view.name_width.saturating_sub(4),
            &bar.name,
            theme.style(StyleRole::Text),
        );
        if let Some((from, to)) = axis.cell_range(bar.planned.0, bar.planned.1) {
            print_clipped(
                buf,
                left + from,
                y,
                end.saturating_sub(left + from),
                &glyphs.bar.repeat((to - from + 1) as usize),
                tone,
            );
        }
        let after = bar
            .last_day
            .filter(|until| *until > bar.planned.1)
            .and_then(|until| axis.cell_range(add_days(bar.planned.1, 1), until));
        if let Some((from, to)) = after {
            print_clipped(
                buf,
                left + from,
                y,
                end.saturating_sub(left + from),
                &glyphs.past_end.repeat((to - from + 1) as usize),
                tone,
            );
        }
    }
    for (lane, states) in view.lanes.iter().zip(view.mark_flags) {
        y += 1;
        if !inside(y) {
            break;
        }
        // aligned with the names of the phases; the gutter is the marks'
        print_clipped(
            buf,
            area.x + 3,
            y,
            view.name_width.saturating_sub(4),
            &lane.name,
            theme.style(StyleRole::Text),
        );
        // how far a single event reaches is drawn first: the marks stand on it
        for mark in
            lane.marks.iter().filter(|mark| mark.count().is_none() && mark.end_cell > mark.cell)
        {
            let trail =
                if mark.certainty == DateCertainty::Span { glyphs.bar } else { glyphs.past_end };
            print_clipped(
                buf,
                left + mark.cell,
                y,
                end.saturating_sub(left + mark.cell),
                &trail.repeat((mark.end_cell - mark.cell + 1) as usize),
                dim,
            );
        }
        for (mark, state) in lane.marks.iter().zip(states) {
            let x = left + mark.cell;
            let selected = mark.contains(view.selected);
            let style = match () {
                () if selected => theme.style(StyleRole::Accent),
                () if state.overridden => theme.style(StyleRole::Changed),
                () => theme.style((view.mark_tone)(mark.events[0])),
            };
            // the gutter tells of the lane what its marks have no room for
            if state.overridden {
                print_clipped(
                    buf,
                    area.x,
                    y,
                    1,
                    glyphs.overridden,
                    theme.style(StyleRole::Changed),
                );
            } else if state.disputed && buf[(area.x, y)].symbol() == " " {
                print_clipped(buf, area.x, y, 1, glyphs.disputed, theme.style(StyleRole::Disputed));
            }
            let sign = mark
                .count()
                .map_or_else(|| glyphs.date_symbol(mark.certainty).to_string(), |n| n.to_string());
            print_clipped(buf, x, y, end.saturating_sub(x), &sign, style);
            if let Some(place) = (view.mark_path)(mark).filter(|_| x < end) {
                drawn.link_areas.push((Rect::new(x, y, mark.width(), 1).intersection(area), place));
            }
            if selected && drawn.cursor.is_none() && x < end {
                drawn.cursor = Some(Position::new(x, y));
                // the eye finds the column by the pointer over the lanes
                print_clipped(
                    buf,
                    x,
                    area.y + 2,
                    1,
                    glyphs.pointer,
                    theme.style(StyleRole::Accent),
                );
            }
        }
        if lane.before > 0 {
            print_clipped(buf, left - 1, y, 1, glyphs.more_left, dim);
        }
        if lane.after > 0 {
            print_clipped(buf, end, y, area.right().saturating_sub(end), glyphs.more_right, dim);
        }
    }
    if let Some((cell, _)) = axis.cell_range(view.today, view.today) {
        for y in area.y + 2..(y + 1).min(area.bottom()) {
            let at = (left + cell, y);
            if at.0 < end && buf[at].symbol() == " " {
                print_clipped(
                    buf,
                    at.0,
                    y,
                    1,
                    glyphs.vertical_rule,
                    theme.style(StyleRole::Accent),
                );
            }
        }
    }
    let top = area.y + 3 + view.bars.len() as u16;
    for (is, y, sign) in [
        (view.has_more_lanes.0, top, glyphs.more_above),
        (view.has_more_lanes.1, area.bottom().saturating_sub(1), glyphs.more_below),
    ] {
        if is && inside(y) {
            print_clipped(buf, area.x + 1, y, 1, sign, dim);
        }
    }
    drawn
}

/// What the ticks stand for.
#[derive(Clone, Copy, PartialEq)]
enum TickUnit {
    Year,
    Quarter,
    Month,
    Week,
    Day,
}

/// The finest unit whose names have room.
fn tick_unit(axis: &TimeScale) -> TickUnit {
    let cells = |days: f64| f64::from(axis.cells) * days / axis.days as f64;
    match () {
        () if cells(1.0) >= 3.0 => TickUnit::Day,
        () if cells(7.0) >= 7.0 => TickUnit::Week,
        () if cells(28.0) >= 4.0 => TickUnit::Month,
        () if cells(90.0) >= 3.0 => TickUnit::Quarter,
        // the years stand on a line of their own
        () => TickUnit::Year,
    }
}

fn ticks(axis: &TimeScale, unit: TickUnit) -> Vec<(u16, String)> {
    const MONTHS: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let mut ticks = Vec::new();
    if unit == TickUnit::Year {
        return ticks;
    }
    let mut day = axis.start;
    for _ in 0..axis.cells.max(1) as usize * 2 + 400 {
        if day > axis.end() {
            break;
        }
        let (text, next) = match unit {
            TickUnit::Year | TickUnit::Quarter => {
                let last = (day.month() - 1) / 3 * 3 + 3;
                let end = Date::new(day.year(), last, 1).map_or(day, Date::last_of_month);
                (format!("Q{}", last / 3), end)
            }
            TickUnit::Month => (MONTHS[(day.month() - 1) as usize].into(), day.last_of_month()),
            TickUnit::Week => {
                (format!("{} {}", day.day(), MONTHS[(day.month() - 1) as usize]), add_days(day, 6))
            }
            TickUnit::Day => (day.day().to_string(), day),
        };
        if let Some((cell, _)) = axis.cell_range(day, day) {
            ticks.push((cell, text));
        }
        day = add_days(next, 1);
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
