//! Places the countries on a map, or on tiles by region where a map does not fit, and draws them.

use super::MapPane;
use crate::detail::StyleRole;
use crate::model::Country;
use crate::pane::RenderContext;
use crate::query::lists::countries;
use crate::store::RecordRef;
use crate::ui::map::{self, CountryDot};
use crate::ui::map_projection::{GeoBounds, WORLD, coordinates, region_names};
use crate::ui::rich_text::wrap;
use crate::ui::{RenderOutput, print_clipped, truncate, width};
use ratatui::prelude::{Buffer, Rect};

/// Shown below every map.
pub(super) const DISCLAIMER: &str = "Coastlines only. Names and signs imply no opinion on the \
    legal status of any country, territory or area, or on its frontiers.";

/// Label of countries without a region.
const NOT_STATED: &str = "not stated";
/// Minimum width and height of a map; a smaller area shows tiles.
const MIN_MAP_SIZE: (u16, u16) = (56, 14);
/// Cells of a tile and the gap after it.
const TILE_WIDTH: u16 = 6;
/// Lines for the key of countries whose labels do not fit on the map.
const KEY_LINES: u16 = 2;

/// The visible countries and their cells.
pub(super) struct MapLayout {
    pub(super) bounds: GeoBounds,
    pub(super) dots: Vec<CountryDot>,
    /// The record of each dot.
    pub(super) rows: Vec<RecordRef>,
    /// The label of each region and its line; only for tiles.
    pub(super) region_labels: Option<Vec<(u16, String)>>,
    pub(super) area: Rect,
}

impl MapLayout {
    /// Returns whether countries are shown as tiles.
    pub(super) fn is_tiled(&self) -> bool {
        self.region_labels.is_some()
    }

    /// Returns the cell of each dot.
    pub(super) fn cells(&self) -> Vec<(u16, u16)> {
        self.dots.iter().map(|dot| dot.cell).collect()
    }

    /// Returns the index of a record among the dots.
    pub(super) fn index_of(&self, row: RecordRef) -> Option<usize> {
        self.rows.iter().position(|other| *other == row)
    }
}

impl MapPane {
    /// Lays out map or tiles in an area, with the lines below them left free.
    pub(super) fn layout_in(&self, ctx: RenderContext, area: Rect) -> MapLayout {
        let all = (countries::LIST.rows)(ctx.query.data, false);
        let below = disclaimer_lines(area).len() as u16 + 1;
        let tiles = Rect { height: area.height.saturating_sub(below), ..area };
        let map = Rect { height: tiles.height.saturating_sub(KEY_LINES), ..area };
        let (min_width, min_height) = MIN_MAP_SIZE;
        if ctx.glyphs.is_ascii || map.width < min_width || map.height < min_height {
            self.layout_tiles(ctx, &all, tiles)
        } else {
            self.layout_map(ctx, &all, map)
        }
    }

    fn layout_map(&self, ctx: RenderContext, all: &[RecordRef], area: Rect) -> MapLayout {
        let is_in_region =
            |row: &&RecordRef| self.region.is_empty() || region_of(ctx, **row) == self.region;
        let bounds = if self.region == "world" {
            WORLD
        } else {
            let rows = all.iter().filter(is_in_region);
            GeoBounds::enclosing(rows.filter_map(|row| coordinates(&ctx.query, *row)))
        };
        let bounds = bounds.fit_to(area.width, area.height);
        let mut layout =
            MapLayout { bounds, dots: Vec::new(), rows: Vec::new(), region_labels: None, area };
        for row in all {
            let cell = coordinates(&ctx.query, *row)
                .and_then(|point| bounds.cell(point, area.width, area.height));
            if let Some(cell) = cell {
                layout.dots.push(self.dot(ctx, *row, cell));
                layout.rows.push(*row);
            }
        }
        layout
    }

    /// Lays out one line of tiles for each region, more where they do not fit.
    fn layout_tiles(&self, ctx: RenderContext, all: &[RecordRef], area: Rect) -> MapLayout {
        let mut regions = region_names(&ctx.query, all);
        // countries without a region come last
        regions.push(String::new());
        let longest = regions.iter().map(|name| width(name)).max().unwrap_or(0);
        let label_width = longest.max(width(NOT_STATED)).min(area.width / 2);
        let first_x = label_width + 5;
        let mut labels = Vec::new();
        let (mut dots, mut rows) = (Vec::new(), Vec::new());
        let mut y = 0;
        for region in regions {
            let mut members = all.iter().filter(|row| region_of(ctx, **row) == region).peekable();
            if members.peek().is_none() {
                continue;
            }
            let label = if region.is_empty() { NOT_STATED } else { &region };
            labels.push((y, truncate(label, label_width)));
            let mut x = first_x;
            for row in members {
                if x + TILE_WIDTH > area.width {
                    y += 1;
                    x = first_x;
                }
                dots.push(self.dot(ctx, *row, (x, y)));
                rows.push(*row);
                x += TILE_WIDTH;
            }
            y += 1;
        }
        MapLayout { bounds: WORLD, dots, rows, region_labels: Some(labels), area }
    }

    fn dot(&self, ctx: RenderContext, row: RecordRef, cell: (u16, u16)) -> CountryDot {
        let data = ctx.query.data;
        let is_match = self.list.rows.contains(&row);
        let phase = data
            .get::<Country>(row)
            .and_then(|country| data.phases().get_index_of(country.phases.first()?));
        // a country that the filter hides has another symbol, not only another colour
        let symbol = match phase.filter(|_| is_match) {
            Some(number) => ctx.glyphs.phase_symbol(number),
            None => ctx.glyphs.dot,
        };
        CountryDot {
            cell,
            code: data.id(row).to_string(),
            name: data.short_label(row).into_owned(),
            symbol,
            role: phase.map_or(StyleRole::Text, StyleRole::Phase),
            is_match,
            path: data.path(row),
        }
    }

    /// Draws map or tiles, and below them the key, a caption and the disclaimer.
    pub(super) fn draw_layout(
        &self,
        ctx: RenderContext,
        layout: &MapLayout,
        selected: Option<usize>,
        caption: &str,
        area: Rect,
        buf: &mut Buffer,
    ) -> RenderOutput {
        let view = map::MapView {
            bounds: layout.bounds,
            dots: &layout.dots,
            selected: selected.unwrap_or(usize::MAX),
            is_focused: !self.detail.is_open(),
            theme: ctx.theme,
            glyphs: ctx.glyphs,
        };
        let (output, keys) = match &layout.region_labels {
            Some(labels) => (map::draw_tiles(&view, labels, layout.area, buf), Vec::new()),
            None => map::draw(&view, layout.area, buf),
        };
        let text_width = area.width.saturating_sub(2);
        let mut print = |lines_from_bottom: u16, text: &str, role: StyleRole| {
            let y = area.bottom().saturating_sub(lines_from_bottom);
            if y >= area.y {
                print_clipped(buf, area.x + 1, y, text_width, text, ctx.theme.style(role));
            }
        };
        let disclaimer = disclaimer_lines(area);
        let below = disclaimer.len() as u16 + 1;
        if !layout.is_tiled() {
            let key = wrap(&keys.join("  "), text_width, text_width);
            for (line, text) in key.iter().take(KEY_LINES.into()).enumerate() {
                print(below + KEY_LINES - line as u16, text, StyleRole::Text);
            }
        }
        print(below, caption, StyleRole::Strong);
        for (line, text) in disclaimer.iter().enumerate() {
            print((disclaimer.len() - line) as u16, text, StyleRole::Dim);
        }
        output
    }
}

/// Returns the region of a country, empty if it is not stated.
fn region_of<'a>(ctx: RenderContext<'a>, row: RecordRef) -> &'a str {
    let country = ctx.query.data.get::<Country>(row);
    country.and_then(|country| country.region.as_deref()).unwrap_or_default()
}

/// Returns the disclaimer in as many lines as it needs: it must never be cut.
fn disclaimer_lines(area: Rect) -> Vec<String> {
    let text_width = area.width.saturating_sub(2);
    wrap(DISCLAIMER, text_width, text_width)
}
