//! Adds the money of a country, from the budget lines that the matrix counts for it.

use super::{CellValue, QueryContext};
use crate::model::{BudgetLine, KindId, MoneyTotals, Text};
use crate::store::RecordRef;
use crate::store::budget_totals::BudgetMeasure;
use std::collections::HashMap;

/// Returns the budget lines of a country: those that name it, and those of an activity that is in
/// this country alone.
pub fn country_budget_lines(ctx: &QueryContext, country: RecordRef) -> Vec<RecordRef> {
    let id = ctx.data.id(country);
    if ctx.cache.is_none() {
        let is_meant =
            |row: &RecordRef| line_country(ctx, *row).is_some_and(|other| **other == *id);
        return ctx.data.records(KindId::Budgets).filter(is_meant).collect();
    }
    let by_country = ctx.memo("budget lines by country", || {
        let mut by_country: HashMap<String, Vec<RecordRef>> = HashMap::new();
        for row in ctx.data.records(KindId::Budgets) {
            if let Some(country) = line_country(ctx, row) {
                by_country.entry(country.to_string()).or_default().push(row);
            }
        }
        by_country
    });
    by_country.get(id).cloned().unwrap_or_default()
}

/// Returns the country to which the money of a line belongs: the one that the line names, else the
/// only one of its activity.
pub(super) fn line_country<'a>(ctx: &QueryContext<'a>, row: RecordRef) -> Option<&'a Text> {
    let line: &BudgetLine = ctx.data.get(row)?;
    let activity = line.activity.as_ref().and_then(|id| ctx.data.activities().get(id));
    let of_activity = || match &activity?.countries[..] {
        [only] => Some(only),
        _ => None,
    };
    line.country.as_ref().or_else(of_activity)
}

/// Returns whether the money of any country is known.
pub(super) fn has_country_money(ctx: &QueryContext, measure: BudgetMeasure) -> bool {
    let is_found = |measure: BudgetMeasure| {
        let lines: Vec<RecordRef> = ctx.data.records(KindId::Budgets).collect();
        let lines = ctx.data.lines_of_measure(measure, &lines);
        lines.into_iter().any(|row| line_country(ctx, row).is_some())
    };
    match measure {
        BudgetMeasure::Budget => *ctx.memo("countries with a budget", || is_found(measure)),
        BudgetMeasure::Spent => *ctx.memo("countries with spent money", || is_found(measure)),
    }
}

/// Returns the sum of a country: an amount in one currency, or words about several.
pub(super) fn country_money_cell<'a>(
    ctx: &QueryContext,
    country: RecordRef,
    measure: BudgetMeasure,
) -> CellValue<'a> {
    let lines = ctx.data.lines_of_measure(measure, &country_budget_lines(ctx, country));
    let totals: MoneyTotals = ctx.data.budget_totals(&lines);
    match totals.single() {
        Some(sum) => sum.into(),
        None if totals.is_empty() => CellValue::Empty,
        None => totals.short().into(),
    }
}
