//! Maps dates to the cells of a line, and cells to dates.

use jiff::civil::Date;
use jiff::{Span, Unit};

/// A range of days on a line of cells.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TimeScale {
    /// The first day.
    pub start: Date,
    /// The number of days, at least 1.
    pub days: i64,
    /// The number of cells.
    pub cells: u16,
}

/// The steps between labelled years and the digits of each label, the best first.
const YEAR_LABEL_STYLES: [(usize, u16); 12] = [
    (1, 4),
    (2, 4),
    (1, 2),
    (2, 2),
    (5, 4),
    (5, 2),
    (10, 4),
    (50, 4),
    (100, 4),
    (500, 4),
    (1000, 4),
    (5000, 4),
];

/// Returns the number of days from one date to another; negative if `to` is earlier.
pub fn days_between(from: Date, to: Date) -> i64 {
    from.until((Unit::Day, to)).map_or(0, |span| i64::from(span.get_days()))
}

/// Returns the number of days since 1 January of the year 1, for fast comparison.
pub fn day_number(day: Date) -> i32 {
    days_between(jiff::civil::date(1, 1, 1), day) as i32
}

/// Returns the date `days` after another, limited to the range of the calendar.
pub fn add_days(date: Date, days: i64) -> Date {
    let limit = if days < 0 { Date::MIN } else { Date::MAX };
    let span = Span::new().try_days(days);
    span.and_then(|span| date.checked_add(span)).unwrap_or(limit)
}

impl TimeScale {
    /// Returns the whole years from the earliest to the latest of `days`. Open ends do not count.
    pub fn whole_years(days: impl Iterator<Item = Date>, cells: u16) -> Option<TimeScale> {
        let days = days.filter(|day| *day != Date::MIN && *day != Date::MAX);
        let (first, last) = days
            .map(|day| (day, day))
            .reduce(|(first, last), (day, _)| (first.min(day), last.max(day)))?;
        let (start, end) = (first.first_of_year(), last.last_of_year());
        Some(TimeScale { start, days: days_between(start, end) + 1, cells })
    }

    /// Returns the last day.
    pub fn end(&self) -> Date {
        add_days(self.start, self.days - 1)
    }

    /// Returns the cell of a day; negative before the scale and past the last cell after it.
    pub fn cell_of_day(&self, day: Date) -> i64 {
        (days_between(self.start, day) * i64::from(self.cells)).div_euclid(self.days.max(1))
    }

    /// Returns the first and the last cell of a range of days, or `None` if it is outside.
    pub fn cell_range(&self, from: Date, to: Date) -> Option<(u16, u16)> {
        let last_cell = i64::from(self.cells) - 1;
        let (first, last) = (self.cell_of_day(from), self.cell_of_day(to));
        if last_cell < 0 || last < 0 || first > last_cell {
            return None;
        }
        Some((first.clamp(0, last_cell) as u16, last.clamp(0, last_cell) as u16))
    }

    /// Returns a function that does the same as [`cell_range`](Self::cell_range) for day numbers,
    /// with a table in place of divisions.
    pub fn day_lookup(&self) -> impl Fn(i32, i32) -> Option<(u16, u16)> + Sync + use<> {
        let start = day_number(self.start);
        let days = self.days.max(1);
        let cells = i64::from(self.cells);
        let mut cell_of_day: Vec<u16> = Vec::with_capacity(days as usize);
        let mut cell = 0;
        let mut remainder = 0;
        for _ in 0..days {
            cell_of_day.push(cell);
            remainder += cells;
            while remainder >= days {
                remainder -= days;
                cell += 1;
            }
        }
        move |from, to| {
            let (first, last) = (from - start, to - start);
            if cells == 0 || last < 0 || i64::from(first) >= days {
                return None;
            }
            let cell =
                |day: i32| cell_of_day.get(day.max(0) as usize).or(cell_of_day.last()).copied();
            Some((cell(first)?, cell(last)?))
        }
    }

    /// Returns each year of the scale with the cell of its first day.
    pub fn year_starts(&self) -> impl Iterator<Item = (i16, u16)> {
        let scale = *self;
        (self.start.year()..=self.end().year()).filter_map(move |year| {
            let day = Date::new(year, 1, 1).ok()?.max(scale.start);
            let (cell, _) = scale.cell_range(day, day)?;
            Some((year, cell))
        })
    }

    /// Returns labels of years with their cells, at regular steps and with as many digits as fit.
    pub fn year_labels(&self) -> Vec<(u16, String)> {
        let years: Vec<(i16, u16)> = self.year_starts().collect();
        for (step, digits) in YEAR_LABEL_STYLES {
            let mut labels: Vec<(u16, String)> = Vec::new();
            for (year, cell) in years.iter().step_by(step) {
                let label = format!("{year:04}").chars().skip(4 - usize::from(digits)).collect();
                labels.push((*cell, label));
            }
            // a partial first year yields to the first whole one
            let is_partial = self.start != self.start.first_of_year();
            if is_partial && labels.len() > 1 && labels[1].0 <= digits {
                labels.remove(0);
            }
            if labels.windows(2).all(|pair| pair[1].0 > pair[0].0 + digits) {
                return labels;
            }
        }
        Vec::new()
    }

    /// Returns for each cell the number of days, given as day numbers, that fall into it.
    pub fn density(&self, days: impl Iterator<Item = i32>) -> Vec<usize> {
        let cells_of = self.day_lookup();
        let mut counts = vec![0; self.cells.into()];
        for (cell, _) in days.filter_map(|day| cells_of(day, day)) {
            counts[usize::from(cell)] += 1;
        }
        counts
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn days_map_to_cells_in_order() {
        let days = [date(2015, 7, 1), date(2024, 3, 13)];
        let scale = TimeScale::whole_years(days.into_iter(), 40).expect("two days");
        assert_eq!((scale.start, scale.end()), (date(2015, 1, 1), date(2024, 12, 31)));
        assert_eq!(scale.cell_of_day(date(2015, 1, 1)), 0);
        assert_eq!(scale.cell_of_day(date(2024, 12, 31)), 39);
        assert_eq!(scale.cell_of_day(date(2014, 12, 31)), -1);
        assert_eq!(scale.cell_range(date(2010, 1, 1), date(2030, 1, 1)), Some((0, 39)));
        assert_eq!(scale.cell_range(date(2030, 1, 1), date(2031, 1, 1)), None);
        let years: Vec<i16> = scale.year_starts().map(|(year, _)| year).collect();
        assert_eq!(years, (2015..=2024).collect::<Vec<_>>());
    }

    proptest::proptest! {
        #[test]
        fn lookup_and_computation_agree(
            days in 1i64..3000,
            cells in 0u16..300,
            from in -9i64..3009,
            more in 0i64..50,
        ) {
            let scale = TimeScale { start: date(2015, 1, 1), days, cells };
            let from = add_days(scale.start, from);
            let to = add_days(from, more);
            let looked_up = scale.day_lookup()(day_number(from), day_number(to));
            proptest::prop_assert_eq!(looked_up, scale.cell_range(from, to));
        }
    }
}
