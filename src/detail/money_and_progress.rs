//! Adds the money of a record to its detail: the budget, the money spent, by year and by donor; and
//! the values of indicators as bars.

use super::Detail;
use super::entry::TextFragment;
use crate::model::{BudgetLine, Indicator, KindId, Money, MoneyTotals, Phase, RecordPath, Text};
use crate::query::QueryContext;
use crate::query::country_money::country_budget_lines;
use crate::store::RecordRef;
use crate::store::budget_totals::BudgetMeasure;
use std::collections::BTreeMap;

/// Cells of the longest bar.
const BAR_CELLS: usize = 12;

impl Detail {
    /// Adds the sums of the budget lines for a phase, a country, an objective or an activity.
    pub(super) fn push_money(&mut self, ctx: &QueryContext, record: RecordRef) {
        let data = ctx.data;
        let lines = budget_lines_of(ctx, record);
        if lines.is_empty() {
            return;
        }
        let budget_lines = data.lines_of_measure(BudgetMeasure::Budget, &lines);
        let budget = data.budget_totals(&budget_lines);
        let spent = data.budget_totals(&data.lines_of_measure(BudgetMeasure::Spent, &lines));
        // a phase states its budget itself
        let stated = data.get::<Phase>(record).and_then(|phase| phase.budget.as_ref());
        let adds_up = budget.single().zip(stated).is_some_and(|(sum, stated)| {
            sum.currency == stated.currency && sum.amount_value() == stated.amount_value()
        });
        if !budget.is_empty() && !adds_up {
            let title = if record.kind == KindId::Phases { "Budget lines" } else { "Budget" };
            self.push_field(title, vec![TextFragment::plain(budget.display())]);
        }
        if !spent.is_empty() {
            let share = stated.cloned().or_else(|| budget.single()).and_then(|budget| {
                let part = spent.single().filter(|spent| spent.currency == budget.currency)?;
                percent(&part, &budget)
            });
            let mut fragments = vec![TextFragment::plain(spent.display())];
            let of_budget = |share| TextFragment::dim(format!("({share} of the budget)"));
            fragments.extend(share.map(of_budget));
            self.push_field("Spent", fragments);
        }
        self.push_years(ctx, &budget_lines);
        self.push_donor_shares(ctx, &budget_lines, stated.cloned().or_else(|| budget.single()));
    }

    /// Adds the budget by year as bars, if any line is for one year.
    fn push_years(&mut self, ctx: &QueryContext, lines: &[RecordRef]) {
        let mut years: BTreeMap<i16, Vec<RecordRef>> = BTreeMap::new();
        let mut others = Vec::new();
        for row in lines {
            match ctx.data.get::<BudgetLine>(*row).and_then(BudgetLine::year) {
                Some(year) => years.entry(year).or_default().push(*row),
                None => others.push(*row),
            }
        }
        if years.is_empty() {
            return;
        }
        let totals = |rows: &Vec<RecordRef>| ctx.data.budget_totals(rows);
        let mut rows: Vec<(String, MoneyTotals)> =
            years.iter().map(|(year, rows)| (year.to_string(), totals(rows))).collect();
        if !others.is_empty() {
            rows.push(("other".into(), totals(&others)));
        }
        let most = largest(rows.iter().map(|(_, totals)| totals));
        for (index, (year, totals)) in rows.iter().enumerate() {
            let title = if index == 0 { "By year" } else { "" };
            let amount = TextFragment::plain(format!("{year}  {}", totals.display()));
            let bar = most.as_ref().zip(totals.single()).and_then(|(most, sum)| bar(&sum, most));
            self.push_field(title, std::iter::once(amount).chain(bar).collect());
        }
    }

    /// Adds the sum that each donor gives, if any line names one.
    fn push_donor_shares(&mut self, ctx: &QueryContext, lines: &[RecordRef], whole: Option<Money>) {
        let mut donors: Vec<(&Text, Vec<RecordRef>)> = Vec::new();
        for row in lines {
            let line = ctx.data.get::<BudgetLine>(*row);
            let Some(donor) = line.and_then(|line| line.donor.as_ref()) else { continue };
            match donors.iter_mut().find(|(other, _)| *other == donor) {
                Some((_, rows)) => rows.push(*row),
                None => donors.push((donor, vec![*row])),
            }
        }
        for (index, (donor, rows)) in donors.iter().enumerate() {
            let title = if index == 0 { "By donor" } else { "" };
            let totals = ctx.data.budget_totals(rows);
            let name = ctx.data.short_label_of(KindId::Agencies, donor).into_owned();
            let path = RecordPath::for_record(KindId::Agencies, donor);
            let share = whole.as_ref().zip(totals.single()).and_then(|(whole, part)| {
                (part.currency == whole.currency).then(|| percent(&part, whole)).flatten()
            });
            let mut fragments =
                vec![TextFragment::link(name, path), TextFragment::plain(totals.display())];
            fragments.extend(share.map(|share| TextFragment::dim(format!("({share})"))));
            self.push_field(title, fragments);
        }
    }
}

/// Returns the budget lines for a phase, a country, an objective or an activity.
pub(super) fn budget_lines_of(ctx: &QueryContext, record: RecordRef) -> Vec<RecordRef> {
    if record.kind == KindId::Countries {
        return country_budget_lines(ctx, record);
    }
    let data = ctx.data;
    let id = data.id(record);
    let is_meant = |row: &RecordRef| {
        let Some(line) = data.get::<BudgetLine>(*row) else { return false };
        let activity = line.activity.as_ref().and_then(|id| data.activities().get(id));
        match record.kind {
            KindId::Phases => data.phase_of(*row).is_some_and(|phase| **phase == *id),
            KindId::Objectives => names(&line.objective, activity.map(|it| &it.objectives), id),
            KindId::Activities => line.activity.as_deref() == Some(id),
            _ => false,
        }
    };
    data.records(KindId::Budgets).filter(is_meant).collect()
}

/// Returns whether a line names an id, or else its activity names it alone.
fn names(own: &Option<Text>, of_activity: Option<&Vec<Text>>, id: &str) -> bool {
    match (own, of_activity.map(Vec::as_slice)) {
        (Some(own), _) => **own == *id,
        (None, Some([only])) => **only == *id,
        _ => false,
    }
}

/// Returns the largest sum, if all sums are in one currency.
fn largest<'a>(totals: impl Iterator<Item = &'a MoneyTotals>) -> Option<Money> {
    let mut largest: Option<Money> = None;
    for totals in totals {
        let sum = totals.single()?;
        match &largest {
            Some(other) if other.currency != sum.currency => return None,
            Some(other) if other.amount_value() >= sum.amount_value() => {}
            _ => largest = Some(sum),
        }
    }
    largest
}

/// Returns a part as a percentage: "20%".
fn percent(part: &Money, whole: &Money) -> Option<String> {
    let share = part.amount_value() / whole.amount_value();
    share.is_finite().then(|| format!("{:.0}%", share * 100.0))
}

fn bar(sum: &Money, most: &Money) -> Option<TextFragment> {
    bar_of(sum.amount_value() / most.amount_value())
}

/// Returns a bar for a share of one; none for nothing.
fn bar_of(share: f64) -> Option<TextFragment> {
    let cells = (share.clamp(0.0, 1.0) * BAR_CELLS as f64).round() as usize;
    (cells > 0 && share.is_finite()).then(|| TextFragment::dim("█".repeat(cells)))
}

/// Returns the latest values of an indicator: "12 → 20, actual 14", with a bar for the way from the
/// baseline to the target.
pub(super) fn indicator_fragments(ctx: &QueryContext, indicator: &Indicator) -> Vec<TextFragment> {
    let (Some(period), Some(values)) = (indicator.latest_period(), indicator.latest_values())
    else {
        return Vec::new();
    };
    let mut fragments = vec![TextFragment::plain(values)];
    let baseline = indicator.baseline.as_ref().and_then(|baseline| baseline.value.as_ref());
    let number =
        |value: Option<&crate::model::IndicatorValue>| value.and_then(|value| value.number());
    if let (Some(target), Some(actual)) =
        (number(period.target.as_ref()), number(period.actual.as_ref()))
    {
        let start = number(baseline).unwrap_or(0.0);
        fragments.extend(bar_of((actual - start) / (target - start)));
    }
    if indicator.is_behind(ctx.today) == Some(true) {
        fragments.push(TextFragment::dim("behind"));
    }
    fragments
}
