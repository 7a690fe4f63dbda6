//! Events on lanes over an axis of time: points and spans, and clusters where they would collide.

use super::Scope;
use super::axis::Axis;
use crate::error::{Error, Result};
use crate::model::date::Grain;
use crate::model::{Event, Text};
use crate::store::Row;
use jiff::civil::Date;

/// What the lanes are by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum By {
    /// Phases.
    #[default]
    Phase,
    /// Countries.
    Country,
    /// Agencies.
    Agency,
    /// Kinds of event.
    Kind,
}

/// All sorts of lanes by name, in the order of the key that goes through them.
pub const ALL: &[(&str, By)] = &[("phase", By::Phase), ("country", By::Country), ("agency", By::Agency), ("kind", By::Kind)];

impl By {
    /// The sort of this name.
    pub fn named(name: &str) -> Result<By> {
        ALL.iter()
            .find(|(known, _)| *known == name)
            .map(|(_, by)| *by)
            .ok_or_else(|| Error::unknown("sort of lanes", name, ALL.iter().map(|(known, _)| *known)))
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        ALL.iter().find(|(_, by)| *by == self).map_or("", |(name, _)| name)
    }

    /// The next sort.
    pub fn next(self) -> By {
        let at = ALL.iter().position(|(_, by)| *by == self).unwrap_or(0);
        ALL[(at + 1) % ALL.len()].1
    }
}

/// How sure a date is, and so how it is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A day.
    Day,
    /// Days from one to another.
    Span,
    /// Somewhere in a month or months.
    Month,
    /// Somewhere in a year, or about then.
    Vague,
    /// The date is that of a page, or inferred.
    Page,
}

/// How an event is drawn.
pub fn shape(event: &Event) -> Shape {
    match () {
        () if event.dated_by.is_some() => Shape::Page,
        () if event.date.is_vague() || event.date.grain() == Grain::Year => Shape::Vague,
        () if event.date.grain() == Grain::Month => Shape::Month,
        () if event.date.earliest() == event.date.latest() => Shape::Day,
        () => Shape::Span,
    }
}

/// One or more events at a cell.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    /// The cell where it stands.
    pub cell: u16,
    /// The last cell that its single event reaches.
    pub reach: u16,
    /// The events, as indices of the rows that were laid out.
    pub events: Vec<usize>,
    /// How a single event is drawn.
    pub shape: Shape,
}

impl Mark {
    /// The number that a cluster shows; nothing for a single event.
    pub fn count(&self) -> Option<usize> {
        Some(self.events.len()).filter(|n| *n > 1)
    }

    /// How many cells its sign takes.
    pub fn width(&self) -> u16 {
        self.count().map_or(1, |n| n.to_string().len() as u16)
    }
}

/// A lane: its name, its marks, and how many of its events lie outside of the axis.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Lane {
    /// The id of what it is of; empty for events that name none.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The marks from left to right. No two share a cell.
    pub marks: Vec<Mark>,
    /// Events before the axis begins.
    pub before: usize,
    /// Events after it ends.
    pub after: usize,
}

impl Lane {
    /// All events of the lane: shown, clustered and out of range.
    pub fn total(&self) -> usize {
        self.marks.iter().map(|mark| mark.events.len()).sum::<usize>() + self.before + self.after
    }

    /// The mark in which an event stands.
    pub fn mark_of(&self, event: usize) -> Option<usize> {
        self.marks.iter().position(|mark| mark.events.contains(&event))
    }
}

/// Lays events out on lanes.
pub fn lay(scope: &Scope, rows: &[Row], by: By, axis: &Axis) -> Vec<Lane> {
    let mut lanes = names(scope, by);
    let mut other = Lane { name: format!("no {} named", by.name()), ..Lane::default() };
    let mut placed: Vec<Vec<(usize, &Event)>> = vec![Vec::new(); lanes.len() + 1];
    for (at, event) in rows.iter().enumerate().filter_map(|(at, row)| Some((at, event(scope, *row)?))) {
        let ids: Vec<&Text> = match by {
            By::Phase => event.phase.iter().collect(),
            By::Country => event.countries.iter().collect(),
            By::Agency => event.agencies.iter().collect(),
            By::Kind => event.kind.iter().collect(),
        };
        let mut found = false;
        for (lane, _) in lanes.iter().enumerate().filter(|(_, lane)| ids.iter().any(|id| ***id == *lane.id)) {
            placed[lane].push((at, event));
            found = true;
        }
        if !found {
            placed[lanes.len()].push((at, event));
        }
    }
    for (lane, events) in lanes.iter_mut().chain([&mut other]).zip(&placed) {
        fill(lane, events, axis);
    }
    lanes.push(other);
    lanes.retain(|lane| lane.total() > 0);
    lanes
}

fn event<'a>(scope: &Scope<'a>, row: Row) -> Option<&'a Event> {
    scope.data.get::<Event>(row)
}

fn names(scope: &Scope, by: By) -> Vec<Lane> {
    let data = scope.data;
    let kind = match by {
        By::Phase => "phases",
        By::Agency => "agencies",
        By::Country => "countries",
        By::Kind => {
            let kinds: std::collections::BTreeSet<&str> = data.events.values().filter_map(|event| event.kind.as_deref()).collect();
            return kinds.into_iter().map(|kind| Lane { id: kind.into(), name: kind.into(), ..Lane::default() }).collect();
        }
    };
    let mut rows: Vec<Row> = data.rows(kind).collect();
    if by == By::Country {
        rows.sort_by_cached_key(|row| super::natural(&data.label(*row)));
    }
    rows.into_iter().map(|row| Lane { id: data.id(row).into(), name: data.label(row).into(), ..Lane::default() }).collect()
}

/// Puts the events of a lane into marks: one that would stand on another's sign joins it.
fn fill(lane: &mut Lane, events: &[(usize, &Event)], axis: &Axis) {
    let mut points: Vec<(u16, u16, usize, Shape)> = Vec::new();
    for (at, event) in events {
        let (from, to) = event.date.order();
        // an event that reaches into the axis stands at its edge
        match axis.cells(from, to.max(from)) {
            Some((cell, reach)) => points.push((cell, reach, *at, shape(event))),
            None if from < axis.start => lane.before += 1,
            None => lane.after += 1,
        }
    }
    points.sort_by_key(|(cell, _, at, _)| (*cell, *at));
    for (cell, reach, at, shape) in points {
        // two numbers side by side would read as one: after a cluster a cell stays free
        match lane.marks.last_mut().filter(|mark| cell < mark.cell + mark.width() + u16::from(mark.count().is_some())) {
            Some(mark) => mark.events.push(at),
            None => lane.marks.push(Mark { cell, reach, events: vec![at], shape }),
        }
        // a number that would reach beyond the line joins its neighbour; alone it moves to the left
        while let [.., _, last] = &lane.marks[..] {
            if last.cell + last.width() <= axis.cells {
                break;
            }
            let Some(last) = lane.marks.pop() else { break };
            if let Some(mark) = lane.marks.last_mut() {
                mark.events.extend(last.events);
            }
        }
        if let [only] = &mut lane.marks[..] {
            only.cell = only.cell.min(axis.cells.saturating_sub(only.width()));
        }
    }
}

/// The days on which the first event of a mark begins and the last one ends.
pub fn extent(scope: &Scope, rows: &[Row], events: &[usize]) -> Option<(Date, Date)> {
    let dates = events.iter().filter_map(|at| event(scope, *rows.get(*at)?)).map(|event| event.date.order());
    dates.fold(None, |extent: Option<(Date, Date)>, (from, to)| Some(extent.map_or((from, to), |(a, b)| (a.min(from), b.max(to)))))
}
