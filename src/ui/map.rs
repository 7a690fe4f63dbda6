//! A map with a dot and a code for each country, or tiles by region. Labels never overlap: one
//! that does not fit becomes a number in a key.

use super::map_projection::GeoBounds;
use super::{Glyphs, RenderOutput, StyleRole, Theme, print_clipped, scroll_to_show, width};
use crate::model::RecordPath;
use ratatui::prelude::{Buffer, Color, Position, Rect, Style, Widget};
use ratatui::symbols::Marker;
use ratatui::widgets::canvas::{Canvas, Map, MapResolution};

/// A country on the map.
pub struct CountryDot {
    /// Its cell from the top left of the area.
    pub cell: (u16, u16),
    pub code: String,
    pub name: String,
    pub symbol: &'static str,
    pub role: StyleRole,
    /// Matches the filter.
    pub is_match: bool,
    pub path: RecordPath,
}

/// The content of a map.
pub struct MapView<'a> {
    pub bounds: GeoBounds,
    pub dots: &'a [CountryDot],
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
}

/// Draws coasts and countries. Returns the key of the countries that have numbers.
pub fn draw(view: &MapView, area: Rect, buf: &mut Buffer) -> (RenderOutput, Vec<String>) {
    let mut painter = MapPainter {
        view,
        area,
        output: RenderOutput::default(),
        key: Vec::new(),
        occupied: view.dots.iter().map(|dot| dot.cell).collect(),
        drawn: Vec::new(),
    };
    if area.is_empty() {
        return (painter.output, painter.key);
    }
    draw_coasts(view, area, buf);
    // labels of the selected country and of matches take precedence
    let mut order: Vec<usize> = (0..view.dots.len()).collect();
    order.sort_by_key(|index| {
        let dot = &view.dots[*index];
        (*index != view.selected, !dot.is_match, dot.cell)
    });
    for index in order {
        painter.draw_dot(index, buf);
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
    key: Vec<String>,
    /// Cells of dots and labels.
    occupied: Vec<(u16, u16)>,
    /// Cells of the dots that are drawn.
    drawn: Vec<(u16, u16)>,
}

impl MapPainter<'_> {
    fn draw_dot(&mut self, index: usize, buf: &mut Buffer) {
        let dot = &self.view.dots[index];
        let is_selected = index == self.view.selected;
        let style = self.view.dot_style(index);
        let shares_cell = self.drawn.contains(&dot.cell);
        self.drawn.push(dot.cell);
        // a country that the filter hides is visible, but not a link
        let is_link = dot.is_match || is_selected;
        if is_link {
            self.push_link(dot.cell, 1, &dot.path);
        }
        let position = self.position(dot.cell);
        if is_selected {
            self.output.cursor = Some(position);
        }
        let label_cell = if shares_cell { None } else { self.free_label_cell(dot) };
        let symbol = match label_cell {
            Some(_) => dot.symbol.to_string(),
            None if dot.is_match => self.push_key(dot),
            None => dot.symbol.to_string(),
        };
        if !shares_cell {
            print_clipped(buf, position.x, position.y, 1, &symbol, style);
        }
        if let Some(cell) = label_cell {
            let cells = width(&dot.code);
            let position = self.position(cell);
            print_clipped(buf, position.x, position.y, cells, &dot.code, style);
            self.occupied.extend((cell.0..cell.0 + cells).map(|x| (x, cell.1)));
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

    /// Returns the first free place for a label: right of the dot, left, above or below.
    fn free_label_cell(&self, dot: &CountryDot) -> Option<(u16, u16)> {
        let (x, y) = dot.cell;
        let cells = width(&dot.code);
        let places = [
            Some((x + 1, y)),
            x.checked_sub(cells).map(|x| (x, y)),
            y.checked_sub(1).map(|y| (x, y)),
            Some((x, y + 1)),
        ];
        places.into_iter().flatten().find(|(left, y)| {
            let mut label = *left..left + cells;
            *y < self.area.height
                && label.end <= self.area.width
                && label.all(|x| !self.occupied.contains(&(x, *y)))
        })
    }

    /// Adds a country to the key. Returns its number as one character: 1–9, then letters.
    fn push_key(&mut self, dot: &CountryDot) -> String {
        let number = self.key.len() + 1;
        self.key.push(format!("{number} {} {}", dot.code, dot.name));
        if number < 10 {
            number.to_string()
        } else {
            char::from(b'a' + ((number - 10) % 26) as u8).to_string()
        }
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
        let (cell_x, line) = dot.cell;
        let Some(y) = y_of(line).filter(|_| cell_x < area.width) else { continue };
        let x = area.x + cell_x;
        let is_selected = index == view.selected;
        let text = if is_selected {
            format!("[{}{}]", dot.symbol, dot.code)
        } else {
            format!(" {}{}", dot.symbol, dot.code)
        };
        let style = view.dot_style(index);
        let cells = print_clipped(buf, x, y, area.width.saturating_sub(cell_x), &text, style);
        output.link_areas.push((Rect::new(x, y, cells, 1), dot.path.clone()));
        if is_selected {
            output.cursor = Some(Position::new((x + 1).min(area.right() - 1), y));
        }
    }
    output
}
