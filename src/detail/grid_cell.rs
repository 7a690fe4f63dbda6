//! A cell of a grid in full: what it says, and every record behind it.

use super::{Detail, Piece};
use crate::model::{Agency, Contact, Document, Engagement, Event, Place, Text};
use crate::query::Scope;
use crate::query::pivot::grid::{Ask, Cell, Grid, Item};
use crate::sort;
use crate::store::{RecordRef, title_of};

/// What a cell, or all cells of a row or a column, say: the detail of where the cursor stands.
pub fn detail(grid: &Grid, scope: &Scope, ask: &Ask, row: Option<usize>, column: Option<usize>) -> Detail {
    let data = scope.data;
    let chosen: Vec<&Item> = row.and_then(|at| grid.rows.get(at)).into_iter().chain(column.and_then(|at| grid.columns.get(at))).collect();
    let heading =
        if chosen.is_empty() { "All".to_string() } else { chosen.iter().map(|item| item.title.as_str()).collect::<Vec<_>>().join(" × ") };
    let phase = ask.phase.as_deref().map_or_else(|| "all phases".into(), |phase| data.label_of("phases", phase).into_owned());
    let mut detail = Detail { heading, about: format!("{} × {} · {phase}", ask.rows.name(), ask.columns.name()), parts: Vec::new() };
    let rows = grid.cells.iter().enumerate().filter(|(at, _)| row.is_none_or(|row| row == *at));
    let cells: Vec<&Cell> = rows
        .flat_map(|(_, cells)| cells.iter().enumerate().filter(|(at, _)| column.is_none_or(|column| column == *at)))
        .map(|(_, cell)| cell)
        .collect();
    if let [cell] = cells[..] {
        detail.say("Part", vec![Piece::plain(cell.said.words())]);
    }
    for row in chosen.iter().filter_map(|item| item.row) {
        detail.say(&title_of(row.kind().singular), vec![Piece::link(data.heading(row), data.place(row))]);
    }
    let donors = sort::distinct(cells.iter().flat_map(|cell| &cell.donors).map(Place::as_str));
    for (at, donors) in donors.into_iter().map(Place::new).enumerate() {
        let name = data.label_of("phases", donors.id().unwrap_or_default()).into_owned();
        detail.say(if at == 0 { "Named as donor of" } else { "and of" }, vec![Piece::link(name, donors.clone())]);
    }
    engagements(&mut detail, scope, &cells);
    let mut events = sort::distinct(cells.iter().flat_map(|cell| cell.events.iter().copied()));
    sort::by_key(&mut events, |row| data.get::<Event>(*row).map(|event| event.date.order()));
    detail.records(scope, "Events", &events);
    let agency = chosen.iter().filter_map(|item| Some((item.row?, data.get::<Agency>(item.row?)?))).next();
    if let Some((row, agency)) = agency {
        // these are the agency's, not the cell's: the heading says so
        let told = detail.parts.len();
        let (id, name) = (data.id(row), &agency.name);
        let in_phase = |of: &Option<Text>| ask.phase.as_deref().is_none_or(|phase| of.as_deref().is_none_or(|of| of == phase));
        let of = if ask.phase.is_some() { format!("{name} in this phase:") } else { format!("{name}:") };
        let contact = |of: &Contact| of.agency.as_deref() == Some(id) && in_phase(&of.phase);
        let contacts: Vec<RecordRef> = data.rows("contacts").filter(|row| data.get(*row).is_some_and(contact)).collect();
        detail.records(scope, &format!("Contacts of {of}"), &contacts);
        let document = |of: &Document| of.agencies.iter().any(|agency| **agency == *id) && in_phase(&of.phase);
        let documents: Vec<RecordRef> = data.rows("documents").filter(|row| data.get(*row).is_some_and(document)).collect();
        detail.records(scope, &format!("Documents of {of}"), &documents);
        detail.further(told);
    }
    detail
}

/// What the agencies do there.
fn engagements(detail: &mut Detail, scope: &Scope, cells: &[&Cell]) {
    let data = scope.data;
    let rows = sort::distinct(cells.iter().flat_map(|cell| cell.engagements.iter().copied()));
    match rows.len() {
        0 => return,
        1 => detail.group("What it does"),
        n => detail.group(&format!("Engagements {n}")),
    }
    for (row, engagement) in rows.iter().filter_map(|row| Some((*row, data.get::<Engagement>(*row)?))) {
        detail.item(vec![Piece::link(data.heading(row), data.place(row)), Piece::dim(engagement.role.word())]);
        let told = detail.parts.len();
        engagement.work.iter().chain(&engagement.strands).for_each(|text| {
            detail.item(vec![Piece::plain(&**text)]);
            detail.at_most(2);
        });
        let country = |id: &Text| Piece::link(data.label_of("countries", id).into_owned(), Place::record("countries", id));
        let countries: Vec<Piece> = engagement.countries.iter().map(country).collect();
        if !countries.is_empty() {
            detail.item(countries);
            detail.at_most(2);
        }
        if rows.len() > 1 {
            detail.further(told);
        }
    }
}
