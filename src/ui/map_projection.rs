//! Where the programme's countries lie: points, regions to look at, and who is nearest in a direction.

use crate::model::Country;
use crate::query::QueryContext;
use crate::store::RecordRef;
use std::collections::BTreeSet;

/// A piece of the world in degrees: west, east, south, north.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct GeoBounds {
    /// The western edge.
    pub west: f64,
    /// The eastern edge.
    pub east: f64,
    /// The southern edge.
    pub south: f64,
    /// The northern edge.
    pub north: f64,
}

/// All but the ice in the south.
pub const WORLD: GeoBounds = GeoBounds { west: -180.0, east: 180.0, south: -58.0, north: 80.0 };

/// Degrees around the outermost points.
const MARGIN_DEGREES: f64 = 8.0;

impl GeoBounds {
    /// The piece that holds these points (latitude, longitude) and a little around them; the world where there is none.
    pub fn enclosing(points: impl Iterator<Item = [f64; 2]>) -> GeoBounds {
        let mut frame: Option<GeoBounds> = None;
        for [latitude, longitude] in points {
            let at = frame.get_or_insert(GeoBounds {
                west: longitude,
                east: longitude,
                south: latitude,
                north: latitude,
            });
            (at.west, at.east) = (at.west.min(longitude), at.east.max(longitude));
            (at.south, at.north) = (at.south.min(latitude), at.north.max(latitude));
        }
        let wider = |frame: GeoBounds| GeoBounds {
            west: frame.west - MARGIN_DEGREES,
            east: frame.east + MARGIN_DEGREES,
            south: frame.south - MARGIN_DEGREES,
            north: frame.north + MARGIN_DEGREES,
        };
        frame.map_or(WORLD, wider)
    }

    /// The same piece, wider or higher, so that a degree is as long both ways on a screen of so many cells: a cell is twice as high as wide.
    pub fn fit_to(self, width: u16, height: u16) -> GeoBounds {
        let (cells, lines) = (f64::from(width.max(1)), f64::from(height.max(1)) * 2.0);
        let (across, up) = (self.east - self.west, self.north - self.south);
        let degree = (across / cells).max(up / lines).max(1e-6);
        let (more_across, more_up) = ((degree * cells - across) / 2.0, (degree * lines - up) / 2.0);
        GeoBounds {
            west: self.west - more_across,
            east: self.east + more_across,
            south: self.south - more_up,
            north: self.north + more_up,
        }
    }

    /// The cell of a point (latitude, longitude) on a screen of so many cells, from the top left; none outside.
    pub fn cell(
        &self,
        [latitude, longitude]: [f64; 2],
        width: u16,
        height: u16,
    ) -> Option<(u16, u16)> {
        let x = (longitude - self.west) / (self.east - self.west) * f64::from(width);
        let y = (self.north - latitude) / (self.north - self.south) * f64::from(height);
        let inside = x >= 0.0 && y >= 0.0 && x < f64::from(width) && y < f64::from(height);
        inside.then_some((x as u16, y as u16))
    }
}

/// The regions that rows name, in the order of their names.
pub fn region_names(scope: &QueryContext, rows: &[RecordRef]) -> Vec<String> {
    let named = rows.iter().filter_map(|row| {
        scope.data.get::<Country>(*row)?.region.as_ref().map(|region| region.to_string())
    });
    BTreeSet::from_iter(named).into_iter().collect()
}

/// The point of a country: latitude and longitude.
pub fn coordinates(scope: &QueryContext, row: RecordRef) -> Option<[f64; 2]> {
    scope.data.get::<Country>(row)?.point
}

/// Of cells the nearest to one in a direction (right and down are positive); none where nothing lies there.
pub fn nearest_in_direction(
    cells: &[(u16, u16)],
    from: usize,
    (right, down): (i32, i32),
) -> Option<usize> {
    let (x, y) = cells.get(from).copied()?;
    let far = |at: usize| {
        // a line is as high as two cells are wide
        let (dx, dy) =
            (i32::from(cells[at].0) - i32::from(x), (i32::from(cells[at].1) - i32::from(y)) * 2);
        let (along, aside) = (dx * right + dy * down, (dx * down).abs() + (dy * right).abs());
        // what lies more aside than along is in another direction
        (along > 0 && aside <= along * 2).then_some((along + aside * 2, at))
    };
    (0..cells.len()).filter(|at| *at != from).filter_map(far).min().map(|(_, at)| at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_fall_into_cells() {
        assert_eq!(WORLD.cell([80.0, -180.0], 100, 40), Some((0, 0)));
        assert_eq!(WORLD.cell([-57.9, 179.9], 100, 40), Some((99, 39)));
        assert_eq!(WORLD.cell([-80.0, 0.0], 100, 40), None);
        let frame = GeoBounds::enclosing([[10.0, 20.0], [30.0, 40.0]].into_iter());
        assert_eq!((frame.west, frame.east, frame.south, frame.north), (12.0, 48.0, 2.0, 38.0));
        assert_eq!(GeoBounds::enclosing(std::iter::empty()), WORLD);
        let fitted = frame.fit_to(100, 20);
        assert!((fitted.east - fitted.west - 2.5 * (fitted.north - fitted.south)).abs() < 1e-9);
    }

    #[test]
    fn the_nearest_in_a_direction_is_chosen() {
        let cells = [(10, 10), (14, 10), (30, 11), (10, 4), (0, 10)];
        assert_eq!(nearest_in_direction(&cells, 0, (1, 0)), Some(1));
        assert_eq!(nearest_in_direction(&cells, 1, (1, 0)), Some(2));
        assert_eq!(nearest_in_direction(&cells, 0, (0, -1)), Some(3));
        assert_eq!(nearest_in_direction(&cells, 0, (-1, 0)), Some(4));
        assert_eq!(nearest_in_direction(&cells, 0, (0, 1)), None);
    }

    proptest::proptest! {
        #[test]
        fn every_point_of_a_frame_is_on_its_screen(points in proptest::collection::vec((-60.0f64..80.0, -180.0f64..180.0), 1..20), width in 1u16..300, height in 1u16..100) {
            let points: Vec<[f64; 2]> = points.into_iter().map(|(latitude, longitude)| [latitude, longitude]).collect();
            let frame = GeoBounds::enclosing(points.iter().copied()).fit_to(width, height);
            for point in points {
                let cell = frame.cell(point, width, height);
                proptest::prop_assert!(cell.is_some_and(|(x, y)| x < width && y < height));
            }
        }
    }
}
