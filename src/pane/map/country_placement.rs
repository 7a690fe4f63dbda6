//! Places the countries on a map, or on tiles by region where a map does not fit.

use super::MapPane;
use super::disclaimer::disclaimer_lines;
use super::region_names::region_names;
use crate::detail::StyleRole;
use crate::model::{Country, NOT_STATED};
use crate::pane::PaneContext;
use crate::query::lists::countries;
use crate::store::RecordRef;
use crate::ui::map::CountryDot;
use crate::ui::map_projection::{GeoBounds, WORLD, coordinates};
use crate::ui::{truncate, width};
use ratatui::prelude::Rect;
use std::collections::{BTreeSet, HashSet};

/// Label of the countries that are below a map because their point is not known.
pub(super) const NO_POINT: &str = "no point:";
/// Minimum width and height of a map; a smaller area shows tiles.
const MIN_MAP_SIZE: (u16, u16) = (56, 14);
/// Cells of a tile and the gap after it.
const TILE_WIDTH: u16 = 6;
/// Lines for the key of countries whose labels do not fit on the map.
pub(super) const KEY_LINES: u16 = 2;
/// Maximum lines of countries without a point below a map; more of them show tiles.
const MAX_UNLOCATED_LINES: u16 = 2;
/// The sign of a country in more phases than its dot shows.
pub(super) const MORE_PHASES: &str = "+";
/// Maximum symbols of phases at a dot.
const MAX_SYMBOLS: usize = 2;
/// Cells by which a dot may stand beside another, the nearest first.
const DISPLACEMENTS: &[(i32, i32)] = &[
    (0, 0),
    (1, 0),
    (-1, 0),
    (0, 1),
    (0, -1),
    (1, 1),
    (-1, 1),
    (1, -1),
    (-1, -1),
    (2, 0),
    (-2, 0),
    (2, 1),
    (-2, 1),
    (2, -1),
    (-2, -1),
    (3, 0),
    (-3, 0),
    (0, 2),
    (0, -2),
];

/// The visible countries and their cells.
pub(super) struct PlacedCountries {
    pub(super) bounds: GeoBounds,
    pub(super) dots: Vec<CountryDot>,
    /// The number of dots on the map; countries without a point follow them.
    pub(super) located: usize,
    /// The record of each dot.
    pub(super) rows: Vec<RecordRef>,
    /// The label of each region and its line; only for tiles.
    pub(super) region_labels: Option<Vec<(u16, String)>>,
    pub(super) area: Rect,
}

impl PlacedCountries {
    /// Returns whether countries are shown as tiles.
    pub(super) fn is_tiled(&self) -> bool {
        self.region_labels.is_some()
    }

    /// Returns whether no tile is below the area.
    pub(super) fn shows_all_tiles(&self) -> bool {
        self.is_tiled() && self.dots.iter().all(|dot| dot.cell.1 < self.area.height)
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
    pub(super) fn layout_in(&self, ctx: PaneContext, area: Rect) -> PlacedCountries {
        let all = (countries::LIST.rows)(ctx.query.data, false);
        let below = disclaimer_lines(area).len() as u16 + 1;
        let tiles = Rect { height: area.height.saturating_sub(below), ..area };
        let map = Rect { height: tiles.height.saturating_sub(KEY_LINES), ..area };
        let (min_width, min_height) = MIN_MAP_SIZE;
        if ctx.glyphs.is_ascii || map.width < min_width || map.height < min_height {
            self.layout_tiles(ctx, &all, tiles)
        } else {
            self.layout_map(ctx, &all, map).unwrap_or_else(|| self.layout_tiles(ctx, &all, tiles))
        }
    }

    /// Lays out a map, with the countries without a point below it; `None` if they do not fit.
    fn layout_map(
        &self,
        ctx: PaneContext,
        all: &[RecordRef],
        area: Rect,
    ) -> Option<PlacedCountries> {
        let is_in_region =
            |row: &&RecordRef| self.region.is_empty() || region_of(ctx, **row) == self.region;
        let is_world = self.region == "world";
        let bounds = if is_world {
            WORLD
        } else {
            let rows = all.iter().filter(is_in_region);
            GeoBounds::enclosing(rows.filter_map(|row| coordinates(&ctx.query, *row)))
        };
        let unlocated: Vec<RecordRef> = all
            .iter()
            .filter(|row| is_world || is_in_region(row))
            .filter(|row| coordinates(&ctx.query, **row).is_none())
            .copied()
            .collect();
        let (below, lines) = self.unlocated_dots(ctx, &unlocated, area.width);
        if lines > MAX_UNLOCATED_LINES {
            return None;
        }
        let area = Rect { height: area.height - lines, ..area };
        let bounds = bounds.fit_to(area.width, area.height);
        let mut layout = PlacedCountries {
            bounds,
            dots: Vec::new(),
            located: 0,
            rows: Vec::new(),
            region_labels: None,
            area,
        };
        let mut occupied = HashSet::new();
        for row in all {
            let cell = coordinates(&ctx.query, *row)
                .and_then(|point| bounds.cell(point, area.width, area.height));
            if let Some(cell) = cell {
                let cell = free_cell(&occupied, cell, area);
                occupied.insert(cell);
                layout.dots.push(self.dot(ctx, *row, cell));
                layout.rows.push(*row);
            }
        }
        layout.located = layout.dots.len();
        for mut dot in below {
            dot.cell.1 += area.height;
            layout.dots.push(dot);
        }
        layout.rows.extend(unlocated);
        Some(layout)
    }

    /// Places tiles behind the words "no point", from line 0 on. Returns them and their lines.
    fn unlocated_dots(
        &self,
        ctx: PaneContext,
        rows: &[RecordRef],
        width_limit: u16,
    ) -> (Vec<CountryDot>, u16) {
        let first_x = width(NO_POINT) + 2;
        let (mut x, mut y) = (first_x, 0);
        let mut dots = Vec::new();
        for row in rows {
            let mut dot = self.dot(ctx, *row, (x, y));
            let cells = tile_advance(&dot);
            if x + cells > width_limit && x > first_x {
                (x, y) = (first_x, y + 1);
                dot.cell = (x, y);
            }
            x += cells;
            dots.push(dot);
        }
        let lines = if dots.is_empty() { 0 } else { y + 1 };
        (dots, lines)
    }

    /// Lays out one line of tiles for each region, more where they do not fit.
    fn layout_tiles(&self, ctx: PaneContext, all: &[RecordRef], area: Rect) -> PlacedCountries {
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
                let mut dot = self.dot(ctx, *row, (x, y));
                let cells = tile_advance(&dot);
                if x + cells > area.width && x > first_x {
                    (x, y) = (first_x, y + 1);
                    dot.cell = (x, y);
                }
                x += cells;
                dots.push(dot);
                rows.push(*row);
            }
            y += 1;
        }
        let region_labels = Some(labels);
        PlacedCountries { bounds: WORLD, located: dots.len(), dots, rows, region_labels, area }
    }

    fn dot(&self, ctx: PaneContext, row: RecordRef, cell: (u16, u16)) -> CountryDot {
        let data = ctx.query.data;
        let is_match = self.list.rows.contains(&row);
        let phases: Vec<usize> = data
            .get::<Country>(row)
            .into_iter()
            .flat_map(|country| &country.phases)
            .filter_map(|phase| data.phases().get_index_of(phase))
            .collect::<BTreeSet<usize>>()
            .into_iter()
            .collect();
        let phase = phases.first().copied();
        // a country that the filter hides has another symbol, not only another colour
        let symbol = match phase.filter(|_| is_match) {
            Some(number) => ctx.glyphs.phase_symbol(number),
            None => ctx.glyphs.dot,
        };
        let more_symbols = match phases.get(1..) {
            Some(more) if is_match && phases.len() <= MAX_SYMBOLS => more
                .iter()
                .map(|number| (ctx.glyphs.phase_symbol(*number), StyleRole::Phase(*number)))
                .collect(),
            Some([_, ..]) if is_match => vec![(MORE_PHASES, StyleRole::Text)],
            _ => Vec::new(),
        };
        CountryDot {
            cell,
            code: data.id(row).to_string(),
            name: data.short_label(row).into_owned(),
            symbol,
            role: phase.map_or(StyleRole::Text, StyleRole::Phase),
            more_symbols,
            is_match,
            path: data.path(row),
        }
    }
}

/// Returns the cells that a tile takes with the gap after it.
fn tile_advance(dot: &CountryDot) -> u16 {
    TILE_WIDTH.max(dot.tile_width())
}

/// Returns the cell itself if it is free, else the nearest free one around it. A cell beside
/// another dot comes last: two signs of the key side by side read as one number.
fn free_cell(occupied: &HashSet<(u16, u16)>, (x, y): (u16, u16), area: Rect) -> (u16, u16) {
    let is_free = |cell: &(u16, u16)| !occupied.contains(cell);
    let stands_alone = |(x, y): &(u16, u16)| {
        let sides = [x.checked_sub(1), x.checked_add(1)];
        sides.into_iter().flatten().all(|x| is_free(&(x, *y)))
    };
    let candidates = DISPLACEMENTS.iter().filter_map(|(right, down)| {
        let x = u16::try_from(i32::from(x) + right).ok().filter(|x| *x < area.width)?;
        let y = u16::try_from(i32::from(y) + down).ok().filter(|y| *y < area.height)?;
        Some((x, y))
    });
    let alone = candidates.clone().find(|cell| is_free(cell) && stands_alone(cell));
    alone.or_else(|| candidates.clone().find(is_free)).unwrap_or((x, y))
}

/// Returns the region of a country, empty if it is not stated.
fn region_of<'a>(ctx: PaneContext<'a>, row: RecordRef) -> &'a str {
    let country = ctx.query.data.get::<Country>(row);
    country.and_then(|country| country.region.as_deref()).unwrap_or_default()
}
