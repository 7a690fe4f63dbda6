//! The phases of the overview: a bar over the years, the number of countries and the budget of
//! each.

use super::line_limits::cut;
use super::phase_ranking::phase_ranks;
use super::{LEFT_MARGIN, OverviewLayout};
use crate::detail::StyleRole;
use crate::model::{CountryCount, KindId, MoneyTotals, Phase, Record, RecordPath, Text};
use crate::query::timeline::time_scale::TimeScale;
use crate::store::Dataset;
use crate::store::budget_totals::BudgetMeasure;
use crate::ui::{truncate_distinctly, width};
use jiff::civil::Date;

/// Minimum cells of the bars with the columns beside them.
const MIN_BAR_WIDTH: u16 = 24;
/// Minimum cells of the bars beside spent money.
const MIN_BAR_WIDTH_WITH_SPENT: u16 = 40;
/// Maximum cells of budgets, and of names and budgets together.
const MAX_BUDGET_WIDTH: u16 = 24;
const MAX_NAME_AND_BUDGET_WIDTH: u16 = 43;
/// Cells of the symbol, of the gap between columns, and of the number of countries.
pub(super) const SYMBOL_WIDTH: u16 = 2;
const COLUMN_GAP: u16 = 2;
const COUNTRY_WIDTH: u16 = 5;

/// Cells of the words in place of the years of a phase, with the gap before them.
const UNDATED_WIDTH: u16 = 18;

/// The columns of the phases.
pub(super) struct Columns {
    /// Names, countries and budgets are beside the bars, not on lines of their own.
    pub(super) is_beside: bool,
    bar_width: u16,
    name_width: u16,
    budget_width: u16,
    /// The money spent in each phase, where there is room for it.
    spent: Vec<String>,
    /// The names of the phases, in so many cells.
    names: Vec<String>,
}

impl Columns {
    /// Returns the first column beside the bars.
    pub(super) fn beside_x(&self) -> u16 {
        LEFT_MARGIN + self.bar_width + COLUMN_GAP
    }

    /// Returns the column of the countries of a phase whose symbol is at `x`.
    fn country_x(&self, x: u16) -> u16 {
        x + SYMBOL_WIDTH + self.name_width + COLUMN_GAP
    }

    fn budget_x(&self, x: u16) -> u16 {
        self.country_x(x) + COUNTRY_WIDTH
    }

    fn spent_x(&self, x: u16) -> u16 {
        self.budget_x(x) + self.budget_width + COLUMN_GAP
    }
}

impl OverviewLayout<'_> {
    /// Adds the phases and the density of events.
    pub(super) fn push_phases(&mut self) {
        let data = self.ctx.query.data;
        // the header above the column says that it is a budget
        let budgets = data.phases().iter().map(|(id, phase)| phase_budget(data, id, phase));
        let budgets: Vec<String> =
            budgets.map(|budget| budget.unwrap_or_else(|| "not stated".into())).collect();
        let Some((first, last)) = data.date_range() else { return self.push_undated_phases() };
        let columns = self.columns(&budgets);
        let years = [first, last].into_iter();
        let Some(scale) = TimeScale::whole_years(years, columns.bar_width) else { return };
        self.push_headers(&scale, &columns);
        let top = self.y;
        let lines_each = if columns.is_beside { 1 } else { 2 };
        let (shown, hidden) = cut(data.phases().len(), self.limits.phases / lines_each);
        let ranks = phase_ranks(&self.ctx.query);
        for (number, budget) in budgets.iter().enumerate() {
            if ranks[number] < shown {
                self.push_phase(&scale, &columns, number, budget);
            }
        }
        let x = if columns.is_beside { columns.beside_x() + SYMBOL_WIDTH } else { LEFT_MARGIN };
        self.push_more_phases(x, hidden);
        self.needed.phases = self.y - top;
        self.push_density(&scale, &columns);
    }

    fn push_phase(&mut self, scale: &TimeScale, columns: &Columns, number: usize, budget: &str) {
        let query = self.ctx.query;
        let Some((id, phase)) = query.data.phases().get_index(number) else { return };
        self.push_bar(scale, number, phase, query.last_event_days()[number]);
        let x = if columns.is_beside {
            columns.beside_x()
        } else {
            self.y += 1;
            LEFT_MARGIN
        };
        let path = RecordPath::for_record(KindId::Phases, id);
        let role = StyleRole::Phase(number);
        self.push(x, self.ctx.glyphs.phase_symbol(number), role, None);
        self.push(x + SYMBOL_WIDTH, &columns.names[number], StyleRole::Text, Some(&path));
        self.push_country_count(columns.country_x(x), phase, &path);
        let link = path.join("budget");
        let unstated = budget_text(query.data, id, phase);
        let (text, role) = match phase_budget(query.data, id, phase) {
            Some(_) => (budget, StyleRole::Text),
            None if columns.is_beside => (budget, StyleRole::Dim),
            None => (&*unstated, StyleRole::Dim),
        };
        let end = self.push(columns.budget_x(x), text, role, Some(&link));
        self.push_marker(end, &link);
        if let Some(spent) = columns.spent.get(number) {
            self.push(columns.spent_x(x), spent, StyleRole::Text, Some(&path));
        }
        self.y += 1;
    }

    /// Adds the names of the phases of a programme that has no date.
    fn push_undated_phases(&mut self) {
        let phases = self.ctx.query.data.phases();
        let top = self.y;
        let (shown, hidden) = cut(phases.len(), self.limits.phases);
        let x = LEFT_MARGIN + SYMBOL_WIDTH;
        let names: Vec<&str> = phases.values().map(|phase| phase.short_label()).collect();
        let name_width = self.width().saturating_sub(x + UNDATED_WIDTH);
        let names = truncate_distinctly(&names, name_width);
        for (number, (id, name)) in phases.keys().zip(&names).enumerate().take(shown) {
            let role = StyleRole::Phase(number);
            self.push(LEFT_MARGIN, self.ctx.glyphs.phase_symbol(number), role, None);
            let path = RecordPath::for_record(KindId::Phases, id);
            let end = self.push(x, name, StyleRole::Text, Some(&path));
            self.push(end + COLUMN_GAP, "years not stated", StyleRole::Dim, None);
            self.y += 1;
        }
        self.push_more_phases(LEFT_MARGIN, hidden);
        self.needed.phases = self.y - top;
    }

    /// Adds how many phases are left out, with a link to all of them.
    fn push_more_phases(&mut self, x: u16, hidden: usize) {
        if hidden > 0 {
            let text = format!("… {hidden} more phases");
            let link = RecordPath::for_kind(KindId::Phases);
            self.push(x, &text, StyleRole::Dim, Some(&link));
            self.y += 1;
        }
    }

    fn columns(&self, budgets: &[String]) -> Columns {
        let phases = self.ctx.query.data.phases();
        let budgets = phases.keys().zip(budgets);
        let longest_budget = budgets.map(|(id, budget)| {
            let path = RecordPath::for_record(KindId::Phases, id).join("budget");
            width(budget) + width(self.marker(&path))
        });
        let longest_budget = longest_budget.max().unwrap_or(0);
        let budget_width = longest_budget.min(MAX_BUDGET_WIDTH);
        let longest_name = phases.values().map(|phase| width(phase.short_label())).max();
        let name_width =
            longest_name.unwrap_or(0).min(MAX_NAME_AND_BUDGET_WIDTH.saturating_sub(budget_width));
        let beside = SYMBOL_WIDTH + name_width + COLUMN_GAP + COUNTRY_WIDTH + budget_width;
        let mut bar_width = self.width().saturating_sub(LEFT_MARGIN + beside + COLUMN_GAP);
        let is_beside = bar_width >= MIN_BAR_WIDTH;
        let mut spent = self.spent_money();
        let spent_width = spent.iter().map(|text| width(text)).max().unwrap_or(0) + COLUMN_GAP;
        if !spent.is_empty() && bar_width >= MIN_BAR_WIDTH_WITH_SPENT + spent_width {
            bar_width -= spent_width;
        } else {
            spent.clear();
        }
        let bar_width =
            if is_beside { bar_width } else { self.width().saturating_sub(LEFT_MARGIN) };
        let names: Vec<&str> = phases.values().map(|phase| phase.short_label()).collect();
        let names = truncate_distinctly(&names, name_width);
        Columns { is_beside, bar_width, name_width, budget_width, spent, names }
    }

    /// Returns the money spent in each phase, in words; nothing if none is known.
    fn spent_money(&self) -> Vec<String> {
        let data = self.ctx.query.data;
        let spent = data.phases().keys().map(|id| phase_money(data, id, BudgetMeasure::Spent));
        let spent: Vec<String> = spent.map(|totals| sums_text(&totals)).collect();
        if spent.iter().all(String::is_empty) { Vec::new() } else { spent }
    }

    fn push_headers(&mut self, scale: &TimeScale, columns: &Columns) {
        for (cell, year) in scale.year_labels() {
            if cell + width(&year) <= columns.bar_width {
                self.push(LEFT_MARGIN + cell, &year, StyleRole::Dim, None);
            }
        }
        if columns.is_beside {
            let x = columns.beside_x();
            // the header ends where the numbers end
            let country_x = (columns.country_x(x) + 2).saturating_sub(width("countries"));
            self.push(country_x, "countries", StyleRole::Dim, None);
            self.push(columns.budget_x(x), "budget", StyleRole::Dim, None);
            if !columns.spent.is_empty() {
                self.push(columns.spent_x(x), "spent", StyleRole::Dim, None);
            }
        }
        self.y += 1;
    }

    /// Adds the planned days of a phase, and a dotted line to its last event.
    fn push_bar(
        &mut self,
        scale: &TimeScale,
        number: usize,
        phase: &Phase,
        last_day: Option<Date>,
    ) {
        let glyphs = self.ctx.glyphs;
        let role = StyleRole::Phase(number);
        let Some((start, end)) = phase.planned_bounds() else {
            self.push(LEFT_MARGIN, "years not stated", StyleRole::Dim, None);
            return;
        };
        let Some((first_cell, last_cell)) = scale.cell_range(start, end) else { return };
        let bar = glyphs.bar.repeat(usize::from(last_cell - first_cell) + 1);
        self.push(LEFT_MARGIN + first_cell, &bar, role, None);
        if let Some(last_day) = last_day.filter(|day| *day > end)
            && let Some((_, past_end)) = scale.cell_range(end, last_day)
        {
            let line = glyphs.past_end.repeat(usize::from(past_end - last_cell));
            self.push(LEFT_MARGIN + last_cell + 1, &line, role, None);
        }
    }

    /// Adds the number of countries, in brackets if it is only expected. Where none is stated, the
    /// listed countries of the phase are counted.
    fn push_country_count(&mut self, x: u16, phase: &Phase, path: &RecordPath) {
        let number = |count: CountryCount| match count {
            CountryCount::Exactly(count) => count.to_string(),
            CountryCount::UpTo(count) => format!("{}{count}", self.ctx.glyphs.at_most),
        };
        let (field, x, number) = match (phase.countries_delivered, phase.countries_planned) {
            (Some(count), _) => ("countries_delivered", x, format!("{:>2}", number(count))),
            (None, Some(count)) => {
                let number = format!("({})", number(count));
                ("countries_planned", x.saturating_sub(1), format!("{number:>4}"))
            }
            (None, None) => {
                let countries = self.ctx.query.data.countries().values();
                let phase = path.id().unwrap_or_default();
                let listed = |phases: &[Text]| phases.iter().any(|id| **id == *phase);
                let count = countries.filter(|country| listed(&country.phases)).count();
                if count > 0 {
                    self.push(x, &format!("{count:>2}"), StyleRole::Dim, Some(path));
                }
                return;
            }
        };
        let link = path.join(field);
        let (marker, role) = self.marker_with_role(&link);
        let role = if marker.is_empty() { StyleRole::Text } else { role };
        self.push(x, &format!("{number}{marker}"), role, Some(&link));
    }
}

/// Returns the budget of a phase in words: the one that is stated, else the sums of its lines.
fn phase_budget(data: &Dataset, id: &str, phase: &Phase) -> Option<String> {
    let stated = phase.budget.as_ref().map(|budget| budget.display());
    let lines = || Some(sums_text(&phase_money(data, id, BudgetMeasure::Budget)));
    stated.or_else(|| lines().filter(|sums| !sums.is_empty()))
}

/// Returns one sum in full, several in thousands or millions.
fn sums_text(totals: &MoneyTotals) -> String {
    totals.single().map_or_else(|| totals.short(), |sum| sum.display())
}

/// Returns the sums of the budget lines of a phase.
pub(super) fn phase_money(data: &Dataset, id: &str, measure: BudgetMeasure) -> MoneyTotals {
    data.budget_totals(&data.lines_of_phase(measure, id))
}

/// Returns the budget of a phase as a part of a sentence.
pub(super) fn budget_text(data: &Dataset, id: &str, phase: &Phase) -> String {
    phase_budget(data, id, phase).unwrap_or_else(|| "budget not stated".into())
}
