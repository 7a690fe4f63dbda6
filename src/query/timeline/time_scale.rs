//! Time as columns: which days fall into which cell of a line.

use jiff::civil::Date;
use jiff::{ToSpan, Unit};

/// A stretch of days on a line of so many cells.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TimeScale {
    /// The first day.
    pub start: Date,
    /// How many days it shows, at least one.
    pub days: i64,
    /// How many cells it has.
    pub cells: u16,
}

/// How many days lie between two dates.
pub fn days_between(from: Date, to: Date) -> i64 {
    from.until((Unit::Day, to)).map_or(0, |span| i64::from(span.get_days()))
}

/// A day as a number, so that many are told apart quickly: the days since the year 1.
pub fn day_number(day: Date) -> i32 {
    days_between(jiff::civil::date(1, 1, 1), day) as i32
}

/// The date so many days after another, held within the calendar.
pub fn add_days(date: Date, days: i64) -> Date {
    let days = i32::try_from(days).unwrap_or(if days < 0 { i32::MIN / 2 } else { i32::MAX / 2 });
    date.checked_add(days.days()).unwrap_or(if days < 0 { Date::MIN } else { Date::MAX })
}

impl TimeScale {
    /// The whole years from the earliest to the latest of some days.
    pub fn whole_years(days: impl Iterator<Item = Date>, cells: u16) -> Option<TimeScale> {
        let (mut first, mut last) = (None::<Date>, None::<Date>);
        for day in days.filter(|day| *day != Date::MIN && *day != Date::MAX) {
            first = Some(first.map_or(day, |first| first.min(day)));
            last = Some(last.map_or(day, |last| last.max(day)));
        }
        let (start, end) = (first?.first_of_year(), last?.last_of_year());
        Some(TimeScale { start, days: days_between(start, end) + 1, cells })
    }

    /// The last day.
    pub fn end(&self) -> Date {
        add_days(self.start, self.days - 1)
    }

    /// The cell of a day; negative or past the last cell when the day is not on the line.
    pub fn cell_of_day(&self, day: Date) -> i64 {
        (days_between(self.start, day) * i64::from(self.cells)).div_euclid(self.days.max(1))
    }

    /// The cells of a stretch of days that are on the line; none when all of it is outside.
    pub fn cell_range(&self, from: Date, to: Date) -> Option<(u16, u16)> {
        let edge = i64::from(self.cells) - 1;
        let [first, last] = [self.cell_of_day(from), self.cell_of_day(to)];
        (last >= 0 && first <= edge && edge >= 0)
            .then(|| (first.clamp(0, edge) as u16, last.clamp(0, edge) as u16))
    }

    /// The same for days as numbers, looked up: for many of them a division each would take longer than all else.
    pub fn day_lookup(&self) -> impl Fn(i32, i32) -> Option<(u16, u16)> + Sync + use<> {
        let (start, days, cells) =
            (day_number(self.start), self.days.max(1), i64::from(self.cells));
        let (mut cell, mut part) = (0, 0);
        let of: Vec<u16> = (0..days)
            .map(|_| {
                let here = cell;
                part += cells;
                while part >= days {
                    part -= days;
                    cell += 1;
                }
                here
            })
            .collect();
        move |from, to| {
            let (first, last) = (from - start, to - start);
            let at = |day: i32| of.get(day.max(0) as usize).or(of.last()).copied();
            (last >= 0 && i64::from(first) < days && cells > 0)
                .then(|| Some((at(first)?, at(last)?)))?
        }
    }

    /// The first day of a cell.
    pub fn first_day_of_cell(&self, cell: u16) -> Date {
        let cells = i64::from(self.cells.max(1));
        add_days(self.start, (i64::from(cell) * self.days + cells - 1) / cells)
    }

    /// The first day of each year on the line, with its cell.
    pub fn year_starts(&self) -> impl Iterator<Item = (i16, u16)> {
        let axis = *self;
        (self.start.year()..=self.end().year()).filter_map(move |year| {
            let day = Date::new(year, 1, 1).ok()?.max(axis.start);
            axis.cell_range(day, day).map(|(cell, _)| (year, cell))
        })
    }

    /// Names of years and their cells, evenly: every year, else every second; two digits where four have no room, then fewer.
    pub fn year_labels(&self) -> Vec<(u16, String)> {
        let years: Vec<(i16, u16)> = self.year_starts().collect();
        let named = |step: usize, digits: usize| -> Vec<(u16, String)> {
            let name = |year: i16| {
                format!("{year:04}").chars().skip(4_usize.saturating_sub(digits)).collect()
            };
            let mut labels: Vec<(u16, String)> =
                years.iter().step_by(step).map(|(year, cell)| (*cell, name(*year))).collect();
            // the rest of a year at the edge gives way to the first whole one
            let partial = self.start != self.start.first_of_year();
            if partial && labels.len() > 1 && labels[1].0 <= digits as u16 {
                labels.remove(0);
            }
            labels
        };
        let ways = [
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
        ]
        .map(|(step, digits)| (named(step, digits), digits as u16));
        let fits = |labels: &[(u16, String)], digits: u16| {
            labels.windows(2).all(|pair| pair[1].0 > pair[0].0 + digits)
        };
        ways.into_iter()
            .find(|(labels, digits)| fits(labels, *digits))
            .map_or_else(Vec::new, |(labels, _)| labels)
    }

    /// How many of some days, as numbers, fall into each cell.
    pub fn density(&self, days: impl Iterator<Item = i32>) -> Vec<usize> {
        let (mut counts, cells) = (vec![0; self.cells as usize], self.day_lookup());
        for (cell, _) in days.filter_map(|day| cells(day, day)) {
            counts[cell as usize] += 1;
        }
        counts
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn days_fall_into_cells_in_order() {
        let axis = TimeScale::whole_years([date(2015, 7, 1), date(2024, 3, 13)].into_iter(), 40)
            .expect("two days");
        assert_eq!((axis.start, axis.end()), (date(2015, 1, 1), date(2024, 12, 31)));
        assert_eq!(
            (axis.cell_of_day(date(2015, 1, 1)), axis.cell_of_day(date(2024, 12, 31))),
            (0, 39)
        );
        assert_eq!(axis.cell_of_day(date(2014, 12, 31)), -1);
        assert_eq!(axis.cell_range(date(2010, 1, 1), date(2030, 1, 1)), Some((0, 39)));
        assert_eq!(axis.cell_range(date(2030, 1, 1), date(2031, 1, 1)), None);
        assert_eq!(
            axis.year_starts().map(|(year, _)| year).collect::<Vec<_>>(),
            (2015..=2024).collect::<Vec<_>>()
        );
    }

    proptest::proptest! {
        #[test]
        fn a_cell_is_looked_up_as_it_is_reckoned(days in 1i64..3000, cells in 0u16..300, from in -9i64..3009, more in 0i64..50) {
            let axis = TimeScale { start: date(2015, 1, 1), days, cells };
            let (from, to) = (add_days(axis.start, from), add_days(axis.start, from + more));
            proptest::prop_assert_eq!(axis.day_lookup()(day_number(from), day_number(to)), axis.cell_range(from, to));
        }

        #[test]
        fn a_cell_begins_with_a_day_of_its_own(days in 1i64..5000, cells in 1u16..300, at in 0u16..300) {
            let axis = TimeScale { start: date(2015, 1, 1), days, cells };
            let cell = at % cells;
            if days >= i64::from(cells) {
                proptest::prop_assert_eq!(axis.cell_of_day(axis.first_day_of_cell(cell)), i64::from(cell));
            }
        }
    }
}
