//! The agencies of the overview where the objectives have no room: a line for each phase.

use super::line_limits::cut;
use super::phase_ranking::phase_ranks;
use super::{LEFT_MARGIN, OverviewLayout, ROLES_HEADING};
use crate::detail::StyleRole;
use crate::model::{AgencyRole, KindId, Objective, Phase, RecordPath, Text};
use crate::ui::{truncate, truncate_distinctly, width};
use std::cmp::Reverse;
use std::collections::HashMap;

/// Cells of the symbol of a phase.
const SYMBOL_WIDTH: u16 = 2;
/// Maximum cells of the name of an agency.
const MAX_AGENCY_WIDTH: u16 = 12;
/// Cells that the number of the other agencies takes.
const MORE_WIDTH: u16 = 5;

impl<'a> OverviewLayout<'a> {
    /// Adds for each phase the number of its objectives, and the agencies that lead the most of
    /// them. Returns the cells that it takes.
    pub(super) fn push_phase_leads(&mut self, max_width: u16) -> u16 {
        let link = RecordPath::for_kind(KindId::Engagements);
        let x = self.push(LEFT_MARGIN, ROLES_HEADING, StyleRole::Strong, Some(&link)) + 1;
        self.push(x, "(objectives that each leads)", StyleRole::Dim, None);
        self.y += 1;
        let phases: Vec<(usize, usize)> = self.objective_counts();
        let (shown, hidden) = cut(phases.len(), self.limits.tables);
        let ranks = phase_ranks(&self.ctx.query);
        let mut by_rank = phases.clone();
        by_rank.sort_by_key(|(number, _)| ranks[*number]);
        by_rank.truncate(shown);
        for (number, count) in phases.into_iter().filter(|phase| by_rank.contains(phase)) {
            self.push_phase_summary(number, count, max_width);
        }
        if hidden > 0 {
            let text = format!("… {hidden} more phases");
            let link = RecordPath::for_kind(KindId::Objectives);
            self.push(LEFT_MARGIN, &text, StyleRole::Dim, Some(&link));
            self.y += 1;
        }
        max_width
    }

    /// Returns the numbers of the phases that have objectives, and how many.
    fn objective_counts(&self) -> Vec<(usize, usize)> {
        let data = self.ctx.query.data;
        let phase_of = |objective: &Objective| {
            objective.phase.as_ref().and_then(|id| data.phases().get_index_of(id))
        };
        let mut counts = vec![0; data.phases().len()];
        for number in data.objectives().values().filter_map(phase_of) {
            counts[number] += 1;
        }
        counts.into_iter().enumerate().filter(|(_, count)| *count > 0).collect()
    }

    fn push_phase_summary(&mut self, number: usize, count: usize, max_width: u16) {
        let data = self.ctx.query.data;
        let Some((id, _)) = data.phases().get_index(number) else { return };
        let symbol = self.ctx.glyphs.phase_symbol(number);
        self.push(LEFT_MARGIN, symbol, StyleRole::Phase(number), None);
        let link = RecordPath::for_record(KindId::Phases, id);
        let noun = if count == 1 { "objective" } else { "objectives" };
        let text = format!("{count} {noun}");
        let mut x = self.push(LEFT_MARGIN + SYMBOL_WIDTH, &text, StyleRole::Text, Some(&link));
        let agencies = self.agencies_of_phase(number);
        let names: Vec<_> = agencies
            .iter()
            .map(|(agency, _)| data.short_label_of(KindId::Agencies, agency))
            .collect();
        let names: Vec<&str> = names.iter().map(|name| &**name).collect();
        let names = truncate_distinctly(&names, MAX_AGENCY_WIDTH);
        for (index, ((agency, leads), name)) in agencies.iter().zip(&names).enumerate() {
            let separator = if index == 0 { ": " } else { ", " };
            let count = if *leads > 0 { format!(" {leads}") } else { String::new() };
            let needed = width(separator) + width(name) + width(&count);
            let others = agencies.len() - index;
            if x + needed + MORE_WIDTH > max_width && others > 1 && index > 0 {
                let link = RecordPath::for_record(KindId::Phases, id);
                self.push(x, &format!(", +{others}"), StyleRole::Dim, Some(&link));
                break;
            }
            x = self.push(x, separator, StyleRole::Dim, None);
            let room = max_width.saturating_sub(x + width(&count));
            let link = RecordPath::for_record(KindId::Agencies, agency);
            x = self.push(x, &truncate(name, room), StyleRole::Text, Some(&link));
            x = self.push(x, &count, StyleRole::Dim, None);
        }
        self.y += 1;
    }

    /// Returns the agencies of a phase with the number of objectives that they lead, the first
    /// ones first.
    fn agencies_of_phase(&self, number: usize) -> Vec<(&'a Text, usize)> {
        let data = self.ctx.query.data;
        let mut leads: HashMap<&Text, (usize, usize)> = HashMap::new();
        for engagement in data.engagements().values() {
            if self.phase_of(engagement) == Some(number) {
                let (lead_count, count) = leads.entry(&engagement.agency).or_default();
                *lead_count += usize::from(engagement.role == Some(AgencyRole::Lead));
                *count += 1;
            }
        }
        let mut agencies: Vec<(&Text, (usize, usize))> = leads.into_iter().collect();
        agencies.sort_by_cached_key(|(id, counts)| {
            (Reverse(*counts), data.short_label_of(KindId::Agencies, id).into_owned())
        });
        let mut agencies: Vec<(&Text, usize)> =
            agencies.into_iter().map(|(id, (lead_count, _))| (id, lead_count)).collect();
        let phase: Option<(&Text, &Phase)> = data.phases().get_index(number);
        let others = phase.into_iter().flat_map(|(_, phase)| &phase.agencies);
        for id in others {
            let is_donor = phase.is_some_and(|(_, phase)| phase.donors.contains(id));
            if !is_donor && !agencies.iter().any(|(other, _)| *other == id) {
                agencies.push((id, 0));
            }
        }
        agencies
    }
}
