//! Builds the indexes that later queries of a large data set need.

use super::query_cache::{MIN_ROWS_TO_PREFETCH, QueryCache};
use super::search::NameIndex;
use super::timeline::lane_layout::{LaneGrouping, layout_lanes};
use super::timeline::time_scale::TimeScale;
use super::{ListDef, QueryContext};
use crate::parallel;
use std::sync::Arc;

/// The key of the name index in the cache.
const NAME_INDEX: &str = "name index";

impl QueryCache {
    /// Builds the indexes that queries of these lists and searches by name need.
    pub fn prefetch(&self, ctx: &QueryContext, lists: &[&'static ListDef]) {
        for list in lists {
            let list = ctx.list_column_cache(list, false);
            if list.rows.len() < MIN_ROWS_TO_PREFETCH {
                continue;
            }
            let columns: Vec<usize> = (0..list.column_count()).collect();
            parallel::map_chunks(&columns, 1, |columns| {
                for column in columns {
                    // a search for any word builds all that searches need
                    list.column(ctx, *column).values_containing(ctx, "a");
                }
            });
        }
        self.name_index(ctx);
        let scale = TimeScale { start: ctx.today, days: 1, cells: 1 };
        layout_lanes(ctx, &[], LaneGrouping::default(), &scale);
    }

    /// Returns true if a query of the list would wait for the running prefetch.
    pub fn is_pending(&self, ctx: &QueryContext, list: &'static ListDef) -> bool {
        if !self.is_prefetching() {
            return false;
        }
        let list = ctx.list_column_cache(list, false);
        list.rows.len() >= MIN_ROWS_TO_PREFETCH && !list.is_searchable()
    }

    /// Returns true if a search by name would wait for the running prefetch.
    pub fn names_pending(&self) -> bool {
        self.is_prefetching() && !self.has_memo::<NameIndex>(NAME_INDEX)
    }

    /// Returns the index of all names of all records.
    pub fn name_index(&self, ctx: &QueryContext) -> Arc<NameIndex> {
        self.memo(NAME_INDEX, || NameIndex::build(ctx.data))
    }
}
