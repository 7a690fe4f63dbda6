//! The key figures of a large overview: how many phases, countries, agencies and events, and how
//! much money.

use super::{LEFT_MARGIN, OverviewLayout};
use crate::detail::StyleRole;
use crate::model::{KindId, MoneyTotals, RecordPath};
use crate::query::lists::countries;
use crate::ui::width;

/// Minimum cells between two figures.
const MIN_GAP: u16 = 4;

/// A number, its label, and the path that it leads to.
struct KeyFigure {
    number: String,
    label: String,
    link: RecordPath,
}

impl OverviewLayout<'_> {
    /// Adds a line of numbers, and a line with their labels.
    pub(super) fn push_key_figures(&mut self) {
        let figures = self.key_figures();
        let widths: Vec<u16> =
            figures.iter().map(|figure| width(&figure.number).max(width(&figure.label))).collect();
        let used = widths.iter().sum::<u16>() + LEFT_MARGIN;
        let gaps = figures.len().saturating_sub(1).max(1) as u16;
        let gap = (self.width().saturating_sub(used) / gaps).max(MIN_GAP);
        let mut x = LEFT_MARGIN;
        for (figure, cells) in figures.iter().zip(widths) {
            let link = Some(&figure.link);
            self.text.push(self.y, x, &figure.number, StyleRole::Strong, link);
            self.text.push(self.y + 1, x, &figure.label, StyleRole::Dim, None);
            x += cells + gap;
        }
        self.y += 2;
    }

    fn key_figures(&self) -> Vec<KeyFigure> {
        let data = self.ctx.query.data;
        let figure = |count: usize, (singular, plural): (&str, &str), kind| KeyFigure {
            number: count.to_string(),
            label: if count == 1 { singular } else { plural }.into(),
            link: RecordPath::for_kind(kind),
        };
        let country_count = (countries::LIST.rows)(data, false).len();
        let mut figures = vec![
            figure(data.phases().len(), ("phase", "phases"), KindId::Phases),
            figure(country_count, ("country", "countries"), KindId::Countries),
            figure(data.agencies().len(), ("agency", "agencies"), KindId::Agencies),
            figure(data.events().len(), ("event found", "events found"), KindId::Events),
            figure(data.documents().len(), ("document", "documents"), KindId::Documents),
        ];
        figures.retain(|figure| figure.number != "0");
        figures.extend(self.budget_figure());
        figures
    }

    /// Returns the sum of the budgets that phases state, if they are in one currency.
    fn budget_figure(&self) -> Option<KeyFigure> {
        let phases = self.ctx.query.data.phases();
        let mut totals = MoneyTotals::default();
        let mut count = 0;
        for budget in phases.values().filter_map(|phase| phase.budget.as_ref()) {
            totals.add(budget);
            count += 1;
        }
        let sum = totals.single()?;
        let label = if count == phases.len() {
            "budget".to_string()
        } else {
            format!("budget of {count} of {} phases", phases.len())
        };
        let link = RecordPath::for_kind(KindId::Phases);
        Some(KeyFigure { number: sum.display(), label, link })
    }
}
