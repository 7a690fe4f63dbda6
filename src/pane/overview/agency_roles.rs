//! The agencies of the overview: which are named for an objective, how, and in which phases.

use super::objective_rows::ObjectiveTableRow;
use super::role_cells::{CellPart, cell_width, role_letter};
use super::{CHANGED_BETWEEN_PHASES, LEFT_MARGIN, OverviewLayout, ROLES_HEADING};
use crate::detail::StyleRole;
use crate::model::{Agency, AgencyRole, KindId, NOT_STATED, Objective, Record, RecordPath, Text};
use crate::query::agency_order::agencies_in_order;
use crate::ui::{truncate, truncate_distinctly, width};
use std::collections::{BTreeSet, HashSet};

/// Minimum cells of the name of an agency, maximum cells, and those where not all agencies fit.
const MIN_AGENCY_WIDTH: u16 = 4;
const MAX_AGENCY_WIDTH: u16 = 12;
const MAX_SHORT_AGENCY_WIDTH: u16 = 8;
/// Cells for the titles of objectives that agencies do not take: so many, and two fifths of the
/// table.
const MIN_TITLE_WIDTH: u16 = 14;
const RESERVED_TITLE_FIFTHS: u16 = 2;
/// Cells of the symbol of the phase of an objective, where objectives are of several phases.
const SYMBOL_WIDTH: u16 = 2;
/// Said of a phase whose agencies no source names for an objective, at length and in short.
pub(super) const NOT_BY_OBJECTIVE: &str = "no agency by objective found";
const NOT_BY_OBJECTIVE_SHORT: &str = "not by objective";
/// In place of the number of an objective.
const NO_NUMBER: &str = "-";

/// The column of an agency: its cells in the rows that are shown.
struct AgencyColumn<'a> {
    id: &'a Text,
    agency: &'a Agency,
    cells: Vec<Vec<CellPart>>,
    width: u16,
}

/// The table of the rows that are shown.
struct RoleTable<'a, 'b> {
    rows: Vec<&'b ObjectiveTableRow<'a>>,
    columns: Vec<AgencyColumn<'a>>,
    /// The agencies that have no room for a column.
    hidden_agencies: Vec<&'a Text>,
    max_name_width: u16,
    has_symbols: bool,
    number_width: u16,
    title_width: u16,
    /// The title of each row in so many cells; empty for phases.
    titles: Vec<String>,
    max_width: u16,
}

impl RoleTable<'_, '_> {
    fn number_x(&self) -> u16 {
        LEFT_MARGIN + if self.has_symbols { SYMBOL_WIDTH } else { 0 }
    }

    fn title_x(&self) -> u16 {
        self.number_x() + self.number_width
    }

    fn agencies_x(&self) -> u16 {
        self.title_x() + self.title_width + 1
    }

    /// Returns the column of the numbers of agencies that are left out.
    fn more_x(&self) -> u16 {
        self.agencies_x() + self.columns.iter().map(|column| column.width).sum::<u16>()
    }

    fn end(&self) -> u16 {
        (self.more_x() + more_width(self.hidden_agencies.len())).min(self.max_width)
    }
}

impl<'a> OverviewLayout<'a> {
    /// Adds the table of objectives and agencies, or a summary of it if it has too little room.
    /// Returns the cells that it takes.
    pub(super) fn push_role_table(&mut self, max_width: u16) -> u16 {
        let rows = self.objective_rows();
        if rows.is_empty() && !self.ctx.query.data.activities().is_empty() {
            return self.push_activity_agencies(max_width);
        }
        if rows.len() > self.limits.tables.saturating_mul(2) {
            return self.push_phase_leads(max_width);
        }
        let (shown, hidden) = self.limit_objective_rows(&rows, self.limits.tables);
        let table = self.role_table(shown, max_width);
        self.push_role_headings(&table);
        if table.rows.is_empty() {
            self.push(LEFT_MARGIN, NOT_STATED, StyleRole::Dim, None);
            self.y += 1;
        }
        for index in 0..table.rows.len() {
            self.push_role_row(&table, index);
        }
        if hidden > 0 {
            let is_objective =
                |row: &ObjectiveTableRow| matches!(row, ObjectiveTableRow::Objective { .. });
            let noun = if rows.iter().all(is_objective) { " objectives" } else { "" };
            let text = format!("… {hidden} more{noun}");
            let link = RecordPath::for_kind(KindId::Objectives);
            self.push(LEFT_MARGIN, &text, StyleRole::Dim, Some(&link));
            self.y += 1;
        }
        table.end()
    }

    fn role_table<'b>(
        &self,
        rows: Vec<&'b ObjectiveTableRow<'a>>,
        max_width: u16,
    ) -> RoleTable<'a, 'b> {
        let phases = rows.iter().filter_map(|row| match row {
            ObjectiveTableRow::Objective { phase, .. } => Some(*phase),
            ObjectiveTableRow::Phase { .. } => None,
        });
        let first = phases.clone().next();
        let objectives = || {
            rows.iter().filter_map(|row| match row {
                ObjectiveTableRow::Objective { id, objective, .. } => Some((*id, *objective)),
                ObjectiveTableRow::Phase { .. } => None,
            })
        };
        let numbers = objectives().filter_map(|(_, objective)| objective.number);
        let digits = numbers.map(|number| width(&number.to_string())).max().unwrap_or(1);
        let titles = objectives().map(|(id, it)| width(&self.engaged_title(id, it)));
        let longest = titles.max().unwrap_or(0);
        let has_symbols = phases.clone().any(|phase| Some(phase) != first);
        let mut table = RoleTable {
            has_symbols,
            number_width: digits + 1,
            title_width: 0,
            titles: Vec::new(),
            max_width,
            columns: Vec::new(),
            hidden_agencies: Vec::new(),
            max_name_width: MAX_AGENCY_WIDTH,
            rows,
        };
        self.add_columns(&mut table);
        if !table.hidden_agencies.is_empty() {
            table.max_name_width = MAX_SHORT_AGENCY_WIDTH;
            self.add_columns(&mut table);
        }
        let agencies_width = table.more_x() - table.agencies_x();
        let taken = table.title_x() + agencies_width + more_width(table.hidden_agencies.len()) + 1;
        table.title_width = max_width.saturating_sub(taken).min((longest + 2).max(MIN_TITLE_WIDTH));
        table.titles = self.fit_objective_titles(&table.rows, table.title_width);
        table
    }

    /// Adds a column for each agency that fits, those with the most engagements first. Each
    /// programme and phase has a column, if there is room.
    fn add_columns<'b>(&self, table: &mut RoleTable<'a, 'b>) {
        let agencies = self.agencies_by_engagements(&table.rows);
        let reserved = (table.max_width * RESERVED_TITLE_FIFTHS / 5).max(MIN_TITLE_WIDTH);
        let available = table.max_width.saturating_sub(table.title_x() + reserved + 1);
        let columns: Vec<AgencyColumn> =
            agencies.iter().map(|(id, agency)| self.agency_column(table, id, agency)).collect();
        let total: u16 = columns.iter().map(|column| column.width).sum();
        let mut chosen: Vec<usize> = (0..columns.len()).collect();
        if total > available {
            chosen = Vec::new();
            let mut used = 0;
            for index in self.leading_columns(&table.rows, &columns) {
                let others = columns.len() - chosen.len() - 1;
                let needed = used + columns[index].width + more_width(others);
                if needed > available && !chosen.is_empty() {
                    break;
                }
                used += columns[index].width;
                chosen.push(index);
            }
        }
        table.columns.clear();
        table.hidden_agencies.clear();
        for (index, column) in columns.into_iter().enumerate() {
            if chosen.contains(&index) {
                table.columns.push(column);
            } else {
                table.hidden_agencies.push(column.id);
            }
        }
    }

    fn agency_column(
        &self,
        table: &RoleTable<'a, '_>,
        id: &'a Text,
        agency: &'a Agency,
    ) -> AgencyColumn<'a> {
        let cells: Vec<Vec<CellPart>> =
            table.rows.iter().map(|row| self.role_cell(row, id)).collect();
        let longest = cells.iter().map(|cell| cell_width(cell)).max().unwrap_or(0);
        let name = width(&agency.name).clamp(MIN_AGENCY_WIDTH, table.max_name_width);
        AgencyColumn { id, agency, cells, width: name.max(longest) + 1 }
    }

    /// Returns the columns in the order in which they get room: the first agency of each
    /// programme, then the first one of each phase that has none yet, then all others.
    fn leading_columns(
        &self,
        rows: &[&ObjectiveTableRow<'a>],
        columns: &[AgencyColumn],
    ) -> Vec<usize> {
        let data = self.ctx.query.data;
        let phase_of = |row: &ObjectiveTableRow| match row {
            ObjectiveTableRow::Objective { phase, .. } => *phase,
            ObjectiveTableRow::Phase { number, .. } => Some(*number),
        };
        let phases: Vec<Option<usize>> = rows.iter().map(|row| phase_of(row)).collect();
        let programme_of = |phase: usize| {
            let (id, _) = data.phases().get_index(phase)?;
            let record = data.find(KindId::Phases, id)?;
            data.programmes_of(record).first().map(|id| id.to_string())
        };
        let programmes = phases.iter().map(|phase| phase.and_then(programme_of)).collect();
        let phases = phases.iter().map(|phase| phase.map(|number| number.to_string())).collect();
        let groupings: [Vec<Option<String>>; 2] = [programmes, phases];
        let mut order: Vec<usize> = Vec::new();
        for groups in groupings {
            for group in groups.iter().collect::<BTreeSet<_>>() {
                let has_part = |index: &usize| {
                    let cells = columns[*index].cells.iter().zip(&groups);
                    cells.into_iter().any(|(cell, other)| other == group && !cell.is_empty())
                };
                let members: Vec<usize> = (0..columns.len()).filter(has_part).collect();
                if let Some(first) = members.first()
                    && !members.iter().any(|index| order.contains(index))
                {
                    order.push(*first);
                }
            }
        }
        let others: Vec<usize> = (0..columns.len()).filter(|i| !order.contains(i)).collect();
        order.extend(others);
        order
    }

    /// Returns the agencies that take part in an objective, or are named in one of the rows.
    fn agencies_by_engagements(
        &self,
        rows: &[&ObjectiveTableRow<'a>],
    ) -> Vec<(&'a Text, &'a Agency)> {
        let data = self.ctx.query.data;
        let engagements = data.engagements().values();
        let mut named: HashSet<&str> = engagements.map(|engagement| &*engagement.agency).collect();
        for row in rows {
            if let ObjectiveTableRow::Phase { agencies, .. } = row {
                named.extend(agencies.iter().map(|id| &***id));
            }
        }
        let agencies = agencies_in_order(data, None).into_iter();
        let agencies = agencies.filter_map(|row| data.agencies().get_index(row.index as usize));
        agencies.filter(|(id, _)| named.contains(&***id)).collect()
    }

    fn push_role_headings(&mut self, table: &RoleTable) {
        let link = RecordPath::for_kind(KindId::Engagements);
        let x = self.push(LEFT_MARGIN, ROLES_HEADING, StyleRole::Strong, Some(&link)) + 1;
        let legend = self.role_legend();
        if x + width(&legend) < table.agencies_x() {
            self.push(x, &legend, StyleRole::Dim, None);
        } else if !legend.is_empty() {
            self.legends.push(legend);
        }
        let changed = self.ctx.glyphs.changed;
        let changed_legend = format!("{changed} {CHANGED_BETWEEN_PHASES}");
        let is_changed = table.titles.iter().any(|title| title.ends_with(changed));
        if is_changed && !self.legends.contains(&changed_legend) {
            self.legends.push(changed_legend);
        }
        let mut x = table.agencies_x();
        let names: Vec<&str> = table.columns.iter().map(|column| &*column.agency.name).collect();
        let names = truncate_distinctly(&names, table.max_name_width);
        for (column, name) in table.columns.iter().zip(&names) {
            let link = RecordPath::for_record(KindId::Agencies, column.id);
            self.push(x, name, StyleRole::Dim, Some(&link));
            x += column.width;
        }
        if !table.hidden_agencies.is_empty() {
            let link = RecordPath::for_kind(KindId::Agencies);
            self.push(x, &more_text(table.hidden_agencies.len()), StyleRole::Dim, Some(&link));
        }
        self.y += 1;
    }

    fn push_role_row(&mut self, table: &RoleTable<'a, '_>, index: usize) {
        let row = table.rows[index];
        match row {
            ObjectiveTableRow::Objective { id, objective, phase, .. } => {
                if let Some(number) = phase.filter(|_| table.has_symbols) {
                    let symbol = self.ctx.glyphs.phase_symbol(number);
                    self.push(LEFT_MARGIN, symbol, StyleRole::Phase(number), None);
                }
                self.push_objective(table, index, id, objective);
            }
            ObjectiveTableRow::Phase { number, .. } => {
                self.push_phase_without_roles(table, *number)
            }
        }
        let mut x = table.agencies_x();
        for column in &table.columns {
            let mut part_x = x;
            for part in &column.cells[index] {
                part_x = self.push(part_x, &part.text, part.role, part.link.as_ref());
            }
            x += column.width;
        }
        let has_part = |agency: &&&Text| !self.role_cell(row, agency).is_empty();
        let hidden = table.hidden_agencies.iter().filter(has_part).count();
        if hidden > 0 {
            let link = match row {
                ObjectiveTableRow::Objective { id, .. } => {
                    RecordPath::for_record(KindId::Objectives, id)
                }
                ObjectiveTableRow::Phase { .. } => RecordPath::for_kind(KindId::Agencies),
            };
            self.push(x, &more_text(hidden), StyleRole::Dim, Some(&link));
        }
        self.y += 1;
    }

    fn push_objective(&mut self, table: &RoleTable, row: usize, id: &str, objective: &Objective) {
        if let Some(number) = objective.number {
            self.push(table.number_x(), &number.to_string(), StyleRole::Dim, None);
        }
        let link = RecordPath::for_record(KindId::Objectives, id);
        self.push(table.title_x(), &table.titles[row], StyleRole::Text, Some(&link));
    }

    /// Adds the words of a phase whose agencies no source names for an objective.
    fn push_phase_without_roles(&mut self, table: &RoleTable, number: usize) {
        let Some((id, phase)) = self.ctx.query.data.phases().get_index(number) else { return };
        let full = format!("{}: {NOT_BY_OBJECTIVE}", phase.short_label());
        let fits = width(&full) <= table.title_width;
        let text = if fits { &full } else { NOT_BY_OBJECTIVE_SHORT };
        let link = RecordPath::for_record(KindId::Phases, id);
        self.push(table.number_x(), NO_NUMBER, StyleRole::Dim, None);
        let text = truncate(text, table.title_width);
        self.push(table.title_x(), &text, StyleRole::Dim, Some(&link));
    }

    /// Explains the letters that occur; empty if there is none.
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
        let phrases: Vec<String> = phrases.collect();
        if phrases.is_empty() { String::new() } else { format!("({})", phrases.join(", ")) }
    }
}

/// Returns the sign of agencies that are left out.
fn more_text(count: usize) -> String {
    format!("+{count}")
}

/// Returns the cells of this sign with the gap after it.
fn more_width(count: usize) -> u16 {
    if count == 0 { 0 } else { width(&more_text(count)) + 1 }
}
