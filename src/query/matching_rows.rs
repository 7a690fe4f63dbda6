//! Returns the rows of a list that match a filter, sorted.

use super::filter::Filter;
use super::sort_key::reversed_rank;
use super::{ListDef, QueryContext, SortOrder};
use crate::parallel::{self, MIN_ITEMS_PER_THREAD};
use crate::store::RecordRef;
use std::ops::Range;

impl ListDef {
    /// Returns the rows that match a filter, sorted. `all` includes rows hidden by default.
    pub fn matching_rows(
        &'static self,
        ctx: &QueryContext,
        all: bool,
        filter: &Filter,
        order: Option<SortOrder>,
    ) -> Vec<RecordRef> {
        let list = ctx.list_column_cache(self, all);
        let is_match = filter.matching_rows(self, ctx, &list);
        let Some(order) = order else {
            let matches = |rows: Range<usize>| {
                rows.filter(|row| is_match[*row]).map(|row| list.rows[row]).collect::<Vec<_>>()
            };
            return parallel::map_ranges(is_match.len(), MIN_ITEMS_PER_THREAD, matches).concat();
        };
        let column = list.column(ctx, order.column);
        let ranks = column.ranks(ctx);
        let mut ranked: Vec<(u32, RecordRef)> = Vec::new();
        for (row, _) in is_match.iter().enumerate().filter(|(_, is_match)| **is_match) {
            let rank = ranks[column.value_of_row[row] as usize];
            let rank = if order.descending { reversed_rank(rank) } else { rank };
            ranked.push((rank, list.rows[row]));
        }
        // the sort is stable: rows with equal values keep the default order
        ranked.sort_by_key(|(rank, _)| *rank);
        ranked.into_iter().map(|(_, row)| row).collect()
    }
}
