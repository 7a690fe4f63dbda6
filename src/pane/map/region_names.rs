//! The regions of the countries on the map.

use crate::model::Country;
use crate::query::QueryContext;
use crate::store::RecordRef;
use std::collections::BTreeSet;

/// Returns the names of the regions of countries in alphabetical order.
pub fn region_names(ctx: &QueryContext, rows: &[RecordRef]) -> Vec<String> {
    let region = |row: &RecordRef| {
        ctx.data.get::<Country>(*row)?.region.as_ref().map(|region| region.to_string())
    };
    let names: BTreeSet<String> = rows.iter().filter_map(region).collect();
    names.into_iter().collect()
}
