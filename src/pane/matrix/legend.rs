//! Explains the symbols of the matrix.

use super::{MatrixPane, Percentage};
use crate::query::pivot::grid::CoverageIssue;
use crate::ui::glyphs::Glyphs;
use crate::ui::rich_text::{join_phrases, wrap};

/// Two spaces between the symbols on a screen, three on a slide.
const SYMBOL_GAP: &str = "  ";
const SLIDE_SYMBOL_GAP: &str = "   ";

/// A sentence about the grid, and its symbols with their meanings.
#[derive(Default)]
pub(super) struct Legend {
    sentence: String,
    symbols: Vec<(String, &'static str)>,
}

impl Legend {
    /// Removes the symbols that do not occur in a text.
    pub(super) fn only_symbols_in(mut self, text: &str) -> Legend {
        self.symbols.retain(|(symbol, _)| match symbol.as_str() {
            "P>L" => text.contains('>'),
            symbol => text.contains(symbol),
        });
        self
    }

    fn phrases(&self) -> Vec<String> {
        self.symbols.iter().map(|(symbol, meaning)| format!("{symbol} {meaning}")).collect()
    }

    /// Returns the lines of the legend at a width.
    pub(super) fn lines(&self, width: u16) -> Vec<String> {
        let mut lines =
            if self.sentence.is_empty() { Vec::new() } else { wrap(&self.sentence, width, width) };
        lines.extend(join_phrases(&self.phrases(), SYMBOL_GAP, width));
        lines
    }

    /// Returns the sentence and the symbols as paragraphs.
    pub(super) fn paragraphs(&self) -> Vec<String> {
        [self.sentence.clone(), self.phrases().join(SLIDE_SYMBOL_GAP)]
            .into_iter()
            .filter(|paragraph| !paragraph.is_empty())
            .collect()
    }
}

impl MatrixPane {
    /// Returns the legend of the grid.
    pub(super) fn legend(&self, glyphs: &Glyphs) -> Legend {
        if let Some(comparison) = &self.comparison {
            let symbols = vec![
                ("=".into(), "unchanged"),
                ("+".into(), "new"),
                (glyphs.removed.into(), "no longer"),
                ("?".into(), "not stated"),
                ("P>L".into(), "role changed"),
            ];
            return Legend { sentence: comparison.summary.clone(), symbols };
        }
        if self.shows_gaps {
            return Legend { sentence: self.gap_summary(), symbols: Vec::new() };
        }
        if self.grid.shows_roles {
            let others = if glyphs.is_ascii { "." } else { "·" };
            let symbols = vec![
                ("L".into(), "leads"),
                ("P".into(), "partner"),
                ("F".into(), "funds"),
                ("a".into(), "takes part"),
                (others.into(), "not involved (sources name others)"),
                ("?".into(), "not stated"),
            ];
            return Legend { symbols, ..Legend::default() };
        }
        let sentence = match self.percentage {
            Percentage::Off => "number of events; each counts once in a total",
            Percentage::OfRow => "events in % of the row; an event may be in several cells",
            Percentage::OfColumn => "events in % of the column; an event may be in several cells",
        };
        Legend { sentence: sentence.into(), symbols: Vec::new() }
    }

    /// Returns the legend for a narrow screen, where cells are in words.
    pub(super) fn legend_without_symbols(&self, glyphs: &Glyphs) -> Legend {
        Legend { symbols: Vec::new(), ..self.legend(glyphs) }
    }

    /// Returns gaps and overlaps as a sentence.
    pub(super) fn gap_summary(&self) -> String {
        let mut sentences = Vec::new();
        for (issue, meaning) in [
            (CoverageIssue::Gap, "no agency leads"),
            (CoverageIssue::Overlap, "several are named"),
            (CoverageIssue::NotStated, "not stated"),
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
