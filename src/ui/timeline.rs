//! A time axis with density, phases as bars and lanes of marks.

mod ticks;
mod timeline_bar;

use super::{Glyphs, RenderOutput, StyleRole, Theme, print_clipped, truncate_distinctly, width};
use crate::detail::ValueFlags;
use crate::model::RecordPath;
use crate::query::timeline::lane_layout::{DateAppearance, TimelineLane, TimelineMark};
use crate::query::timeline::time_scale::{TimeScale, add_days};
use jiff::civil::Date;
use ratatui::prelude::{Buffer, Position, Rect, Style};
use ticks::{tick_labels, tick_unit};
pub use timeline_bar::TimelineBar;

/// The content of a timeline.
pub struct TimelineView<'a> {
    pub scale: TimeScale,
    /// Number of events that begin in each cell.
    pub density: Vec<usize>,
    pub bars: Vec<TimelineBar>,
    /// The visible lanes.
    pub lanes: &'a [TimelineLane],
    /// Their names in the cells on the left.
    pub lane_names: &'a [String],
    /// Returns the style of a mark by the index of its event.
    pub mark_role: &'a dyn Fn(usize) -> StyleRole,
    /// Returns the path of a mark of one event.
    pub mark_path: &'a dyn Fn(&TimelineMark) -> Option<RecordPath>,
    pub today: Date,
    /// Shown beside the years if today is not visible.
    pub today_hint: String,
    /// The flags of each mark of the visible lanes.
    pub mark_flags: &'a [Vec<ValueFlags>],
    /// Index of the selected event.
    pub selected: usize,
    /// Above and below the shown phases.
    pub has_more_bars: (bool, bool),
    /// Above and below the shown lanes.
    pub has_more_lanes: (bool, bool),
    /// Cells for the names on the left.
    pub name_width: u16,
    pub theme: &'a Theme,
    pub glyphs: &'a Glyphs,
}

/// The certainties of a date and their names in the legend.
pub const CERTAINTY_LABELS: &[(DateAppearance, &str)] = &[
    (DateAppearance::Day, "day"),
    (DateAppearance::Span, "days"),
    (DateAppearance::Month, "month"),
    (DateAppearance::Vague, "year, about"),
    (DateAppearance::Page, "page date"),
];

/// Lines of the years, the ticks and the density.
const AXIS_LINES: u16 = 3;
/// Cells before the names of phases and lanes, for symbols and markers.
const NAME_INDENT: u16 = 3;

/// Shortens the names of all phases or lanes for `name_width` cells on the left, so that different
/// names stay different.
pub fn fit_names<'a>(names: impl Iterator<Item = &'a str>, name_width: u16) -> Vec<String> {
    let names: Vec<&str> = names.collect();
    truncate_distinctly(&names, name_width.saturating_sub(NAME_INDENT + 1))
}

/// Draws axis, bars and lanes.
pub fn draw(view: &TimelineView, area: Rect, buf: &mut Buffer) -> RenderOutput {
    let left = area.x + view.name_width;
    let mut painter = Painter {
        view,
        area,
        left,
        right: (left + view.scale.cells).min(area.right()),
        output: RenderOutput::default(),
    };
    painter.draw_axis(buf);
    let mut y = area.y + AXIS_LINES;
    for bar in &view.bars {
        painter.draw_bar(bar, y, buf);
        y += 1;
    }
    let lanes_top = y;
    let names = view.lane_names.iter();
    for ((lane, name), flags) in view.lanes.iter().zip(names).zip(view.mark_flags) {
        if y >= area.bottom() {
            break;
        }
        painter.draw_lane((lane, name), flags, y, buf);
        y += 1;
    }
    painter.draw_today(y.min(area.bottom()), buf);
    // the symbols of phases leave no room beside the marker of a lane
    let bars = (area.x, area.y + AXIS_LINES, lanes_top.saturating_sub(1));
    painter.draw_more(view.has_more_bars, bars, buf);
    let lanes = (area.x + 1, lanes_top, area.bottom().saturating_sub(1));
    painter.draw_more(view.has_more_lanes, lanes, buf);
    painter.output
}

/// The state of drawing a timeline.
struct Painter<'a> {
    view: &'a TimelineView<'a>,
    area: Rect,
    /// First column of the axis, and the column after it.
    left: u16,
    right: u16,
    output: RenderOutput,
}

impl Painter<'_> {
    /// Prints a text from a cell of the axis on.
    fn print_at(&self, buf: &mut Buffer, cell: u16, y: u16, text: &str, style: Style) {
        let x = self.left + cell;
        print_clipped(buf, x, y, self.right.saturating_sub(x), text, style);
    }

    /// Prints a symbol in each cell of a range.
    fn fill(&self, buf: &mut Buffer, cells: (u16, u16), y: u16, symbol: &str, style: Style) {
        let (from, to) = cells;
        self.print_at(
            buf,
            from,
            y,
            &symbol.repeat(usize::from(to.saturating_sub(from)) + 1),
            style,
        );
    }

    /// Draws arrows at the first and the last line, where there is more above and below.
    fn draw_more(
        &self,
        (above, below): (bool, bool),
        (x, first, last): (u16, u16, u16),
        buf: &mut Buffer,
    ) {
        let dim = self.view.theme.style(StyleRole::Dim);
        if above && first < self.area.bottom() {
            print_clipped(buf, x, first, 1, self.view.glyphs.more_above, dim);
        }
        if below && last < self.area.bottom() {
            print_clipped(buf, x, last, 1, self.view.glyphs.more_below, dim);
        }
    }

    fn print_name(&self, buf: &mut Buffer, y: u16, indent: u16, name: &str, role: StyleRole) {
        let max_width = self.view.name_width.saturating_sub(indent + 1);
        print_clipped(buf, self.area.x + indent, y, max_width, name, self.view.theme.style(role));
    }

    /// Draws years, ticks and density.
    fn draw_axis(&self, buf: &mut Buffer) {
        let TimelineView { scale, theme, glyphs, .. } = self.view;
        let dim = theme.style(StyleRole::Dim);
        let y = self.area.y;
        self.print_name(buf, y, 1, &self.view.today_hint, StyleRole::Accent);
        self.draw_labels(&scale.year_labels(), y, buf);
        self.draw_labels(&tick_labels(scale, tick_unit(scale)), y + 1, buf);
        let y = y + 2;
        if y < self.area.bottom() {
            self.print_name(buf, y, 1, "density", StyleRole::Dim);
            let max = self.view.density.iter().copied().max().unwrap_or(0);
            let line: String =
                self.view.density.iter().map(|count| glyphs.density_symbol(*count, max)).collect();
            self.print_at(buf, 0, y, &line, dim);
        }
    }

    /// Draws the labels of a line that do not overlap.
    fn draw_labels(&self, labels: &[(u16, String)], y: u16, buf: &mut Buffer) {
        if y >= self.area.bottom() {
            return;
        }
        let mut free_x = self.left;
        for (cell, label) in labels {
            let x = self.left + cell;
            let end = x + width(label);
            if x >= free_x && end <= self.right {
                self.print_at(buf, *cell, y, label, self.view.theme.style(StyleRole::Dim));
                free_x = end + 1;
            }
        }
    }

    fn draw_bar(&self, bar: &TimelineBar, y: u16, buf: &mut Buffer) {
        if y >= self.area.bottom() {
            return;
        }
        let TimelineView { scale, theme, glyphs, .. } = self.view;
        let style = theme.style(StyleRole::Phase(bar.number));
        if !bar.is_activity {
            print_clipped(buf, self.area.x + 1, y, 1, glyphs.phase_symbol(bar.number), style);
        }
        let role = if bar.is_activity { StyleRole::Dim } else { StyleRole::Text };
        self.print_name(buf, y, NAME_INDENT, &bar.name, role);
        let Some((start, end)) = bar.planned else {
            self.print_at(buf, 0, y, "years not stated", theme.style(StyleRole::Dim));
            return;
        };
        if let Some(cells) = scale.cell_range(start, end) {
            self.fill(buf, cells, y, glyphs.bar, style);
        }
        if let Some(last_day) = bar.last_day.filter(|day| *day > end)
            && let Some(cells) = scale.cell_range(add_days(end, 1), last_day)
        {
            self.fill(buf, cells, y, glyphs.past_end, style);
        }
    }

    fn draw_lane(
        &mut self,
        (lane, name): (&TimelineLane, &str),
        flags: &[ValueFlags],
        y: u16,
        buf: &mut Buffer,
    ) {
        let TimelineView { theme, glyphs, .. } = self.view;
        let dim = theme.style(StyleRole::Dim);
        self.print_name(buf, y, NAME_INDENT, name, StyleRole::Text);
        // the extents of single events come first, the marks are drawn over them
        for mark in &lane.marks {
            if mark.count().is_none() && mark.end_cell > mark.cell {
                let is_span = mark.certainty == DateAppearance::Span;
                let symbol = if is_span { glyphs.bar } else { glyphs.past_end };
                self.fill(buf, (mark.cell, mark.end_cell), y, symbol, dim);
            }
        }
        for (mark, flags) in lane.marks.iter().zip(flags) {
            self.draw_mark(mark, *flags, y, buf);
        }
        // marks have no room for markers of their own
        let lane_flags = ValueFlags {
            disputed: flags.iter().any(|flags| flags.disputed),
            overridden: flags.iter().any(|flags| flags.overridden),
        };
        if let Some((marker, role)) = glyphs.flag_marker(lane_flags) {
            print_clipped(buf, self.area.x, y, 1, marker, theme.style(role));
        }
        if lane.before > 0 {
            print_clipped(buf, self.left - 1, y, 1, glyphs.more_left, dim);
        }
        if lane.after > 0 {
            let free = self.area.right().saturating_sub(self.right);
            print_clipped(buf, self.right, y, free, glyphs.more_right, dim);
        }
    }

    fn draw_mark(&mut self, mark: &TimelineMark, flags: ValueFlags, y: u16, buf: &mut Buffer) {
        let TimelineView { theme, glyphs, .. } = self.view;
        let x = self.left + mark.cell;
        let is_selected = mark.contains(self.view.selected);
        let role = if is_selected {
            StyleRole::Accent
        } else if flags.overridden {
            StyleRole::Changed
        } else {
            (self.view.mark_role)(mark.events[0])
        };
        let text = match mark.count() {
            Some(count) => count.to_string(),
            None => glyphs.date_symbol(mark.certainty).to_string(),
        };
        self.print_at(buf, mark.cell, y, &text, theme.style(role));
        if x >= self.right {
            return;
        }
        if let Some(path) = (self.view.mark_path)(mark) {
            let link_area = Rect::new(x, y, mark.width(), 1).intersection(self.area);
            self.output.link_areas.push((link_area, path));
        }
        if is_selected && self.output.cursor.is_none() {
            self.output.cursor = Some(Position::new(x, y));
            // a pointer above the lanes shows the column
            let style = theme.style(StyleRole::Accent);
            print_clipped(buf, x, self.area.y + 2, 1, glyphs.pointer, style);
        }
    }

    /// Draws a vertical rule at today, through the empty cells down to a line.
    fn draw_today(&self, bottom: u16, buf: &mut Buffer) {
        let today = self.view.today;
        let Some((cell, _)) = self.view.scale.cell_range(today, today) else { return };
        let x = self.left + cell;
        if x >= self.right {
            return;
        }
        let style = self.view.theme.style(StyleRole::Accent);
        for y in self.area.y + 2..bottom {
            if buf[(x, y)].symbol() == " " {
                print_clipped(buf, x, y, 1, self.view.glyphs.vertical_rule, style);
            }
        }
    }
}
