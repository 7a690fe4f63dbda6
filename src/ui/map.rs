//! A piece of the world: coasts in the default colour, a dot and a code for each country. Labels never collide:
//! one that has no room becomes a number, with a key below.

use super::map_projection::Frame;
use super::theme::{Glyphs, Theme, Tone};
use super::{Drawn, anchor, put, width};
use crate::model::Place;
use crate::sort;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Color;
use ratatui::symbols::Marker;
use ratatui::widgets::Widget;
use ratatui::widgets::canvas::{Canvas, Map, MapResolution};

/// A country on the map.
pub struct Dot {
    /// Where it stands, from the top left of the area.
    pub cell: (u16, u16),
    /// Its code.
    pub code: String,
    /// Its name, for the key.
    pub name: String,
    /// Its sign.
    pub sign: &'static str,
    /// Its hue.
    pub tone: Tone,
    /// Whether the filter keeps it.
    pub lit: bool,
    /// Where it leads.
    pub place: Place,
}

/// What to draw.
pub struct View<'a> {
    /// The piece of the world.
    pub frame: Frame,
    /// The countries.
    pub dots: &'a [Dot],
    /// The selected one.
    pub selected: usize,
    /// Whether the selection is where one is.
    pub focused: bool,
    /// Colours.
    pub theme: &'a Theme,
    /// Characters.
    pub glyphs: &'a Glyphs,
}

/// Draws the coasts and the countries; gives back the key of those that have numbers.
pub fn draw(view: &View, area: Rect, buf: &mut Buffer) -> (Drawn, Vec<String>) {
    let (mut drawn, mut keys) = (Drawn::default(), Vec::new());
    if area.is_empty() {
        return (drawn, keys);
    }
    let Frame { west, east, south, north } = view.frame;
    Canvas::default()
        .marker(if view.glyphs.braille { Marker::Braille } else { Marker::HalfBlock })
        .x_bounds([west, east])
        .y_bounds([south, north])
        .paint(|on| on.draw(&Map { resolution: MapResolution::High, color: Color::Reset }))
        .render(area, buf);
    let mut taken: Vec<(u16, u16)> = view.dots.iter().map(|dot| dot.cell).collect();
    // the selected one has its label in any case, then those that the filter keeps
    let mut order: Vec<usize> = (0..view.dots.len()).collect();
    sort::by_key(&mut order, |at| (*at != view.selected, !view.dots[*at].lit, view.dots[*at].cell));
    let mut seen: Vec<(u16, u16)> = Vec::new();
    for at in order {
        let dot = &view.dots[at];
        let (x, y) = dot.cell;
        let cells = width(&dot.code);
        let selected = at == view.selected;
        let style = match () {
            () if selected && view.focused => view.theme.style(Tone::Accent),
            () if selected => view.theme.style(Tone::Strong),
            () if dot.lit => view.theme.style(dot.tone),
            () => view.theme.style(Tone::Dim),
        };
        // right of the dot, left of it, above and below
        let spots = [(Some(x + 1), Some(y)), (x.checked_sub(cells), Some(y)), (Some(x), y.checked_sub(1)), (Some(x), Some(y + 1))];
        let free = |(left, line): (u16, u16)| {
            line < area.height && left + cells <= area.width && (left..left + cells).all(|cell| !taken.contains(&(cell, line)))
        };
        let twin = seen.contains(&dot.cell);
        let spot = spots.into_iter().filter_map(|(left, line)| left.zip(line)).find(|spot| free(*spot)).filter(|_| !twin);
        seen.push(dot.cell);
        // what the filter hides is seen, and not in the way
        let leads = dot.lit || selected;
        drawn.hits.extend(leads.then(|| (Rect::new(area.x + x, area.y + y, 1, 1), dot.place.clone())));
        if selected {
            drawn.cursor = Some(Position::new(area.x + x, area.y + y));
        }
        match spot {
            Some((left, line)) => {
                put(buf, area.x + x, area.y + y, 1, dot.sign, style);
                put(buf, area.x + left, area.y + line, cells, &dot.code, style);
                taken.extend((left..left + cells).map(|cell| (cell, line)));
                drawn.hits.extend(leads.then(|| (Rect::new(area.x + left, area.y + line, cells, 1), dot.place.clone())));
            }
            None if !dot.lit => {
                if !twin {
                    put(buf, area.x + x, area.y + y, 1, dot.sign, style);
                }
            }
            None => {
                let number = keys.len() + 1;
                if !twin {
                    let sign = if number < 10 { number.to_string() } else { ((b'a' + ((number - 10) % 26) as u8) as char).to_string() };
                    put(buf, area.x + x, area.y + y, 1, &sign, style);
                }
                keys.push(format!("{number} {} {}", dot.code, dot.name));
            }
        }
    }
    (drawn, keys)
}

/// Draws countries as tiles, a line a region: for narrow screens, and where only ASCII can be shown.
/// The tiles' cells are those of the dots.
pub fn tiles(view: &View, regions: &[(u16, String)], area: Rect, buf: &mut Buffer) -> Drawn {
    let mut drawn = Drawn::default();
    // the selected tile is always seen
    let lines = view.dots.iter().map(|dot| dot.cell.1 + 1).max().unwrap_or(0);
    let here = view.dots.get(view.selected).map_or(0, |dot| dot.cell.1);
    let top = anchor(0, here.into(), area.height.into(), lines.into()) as u16;
    let line_of = |line: u16| line.checked_sub(top).filter(|line| *line < area.height);
    for (line, region) in regions {
        if let Some(y) = line_of(*line) {
            put(buf, area.x + 3, area.y + y, area.width.saturating_sub(3), region, view.theme.style(Tone::Dim));
        }
    }
    if top > 0 {
        put(buf, area.x + 1, area.y, 1, view.glyphs.less, view.theme.style(Tone::Dim));
    }
    if top + area.height < lines && area.height > 0 {
        put(buf, area.x + 1, area.bottom() - 1, 1, view.glyphs.more, view.theme.style(Tone::Dim));
    }
    for (at, dot) in view.dots.iter().enumerate() {
        let x = dot.cell.0;
        let Some(y) = line_of(dot.cell.1).filter(|_| x < area.width) else { continue };
        let selected = at == view.selected;
        let text = format!("{}{}", dot.sign, dot.code);
        let (text, style) = match () {
            () if selected && view.focused => (format!("[{text}]"), view.theme.style(Tone::Accent)),
            () if selected => (format!("[{text}]"), view.theme.style(Tone::Strong)),
            () if dot.lit => (format!(" {text}"), view.theme.style(dot.tone)),
            () => (format!(" {text}"), view.theme.style(Tone::Dim)),
        };
        let room = area.width.saturating_sub(x);
        let cells = put(buf, area.x + x, area.y + y, room, &text, style);
        drawn.hits.push((Rect::new(area.x + x, area.y + y, cells, 1), dot.place.clone()));
        if selected {
            drawn.cursor = Some(Position::new((area.x + x + 1).min(area.right() - 1), area.y + y));
        }
    }
    drawn
}
