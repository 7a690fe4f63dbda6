//! The ticks of a time axis: their unit and their labels.

use crate::model::edtf::month_name;
use crate::query::timeline::time_scale::{TimeScale, add_days};
use crate::ui::width;
use jiff::civil::Date;

/// The unit of the ticks.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum TickUnit {
    Year,
    Quarter,
    Month,
    Week,
    Day,
}

/// Returns the finest unit whose labels fit. Years have a line of their own.
pub(super) fn tick_unit(scale: &TimeScale) -> TickUnit {
    let cells = |days: f64| f64::from(scale.cells) * days / scale.days as f64;
    if cells(1.0) >= 3.0 {
        TickUnit::Day
    } else if cells(7.0) >= 7.0 {
        TickUnit::Week
    } else if cells(28.0) >= 4.0 {
        TickUnit::Month
    } else if cells(90.0) >= 3.0 {
        TickUnit::Quarter
    } else {
        TickUnit::Year
    }
}

/// Returns the first cell and the label of each tick.
pub(super) fn tick_labels(scale: &TimeScale, unit: TickUnit) -> Vec<(u16, String)> {
    let mut labels: Vec<(u16, String)> = Vec::new();
    if unit == TickUnit::Year {
        return labels;
    }
    let mut day = scale.start;
    // the number of ticks is limited, whatever the dates are
    for _ in 0..usize::from(scale.cells.max(1)) * 2 + 400 {
        if day > scale.end() {
            break;
        }
        let (label, last_day) = tick(day, unit);
        if let Some((cell, _)) = scale.cell_range(day, day) {
            labels.push((cell, label));
        }
        day = add_days(last_day, 1);
        if day <= scale.start {
            break;
        }
    }
    // the rest of a period at the edge gives way to the first whole one
    if labels.len() > 1 && labels[1].0 <= width(&labels[0].1) {
        labels.remove(0);
    }
    labels
}

/// Returns the label of the period of a day, and its last day.
fn tick(day: Date, unit: TickUnit) -> (String, Date) {
    let month = month_name(day);
    match unit {
        TickUnit::Year | TickUnit::Quarter => {
            let last_month = (day.month() - 1) / 3 * 3 + 3;
            let end = Date::new(day.year(), last_month, 1).map_or(day, Date::last_of_month);
            (format!("Q{}", last_month / 3), end)
        }
        TickUnit::Month => (month.into(), day.last_of_month()),
        TickUnit::Week => (format!("{} {month}", day.day()), add_days(day, 6)),
        TickUnit::Day => (day.day().to_string(), day),
    }
}
