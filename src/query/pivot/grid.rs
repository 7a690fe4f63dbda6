//! Two axes against one another: who has which part, or how many events, in each cell.

use crate::error::{Error, Result};
use crate::model::{Country, Engagement, Event, KindId, Record, RecordPath, Role, Text};
use crate::query::QueryContext;
use crate::store::RecordRef;
use std::collections::BTreeSet;

/// What rows or columns are of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dimension {
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
pub const DIMENSIONS: &[(&str, Dimension)] = &[
    ("objective", Dimension::Objective),
    ("agency", Dimension::Agency),
    ("phase", Dimension::Phase),
    ("country", Dimension::Country),
    ("kind", Dimension::Kind),
    ("year", Dimension::Year),
];

/// The side called `name`.
pub fn parse_dimension(name: &str) -> Result<Dimension> {
    DIMENSIONS.iter().find(|(known, _)| *known == name).map(|(_, side)| *side).ok_or_else(|| {
        Error::unknown_name("axis", name, DIMENSIONS.iter().map(|(known, _)| *known))
    })
}

impl Dimension {
    /// Its name.
    pub fn name(self) -> &'static str {
        DIMENSIONS.iter().find(|(_, side)| *side == self).map_or("", |(name, _)| name)
    }
}

/// One row or column.
#[derive(Clone, Debug, PartialEq)]
pub struct AxisItem {
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
pub enum CellContent {
    /// Leads.
    Lead,
    /// Is named beside the lead.
    Partner,
    /// Pays.
    Funds,
    /// Takes part, no objective told.
    TakesPart,
    /// The sources name others here, not this one.
    OthersNamed,
    /// No source says.
    NotStated,
    /// There is no such row in that phase.
    Absent,
    /// So many events.
    Count(usize),
}

impl CellContent {
    /// The letter of the cell.
    pub fn letter(self) -> String {
        match self {
            CellContent::Lead => "L".into(),
            CellContent::Partner => "P".into(),
            CellContent::Funds => "F".into(),
            CellContent::TakesPart => "a".into(),
            CellContent::OthersNamed => "·".into(),
            CellContent::NotStated => "?".into(),
            CellContent::Absent => " ".into(),
            CellContent::Count(n) => n.to_string(),
        }
    }

    /// The cell in words.
    pub fn display(self) -> String {
        match self {
            CellContent::Lead => "leads".into(),
            CellContent::Partner => "partner".into(),
            CellContent::Funds => "funds".into(),
            CellContent::TakesPart => "takes part".into(),
            CellContent::OthersNamed => "not named here; the sources name others".into(),
            CellContent::NotStated => "no source says".into(),
            CellContent::Absent => "the phase has no such objective".into(),
            CellContent::Count(n) => format!("{n} event{}", if n == 1 { "" } else { "s" }),
        }
    }

    /// Whether it says that someone does something.
    pub fn is_involvement(self) -> bool {
        !matches!(
            self,
            CellContent::OthersNamed
                | CellContent::NotStated
                | CellContent::Absent
                | CellContent::Count(0)
        )
    }
}

/// A cell: what it says, and the records behind it.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    /// What it says.
    pub content: CellContent,
    /// The engagements behind it.
    pub engagements: Vec<RecordRef>,
    /// The events behind it.
    pub events: Vec<RecordRef>,
    /// The lists of donors that name the agency, where it pays.
    pub donors: Vec<RecordPath>,
}

impl Cell {
    /// A cell with nothing behind it.
    pub fn with_content(content: CellContent) -> Cell {
        Cell { content, engagements: Vec::new(), events: Vec::new(), donors: Vec::new() }
    }
}

/// A grid of cells.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Grid {
    /// The rows from top to bottom.
    pub rows: Vec<AxisItem>,
    /// The columns from left to right.
    pub columns: Vec<AxisItem>,
    /// The cells, row by row.
    pub cells: Vec<Vec<Cell>>,
    /// Whether cells are letters of roles, not counts.
    pub shows_roles: bool,
}

/// What a grid is asked for.
#[derive(Clone, Debug, PartialEq)]
pub struct GridQuery {
    /// What the rows are of.
    pub rows: Dimension,
    /// What the columns are of.
    pub columns: Dimension,
    /// The phase that counts; none for all.
    pub phase: Option<String>,
}

impl Default for GridQuery {
    fn default() -> Self {
        GridQuery { rows: Dimension::Objective, columns: Dimension::Agency, phase: None }
    }
}

impl Grid {
    /// Fills the grid from the engagements and from those of `events` that count.
    pub fn build(scope: &QueryContext, ask: &GridQuery, events: &[RecordRef]) -> Grid {
        let phase = ask.phase.as_deref();
        let pair = [ask.rows, ask.columns];
        let named = |side: Dimension| {
            matches!(side, Dimension::Objective | Dimension::Phase | Dimension::Country)
        };
        let roles = ask.rows != ask.columns
            && pair.contains(&Dimension::Agency)
            && pair.into_iter().any(named);
        let events: Vec<RecordRef> = events
            .iter()
            .copied()
            .filter(|row| {
                event(scope, *row)
                    .is_some_and(|e| phase.is_none_or(|phase| e.phase.as_deref() == Some(phase)))
            })
            .collect();
        let (rows, columns) = (
            axis_items(scope, ask.rows, phase, &events),
            axis_items(scope, ask.columns, phase, &events),
        );
        // each record is put into its cells once, however many cells there are
        let empty = Cell::with_content(CellContent::Count(0));
        let mut cells = vec![vec![empty; columns.len()]; rows.len()];
        let at = |items: &[AxisItem], ids: Vec<String>| -> Vec<usize> {
            BTreeSet::from_iter(
                ids.iter().filter_map(|id| items.iter().position(|item| item.id == *id)),
            )
            .into_iter()
            .collect()
        };
        let mut place = |on: &dyn Fn(Dimension) -> Vec<String>, put: &dyn Fn(&mut Cell)| {
            let across = at(&columns, on(ask.columns));
            for row in at(&rows, on(ask.rows)) {
                across.iter().for_each(|column| put(&mut cells[row][*column]));
            }
        };
        for row in scope.data.records(KindId::Engagements) {
            let Some(engagement) = engagement(scope, row) else { continue };
            place(&|side| engagement_ids(scope, engagement, side, phase), &|cell| {
                cell.engagements.push(row)
            });
        }
        for row in events {
            let Some(event) = event(scope, row) else { continue };
            place(&|side| event_ids(scope, event, side, phase), &|cell| cell.events.push(row));
        }
        for (row, line) in rows.iter().zip(&mut cells) {
            for (column, cell) in columns.iter().zip(line) {
                if roles {
                    (cell.content, cell.donors) =
                        cell_content(scope, ask, (row, column), &cell.engagements);
                } else {
                    cell.content = CellContent::Count(cell.events.len());
                }
            }
        }
        let mut grid = Grid { cells, rows, columns, shows_roles: roles };
        grid.drop_empty_columns(scope, ask);
        grid
    }

    /// Agencies that have no part at all in what is asked are left out.
    fn drop_empty_columns(&mut self, scope: &QueryContext, ask: &GridQuery) {
        if ask.columns == Dimension::Agency && self.shows_roles && ask.phase.is_some() {
            let phases = || {
                scope
                    .data
                    .phases()
                    .iter()
                    .filter(|(id, _)| ask.phase.as_deref().is_none_or(|phase| phase == &***id))
            };
            let takes_part = |item: &AxisItem| {
                phases().any(|(_, phase)| phase.agencies.iter().any(|agency| **agency == *item.id))
            };
            let keep: Vec<bool> = self
                .columns
                .iter()
                .enumerate()
                .map(|(at, item)| {
                    takes_part(item)
                        || self.cells.iter().any(|row| row[at].content.is_involvement())
                })
                .collect();
            let kept = |at: &usize| keep[*at];
            self.columns = self
                .columns
                .iter()
                .enumerate()
                .filter(|(at, _)| kept(at))
                .map(|(_, item)| item.clone())
                .collect();
            for row in &mut self.cells {
                *row = row
                    .iter()
                    .enumerate()
                    .filter(|(at, _)| kept(at))
                    .map(|(_, cell)| cell.clone())
                    .collect();
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
    fn total<'a>(
        &self,
        cells: impl Iterator<Item = &'a Cell>,
        events: fn(&Cell) -> &Vec<RecordRef>,
    ) -> usize {
        if self.shows_roles {
            cells.filter(|cell| cell.content.is_involvement()).count()
        } else {
            BTreeSet::from_iter(cells.flat_map(events)).len()
        }
    }

    /// Whether nobody leads in a row of roles, or several are named: a gap, an overlap, or nothing to remark.
    pub fn gap_or_overlap(&self, row: usize) -> Option<&'static str> {
        let cells = self.cells.get(row).filter(|_| self.shows_roles)?;
        let named = cells
            .iter()
            .filter(|cell| {
                matches!(
                    cell.content,
                    CellContent::Lead | CellContent::Partner | CellContent::TakesPart
                )
            })
            .count();
        match named {
            0 if cells.iter().any(|cell| cell.content == CellContent::NotStated) => Some("unsaid"),
            0 => Some("gap"),
            1 => None,
            _ => Some("overlap"),
        }
    }
}

fn event<'a>(scope: &QueryContext<'a>, row: RecordRef) -> Option<&'a Event> {
    scope.data.get::<Event>(row)
}

fn engagement<'a>(scope: &QueryContext<'a>, row: RecordRef) -> Option<&'a Engagement> {
    scope.data.get::<Engagement>(row)
}

/// What stands on an axis.
fn axis_items(
    scope: &QueryContext,
    side: Dimension,
    phase: Option<&str>,
    events: &[RecordRef],
) -> Vec<AxisItem> {
    let data = scope.data;
    let record = |row: RecordRef| AxisItem {
        id: data.id(row).into(),
        label: data.short_label(row).into(),
        title: data.title(row).into(),
        row: Some(row),
    };
    let word = |id: String| AxisItem { label: id.clone(), title: id.clone(), id, row: None };
    match side {
        Dimension::Objective => {
            let mine = data.objectives().iter().enumerate().filter(|(_, (id, objective))| {
                phase.map_or(scope.data.original_objective(id) == &***id, |phase| {
                    *objective.phase == *phase
                })
            });
            let rows = mine.filter_map(|(_, (id, objective))| {
                Some((data.find(KindId::Objectives, id)?, objective))
            });
            rows.map(|(row, objective)| AxisItem {
                label: format!("{} {}", objective.number, objective.short_label()),
                title: format!("{} {}", objective.number, objective.title),
                ..record(row)
            })
            .collect()
        }
        Dimension::Agency => {
            let parts = |row: &RecordRef| {
                data.engagements()
                    .values()
                    .filter(|engagement| *engagement.agency == *data.id(*row))
                    .count()
            };
            let mut rows: Vec<RecordRef> = data.records(KindId::Agencies).collect();
            rows.sort_by_key(|row| std::cmp::Reverse(parts(row)));
            rows.into_iter().map(record).collect()
        }
        Dimension::Phase => data
            .records(KindId::Phases)
            .filter(|row| phase.is_none_or(|phase| data.id(*row) == phase))
            .map(record)
            .collect(),
        Dimension::Country => {
            // the names that programme pages use: the listed ones are long
            let record =
                |row: RecordRef| AxisItem { title: data.short_label(row).into(), ..record(row) };
            let member = |row: &RecordRef| {
                data.get::<Country>(*row).is_some_and(|country| {
                    country.phases.iter().any(|of| phase.is_none_or(|phase| **of == *phase))
                })
            };
            (crate::query::lists::countries::LIST.rows)(data, false)
                .into_iter()
                .filter(member)
                .map(record)
                .collect()
        }
        Dimension::Kind => {
            let kinds = events
                .iter()
                .filter_map(|row| event(scope, *row)?.kind.as_ref().map(|kind| kind.to_string()));
            BTreeSet::from_iter(kinds).into_iter().map(word).collect()
        }
        Dimension::Year => {
            let years = events
                .iter()
                .filter_map(|row| Some(event(scope, *row)?.date.earliest()?.year().to_string()));
            BTreeSet::from_iter(years).into_iter().map(word).collect()
        }
    }
}

/// Where an event stands on an axis.
fn event_ids(
    scope: &QueryContext,
    event: &Event,
    side: Dimension,
    phase: Option<&str>,
) -> Vec<String> {
    let all = |ids: &[Text]| ids.iter().map(|id| id.to_string()).collect();
    match side {
        Dimension::Objective => event
            .objectives
            .iter()
            .map(|id| {
                if phase.is_some() {
                    id.to_string()
                } else {
                    scope.data.original_objective(id).to_string()
                }
            })
            .collect(),
        Dimension::Agency => all(&event.agencies),
        Dimension::Country => all(&event.countries),
        Dimension::Phase => event.phase.iter().map(|id| id.to_string()).collect(),
        Dimension::Kind => event.kind.iter().map(|kind| kind.to_string()).collect(),
        Dimension::Year => {
            event.date.earliest().map(|day| day.year().to_string()).into_iter().collect()
        }
    }
}

/// Where an engagement stands on an axis.
fn engagement_ids(
    scope: &QueryContext,
    engagement: &Engagement,
    side: Dimension,
    phase: Option<&str>,
) -> Vec<String> {
    let objective = scope.data.objectives().get(&engagement.objective);
    if objective.is_none_or(|objective| phase.is_some_and(|phase| *objective.phase != *phase)) {
        return Vec::new();
    }
    match side {
        Dimension::Objective if phase.is_none() => {
            vec![scope.data.original_objective(&engagement.objective).to_string()]
        }
        Dimension::Objective => vec![engagement.objective.to_string()],
        Dimension::Agency => vec![engagement.agency.to_string()],
        Dimension::Country => engagement.countries.iter().map(|id| id.to_string()).collect(),
        Dimension::Phase => {
            objective.map(|objective| objective.phase.to_string()).into_iter().collect()
        }
        Dimension::Kind | Dimension::Year => Vec::new(),
    }
}

/// The part of an agency in what stands on the other axis, and the lists of donors that name it.
fn cell_content(
    scope: &QueryContext,
    ask: &GridQuery,
    (row, column): (&AxisItem, &AxisItem),
    engagements: &[RecordRef],
) -> (CellContent, Vec<RecordPath>) {
    let data = scope.data;
    let (agency, other, side) = if ask.rows == Dimension::Agency {
        (row, column, ask.columns)
    } else {
        (column, row, ask.rows)
    };
    let has = |ids: &[Text]| ids.iter().any(|id| **id == *agency.id);
    let role = |role: Role| {
        engagements.iter().any(|at| data.get::<Engagement>(*at).is_some_and(|e| e.role == role))
    };
    // the phases in which what stands on the other axis takes place
    let mut phases: Vec<&str> = match side {
        Dimension::Phase => vec![&other.id],
        Dimension::Objective => {
            let same = data.objectives().iter().filter(|(id, _)| {
                data.original_objective(id) == data.original_objective(&other.id)
            });
            same.map(|(_, objective)| &*objective.phase).collect()
        }
        Dimension::Country => data
            .countries()
            .get(&other.id)
            .into_iter()
            .flat_map(|country| country.phases.iter().map(|id| &**id))
            .collect(),
        _ => Vec::new(),
    };
    phases.retain(|of| ask.phase.as_deref().is_none_or(|phase| phase == *of));
    phases.dedup();
    let pays = |phase: &&&str| data.phases().get(phase).is_some_and(|phase| has(&phase.donors));
    let donors: Vec<RecordPath> = phases
        .iter()
        .filter(pays)
        .map(|phase| RecordPath::for_record(KindId::Phases, phase).join("donors"))
        .collect();
    let there = match side {
        Dimension::Phase => data.phases().get(&other.id).is_some_and(|phase| has(&phase.agencies)),
        Dimension::Country => {
            data.countries().get(&other.id).is_some_and(|country| has(&country.agencies))
        }
        _ => false,
    };
    let told = match side {
        Dimension::Objective => data
            .engagements()
            .values()
            .any(|e| engagement_ids(scope, e, side, ask.phase.as_deref()).contains(&other.id)),
        _ => true,
    };
    let said = match () {
        () if role(Role::Lead) => CellContent::Lead,
        () if role(Role::Partner) => CellContent::Partner,
        () if !donors.is_empty() => CellContent::Funds,
        () if there => CellContent::TakesPart,
        () if told => CellContent::OthersNamed,
        () => CellContent::NotStated,
    };
    (said, donors)
}
