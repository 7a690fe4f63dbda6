//! Two axes against one another: who has which part, or how many events, in each cell.

use crate::error::{Error, Result};
use crate::model::{Country, Engagement, Event, Place, Record, Role, Text};
use crate::query::Scope;
use crate::sort;
use crate::store::RecordRef;

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
    pub row: Option<RecordRef>,
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
    pub engagements: Vec<RecordRef>,
    /// The events behind it.
    pub events: Vec<RecordRef>,
    /// The lists of donors that name the agency, where it pays.
    pub donors: Vec<Place>,
}

impl Cell {
    /// A cell with nothing behind it.
    pub fn saying(said: Said) -> Cell {
        Cell { said, engagements: Vec::new(), events: Vec::new(), donors: Vec::new() }
    }
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
    pub fn build(scope: &Scope, ask: &Ask, events: &[RecordRef]) -> Grid {
        let phase = ask.phase.as_deref();
        let pair = [ask.rows, ask.columns];
        let named = |side: Side| matches!(side, Side::Objective | Side::Phase | Side::Country);
        let roles = ask.rows != ask.columns && pair.contains(&Side::Agency) && pair.into_iter().any(named);
        let events: Vec<RecordRef> = events
            .iter()
            .copied()
            .filter(|row| event(scope, *row).is_some_and(|e| phase.is_none_or(|phase| e.phase.as_deref() == Some(phase))))
            .collect();
        let (rows, columns) = (items(scope, ask.rows, phase, &events), items(scope, ask.columns, phase, &events));
        // each record is put into its cells once, however many cells there are
        let empty = Cell::saying(Said::Count(0));
        let mut cells = vec![vec![empty; columns.len()]; rows.len()];
        let at = |items: &[Item], ids: Vec<String>| -> Vec<usize> {
            sort::distinct(ids.iter().filter_map(|id| items.iter().position(|item| item.id == *id)))
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
                if roles {
                    (cell.said, cell.donors) = said(scope, ask, (row, column), &cell.engagements);
                } else {
                    cell.said = Said::Count(cell.events.len());
                }
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
    fn total<'a>(&self, cells: impl Iterator<Item = &'a Cell>, events: fn(&Cell) -> &Vec<RecordRef>) -> usize {
        if self.roles { cells.filter(|cell| cell.said.is_something()).count() } else { sort::distinct(cells.flat_map(events)).len() }
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
}

fn event<'a>(scope: &Scope<'a>, row: RecordRef) -> Option<&'a Event> {
    scope.data.get::<Event>(row)
}

fn engagement<'a>(scope: &Scope<'a>, row: RecordRef) -> Option<&'a Engagement> {
    scope.data.get::<Engagement>(row)
}

/// What stands on an axis.
fn items(scope: &Scope, side: Side, phase: Option<&str>, events: &[RecordRef]) -> Vec<Item> {
    let data = scope.data;
    let record =
        |row: RecordRef| Item { id: data.id(row).into(), label: data.label(row).into(), title: data.heading(row).into(), row: Some(row) };
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
            let parts = |row: &RecordRef| data.engagements.values().filter(|engagement| *engagement.agency == *data.id(*row)).count();
            let mut rows: Vec<RecordRef> = data.rows("agencies").collect();
            sort::by_key(&mut rows, |row| std::cmp::Reverse(parts(row)));
            rows.into_iter().map(record).collect()
        }
        Side::Phase => data.rows("phases").filter(|row| phase.is_none_or(|phase| data.id(*row) == phase)).map(record).collect(),
        Side::Country => {
            // the names that programme pages use: the listed ones are long
            let record = |row: RecordRef| Item { title: data.label(row).into(), ..record(row) };
            let member = |row: &RecordRef| {
                data.get::<Country>(*row).is_some_and(|country| country.phases.iter().any(|of| phase.is_none_or(|phase| **of == *phase)))
            };
            (crate::query::lists::countries::LIST.rows)(data, false).into_iter().filter(member).map(record).collect()
        }
        Side::Kind => {
            let kinds = events.iter().filter_map(|row| event(scope, *row)?.kind.as_ref().map(|kind| kind.to_string()));
            sort::distinct(kinds).into_iter().map(word).collect()
        }
        Side::Year => {
            let years = events.iter().filter_map(|row| Some(event(scope, *row)?.date.earliest()?.year().to_string()));
            sort::distinct(years).into_iter().map(word).collect()
        }
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

/// The part of an agency in what stands on the other axis, and the lists of donors that name it.
fn said(scope: &Scope, ask: &Ask, (row, column): (&Item, &Item), engagements: &[RecordRef]) -> (Said, Vec<Place>) {
    let data = scope.data;
    let (agency, other, side) = if ask.rows == Side::Agency { (row, column, ask.columns) } else { (column, row, ask.rows) };
    let has = |ids: &[Text]| ids.iter().any(|id| **id == *agency.id);
    let role = |role: Role| engagements.iter().any(|at| data.get::<Engagement>(*at).is_some_and(|e| e.role == role));
    // the phases in which what stands on the other axis takes place
    let mut phases: Vec<&str> = match side {
        Side::Phase => vec![&other.id],
        Side::Objective => {
            let same = data.objectives.iter().filter(|(id, _)| data.root(id) == data.root(&other.id));
            same.map(|(_, objective)| &*objective.phase).collect()
        }
        Side::Country => data.countries.get(&*other.id).into_iter().flat_map(|country| country.phases.iter().map(|id| &**id)).collect(),
        _ => Vec::new(),
    };
    phases.retain(|of| ask.phase.as_deref().is_none_or(|phase| phase == *of));
    phases.dedup();
    let pays = |phase: &&&str| data.phases.get(**phase).is_some_and(|phase| has(&phase.donors));
    let donors: Vec<Place> = phases.iter().filter(pays).map(|phase| Place::record("phases", phase).field("donors")).collect();
    let there = match side {
        Side::Phase => data.phases.get(&*other.id).is_some_and(|phase| has(&phase.agencies)),
        Side::Country => data.countries.get(&*other.id).is_some_and(|country| has(&country.agencies)),
        _ => false,
    };
    let told = match side {
        Side::Objective => data.engagements.values().any(|e| of_engagement(scope, e, side, ask.phase.as_deref()).contains(&other.id)),
        _ => true,
    };
    let said = match () {
        () if role(Role::Lead) => Said::Lead,
        () if role(Role::Partner) => Said::Partner,
        () if !donors.is_empty() => Said::Funds,
        () if there => Said::There,
        () if told => Said::Not,
        () => Said::Unsaid,
    };
    (said, donors)
}
