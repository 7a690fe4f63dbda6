//! The events of each quarter as bars, under the phases of a large overview.

use super::phase_rows::{Columns, SYMBOL_WIDTH};
use super::{LEFT_MARGIN, OverviewLayout};
use crate::detail::StyleRole;
use crate::query::timeline::time_scale::{TimeScale, add_days, day_number};
use jiff::civil::Date;

/// Lines of the highest bar, and levels of each line.
const CHART_LINES: usize = 3;
const LEVELS_PER_LINE: usize = 8;
/// The months in which quarters begin.
const QUARTER_MONTHS: [i8; 4] = [1, 4, 7, 10];

impl OverviewLayout<'_> {
    /// Adds bars for the quarters. The next line is that of their feet.
    pub(super) fn push_quarters(&mut self, scale: &TimeScale, columns: &Columns) {
        let glyphs = self.ctx.glyphs;
        let counts = self.quarter_counts(scale);
        let most = counts.iter().copied().max().unwrap_or(0);
        if columns.is_beside && most > 0 {
            let text = format!("events per quarter, at most {most}");
            self.push(columns.beside_x() + SYMBOL_WIDTH, &text, StyleRole::Dim, None);
        }
        for line in (0..CHART_LINES).rev() {
            let symbol = |count: &usize| {
                let level = (count * CHART_LINES * LEVELS_PER_LINE).div_ceil(most.max(1));
                let level = level.saturating_sub(line * LEVELS_PER_LINE).min(LEVELS_PER_LINE);
                glyphs.density_symbol(level, LEVELS_PER_LINE)
            };
            let text: String = counts.iter().map(symbol).collect();
            self.push(LEFT_MARGIN, text.trim_end(), StyleRole::Dim, None);
            self.y += usize::from(line > 0);
        }
    }

    /// Returns for each cell of the scale the number of events that begin in its quarter; of two
    /// quarters in a cell, the larger number.
    fn quarter_counts(&self, scale: &TimeScale) -> Vec<usize> {
        let years = scale.start.year()..=scale.end().year();
        let starts = years.flat_map(|year| {
            QUARTER_MONTHS.iter().filter_map(move |month| Date::new(year, *month, 1).ok())
        });
        let starts: Vec<Date> = starts.collect();
        let first_days: Vec<i32> = starts.iter().map(|day| day_number(*day)).collect();
        let mut counts = vec![0; starts.len()];
        for (first, _) in self.ctx.query.event_days().iter() {
            let quarter = first_days.partition_point(|day| day <= first);
            if let Some(count) = quarter.checked_sub(1).and_then(|at| counts.get_mut(at)) {
                *count += 1;
            }
        }
        let mut cells = vec![0; scale.cells.into()];
        for (index, count) in counts.into_iter().enumerate() {
            let end = starts.get(index + 1).map_or(scale.end(), |next| add_days(*next, -1));
            let Some((first, last)) = scale.cell_range(starts[index], end) else { continue };
            for cell in &mut cells[first.into()..=last.into()] {
                *cell = count.max(*cell);
            }
        }
        cells
    }
}
