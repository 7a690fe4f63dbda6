//! Explains the symbols of the matrix.

use super::{MatrixPane, PercentageBase};
use crate::model::{Event, KindId};
use crate::pane::PaneContext;
use crate::query::pivot::gaps_and_overlaps::GapOrOverlap;
use crate::query::pivot::grid::{CellContent, GridDimension, PhaseDonors, phase_donors};
use crate::query::pivot::money_grid::MoneyGridTotals;
use crate::query::pivot::phase_comparison::{CellChange, PhaseComparison};
use crate::store::budget_totals::BudgetMeasure;
use crate::ui::glyphs::Glyphs;
use crate::ui::text_wrapping::{join_phrases, wrap};
use crate::ui::{truncate, width};

/// Two spaces between the symbols on a screen, three on a slide.
const SYMBOL_GAP: &str = "  ";
const SLIDE_SYMBOL_GAP: &str = "   ";

/// A sentence about the grid, and its symbols with their meanings.
#[derive(Default)]
pub(super) struct MatrixLegend {
    sentence: String,
    /// The donors of the phases, if no cell shows them.
    donors: String,
    symbols: Vec<(String, &'static str)>,
}

impl MatrixLegend {
    /// Removes the symbols that do not occur in a text.
    pub(super) fn only_symbols_in(mut self, text: &str) -> MatrixLegend {
        self.symbols.retain(|(symbol, _)| match symbol.as_str() {
            "P>L" => text.contains('>'),
            symbol => text.contains(symbol),
        });
        self
    }

    fn phrases(&self) -> Vec<String> {
        self.symbols.iter().map(|(symbol, meaning)| format!("{symbol} {meaning}")).collect()
    }

    /// Returns the lines of the legend at a width. Where they are too many, the sentences are cut.
    pub(super) fn lines(&self, width: u16, max_lines: usize) -> Vec<String> {
        let sentences = [&self.sentence, &self.donors].into_iter().filter(|text| !text.is_empty());
        let mut lines: Vec<String> =
            sentences.flat_map(|sentence| wrap(sentence, width, width)).collect();
        let symbols = join_phrases(&self.phrases(), SYMBOL_GAP, width);
        let room = max_lines.saturating_sub(symbols.len());
        if lines.len() > room && room > 0 {
            let rest = lines[room - 1..].join(" ");
            lines.truncate(room - 1);
            lines.push(truncate(&rest, width));
        }
        lines.truncate(room);
        lines.extend(symbols);
        lines.truncate(max_lines);
        lines
    }

    /// Returns the sentence and the symbols as paragraphs.
    pub(super) fn paragraphs(&self) -> Vec<String> {
        [self.sentence.clone(), self.donors.clone(), self.phrases().join(SLIDE_SYMBOL_GAP)]
            .into_iter()
            .filter(|paragraph| !paragraph.is_empty())
            .collect()
    }
}

impl MatrixPane {
    /// Returns the legend of the grid.
    pub(super) fn legend(&self, ctx: PaneContext) -> MatrixLegend {
        MatrixLegend { donors: self.donor_sentence(ctx), ..self.legend_without_donors(ctx) }
    }

    fn legend_without_donors(&self, ctx: PaneContext) -> MatrixLegend {
        let glyphs = ctx.glyphs;
        if let Some(comparison) = &self.comparison {
            let symbols = comparison_symbols(comparison, glyphs);
            return MatrixLegend {
                sentence: comparison.summary.clone(),
                symbols,
                ..MatrixLegend::default()
            };
        }
        if self.shows_gaps {
            return MatrixLegend { sentence: self.gap_summary(), ..MatrixLegend::default() };
        }
        if self.grid.shows_roles {
            let others = if glyphs.is_ascii { "." } else { "·" };
            let symbols = vec![
                ("L".into(), "leads"),
                ("P".into(), "partner"),
                ("N".into(), "named for it"),
                ("J".into(), "named jointly"),
                ("F".into(), "funds"),
                ("a".into(), "takes part"),
                ("e".into(), "in events only"),
                (others.into(), CellContent::others_named(ctx.query.data.has_sources())),
                ("?".into(), "not stated"),
            ];
            let mut legend = MatrixLegend { symbols, ..MatrixLegend::default() };
            legend = legend.only_symbols_in(&self.grid_letters());
            legend.symbols.extend(self.count_symbol());
            return legend;
        }
        if let Some(money) = &self.grid.money {
            let sentence = money_sentence(money);
            return MatrixLegend { sentence, ..MatrixLegend::default() };
        }
        let mut sentence = match self.percentage {
            PercentageBase::Off => "number of events found; each counts once in a total",
            PercentageBase::OfRow => {
                "events found in % of the row; an event may be in several cells"
            }
            PercentageBase::OfColumn => {
                "events found in % of the column; an event may be in several cells"
            }
        }
        .to_string();
        if [self.query.rows, self.query.columns].contains(&GridDimension::Objective) {
            sentence.push_str(&self.assignment_note(ctx));
        }
        MatrixLegend { sentence, ..MatrixLegend::default() }
    }

    /// Returns a letter with a number, as the first cell of several engagements shows it, and its
    /// meaning.
    fn count_symbol(&self) -> Option<(String, &'static str)> {
        let (rows, columns) = (self.grid.rows.len(), self.grid.columns.len());
        let mut cells = (0..rows).flat_map(|row| (0..columns).map(move |column| (row, column)));
        cells.find_map(|(row, column)| {
            let count = self.engagement_count(row, column)?;
            let letter = self.grid.cells[row][column].content.letter();
            Some((format!("{letter}{count}"), "the strongest of several engagements"))
        })
    }

    /// Returns the letters and signs of all cells.
    fn grid_letters(&self) -> String {
        self.grid.cells.iter().flatten().map(|cell| cell.content.letter()).collect()
    }

    /// Says how many of the events have an objective: the sources give none.
    fn assignment_note(&self, ctx: PaneContext) -> String {
        let data = ctx.query.data;
        let phase = self.query.phase.as_deref();
        let (mut assigned, mut by_others, mut all) = (0, 0, 0);
        for row in &self.events.rows {
            let Some(event) = data.get::<Event>(*row) else { continue };
            if phase.is_some_and(|id| event.phase.as_deref() != Some(id)) {
                continue;
            }
            all += 1;
            if !event.objectives.is_empty() {
                assigned += 1;
                let path = data.path(*row).join("objectives");
                by_others += usize::from(!data.is_our_reading(&path));
            }
        }
        let by_us = match assigned - by_others {
            0 => String::new(),
            _ if by_others == 0 => ", by us".into(),
            ours => format!(", {ours} of them by us"),
        };
        format!("; objectives are assigned to {assigned} of {all} events{by_us}")
    }

    /// Returns the donors as a sentence, if the cells show roles but not who funds.
    fn donor_sentence(&self, ctx: PaneContext) -> String {
        let axes = [self.query.rows, self.query.columns];
        let has_donors_in_cells =
            axes.contains(&GridDimension::Phase) || axes.contains(&GridDimension::Programme);
        if !self.grid.shows_roles || has_donors_in_cells {
            return String::new();
        }
        let data = ctx.query.data;
        let phases = self.donors(ctx).into_iter().map(|donors| {
            let claims = data.citation(&donors.path);
            let names = donors.agencies.iter().map(|id| {
                let name = data.short_label_of(KindId::Agencies, id);
                let is_disputed = claims.is_some_and(|claims| claims.disputes_member(&name));
                match ctx.glyphs.disputed {
                    _ if !is_disputed => name.to_string(),
                    marker if width(marker) > 1 => format!("{name} {marker}"),
                    marker => format!("{name}{marker}"),
                }
            });
            (donors.phase, names.collect::<Vec<_>>().join(", "))
        });
        // phases with the same donors stand together
        let mut groups: Vec<(String, Vec<String>)> = Vec::new();
        for (phase, names) in phases {
            match groups.iter_mut().find(|(other, _)| *other == names) {
                Some((_, phases)) => phases.push(phase),
                None => groups.push((names, vec![phase])),
            }
        }
        let sentence = |(names, phases): &(String, Vec<String>)| {
            let is_all = phases.len() > 1 && phases.len() == data.phases().len();
            let phases = if is_all { "all phases".into() } else { phases.join(", ") };
            format!("{phases}: {names}")
        };
        let groups: Vec<String> = groups.iter().map(sentence).collect();
        if groups.is_empty() { String::new() } else { format!("Donors of {}", groups.join("; ")) }
    }

    /// Returns the donors of the phases of the grid.
    pub(super) fn donors(&self, ctx: PaneContext) -> Vec<PhaseDonors> {
        let mut donors = phase_donors(&ctx.query, self.query.phase.as_deref());
        if let Some(phase) = &self.compared_phase {
            donors.extend(phase_donors(&ctx.query, Some(phase)));
        }
        donors
    }

    /// Returns the legend for a narrow screen, where cells are in words.
    pub(super) fn legend_without_symbols(&self, ctx: PaneContext) -> MatrixLegend {
        MatrixLegend { symbols: Vec::new(), ..self.legend(ctx) }
    }

    /// Returns gaps and overlaps as a sentence.
    pub(super) fn gap_summary(&self) -> String {
        let mut sentences = Vec::new();
        for (issue, meaning) in [
            (GapOrOverlap::Gap, "no agency is named"),
            (GapOrOverlap::Overlap, "several are named"),
            (GapOrOverlap::NotStated, "not stated"),
        ] {
            let rows: Vec<&str> = (0..self.grid.rows.len())
                .filter(|row| self.grid.coverage_issue(*row) == Some(issue))
                .map(|row| self.grid.rows[row].label.as_str())
                .collect();
            if !rows.is_empty() {
                sentences.push(format!("{meaning}: {}", rows.join(", ")));
            }
        }
        if sentences.is_empty() {
            return "no gap and no overlap: one agency is named in each row".into();
        }
        sentences.join("; ")
    }
}

/// Says which money the cells show, and how it is added.
fn money_sentence(money: &MoneyGridTotals) -> String {
    if money.grand_total.is_empty() {
        return format!("no budget line states money of this sort ({})", money.measure.name());
    }
    let noun = match money.measure {
        BudgetMeasure::Budget => "budget",
        BudgetMeasure::Spent => "money spent",
    };
    let currency = match money.single_currency() {
        Some(currency) => format!("in {currency}"),
        None => "by currency".into(),
    };
    let unassigned = match money.has_unassigned {
        true => "; money for several of them, or for none, is not split",
        false => "",
    };
    format!(
        "{noun} {currency} (k thousand, m million), without what is part of another line{unassigned}"
    )
}

/// Returns the signs of the changes that a comparison shows, with their meanings.
fn comparison_symbols(
    comparison: &PhaseComparison,
    glyphs: &Glyphs,
) -> Vec<(String, &'static str)> {
    let cells = || comparison.cells.iter().flatten();
    let has = |change: fn(&CellChange) -> bool| cells().any(|(_, _, other)| change(other));
    let has_later = |content| cells().any(|(_, after, _)| *after == content);
    let removed = cells().any(|(_, after, change)| {
        *change == CellChange::Dropped && *after != CellContent::NotStated
    });
    let symbols = [
        (has(|change| *change == CellChange::Same), "=", "unchanged"),
        (has(|change| *change == CellChange::Added), "+", "new"),
        (removed, glyphs.removed, "no longer named"),
        (
            has(|change| matches!(change, CellChange::MovedTo(_))),
            glyphs.moved,
            "now in that objective",
        ),
        (has(|change| *change == CellChange::Changed), "P>L", "role changed"),
        (has_later(CellContent::NotStated), "?", "not stated"),
    ];
    let shown = symbols.into_iter().filter(|(is_shown, ..)| *is_shown);
    shown.map(|(_, symbol, meaning)| (symbol.to_string(), meaning)).collect()
}
