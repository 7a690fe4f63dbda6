//! Finds the years in which nearly all dates lie, so that a date far away stretches no axis.

use std::ops::RangeInclusive;

/// Dates that are so many years from the middle of all dates, or nearer, belong to an axis.
const MIN_DISTANCE_YEARS: i32 = 30;
/// Other dates belong to it up to so many times the usual distance from the middle.
const MAX_DEVIATIONS: i32 = 10;

/// Returns the years around the middle of all years, without those that are far from most others.
pub(super) fn usual_years(mut years: Vec<i32>) -> RangeInclusive<i32> {
    let Some(middle) = median(&mut years) else { return i32::MIN..=i32::MAX };
    let mut distances: Vec<i32> = years.iter().map(|year| (year - middle).abs()).collect();
    let usual_distance = median(&mut distances).unwrap_or(0);
    let distance = MIN_DISTANCE_YEARS.max(usual_distance * MAX_DEVIATIONS);
    middle - distance..=middle + distance
}

/// Returns whether all years are so near that no one of them can be far from the others.
pub(super) fn are_near(first: i32, last: i32) -> bool {
    last - first <= MIN_DISTANCE_YEARS
}

fn median(numbers: &mut [i32]) -> Option<i32> {
    let middle = numbers.len().checked_sub(1)? / 2;
    Some(*numbers.select_nth_unstable(middle).1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_far_from_most_others_are_left_out() {
        for (years, usual, outside) in [
            (&[999, 2025, 2025, 2028][..], &[2025, 2028][..], &[999][..]),
            (&[2015, 2016, 2017, 2018, 2205], &[2015, 2018], &[2205]),
            (&[1990, 2016, 2017, 2018], &[1990, 2018], &[]),
            (&[1900, 1930, 1960, 1990, 2020], &[1900, 2020], &[]),
            (&[999], &[999], &[]),
        ] {
            let range = usual_years(years.to_vec());
            assert!(usual.iter().all(|year| range.contains(year)), "{years:?}: {range:?}");
            assert!(!outside.iter().any(|year| range.contains(year)), "{years:?}: {range:?}");
        }
    }
}
