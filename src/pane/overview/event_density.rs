//! The density of events over the years, under the phases of the overview.

use super::phase_rows::{Columns, SYMBOL_WIDTH};
use super::{LEFT_MARGIN, OverviewLayout};
use crate::detail::StyleRole;
use crate::model::{KindId, Phase, RecordPath};
use crate::query::timeline::time_scale::{TimeScale, day_number};
use crate::ui::text_wrapping::fit_phrases;

impl OverviewLayout<'_> {
    /// Adds a line with the number of events over the years, and the legend of the phases.
    pub(super) fn push_density(&mut self, scale: &TimeScale, columns: &Columns) {
        let query = self.ctx.query;
        if self.has_figures {
            self.push_quarters(scale, columns);
        } else {
            let density = scale.density(query.event_days().iter().map(|(first, _)| *first));
            let max = density.iter().copied().max().unwrap_or(0);
            let line: String =
                density.iter().map(|count| self.ctx.glyphs.density_symbol(*count, max)).collect();
            self.push(LEFT_MARGIN, line.trim_end(), StyleRole::Dim, None);
        }
        let x = if columns.is_beside {
            columns.beside_x() + SYMBOL_WIDTH
        } else {
            self.y += 1;
            LEFT_MARGIN + SYMBOL_WIDTH
        };
        let count = query.data.events().len();
        let noun = if count == 1 { "event" } else { "events" };
        let text = format!("{count} {noun} found");
        let x = self.push(x, &text, StyleRole::Text, Some(&RecordPath::for_kind(KindId::Events)));
        let is_expected = |phase: &Phase| {
            phase.countries_delivered.is_none() && phase.countries_planned.is_some()
        };
        let mut legends = Vec::new();
        let is_outside = |(first, last): &&(i32, i32)| {
            *last < day_number(scale.start) || *first > day_number(scale.end())
        };
        match query.event_days().iter().filter(is_outside).count() {
            0 => {}
            outside => legends.push(format!("{outside} off the axis")),
        }
        if self.has_later_events() {
            legends.push(format!("{} after the planned end", self.ctx.glyphs.past_end));
        }
        if query.data.phases().values().any(is_expected) {
            legends.push("(n) expected".into());
        }
        let legends = fit_phrases(legends, "  ", self.width().saturating_sub(x + 2));
        self.push(x + 2, &legends, StyleRole::Dim, None);
        self.y += 1;
    }

    /// Returns whether a phase has events after its planned years, which a dotted line shows.
    fn has_later_events(&self) -> bool {
        let last_days = self.ctx.query.last_event_days();
        let mut phases = self.ctx.query.data.phases().values().zip(last_days.iter());
        phases.any(|(phase, last)| {
            let end = phase.planned_bounds().map(|(_, end)| end);
            end.is_some() && *last > end
        })
    }
}
