//! A piece of the world: coasts in the default colour, a dot and a code for each country. Labels never collide:
//! one that has no room becomes a number, with a key below.

use super::glyphs::Glyphs;
use super::map_projection::GeoBounds;
use super::theme::{StyleRole, Theme};
use super::{RenderOutput, print_clipped, scroll_to_show, width};
use crate::model::RecordPath;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Color;
use ratatui::symbols::Marker;
use ratatui::widgets::Widget;
use ratatui::widgets::canvas::{Canvas, Map, MapResolution};

/// A country on the map.
pub struct CountryDot {
    /// Where it stands, from the top left of the area.
    pub cell: (u16, u16),
    /// Its code.
    pub code: String,
    /// Its name, for the key.
    pub name: String,
    /// Its sign.
    pub symbol: &'static str,
    /// Its hue.
    pub tone: StyleRole,
    /// Whether the filter keeps it.
    pub is_match: bool,
    /// Where it leads.
    pub path: RecordPath,
}

/// What to draw.
pub struct MapView<'a> {
    /// The piece of the world.
    pub bounds: GeoBounds,
    /// The countries.
    pub dots: &'a [CountryDot],
    /// The selected one.
    pub selected: usize,
    /// Whether the selection is where one is.
    pub is_focused: bool,
    /// Colours.
    pub theme: &'a Theme,
    /// Characters.
    pub glyphs: &'a Glyphs,
}

/// Draws the coasts and the countries; gives back the key of those that have numbers.
pub fn draw(view: &MapView, area: Rect, buf: &mut Buffer) -> (RenderOutput, Vec<String>) {
    let (mut drawn, mut keys) = (RenderOutput::default(), Vec::new());
    if area.is_empty() {
        return (drawn, keys);
    }
    let GeoBounds { west, east, south, north } = view.bounds;
    Canvas::default()
        .marker(if view.glyphs.has_braille { Marker::Braille } else { Marker::HalfBlock })
        .x_bounds([west, east])
        .y_bounds([south, north])
        .paint(|on| on.draw(&Map { resolution: MapResolution::High, color: Color::Reset }))
        .render(area, buf);
    let mut taken: Vec<(u16, u16)> = view.dots.iter().map(|dot| dot.cell).collect();
    // the selected one has its label in any case, then those that the filter keeps
    let mut order: Vec<usize> = (0..view.dots.len()).collect();
    order.sort_by_key(|at| (*at != view.selected, !view.dots[*at].is_match, view.dots[*at].cell));
    let mut seen: Vec<(u16, u16)> = Vec::new();
    for at in order {
        let dot = &view.dots[at];
        let (x, y) = dot.cell;
        let cells = width(&dot.code);
        let selected = at == view.selected;
        let style = match () {
            () if selected && view.is_focused => view.theme.style(StyleRole::Accent),
            () if selected => view.theme.style(StyleRole::Strong),
            () if dot.is_match => view.theme.style(dot.tone),
            () => view.theme.style(StyleRole::Dim),
        };
        // right of the dot, left of it, above and below
        let spots = [
            (Some(x + 1), Some(y)),
            (x.checked_sub(cells), Some(y)),
            (Some(x), y.checked_sub(1)),
            (Some(x), Some(y + 1)),
        ];
        let free = |(left, line): (u16, u16)| {
            line < area.height
                && left + cells <= area.width
                && (left..left + cells).all(|cell| !taken.contains(&(cell, line)))
        };
        let twin = seen.contains(&dot.cell);
        let spot = spots
            .into_iter()
            .filter_map(|(left, line)| left.zip(line))
            .find(|spot| free(*spot))
            .filter(|_| !twin);
        seen.push(dot.cell);
        // what the filter hides is seen, and not in the way
        let leads = dot.is_match || selected;
        drawn
            .link_areas
            .extend(leads.then(|| (Rect::new(area.x + x, area.y + y, 1, 1), dot.path.clone())));
        if selected {
            drawn.cursor = Some(Position::new(area.x + x, area.y + y));
        }
        match spot {
            Some((left, line)) => {
                print_clipped(buf, area.x + x, area.y + y, 1, dot.symbol, style);
                print_clipped(buf, area.x + left, area.y + line, cells, &dot.code, style);
                taken.extend((left..left + cells).map(|cell| (cell, line)));
                drawn.link_areas.extend(leads.then(|| {
                    (Rect::new(area.x + left, area.y + line, cells, 1), dot.path.clone())
                }));
            }
            None if !dot.is_match => {
                if !twin {
                    print_clipped(buf, area.x + x, area.y + y, 1, dot.symbol, style);
                }
            }
            None => {
                let number = keys.len() + 1;
                if !twin {
                    let sign = if number < 10 {
                        number.to_string()
                    } else {
                        ((b'a' + ((number - 10) % 26) as u8) as char).to_string()
                    };
                    print_clipped(buf, area.x + x, area.y + y, 1, &sign, style);
                }
                keys.push(format!("{number} {} {}", dot.code, dot.name));
            }
        }
    }
    (drawn, keys)
}

/// Draws countries as tiles, a line a region: for narrow screens, and where only ASCII can be shown.
/// The tiles' cells are those of the dots.
pub fn draw_tiles(
    view: &MapView,
    regions: &[(u16, String)],
    area: Rect,
    buf: &mut Buffer,
) -> RenderOutput {
    let mut drawn = RenderOutput::default();
    // the selected tile is always seen
    let lines = view.dots.iter().map(|dot| dot.cell.1 + 1).max().unwrap_or(0);
    let here = view.dots.get(view.selected).map_or(0, |dot| dot.cell.1);
    let top = scroll_to_show(0, here.into(), area.height.into(), lines.into()) as u16;
    let line_of = |line: u16| line.checked_sub(top).filter(|line| *line < area.height);
    for (line, region) in regions {
        if let Some(y) = line_of(*line) {
            print_clipped(
                buf,
                area.x + 3,
                area.y + y,
                area.width.saturating_sub(3),
                region,
                view.theme.style(StyleRole::Dim),
            );
        }
    }
    if top > 0 {
        print_clipped(
            buf,
            area.x + 1,
            area.y,
            1,
            view.glyphs.more_above,
            view.theme.style(StyleRole::Dim),
        );
    }
    if top + area.height < lines && area.height > 0 {
        print_clipped(
            buf,
            area.x + 1,
            area.bottom() - 1,
            1,
            view.glyphs.more_below,
            view.theme.style(StyleRole::Dim),
        );
    }
    for (at, dot) in view.dots.iter().enumerate() {
        let x = dot.cell.0;
        let Some(y) = line_of(dot.cell.1).filter(|_| x < area.width) else { continue };
        let selected = at == view.selected;
        let text = format!("{}{}", dot.symbol, dot.code);
        let (text, style) = match () {
            () if selected && view.is_focused => {
                (format!("[{text}]"), view.theme.style(StyleRole::Accent))
            }
            () if selected => (format!("[{text}]"), view.theme.style(StyleRole::Strong)),
            () if dot.is_match => (format!(" {text}"), view.theme.style(dot.tone)),
            () => (format!(" {text}"), view.theme.style(StyleRole::Dim)),
        };
        let room = area.width.saturating_sub(x);
        let cells = print_clipped(buf, area.x + x, area.y + y, room, &text, style);
        drawn.link_areas.push((Rect::new(area.x + x, area.y + y, cells, 1), dot.path.clone()));
        if selected {
            drawn.cursor = Some(Position::new((area.x + x + 1).min(area.right() - 1), area.y + y));
        }
    }
    drawn
}
