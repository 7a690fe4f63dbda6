//! The agencies of the overview: which are named for an objective, how, and in which phases.

use super::{LEFT_MARGIN, OverviewLayout};
use crate::detail::StyleRole;
use crate::model::{Agency, AgencyRole, Engagement, KindId, Objective, Record, RecordPath, Text};
use crate::ui::{truncate, width};
use std::cmp::Reverse;

/// Minimum and maximum cells of the name of an agency.
const MIN_AGENCY_WIDTH: u16 = 4;
const MAX_AGENCY_WIDTH: u16 = 12;
/// Cells for the titles of objectives that agencies do not take.
const RESERVED_TITLE_WIDTH: u16 = 16;
/// From this width on a title is cut instead of replaced by its short form.
const MIN_FULL_TITLE_WIDTH: u16 = 40;
/// Cells of the number of an objective.
const NUMBER_WIDTH: u16 = 2;
/// Said of a phase whose agencies no source names for an objective, at length and in short.
pub(super) const NOT_BY_OBJECTIVE: &str = "no source names an agency by objective";
const NOT_BY_OBJECTIVE_SHORT: &str = "not by objective";
/// In place of the number of an objective.
const NO_NUMBER: &str = "-";
/// More phases without engagements are not listed.
const MAX_PHASE_ROWS: usize = 3;
/// More phases are not looked through.
const MAX_MEASURED_PHASES: usize = 20;

/// An agency with its id, and the position of its column.
struct AgencyColumn<'a> {
    id: &'a Text,
    agency: &'a Agency,
    x: u16,
}

impl<'a> OverviewLayout<'a> {
    /// Adds the table of objectives and agencies. Returns the cells that it takes.
    pub(super) fn push_lead_table(&mut self, max_width: u16) -> u16 {
        let data = self.ctx.query.data;
        let objectives: Vec<(&Text, &Objective)> = data
            .objectives()
            .iter()
            .filter(|(id, _)| *data.original_objective(id) == ***id)
            .collect();
        let mut columns = self.agency_columns(max_width);
        let agencies_width: u16 = columns.iter().map(|column| column_width(column.agency)).sum();
        let longest = objectives.iter().map(|(_, objective)| width(&objective.title)).max();
        let title_width = max_width
            .saturating_sub(LEFT_MARGIN + NUMBER_WIDTH + agencies_width + 1)
            .min(longest.unwrap_or(0) + 2);
        let agencies_x = LEFT_MARGIN + NUMBER_WIDTH + title_width + 1;
        for column in &mut columns {
            column.x += agencies_x;
        }
        let link = RecordPath::for_kind(KindId::Engagements);
        let x = self.push(LEFT_MARGIN, "Who does what", StyleRole::Strong, Some(&link)) + 1;
        let legend = self.role_legend();
        if x + width(&legend) < agencies_x {
            self.push(x, &legend, StyleRole::Dim, None);
        }
        for column in &columns {
            let name = truncate(&column.agency.name, MAX_AGENCY_WIDTH);
            let link = RecordPath::for_record(KindId::Agencies, column.id);
            self.push(column.x, &name, StyleRole::Dim, Some(&link));
        }
        self.y += 1;
        for (id, objective) in objectives {
            self.push_objective(id, objective, title_width);
            for column in &columns {
                self.push_roles(id, column);
            }
            self.y += 1;
        }
        self.push_phases_without_engagements(&columns, title_width);
        (agencies_x + agencies_width).min(max_width)
    }

    /// Returns the phases without engagements, with the agencies that are no donors of theirs.
    pub(super) fn phases_without_engagements(&self) -> Vec<(usize, Vec<&'a Text>)> {
        let data = self.ctx.query.data;
        let phases = data.phases().values().enumerate().take(MAX_MEASURED_PHASES);
        let rows = phases.filter_map(|(number, phase)| {
            let has_engagement =
                data.engagements().values().any(|other| self.phase_of(other) == Some(number));
            let agencies: Vec<&Text> =
                phase.agencies.iter().filter(|id| !phase.donors.contains(id)).collect();
            (!has_engagement && !agencies.is_empty()).then_some((number, agencies))
        });
        rows.take(MAX_PHASE_ROWS).collect()
    }

    /// Adds a line for each phase whose agencies no source names for an objective.
    fn push_phases_without_engagements(&mut self, columns: &[AgencyColumn], title_width: u16) {
        for (number, agencies) in self.phases_without_engagements() {
            let Some((id, phase)) = self.ctx.query.data.phases().get_index(number) else {
                continue;
            };
            let full = format!("{}: {NOT_BY_OBJECTIVE}", phase.short_label());
            let text = if width(&full) <= title_width { &full } else { NOT_BY_OBJECTIVE_SHORT };
            let link = RecordPath::for_record(KindId::Phases, id);
            self.push(LEFT_MARGIN, NO_NUMBER, StyleRole::Dim, None);
            let text = truncate(text, title_width);
            self.push(LEFT_MARGIN + NUMBER_WIDTH, &text, StyleRole::Dim, Some(&link));
            let symbol = self.ctx.glyphs.phase_symbol(number);
            for column in columns.iter().filter(|column| agencies.contains(&column.id)) {
                self.push(column.x, symbol, StyleRole::Phase(number), Some(&link));
            }
            self.y += 1;
        }
    }

    /// Explains the letters that occur.
    fn role_legend(&self) -> String {
        let engagements = self.ctx.query.data.engagements();
        let occurs =
            |role: &Option<AgencyRole>| engagements.values().any(|other| other.role == *role);
        let phrases = AgencyRole::ALL_AND_UNKNOWN.into_iter().filter(occurs).map(|role| {
            let meaning = match role {
                Some(AgencyRole::Lead) => "leads",
                Some(AgencyRole::Partner) => "partner",
                Some(AgencyRole::Named) => "named",
                Some(AgencyRole::Joint) => "jointly",
                None => "takes part",
            };
            format!("{} {meaning}", role_letter(role))
        });
        format!("({})", phrases.collect::<Vec<_>>().join(", "))
    }

    /// Returns the agencies that fit, those with the most engagements first.
    fn agency_columns(&self, max_width: u16) -> Vec<AgencyColumn<'a>> {
        let data = self.ctx.query.data;
        let engagements =
            |id: &str| data.engagements().values().filter(|e| *e.agency == *id).count();
        let mut agencies: Vec<(&Text, &Agency)> =
            data.agencies().iter().filter(|(id, _)| engagements(id) > 0).collect();
        agencies.sort_by_key(|(id, _)| Reverse(engagements(id)));
        let mut columns = Vec::new();
        let mut x = 0;
        for (id, agency) in agencies {
            let end = x + column_width(agency);
            if end + RESERVED_TITLE_WIDTH > max_width && !columns.is_empty() {
                break;
            }
            columns.push(AgencyColumn { id, agency, x });
            x = end;
        }
        columns
    }

    fn push_objective(&mut self, id: &str, objective: &Objective, title_width: u16) {
        if let Some(number) = objective.number {
            self.push(LEFT_MARGIN, &number.to_string(), StyleRole::Dim, None);
        }
        let fits = width(&objective.title) <= title_width || title_width >= MIN_FULL_TITLE_WIDTH;
        let short = objective.short.as_ref().filter(|_| !fits);
        let title = truncate(short.unwrap_or(&objective.title), title_width);
        let link = RecordPath::for_record(KindId::Objectives, id);
        self.push(LEFT_MARGIN + NUMBER_WIDTH, &title, StyleRole::Text, Some(&link));
    }

    /// Adds the roles of an agency: its letter, the symbols of the phases, and a marker.
    fn push_roles(&mut self, objective: &str, column: &AgencyColumn) {
        let mut x = column.x;
        for role in AgencyRole::ALL_AND_UNKNOWN {
            let is_weak = matches!(role, None | Some(AgencyRole::Partner));
            let style = if is_weak { StyleRole::Text } else { StyleRole::Strong };
            let engagements = self.engagements(objective, column.id, role);
            let Some((first, _)) = engagements.first() else { continue };
            let link = RecordPath::for_record(KindId::Engagements, first);
            x = self.push(x, role_letter(role), style, Some(&link));
            for (_, engagement) in &engagements {
                if let Some(number) = self.phase_of(engagement) {
                    let symbol = self.ctx.glyphs.phase_symbol(number);
                    x = self.push(x, symbol, StyleRole::Phase(number), None);
                }
            }
            if let Some((marker, style)) = self.role_marker(&engagements) {
                x = self.push(x, marker, style, None);
            }
            x += 1;
        }
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

    /// Returns the number of the phase of an engagement.
    pub(super) fn phase_of(&self, engagement: &Engagement) -> Option<usize> {
        let data = self.ctx.query.data;
        let objective = data.objectives().get(&engagement.objective)?;
        data.phases().get_index_of(objective.phase.as_ref()?)
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

/// Returns the letter of a role; `a` stands for one that is not stated, as in the matrix.
fn role_letter(role: Option<AgencyRole>) -> &'static str {
    role.map_or("a", AgencyRole::letter)
}

/// Returns the width of the column of an agency with the gap after it.
fn column_width(agency: &Agency) -> u16 {
    width(&agency.name).clamp(MIN_AGENCY_WIDTH, MAX_AGENCY_WIDTH) + 1
}
