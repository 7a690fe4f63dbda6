//! Two axes against one another: who has which part, or how many events, in each cell.

use super::Scope;
use super::detail::{Detail, Piece};
use crate::error::{Error, Result};
use crate::model::{Engagement, Event, Place, Record, Role, Text};
use crate::store::Row;
use std::collections::BTreeSet;

/// What rows or columns are of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Objectives.
    Objective,
    /// Agencies.
    Agency,
    /// Phases.
    Phase,
    /// The programme's countries.
    Country,
    /// Kinds of event.
    Kind,
    /// Years of events.
    Year,
}

/// All sides by name.
pub const SIDES: &[(&str, Side)] = &[
    ("objective", Side::Objective),
    ("agency", Side::Agency),
    ("phase", Side::Phase),
    ("country", Side::Country),
    ("kind", Side::Kind),
    ("year", Side::Year),
];

/// The side called `name`.
pub fn side(name: &str) -> Result<Side> {
    SIDES
        .iter()
        .find(|(known, _)| *known == name)
        .map(|(_, side)| *side)
        .ok_or_else(|| Error::unknown("axis", name, SIDES.iter().map(|(known, _)| *known)))
}

impl Side {
    /// Its name.
    pub fn name(self) -> &'static str {
        SIDES.iter().find(|(_, side)| *side == self).map_or("", |(name, _)| name)
    }
}

/// One row or column.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// Its id: of the record, or the kind or year itself.
    pub id: String,
    /// Its name in narrow places.
    pub label: String,
    /// Its name in full.
    pub title: String,
    /// Its record.
    pub row: Option<Row>,
}

/// What a cell says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Said {
    /// Leads.
    Lead,
    /// Is named beside the lead.
    Partner,
    /// Pays.
    Funds,
    /// Takes part, no objective told.
    There,
    /// The sources name others here, not this one.
    Not,
    /// No source says.
    Unsaid,
    /// There is no such row in that phase.
    Absent,
    /// So many events.
    Count(usize),
}

impl Said {
    /// The letter of the cell.
    pub fn letter(self) -> String {
        match self {
            Said::Lead => "L".into(),
            Said::Partner => "P".into(),
            Said::Funds => "F".into(),
            Said::There => "a".into(),
            Said::Not => "·".into(),
            Said::Unsaid => "?".into(),
            Said::Absent => " ".into(),
            Said::Count(n) => n.to_string(),
        }
    }

    /// The cell in words.
    pub fn words(self) -> String {
        match self {
            Said::Lead => "leads".into(),
            Said::Partner => "partner".into(),
            Said::Funds => "funds".into(),
            Said::There => "takes part".into(),
            Said::Not => "not named here; the sources name others".into(),
            Said::Unsaid => "no source says".into(),
            Said::Absent => "the phase has no such objective".into(),
            Said::Count(n) => format!("{n} event{}", if n == 1 { "" } else { "s" }),
        }
    }

    /// Whether it says that someone does something.
    pub fn is_something(self) -> bool {
        !matches!(self, Said::Not | Said::Unsaid | Said::Absent | Said::Count(0))
    }
}

/// A cell: what it says, and the records behind it.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    /// What it says.
    pub said: Said,
    /// The engagements behind it.
    pub engagements: Vec<Row>,
    /// The events behind it.
    pub events: Vec<Row>,
}

/// A grid of cells.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Grid {
    /// The rows from top to bottom.
    pub rows: Vec<Item>,
    /// The columns from left to right.
    pub columns: Vec<Item>,
    /// The cells, row by row.
    pub cells: Vec<Vec<Cell>>,
    /// Whether cells are letters of roles, not counts.
    pub roles: bool,
}

/// What a grid is asked for.
#[derive(Clone, Debug, PartialEq)]
pub struct Ask {
    /// What the rows are of.
    pub rows: Side,
    /// What the columns are of.
    pub columns: Side,
    /// The phase that counts; none for all.
    pub phase: Option<String>,
}

impl Default for Ask {
    fn default() -> Self {
        Ask { rows: Side::Objective, columns: Side::Agency, phase: None }
    }
}

impl Grid {
    /// Fills the grid from the engagements and from those of `events` that count.
    pub fn build(scope: &Scope, ask: &Ask, events: &[Row]) -> Grid {
        let phase = ask.phase.as_deref();
        let pair = [ask.rows, ask.columns];
        let named = |side: Side| matches!(side, Side::Objective | Side::Phase | Side::Country);
        let roles = ask.rows != ask.columns && pair.contains(&Side::Agency) && pair.into_iter().any(named);
        let events: Vec<Row> = events
            .iter()
            .copied()
            .filter(|row| event(scope, *row).is_some_and(|e| phase.is_none_or(|phase| e.phase.as_deref() == Some(phase))))
            .collect();
        let (rows, columns) = (items(scope, ask.rows, phase, &events), items(scope, ask.columns, phase, &events));
        // each record is put into its cells once, however many cells there are
        let empty = Cell { said: Said::Count(0), engagements: Vec::new(), events: Vec::new() };
        let mut cells = vec![vec![empty; columns.len()]; rows.len()];
        let at = |items: &[Item], ids: Vec<String>| -> Vec<usize> {
            ids.iter().filter_map(|id| items.iter().position(|item| item.id == *id)).collect::<BTreeSet<_>>().into_iter().collect()
        };
        let mut place = |on: &dyn Fn(Side) -> Vec<String>, put: &dyn Fn(&mut Cell)| {
            let across = at(&columns, on(ask.columns));
            for row in at(&rows, on(ask.rows)) {
                across.iter().for_each(|column| put(&mut cells[row][*column]));
            }
        };
        for row in scope.data.rows("engagements") {
            let Some(engagement) = engagement(scope, row) else { continue };
            place(&|side| of_engagement(scope, engagement, side, phase), &|cell| cell.engagements.push(row));
        }
        for row in events {
            let Some(event) = event(scope, row) else { continue };
            place(&|side| of_event(scope, event, side, phase), &|cell| cell.events.push(row));
        }
        for (row, line) in rows.iter().zip(&mut cells) {
            for (column, cell) in columns.iter().zip(line) {
                cell.said = if roles { said(scope, ask, (row, column), &cell.engagements) } else { Said::Count(cell.events.len()) };
            }
        }
        let mut grid = Grid { cells, rows, columns, roles };
        grid.drop_empty(scope, ask);
        grid
    }

    /// Agencies that have no part at all in what is asked are left out.
    fn drop_empty(&mut self, scope: &Scope, ask: &Ask) {
        if ask.columns == Side::Agency && self.roles && ask.phase.is_some() {
            let phases = || scope.data.phases.iter().filter(|(id, _)| ask.phase.as_deref().is_none_or(|phase| phase == &***id));
            let takes_part = |item: &Item| phases().any(|(_, phase)| phase.agencies.iter().any(|agency| **agency == *item.id));
            let keep: Vec<bool> = self
                .columns
                .iter()
                .enumerate()
                .map(|(at, item)| takes_part(item) || self.cells.iter().any(|row| row[at].said.is_something()))
                .collect();
            let kept = |at: &usize| keep[*at];
            self.columns = self.columns.iter().enumerate().filter(|(at, _)| kept(at)).map(|(_, item)| item.clone()).collect();
            for row in &mut self.cells {
                *row = row.iter().enumerate().filter(|(at, _)| kept(at)).map(|(_, cell)| cell.clone()).collect();
            }
        }
    }

    /// How much there is in a row: cells that say something, or events.
    pub fn row_total(&self, row: usize) -> usize {
        self.total(self.cells.get(row).into_iter().flatten(), |cell| &cell.events)
    }

    /// How much there is in a column.
    pub fn column_total(&self, column: usize) -> usize {
        self.total(self.cells.iter().filter_map(|row| row.get(column)), |cell| &cell.events)
    }

    /// How much there is in all.
    pub fn grand_total(&self) -> usize {
        self.total(self.cells.iter().flatten(), |cell| &cell.events)
    }

    /// Each event counts once, in however many cells it stands.
    fn total<'a>(&self, cells: impl Iterator<Item = &'a Cell>, events: fn(&Cell) -> &Vec<Row>) -> usize {
        if self.roles {
            cells.filter(|cell| cell.said.is_something()).count()
        } else {
            cells.flat_map(events).collect::<BTreeSet<_>>().len()
        }
    }

    /// Whether nobody leads in a row of roles, or several are named: a gap, an overlap, or nothing to remark.
    pub fn remark(&self, row: usize) -> Option<&'static str> {
        let cells = self.cells.get(row).filter(|_| self.roles)?;
        let named = cells.iter().filter(|cell| matches!(cell.said, Said::Lead | Said::Partner | Said::There)).count();
        match named {
            0 if cells.iter().any(|cell| cell.said == Said::Unsaid) => Some("unsaid"),
            0 => Some("gap"),
            1 => None,
            _ => Some("overlap"),
        }
    }

    /// What a cell says of its row and column, with everything behind it.
    pub fn detail(&self, scope: &Scope, ask: &Ask, row: Option<usize>, column: Option<usize>) -> Detail {
        let chosen: Vec<&Item> =
            row.and_then(|at| self.rows.get(at)).into_iter().chain(column.and_then(|at| self.columns.get(at))).collect();
        let heading = if chosen.is_empty() {
            "All".to_string()
        } else {
            chosen.iter().map(|item| item.title.as_str()).collect::<Vec<_>>().join(" × ")
        };
        let phase = ask.phase.as_deref().map_or_else(|| "all phases".into(), |phase| scope.data.label_of("phases", phase).into_owned());
        let mut detail = Detail { heading, about: format!("{} × {} · {phase}", ask.rows.name(), ask.columns.name()), parts: Vec::new() };
        let cells: Vec<&Cell> = self
            .cells
            .iter()
            .enumerate()
            .filter(|(at, _)| row.is_none_or(|row| row == *at))
            .flat_map(|(_, cells)| {
                cells.iter().enumerate().filter(|(at, _)| column.is_none_or(|column| column == *at)).map(|(_, cell)| cell)
            })
            .collect();
        if let [cell] = cells[..] {
            detail.say("Part", vec![Piece::plain(cell.said.words())]);
        }
        let places: Vec<Piece> =
            chosen.iter().filter_map(|item| Some(Piece::link(item.title.clone(), scope.data.place(item.row?)))).collect();
        places.into_iter().enumerate().for_each(|(at, piece)| detail.say(if at == 0 { "Of" } else { "And" }, vec![piece]));
        let engagements: BTreeSet<Row> = cells.iter().flat_map(|cell| cell.engagements.iter().copied()).collect();
        for at in &engagements {
            let Some(engagement) = engagement(scope, *at) else { continue };
            let name = if engagements.len() == 1 { "Engagement".into() } else { scope.data.heading(*at) };
            detail.group(&name);
            detail.item(vec![Piece::link(scope.data.heading(*at), scope.data.place(*at)), Piece::dim(engagement.role.word())]);
            engagement.work.iter().chain(&engagement.strands).for_each(|text| detail.item(vec![Piece::plain(&**text)]));
            let countries: Vec<Piece> = engagement
                .countries
                .iter()
                .map(|id| Piece::link(scope.data.label_of("countries", id), Place::record("countries", id)))
                .collect();
            if !countries.is_empty() {
                detail.item(countries);
            }
        }
        let mut events: Vec<Row> = cells.iter().flat_map(|cell| cell.events.iter().copied()).collect::<BTreeSet<_>>().into_iter().collect();
        events.sort_by_key(|row| event(scope, *row).map(|event| event.date.order()));
        detail.records(scope, "Events", &events);
        let agency = chosen.iter().filter_map(|item| item.row).find(|row| row.kind().name == "agencies");
        if let Some(agency) = agency {
            let id = scope.data.id(agency);
            let in_phase = |of: &Option<Text>| ask.phase.as_deref().is_none_or(|phase| of.as_deref().is_none_or(|of| of == phase));
            let contacts = scope.data.rows("contacts").filter(|row| {
                scope
                    .data
                    .contacts
                    .get_index(row.index as usize)
                    .is_some_and(|(_, of)| of.agency.as_deref() == Some(id) && in_phase(&of.phase))
            });
            detail.records(scope, "Contacts", &contacts.collect::<Vec<_>>());
            let documents = scope.data.rows("documents").filter(|row| {
                scope
                    .data
                    .documents
                    .get_index(row.index as usize)
                    .is_some_and(|(_, of)| of.agencies.iter().any(|agency| **agency == *id) && in_phase(&of.phase))
            });
            detail.records(scope, "Documents", &documents.collect::<Vec<_>>());
        }
        detail
    }
}

fn event<'a>(scope: &Scope<'a>, row: Row) -> Option<&'a Event> {
    scope.data.events.get_index(row.index as usize).map(|(_, event)| event)
}

fn engagement<'a>(scope: &Scope<'a>, row: Row) -> Option<&'a Engagement> {
    scope.data.engagements.get_index(row.index as usize).map(|(_, engagement)| engagement)
}

/// What stands on an axis.
fn items(scope: &Scope, side: Side, phase: Option<&str>, events: &[Row]) -> Vec<Item> {
    let data = scope.data;
    let record =
        |row: Row| Item { id: data.id(row).into(), label: data.label(row).into(), title: data.heading(row).into(), row: Some(row) };
    let word = |id: String| Item { label: id.clone(), title: id.clone(), id, row: None };
    match side {
        Side::Objective => {
            let mine = data
                .objectives
                .iter()
                .enumerate()
                .filter(|(_, (id, objective))| phase.map_or(scope.data.root(id) == &***id, |phase| *objective.phase == *phase));
            let rows = mine.filter_map(|(_, (id, objective))| Some((data.row("objectives", id)?, objective)));
            rows.map(|(row, objective)| Item {
                label: format!("{} {}", objective.number, objective.label()),
                title: format!("{} {}", objective.number, objective.title),
                ..record(row)
            })
            .collect()
        }
        Side::Agency => {
            let parts = |row: &Row| data.engagements.values().filter(|engagement| *engagement.agency == *data.id(*row)).count();
            let mut rows: Vec<Row> = data.rows("agencies").collect();
            rows.sort_by_key(|row| std::cmp::Reverse(parts(row)));
            rows.into_iter().map(record).collect()
        }
        Side::Phase => data.rows("phases").filter(|row| phase.is_none_or(|phase| data.id(*row) == phase)).map(record).collect(),
        Side::Country => {
            // the names that programme pages use: the listed ones are long
            let record = |row: Row| Item { title: data.label(row).into(), ..record(row) };
            let member = |row: &Row| {
                data.countries
                    .get_index(row.index as usize)
                    .is_some_and(|(_, country)| country.phases.iter().any(|of| phase.is_none_or(|phase| **of == *phase)))
            };
            (super::countries::LIST.rows)(data, false).into_iter().filter(member).map(record).collect()
        }
        Side::Kind => events
            .iter()
            .filter_map(|row| event(scope, *row)?.kind.as_ref().map(|kind| kind.to_string()))
            .collect::<BTreeSet<_>>()
            .into_iter()
            .map(word)
            .collect(),
        Side::Year => events
            .iter()
            .filter_map(|row| Some(event(scope, *row)?.date.earliest()?.year().to_string()))
            .collect::<BTreeSet<_>>()
            .into_iter()
            .map(word)
            .collect(),
    }
}

/// Where an event stands on an axis.
fn of_event(scope: &Scope, event: &Event, side: Side, phase: Option<&str>) -> Vec<String> {
    let all = |ids: &[Text]| ids.iter().map(|id| id.to_string()).collect();
    match side {
        Side::Objective => {
            event.objectives.iter().map(|id| if phase.is_some() { id.to_string() } else { scope.data.root(id).to_string() }).collect()
        }
        Side::Agency => all(&event.agencies),
        Side::Country => all(&event.countries),
        Side::Phase => event.phase.iter().map(|id| id.to_string()).collect(),
        Side::Kind => event.kind.iter().map(|kind| kind.to_string()).collect(),
        Side::Year => event.date.earliest().map(|day| day.year().to_string()).into_iter().collect(),
    }
}

/// Where an engagement stands on an axis.
fn of_engagement(scope: &Scope, engagement: &Engagement, side: Side, phase: Option<&str>) -> Vec<String> {
    let objective = scope.data.objectives.get(&*engagement.objective);
    if objective.is_none_or(|objective| phase.is_some_and(|phase| *objective.phase != *phase)) {
        return Vec::new();
    }
    match side {
        Side::Objective if phase.is_none() => vec![scope.data.root(&engagement.objective).to_string()],
        Side::Objective => vec![engagement.objective.to_string()],
        Side::Agency => vec![engagement.agency.to_string()],
        Side::Country => engagement.countries.iter().map(|id| id.to_string()).collect(),
        Side::Phase => objective.map(|objective| objective.phase.to_string()).into_iter().collect(),
        Side::Kind | Side::Year => Vec::new(),
    }
}

/// The part of an agency in what stands on the other axis.
fn said(scope: &Scope, ask: &Ask, (row, column): (&Item, &Item), engagements: &[Row]) -> Said {
    let data = scope.data;
    let (agency, other, side) = if ask.rows == Side::Agency { (row, column, ask.columns) } else { (column, row, ask.rows) };
    let has = |ids: &[Text]| ids.iter().any(|id| **id == *agency.id);
    let role = |role: Role| engagements.iter().any(|at| engagement(scope, *at).is_some_and(|e| e.role == role));
    if role(Role::Lead) {
        return Said::Lead;
    }
    if role(Role::Partner) {
        return Said::Partner;
    }
    // the phases in which what stands on the other axis takes place
    let phases: Vec<&str> = match side {
        Side::Phase => vec![&other.id],
        Side::Objective => data
            .objectives
            .iter()
            .filter(|(id, _)| scope.data.root(id) == scope.data.root(&other.id))
            .map(|(_, objective)| &*objective.phase)
            .filter(|of| ask.phase.as_deref().is_none_or(|phase| phase == *of))
            .collect(),
        _ => Vec::new(),
    };
    if phases.iter().any(|phase| data.phases.get(*phase).is_some_and(|phase| has(&phase.donors))) {
        return Said::Funds;
    }
    let there = match side {
        Side::Phase => data.phases.get(&*other.id).is_some_and(|phase| has(&phase.agencies)),
        Side::Country => data.countries.get(&*other.id).is_some_and(|country| has(&country.agencies)),
        _ => false,
    };
    let told = match side {
        Side::Objective => data.engagements.values().any(|e| of_engagement(scope, e, side, ask.phase.as_deref()).contains(&other.id)),
        _ => true,
    };
    match (there, told) {
        (true, _) => Said::There,
        (false, true) => Said::Not,
        (false, false) => Said::Unsaid,
    }
}
