//! Projects countries to cells of a map.

use crate::model::Country;
use crate::query::QueryContext;
use crate::store::RecordRef;

/// The edges of a map in degrees.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct GeoBounds {
    pub west: f64,
    pub east: f64,
    pub south: f64,
    pub north: f64,
}

/// The world without Antarctica.
pub const WORLD: GeoBounds = GeoBounds { west: -180.0, east: 180.0, south: -58.0, north: 80.0 };

/// Degrees around the outermost points.
const MARGIN_DEGREES: f64 = 8.0;
/// Minimum degrees between the edges, so that coasts around a single country are seen.
const MIN_SPAN_DEGREES: f64 = 40.0;

impl GeoBounds {
    /// Returns the bounds around points (latitude, longitude) with a margin; the world if there is
    /// no point.
    pub fn enclosing(points: impl Iterator<Item = [f64; 2]>) -> GeoBounds {
        let mut bounds: Option<GeoBounds> = None;
        for [latitude, longitude] in points {
            let bounds = bounds.get_or_insert(GeoBounds {
                west: longitude,
                east: longitude,
                south: latitude,
                north: latitude,
            });
            bounds.west = bounds.west.min(longitude);
            bounds.east = bounds.east.max(longitude);
            bounds.south = bounds.south.min(latitude);
            bounds.north = bounds.north.max(latitude);
        }
        bounds.map_or(WORLD, |bounds| {
            let margin =
                |low: f64, high: f64| MARGIN_DEGREES.max((MIN_SPAN_DEGREES - (high - low)) / 2.0);
            let across = margin(bounds.west, bounds.east);
            let along = margin(bounds.south, bounds.north);
            GeoBounds {
                west: bounds.west - across,
                east: bounds.east + across,
                south: bounds.south - along,
                north: bounds.north + along,
            }
        })
    }

    /// Extends the bounds so that a degree has the same length in both directions on a screen,
    /// whose cells are twice as high as wide.
    pub fn fit_to(self, width: u16, height: u16) -> GeoBounds {
        let screen_width = f64::from(width.max(1));
        let screen_height = f64::from(height.max(1)) * 2.0;
        let geo_width = self.east - self.west;
        let geo_height = self.north - self.south;
        let degrees_per_unit = (geo_width / screen_width).max(geo_height / screen_height).max(1e-6);
        let extra_width = (degrees_per_unit * screen_width - geo_width) / 2.0;
        let extra_height = (degrees_per_unit * screen_height - geo_height) / 2.0;
        GeoBounds {
            west: self.west - extra_width,
            east: self.east + extra_width,
            south: self.south - extra_height,
            north: self.north + extra_height,
        }
    }

    /// Returns the cell of a point (latitude, longitude) from the top left; `None` outside.
    pub fn cell(
        &self,
        [latitude, longitude]: [f64; 2],
        width: u16,
        height: u16,
    ) -> Option<(u16, u16)> {
        let x = (longitude - self.west) / (self.east - self.west) * f64::from(width);
        let y = (self.north - latitude) / (self.north - self.south) * f64::from(height);
        let is_inside = x >= 0.0 && y >= 0.0 && x < f64::from(width) && y < f64::from(height);
        is_inside.then_some((x as u16, y as u16))
    }
}

/// Returns latitude and longitude of a country.
pub fn coordinates(ctx: &QueryContext, row: RecordRef) -> Option<[f64; 2]> {
    ctx.data.get::<Country>(row)?.point
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_map_to_cells() {
        assert_eq!(WORLD.cell([80.0, -180.0], 100, 40), Some((0, 0)));
        assert_eq!(WORLD.cell([-57.9, 179.9], 100, 40), Some((99, 39)));
        assert_eq!(WORLD.cell([-80.0, 0.0], 100, 40), None);
        let bounds = GeoBounds::enclosing([[10.0, 20.0], [40.0, 50.0]].into_iter());
        assert_eq!((bounds.west, bounds.east, bounds.south, bounds.north), (12.0, 58.0, 2.0, 48.0));
        let single = GeoBounds::enclosing([[10.0, 20.0]].into_iter());
        assert_eq!((single.west, single.east), (0.0, 40.0));
        assert_eq!((single.south, single.north), (-10.0, 30.0));
        assert_eq!(GeoBounds::enclosing(std::iter::empty()), WORLD);
        let fitted = bounds.fit_to(100, 20);
        assert!((fitted.east - fitted.west - 2.5 * (fitted.north - fitted.south)).abs() < 1e-9);
    }

    proptest::proptest! {
        #[test]
        fn enclosed_points_are_on_the_screen(
            points in proptest::collection::vec((-60.0f64..80.0, -180.0f64..180.0), 1..20),
            width in 1u16..300,
            height in 1u16..100,
        ) {
            let points: Vec<[f64; 2]> = points.into_iter().map(<[f64; 2]>::from).collect();
            let bounds = GeoBounds::enclosing(points.iter().copied()).fit_to(width, height);
            for point in points {
                let cell = bounds.cell(point, width, height);
                proptest::prop_assert!(cell.is_some_and(|(x, y)| x < width && y < height));
            }
        }
    }
}
