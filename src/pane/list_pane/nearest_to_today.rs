//! Selects the row of a list that is nearest to today.

use super::ListPane;
use crate::error::{Error, Result};
use crate::model::edtf;
use crate::pane::PaneContext;
use crate::query::CellValue;
use crate::query::timeline::time_scale::days_between;
use jiff::civil::Date;

impl ListPane {
    /// Selects the row whose date is nearest to today; of two as near, the one with an exact date.
    pub(super) fn select_nearest_to_today(&mut self, ctx: PaneContext) -> Result<String> {
        let today = ctx.query.today;
        let columns = self.list.list.columns;
        let column = columns
            .iter()
            .find(|column| column.key == "date")
            .ok_or_else(|| Error::usage("this pane has no dates"))?;
        let nearest = self
            .rows()
            .iter()
            .enumerate()
            .filter_map(|(index, row)| match column.value(&ctx.query, *row) {
                CellValue::Date(date) => {
                    let (start, end) = date.sort_bounds();
                    let (days, nearest_day) = distance_to_today(today, start, end);
                    Some((days, !date.is_exact(), nearest_day, index))
                }
                _ => None,
            })
            .min();
        let (days, is_vague, nearest_day, index) =
            nearest.ok_or_else(|| Error::usage("no row has a date"))?;
        self.select(ctx, index);
        let distance = if days == 0 && is_vague {
            "this one includes it".to_string()
        } else {
            format!("the nearest is {}", edtf::format_distance(nearest_day, today))
        };
        Ok(format!("today is {}; {distance}", edtf::format_day(today)))
    }
}

/// Returns how many days a period is from today, and its day nearest to today.
fn distance_to_today(today: Date, start: Date, end: Date) -> (i64, Date) {
    if today < start {
        (days_between(today, start), start)
    } else if end < today {
        (days_between(end, today), end)
    } else {
        (0, today)
    }
}
