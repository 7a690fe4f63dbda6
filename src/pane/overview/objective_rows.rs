//! The rows of the overview's agencies: objectives, and phases whose agencies no source names for
//! an objective.

use super::OverviewLayout;
use super::line_limits::cut;
use super::phase_ranking::phase_ranks;
use crate::model::{Engagement, Objective, Record, Text};
use crate::ui::{truncate, truncate_distinctly, width};
use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

/// From this width on a title is cut instead of replaced by its short form.
const MIN_FULL_TITLE_WIDTH: u16 = 40;

/// A row of the table.
pub(super) enum ObjectiveTableRow<'a> {
    Objective {
        id: &'a Text,
        objective: &'a Objective,
        /// Number of its phase.
        phase: Option<usize>,
        /// The best rank of the phases in which it goes on.
        rank: usize,
    },
    /// A phase without engagements, and its agencies.
    Phase { number: usize, agencies: Vec<&'a Text> },
}

impl<'a> OverviewLayout<'a> {
    /// Returns the rows: objectives by phase, each with those that continue it.
    pub(super) fn objective_rows(&self) -> Vec<ObjectiveTableRow<'a>> {
        let data = self.ctx.query.data;
        let phase_of = |objective: &Objective| {
            objective.phase.as_ref().and_then(|id| data.phases().get_index_of(id))
        };
        let ranks = phase_ranks(&self.ctx.query);
        let rank_of = |phase: Option<usize>| phase.map_or(usize::MAX, |number| ranks[number]);
        let mut best_ranks: HashMap<&str, usize> = HashMap::new();
        for (id, objective) in data.objectives().iter() {
            let best = best_ranks.entry(data.original_objective(id)).or_insert(usize::MAX);
            *best = (*best).min(rank_of(phase_of(objective)));
        }
        let originals =
            data.objectives().iter().filter(|(id, _)| data.original_objective(id) == &***id);
        let mut rows: Vec<ObjectiveTableRow> = originals
            .map(|(id, objective)| ObjectiveTableRow::Objective {
                id,
                objective,
                phase: phase_of(objective),
                rank: best_ranks.get(&**id).copied().unwrap_or(usize::MAX),
            })
            .collect();
        rows.sort_by_key(|row| match row {
            ObjectiveTableRow::Objective { phase, objective, .. } => {
                (phase.unwrap_or(usize::MAX), objective.number)
            }
            ObjectiveTableRow::Phase { .. } => (usize::MAX, None),
        });
        let phases = self.phases_without_engagements().into_iter();
        rows.extend(phases.map(|(number, agencies)| ObjectiveTableRow::Phase { number, agencies }));
        rows
    }

    /// Returns the rows of the highest ranks in their order, and the number of the others.
    pub(super) fn limit_objective_rows<'b>(
        &self,
        rows: &'b [ObjectiveTableRow<'a>],
        lines: usize,
    ) -> (Vec<&'b ObjectiveTableRow<'a>>, usize) {
        let (shown, hidden) = cut(rows.len(), lines);
        let ranks = phase_ranks(&self.ctx.query);
        let mut indexes: Vec<usize> = (0..rows.len()).collect();
        indexes.sort_by_key(|index| match &rows[*index] {
            ObjectiveTableRow::Objective { rank, .. } => *rank,
            ObjectiveTableRow::Phase { number, .. } => ranks[*number],
        });
        indexes.truncate(shown);
        indexes.sort_unstable();
        (indexes.into_iter().map(|index| &rows[index]).collect(), hidden)
    }

    /// Returns the titles of objectives in so many cells, each with the title under which it goes
    /// on. Different ones stay different.
    pub(super) fn fit_objective_titles(
        &self,
        rows: &[&ObjectiveTableRow<'a>],
        title_width: u16,
    ) -> Vec<String> {
        let titles = rows.iter().map(|row| {
            let ObjectiveTableRow::Objective { id, objective, .. } = row else {
                return Cow::default();
            };
            let title = self.engaged_title(id, objective);
            let can_cut = title == *objective.title && title_width >= MIN_FULL_TITLE_WIDTH;
            if width(&title) <= title_width || can_cut || objective.short.is_none() {
                return title;
            }
            self.engaged_short_label(id, objective)
        });
        let titles: Vec<Cow<str>> = titles.collect();
        let names: Vec<&str> = titles.iter().map(|title| &**title).collect();
        let mut names = truncate_distinctly(&names, title_width);
        for (row, name) in rows.iter().zip(&mut names) {
            let ObjectiveTableRow::Objective { id, objective, .. } = row else { continue };
            if title_width >= MIN_FULL_TITLE_WIDTH && self.has_other_title(id, objective) {
                let sign = self.ctx.glyphs.changed;
                let sign_width = width(sign) + 1;
                *name =
                    format!("{} {sign}", truncate(name, title_width.saturating_sub(sign_width)));
            }
        }
        names
    }

    /// Returns whether an agency is named for an objective that goes back to this one and has
    /// another title, which is not shown beside the title of this one.
    fn has_other_title(&self, id: &str, objective: &Objective) -> bool {
        let data = self.ctx.query.data;
        !self.is_later_engaged(id)
            && data.engagements().values().any(|engagement| {
                let other = data.objectives().get(&engagement.objective);
                data.original_objective(&engagement.objective) == id
                    && other.is_some_and(|other| other.title != objective.title)
            })
    }

    /// Returns the title of an objective, and the later one if agencies are named for that as well.
    pub(super) fn engaged_title(&self, id: &'a str, objective: &'a Objective) -> Cow<'a, str> {
        if self.is_later_engaged(id) {
            return self.ctx.query.data.title_over_phases(id);
        }
        (&*objective.title).into()
    }

    /// Does the same with short labels.
    pub(super) fn engaged_short_label(
        &self,
        id: &'a str,
        objective: &'a Objective,
    ) -> Cow<'a, str> {
        if self.is_later_engaged(id) {
            return self.ctx.query.data.short_label_over_phases(id);
        }
        objective.short_label().into()
    }

    /// Returns whether an agency is named for the latest objective that goes back to this one.
    fn is_later_engaged(&self, id: &str) -> bool {
        let data = self.ctx.query.data;
        let latest = data.latest_objective(id);
        data.engagements().values().any(|engagement| *engagement.objective == *latest)
    }

    /// Returns the phases without engagements, with the agencies that are no donors of theirs.
    pub(super) fn phases_without_engagements(&self) -> Vec<(usize, Vec<&'a Text>)> {
        let data = self.ctx.query.data;
        let engaged: HashSet<usize> =
            data.engagements().values().filter_map(|other| self.phase_of(other)).collect();
        let phases = data.phases().values().enumerate();
        let rows = phases.filter_map(|(number, phase)| {
            let agencies: Vec<&Text> =
                phase.agencies.iter().filter(|id| !phase.donors.contains(id)).collect();
            (!engaged.contains(&number) && !agencies.is_empty()).then_some((number, agencies))
        });
        rows.collect()
    }

    /// Returns the number of the phase of an engagement.
    pub(super) fn phase_of(&self, engagement: &Engagement) -> Option<usize> {
        let data = self.ctx.query.data;
        let objective = data.objectives().get(&engagement.objective)?;
        data.phases().get_index_of(objective.phase.as_ref()?)
    }
}
