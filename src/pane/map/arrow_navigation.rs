//! Finds the nearest cell in a direction.

/// Returns the index of the cell that is nearest to another in a direction (right and down are
/// positive).
pub fn nearest_in_direction(
    cells: &[(u16, u16)],
    from: usize,
    (right, down): (i32, i32),
) -> Option<usize> {
    let (from_x, from_y) = cells.get(from).copied()?;
    let distance = |(x, y): (u16, u16)| {
        // a line is as high as two cells are wide
        let dx = i32::from(x) - i32::from(from_x);
        let dy = (i32::from(y) - i32::from(from_y)) * 2;
        let along = dx * right + dy * down;
        let aside = (dx * down).abs() + (dy * right).abs();
        // a cell that is more aside than along is in another direction
        (along > 0 && aside <= along * 2).then_some(along + aside * 2)
    };
    let others = cells.iter().enumerate().filter(|(index, _)| *index != from);
    let distances = others.filter_map(|(index, cell)| Some((distance(*cell)?, index)));
    distances.min().map(|(_, index)| index)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nearest_cell_in_a_direction_is_found() {
        let cells = [(10, 10), (14, 10), (30, 11), (10, 4), (0, 10)];
        assert_eq!(nearest_in_direction(&cells, 0, (1, 0)), Some(1));
        assert_eq!(nearest_in_direction(&cells, 1, (1, 0)), Some(2));
        assert_eq!(nearest_in_direction(&cells, 0, (0, -1)), Some(3));
        assert_eq!(nearest_in_direction(&cells, 0, (-1, 0)), Some(4));
        assert_eq!(nearest_in_direction(&cells, 0, (0, 1)), None);
    }
}
