//! A map with a dot and a code for each country, or tiles by region. Labels never overlap: one
//! that does not fit becomes a sign in a key.

use super::map_projection::GeoBounds;
use super::{Glyphs, RenderOutput, StyleRole, Theme, print_clipped, scroll_to_show, width};
use crate::model::RecordPath;
use ratatui::prelude::{Buffer, Color, Position, Rect, Style, Widget};
use ratatui::symbols::Marker;
use ratatui::widgets::canvas::{Canvas, Map, MapResolution};
use std::ops::Range;

/// Countries in the key from which on labels may touch dots, so that the key does not overflow.
const MAX_KEY_BEFORE_CROWDING: usize = 6;

/// A country on the map.
pub struct CountryDot {
    /// Its cell from the top left of the area.
    pub cell: (u16, u16),
    pub code: String,
    pub name: String,
    pub symbol: &'static str,
    pub role: StyleRole,
    /// The symbols of further phases, and their styles.
    pub more_symbols: Vec<(&'static str, StyleRole)>,
    /// Matches the filter.
    pub is_match: bool,
    pub path: RecordPath,
}

/// The content of a map.
pub struct MapView<'a> {
    pub bounds: GeoBounds,
    /// The countries on the map, and after them those without a point.
    pub dots: &'a [CountryDot],
    /// The number of countries on the map.
    pub located: usize,
    pub selected: usize,
    pub is_focused: bool,
    pub theme: &'a Theme,
    pub glyphs: &'a Glyphs,
}

impl MapView<'_> {
    fn dot_style(&self, index: usize) -> Style {
        let dot = &self.dots[index];
        self.theme.style(if index == self.selected {
            if self.is_focused { StyleRole::Accent } else { StyleRole::Strong }
        } else if dot.is_match {
            dot.role
        } else {
            StyleRole::Dim
        })
    }

    /// Prints symbols of further phases. Returns the cells that they take.
    fn print_more_symbols(&self, index: usize, (x, y): (u16, u16), buf: &mut Buffer) -> u16 {
        let is_selected = index == self.selected;
        let mut used = 0;
        for (symbol, role) in &self.dots[index].more_symbols {
            let style = if is_selected { self.dot_style(index) } else { self.theme.style(*role) };
            used += print_clipped(buf, x + used, y, 1, symbol, style);
        }
        used
    }
}

impl CountryDot {
    /// Returns the cells of the symbols after the first one, and of the code.
    fn label_width(&self) -> u16 {
        self.more_symbols.len() as u16 + width(&self.code)
    }

    /// Returns the cells of a tile: all symbols, the code, and a cell on either side.
    pub fn tile_width(&self) -> u16 {
        self.label_width() + 3
    }
}

/// A country whose label has no room on the map.
pub struct UnlabelledCountry {
    /// The sign on the map.
    pub sign: char,
    /// The symbols of its phases, and its code.
    pub code: String,
    pub name: String,
}

/// Draws coasts and countries. Returns the key of the countries that have signs.
pub fn draw(
    view: &MapView,
    area: Rect,
    buf: &mut Buffer,
) -> (RenderOutput, Vec<UnlabelledCountry>) {
    let mut painter = MapPainter {
        view,
        area,
        output: RenderOutput::default(),
        key: Vec::new(),
        occupied: view.dots[..view.located].iter().map(|dot| dot.cell).collect(),
        labels: Vec::new(),
        signs: Vec::new(),
    };
    if area.is_empty() {
        return (painter.output, painter.key);
    }
    draw_coasts(view, area, buf);
    // labels of the selected country and of matches take precedence
    let mut order: Vec<usize> = (0..view.located).collect();
    order.sort_by_key(|index| {
        let dot = &view.dots[*index];
        (*index != view.selected, !dot.is_match, dot.cell)
    });
    for index in order {
        painter.draw_dot(index, buf);
    }
    for index in view.located..view.dots.len() {
        let y = area.y + view.dots[index].cell.1;
        draw_tile(view, index, y, area, &mut painter.output, buf);
    }
    (painter.output, painter.key)
}

fn draw_coasts(view: &MapView, area: Rect, buf: &mut Buffer) {
    let GeoBounds { west, east, south, north } = view.bounds;
    let marker = if view.glyphs.has_braille { Marker::Braille } else { Marker::HalfBlock };
    Canvas::default()
        .marker(marker)
        .x_bounds([west, east])
        .y_bounds([south, north])
        .paint(|canvas| {
            canvas.draw(&Map { resolution: MapResolution::High, color: Color::Reset });
        })
        .render(area, buf);
}

/// The state of drawing a map.
struct MapPainter<'a> {
    view: &'a MapView<'a>,
    area: Rect,
    output: RenderOutput,
    key: Vec<UnlabelledCountry>,
    /// Cells of dots and labels.
    occupied: Vec<(u16, u16)>,
    /// Cells of labels.
    labels: Vec<(u16, u16)>,
    /// Cells of dots that are signs of the key.
    signs: Vec<(u16, u16)>,
}

impl MapPainter<'_> {
    fn draw_dot(&mut self, index: usize, buf: &mut Buffer) {
        let dot = &self.view.dots[index];
        let is_selected = index == self.view.selected;
        let style = self.view.dot_style(index);
        // a country that the filter hides is visible, but not a link
        let is_link = dot.is_match || is_selected;
        if is_link {
            self.push_link(dot.cell, 1, &dot.path);
        }
        let position = self.position(dot.cell);
        if is_selected {
            self.output.cursor = Some(position);
        }
        let label_cell = self.free_label_cell(dot);
        let symbol = match label_cell {
            Some(_) => dot.symbol.to_string(),
            None if dot.is_match => self.push_key(dot),
            None => dot.symbol.to_string(),
        };
        print_clipped(buf, position.x, position.y, 1, &symbol, style);
        if let Some(cell) = label_cell {
            let cells = dot.label_width();
            let Position { mut x, y } = self.position(cell);
            // the symbols stand next to the dot
            let is_left_of_dot = cell.1 == dot.cell.1 && cell.0 < dot.cell.0;
            if !is_left_of_dot {
                x += self.view.print_more_symbols(index, (x, y), buf);
            }
            x += print_clipped(buf, x, y, width(&dot.code), &dot.code, style);
            if is_left_of_dot {
                self.view.print_more_symbols(index, (x, y), buf);
            }
            let label = (cell.0..cell.0 + cells).map(|x| (x, cell.1));
            self.labels.extend(label.clone());
            self.occupied.extend(label);
            if is_link {
                self.push_link(cell, cells, &dot.path);
            }
        }
    }

    fn position(&self, (x, y): (u16, u16)) -> Position {
        Position::new(self.area.x + x, self.area.y + y)
    }

    fn push_link(&mut self, cell: (u16, u16), cells: u16, path: &RecordPath) {
        let Position { x, y } = self.position(cell);
        self.output.link_areas.push((Rect::new(x, y, cells, 1), path.clone()));
    }

    /// Returns the first free place for a label: right of the dot, left, above or below. A label
    /// beside another dot would read as that dot's, until there are many countries in the key.
    fn free_label_cell(&self, dot: &CountryDot) -> Option<(u16, u16)> {
        let (x, y) = dot.cell;
        let cells = dot.label_width();
        let places = [
            Some((x + 1, y)),
            x.checked_sub(cells).map(|x| (x, y)),
            y.checked_sub(1).map(|y| (x, y)),
            Some((x, y + 1)),
        ];
        places.into_iter().flatten().find(|(left, y)| {
            let label = *left..left + cells;
            // labels side by side would read as one
            let sides = [left.checked_sub(1), Some(label.end)];
            let is_crowded = self.key.len() >= MAX_KEY_BEFORE_CROWDING;
            *y < self.area.height
                && label.end <= self.area.width
                && sides.into_iter().flatten().all(|x| !self.labels.contains(&(x, *y)))
                && label.clone().all(|x| !self.occupied.contains(&(x, *y)))
                && (is_crowded || !self.is_ambiguous(dot, &label, *y))
        })
    }

    /// Returns whether a label could be read as that of another country: it or its dot stands
    /// beside another dot, or its signs stand on another line than the dot.
    fn is_ambiguous(&self, dot: &CountryDot, label: &Range<u16>, y: u16) -> bool {
        let is_on_own_line = y == dot.cell.1;
        if !is_on_own_line && !dot.more_symbols.is_empty() {
            return true;
        }
        let located = &self.view.dots[..self.view.located];
        let others = located.iter().map(|other| other.cell);
        others.filter(|other| *other != dot.cell).any(|(x, line)| {
            let is_beside_label = line == y && (x + 1 == label.start || x == label.end);
            let is_across_label = !is_on_own_line && line.abs_diff(y) == 1 && label.contains(&x);
            let is_beside_dot = line == dot.cell.1
                && x.abs_diff(dot.cell.0) == 1
                && !self.signs.contains(&(x, line));
            is_beside_label || is_across_label || is_beside_dot
        })
    }

    /// Adds a country to the key. Returns its sign: 1–9, then letters.
    fn push_key(&mut self, dot: &CountryDot) -> String {
        let mut signs = ('1'..='9').chain('a'..='z').chain('A'..='Z');
        let sign = signs.nth(self.key.len()).unwrap_or('+');
        let more = dot.more_symbols.iter().map(|(symbol, _)| *symbol);
        let symbols: String = std::iter::once(dot.symbol).chain(more).collect();
        let code = format!("{symbols}{}", dot.code);
        self.signs.push(dot.cell);
        self.key.push(UnlabelledCountry { sign, code, name: dot.name.clone() });
        sign.to_string()
    }
}

/// Draws countries as tiles with a line for each region. The cell of a dot is that of its tile.
pub fn draw_tiles(
    view: &MapView,
    region_labels: &[(u16, String)],
    area: Rect,
    buf: &mut Buffer,
) -> RenderOutput {
    let mut output = RenderOutput::default();
    let dim = view.theme.style(StyleRole::Dim);
    let line_count = view.dots.iter().map(|dot| dot.cell.1 + 1).max().unwrap_or(0);
    let selected_line = view.dots.get(view.selected).map_or(0, |dot| dot.cell.1);
    let top = scroll_to_show(0, selected_line.into(), area.height.into(), line_count.into()) as u16;
    let y_of = |line: u16| {
        line.checked_sub(top).filter(|line| *line < area.height).map(|line| area.y + line)
    };
    for (line, label) in region_labels {
        if let Some(y) = y_of(*line) {
            print_clipped(buf, area.x + 3, y, area.width.saturating_sub(3), label, dim);
        }
    }
    if top > 0 {
        print_clipped(buf, area.x + 1, area.y, 1, view.glyphs.more_above, dim);
    }
    if top + area.height < line_count && area.height > 0 {
        print_clipped(buf, area.x + 1, area.bottom() - 1, 1, view.glyphs.more_below, dim);
    }
    for (index, dot) in view.dots.iter().enumerate() {
        if let Some(y) = y_of(dot.cell.1) {
            draw_tile(view, index, y, area, &mut output, buf);
        }
    }
    output
}

/// Draws a country as a tile on the line `y`, in brackets if it is selected.
fn draw_tile(
    view: &MapView,
    index: usize,
    y: u16,
    area: Rect,
    output: &mut RenderOutput,
    buf: &mut Buffer,
) {
    let dot = &view.dots[index];
    let left = area.x + dot.cell.0;
    let room = |x: u16, cells: u16| cells.min(area.right().saturating_sub(x));
    let style = view.dot_style(index);
    let is_selected = index == view.selected;
    let (before, after) = if is_selected { ("[", "]") } else { (" ", "") };
    let mut x = left;
    x += print_clipped(buf, x, y, room(x, 1), before, style);
    x += print_clipped(buf, x, y, room(x, 1), dot.symbol, style);
    if room(x, dot.tile_width()) > 2 {
        x += view.print_more_symbols(index, (x, y), buf);
    }
    x += print_clipped(buf, x, y, room(x, width(&dot.code)), &dot.code, style);
    x += print_clipped(buf, x, y, room(x, 1), after, style);
    output.link_areas.push((Rect::new(left, y, x - left, 1), dot.path.clone()));
    if is_selected {
        output.cursor = Some(Position::new((left + 1).min(area.right() - 1), y));
    }
}
