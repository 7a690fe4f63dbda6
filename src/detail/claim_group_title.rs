//! The headings of groups of claims that agree.

use crate::model::{AgreeingClaims, DifferenceGrade, RecordPath};
use crate::query::QueryContext;
use crate::query::claim_text::{claimed_value, difference_sign};

/// Returns the heading of a group of claims: their value, and how it differs from the value in use.
pub(super) fn claim_group_title(
    ctx: &QueryContext,
    path: &RecordPath,
    group: &AgreeingClaims,
) -> String {
    let sign = match group.difference() {
        Some(DifferenceGrade::Wording) => "Also worded as: ",
        difference => difference_sign(difference),
    };
    format!("{sign}{}", claimed_value(ctx, path, group))
}
