//! The cells of the overview's agencies: a letter for each role, and the symbols of its phases.

use super::OverviewLayout;
use super::objective_rows::ObjectiveTableRow;
use crate::detail::StyleRole;
use crate::model::{AgencyRole, Engagement, KindId, RecordPath, Text};
use crate::ui::width;

/// Maximum cells of all roles of an agency. Where they need more, the strongest is shown with the
/// number of the others.
const MAX_CELL_WIDTH: u16 = 8;
/// More phases of a role are only counted.
const MAX_SYMBOLS: usize = 3;

/// A part of a cell.
pub(super) struct CellPart {
    pub(super) text: String,
    pub(super) role: StyleRole,
    pub(super) link: Option<RecordPath>,
}

/// The engagements of an agency in an objective with one role.
type RoleGroup<'a> = (Option<AgencyRole>, Vec<(&'a Text, &'a Engagement)>);

impl<'a> OverviewLayout<'a> {
    /// Returns the cell of an agency in a row. It is empty if the agency has no part in it.
    pub(super) fn role_cell(&self, row: &ObjectiveTableRow<'a>, agency: &str) -> Vec<CellPart> {
        match row {
            ObjectiveTableRow::Objective { id, .. } => self.objective_cell(id, agency),
            ObjectiveTableRow::Phase { number, agencies } => {
                if !agencies.iter().any(|id| &***id == agency) {
                    return Vec::new();
                }
                let phase = self.ctx.query.data.phases().get_index(*number);
                let link = phase.map(|(id, _)| RecordPath::for_record(KindId::Phases, id));
                vec![CellPart { link, ..self.symbol(*number) }]
            }
        }
    }

    fn objective_cell(&self, objective: &str, agency: &str) -> Vec<CellPart> {
        let groups: Vec<RoleGroup> = AgencyRole::ALL_AND_UNKNOWN
            .into_iter()
            .map(|role| (role, self.engagements(objective, agency, role)))
            .filter(|(_, engagements)| !engagements.is_empty())
            .collect();
        let mut parts = Vec::new();
        for group in &groups {
            if !parts.is_empty() {
                parts.push(plain(" "));
            }
            parts.extend(self.group_parts(group, usize::MAX));
        }
        if cell_width(&parts) <= MAX_CELL_WIDTH {
            return parts;
        }
        let Some(first) = groups.first() else { return parts };
        let mut parts = self.group_parts(first, MAX_SYMBOLS);
        let total: usize = groups.iter().map(|(_, engagements)| engagements.len()).sum();
        let more = total - first.1.len().min(MAX_SYMBOLS);
        if more > 0 {
            let link = RecordPath::for_record(KindId::Objectives, objective);
            parts.push(CellPart {
                text: format!("+{more}"),
                role: StyleRole::Dim,
                link: Some(link),
            });
        }
        parts
    }

    /// Returns the letter of a role, the symbols of its phases, and a marker.
    fn group_parts(&self, (role, engagements): &RoleGroup, max_symbols: usize) -> Vec<CellPart> {
        let is_weak = matches!(role, None | Some(AgencyRole::Partner));
        let link = engagements.first();
        let mut parts = vec![CellPart {
            text: role_letter(*role).into(),
            role: if is_weak { StyleRole::Text } else { StyleRole::Strong },
            link: link.map(|(id, _)| RecordPath::for_record(KindId::Engagements, id)),
        }];
        let phases = engagements.iter().filter_map(|(_, engagement)| self.phase_of(engagement));
        parts.extend(phases.take(max_symbols).map(|number| self.symbol(number)));
        if let Some((marker, role)) = self.role_marker(engagements) {
            parts.push(CellPart { role, ..plain(marker) });
        }
        parts
    }

    fn symbol(&self, number: usize) -> CellPart {
        let symbol = self.ctx.glyphs.phase_symbol(number);
        CellPart { role: StyleRole::Phase(number), ..plain(symbol) }
    }

    /// Returns the engagements of an agency in an objective and those that continue it.
    pub(super) fn engagements(
        &self,
        objective: &str,
        agency: &str,
        role: Option<AgencyRole>,
    ) -> Vec<(&'a Text, &'a Engagement)> {
        let data = self.ctx.query.data;
        data.engagements_in_objective(objective)
            .iter()
            .filter_map(|row| data.engagements().get_index(row.index as usize))
            .filter(|(_, engagement)| engagement.role == role && *engagement.agency == *agency)
            .collect()
    }

    /// Returns one marker for the roles of all phases.
    fn role_marker(
        &self,
        engagements: &[(&Text, &Engagement)],
    ) -> Option<(&'static str, StyleRole)> {
        let glyphs = self.ctx.glyphs;
        let markers: Vec<&str> = engagements
            .iter()
            .map(|(id, _)| {
                self.marker(&RecordPath::for_record(KindId::Engagements, id).join("role"))
            })
            .collect();
        if markers.contains(&glyphs.overridden) {
            Some((glyphs.overridden, StyleRole::Changed))
        } else if markers.contains(&glyphs.disputed) {
            Some((glyphs.disputed, StyleRole::Disputed))
        } else {
            None
        }
    }
}

fn plain(text: &str) -> CellPart {
    CellPart { text: text.into(), role: StyleRole::Text, link: None }
}

/// Returns the cells that the parts of a cell take.
pub(super) fn cell_width(parts: &[CellPart]) -> u16 {
    parts.iter().map(|part| width(&part.text)).sum()
}

/// Returns the letter of a role; `a` stands for one that is not stated, as in the matrix.
pub(super) fn role_letter(role: Option<AgencyRole>) -> &'static str {
    role.map_or("a", AgencyRole::letter)
}
