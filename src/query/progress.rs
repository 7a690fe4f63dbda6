//! Sums up the progress of a phase: its money by year, its activities by status, its indicators.

use super::QueryContext;
use crate::model::{Activity, BudgetLine, Indicator, KindId};
use crate::store::RecordRef;
use crate::store::budget_totals::BudgetMeasure;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Returns the money spent in a phase: "USD 500,000".
pub fn spent_in_phase(ctx: &QueryContext, phase: &str) -> Option<String> {
    let lines = ctx.data.lines_of_phase(BudgetMeasure::Spent, phase);
    let totals = ctx.data.budget_totals(&lines);
    (!totals.is_empty()).then(|| totals.display())
}

/// Returns the budget of a phase by year: "2019: USD 400 k".
pub fn budget_by_year(ctx: &QueryContext, phase: &str) -> Vec<String> {
    let mut years: BTreeMap<i16, Vec<RecordRef>> = BTreeMap::new();
    for row in ctx.data.lines_of_phase(BudgetMeasure::Budget, phase) {
        if let Some(year) = ctx.data.get::<BudgetLine>(row).and_then(BudgetLine::year) {
            years.entry(year).or_default().push(row);
        }
    }
    let text = |(year, rows): (&i16, &Vec<RecordRef>)| {
        format!("{year}: {}", ctx.data.budget_totals(rows).short())
    };
    years.iter().map(text).collect()
}

/// Returns the number of activities of a phase by status, the most frequent first: "3 closed, 1
/// pipeline".
pub fn activities_by_status(ctx: &QueryContext, phase: &str) -> Option<String> {
    let mut counts: Vec<(&str, usize)> = Vec::new();
    for row in records_of_phase(ctx, KindId::Activities, phase) {
        let activity = ctx.data.get::<Activity>(row);
        let status = activity.and_then(|activity| activity.status.as_deref());
        let status = status.unwrap_or("without a status");
        match counts.iter_mut().find(|(other, _)| *other == status) {
            Some((_, count)) => *count += 1,
            None => counts.push((status, 1)),
        }
    }
    counts.sort_by_key(|(_, count)| Reverse(*count));
    let words = counts.iter().map(|(status, count)| format!("{count} {status}"));
    (!counts.is_empty()).then(|| words.collect::<Vec<_>>().join(", "))
}

/// Returns the number of indicators of a phase, and of those whose target is reached or missed.
pub fn indicators_by_target(ctx: &QueryContext, phase: &str) -> Option<String> {
    let rows = records_of_phase(ctx, KindId::Indicators, phase);
    let (mut count, mut reached, mut behind) = (0, 0, 0);
    for indicator in rows.filter_map(|row| ctx.data.get::<Indicator>(row)) {
        count += 1;
        reached += usize::from(indicator.has_reached_target() == Some(true));
        behind += usize::from(indicator.is_behind(ctx.today) == Some(true));
    }
    let mut text = match count {
        0 => return None,
        1 => "1 indicator".to_string(),
        count => format!("{count} indicators"),
    };
    for (count, words) in [(reached, "at the target"), (behind, "behind it")] {
        if count > 0 {
            text.push_str(&format!(", {count} {words}"));
        }
    }
    Some(text)
}

fn records_of_phase<'a>(
    ctx: &'a QueryContext,
    kind: KindId,
    phase: &'a str,
) -> impl Iterator<Item = RecordRef> + 'a {
    let is_of_phase =
        move |row: &RecordRef| ctx.data.phase_of(*row).is_some_and(|other| **other == *phase);
    ctx.data.records(kind).filter(is_of_phase)
}
