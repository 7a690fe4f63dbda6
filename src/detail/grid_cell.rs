//! A cell of a grid in full: what it says, and every record behind it.

use super::{Detail, Fragment};
use crate::model::{
    Agency, Contact, Document, Engagement, Event, KindId, RecordPath, Text, field_heading,
};
use crate::query::QueryContext;
use crate::query::pivot::grid::{AxisItem, Cell, Grid, GridQuery};
use crate::store::RecordRef;
use std::collections::BTreeSet;

/// What a cell, or all cells of a row or a column, say: the detail of where the cursor stands.
pub fn detail(
    grid: &Grid,
    scope: &QueryContext,
    ask: &GridQuery,
    row: Option<usize>,
    column: Option<usize>,
) -> Detail {
    let data = scope.data;
    let chosen: Vec<&AxisItem> = row
        .and_then(|at| grid.rows.get(at))
        .into_iter()
        .chain(column.and_then(|at| grid.columns.get(at)))
        .collect();
    let heading = if chosen.is_empty() {
        "All".to_string()
    } else {
        chosen.iter().map(|item| item.title.as_str()).collect::<Vec<_>>().join(" × ")
    };
    let phase = ask.phase.as_deref().map_or_else(
        || "all phases".into(),
        |phase| data.short_label_of(KindId::Phases, phase).into_owned(),
    );
    let mut detail = Detail {
        heading,
        subtitle: format!("{} × {} · {phase}", ask.rows.name(), ask.columns.name()),
        entries: Vec::new(),
    };
    let rows = grid.cells.iter().enumerate().filter(|(at, _)| row.is_none_or(|row| row == *at));
    let cells: Vec<&Cell> = rows
        .flat_map(|(_, cells)| {
            cells.iter().enumerate().filter(|(at, _)| column.is_none_or(|column| column == *at))
        })
        .map(|(_, cell)| cell)
        .collect();
    if let [cell] = cells[..] {
        detail.push_field("Part", vec![Fragment::plain(cell.content.display())]);
    }
    for row in chosen.iter().filter_map(|item| item.row) {
        detail.push_field(
            &field_heading(row.kind.singular()),
            vec![Fragment::link(data.title(row), data.path(row))],
        );
    }
    let donors =
        BTreeSet::from_iter(cells.iter().flat_map(|cell| &cell.donors).map(RecordPath::as_str));
    for (at, donors) in donors.into_iter().map(RecordPath::new).enumerate() {
        let name =
            data.short_label_of(KindId::Phases, donors.id().unwrap_or_default()).into_owned();
        detail.push_field(
            if at == 0 { "Named as donor of" } else { "and of" },
            vec![Fragment::link(name, donors.clone())],
        );
    }
    push_engagements(&mut detail, scope, &cells);
    let mut events: Vec<RecordRef> =
        BTreeSet::from_iter(cells.iter().flat_map(|cell| cell.events.iter().copied()))
            .into_iter()
            .collect();
    events.sort_by_key(|row| data.get::<Event>(*row).map(|event| event.date.sort_bounds()));
    detail.push_records(scope, "Events", &events);
    let agency =
        chosen.iter().filter_map(|item| Some((item.row?, data.get::<Agency>(item.row?)?))).next();
    if let Some((row, agency)) = agency {
        // these are the agency's, not the cell's: the heading says so
        let told = detail.entries.len();
        let (id, name) = (data.id(row), &agency.name);
        let in_phase = |of: &Option<Text>| {
            ask.phase.as_deref().is_none_or(|phase| of.as_deref().is_none_or(|of| of == phase))
        };
        let of =
            if ask.phase.is_some() { format!("{name} in this phase:") } else { format!("{name}:") };
        let contact = |of: &Contact| of.agency.as_deref() == Some(id) && in_phase(&of.phase);
        let contacts: Vec<RecordRef> = data
            .records(KindId::Contacts)
            .filter(|row| data.get(*row).is_some_and(contact))
            .collect();
        detail.push_records(scope, &format!("Contacts of {of}"), &contacts);
        let document =
            |of: &Document| of.agencies.iter().any(|agency| **agency == *id) && in_phase(&of.phase);
        let documents: Vec<RecordRef> = data
            .records(KindId::Documents)
            .filter(|row| data.get(*row).is_some_and(document))
            .collect();
        detail.push_records(scope, &format!("Documents of {of}"), &documents);
        detail.mark_full_only(told);
    }
    detail
}

/// What the agencies do there.
fn push_engagements(detail: &mut Detail, scope: &QueryContext, cells: &[&Cell]) {
    let data = scope.data;
    let rows: Vec<RecordRef> =
        BTreeSet::from_iter(cells.iter().flat_map(|cell| cell.engagements.iter().copied()))
            .into_iter()
            .collect();
    match rows.len() {
        0 => return,
        1 => detail.push_heading("What it does"),
        n => detail.push_heading(&format!("Engagements {n}")),
    }
    for (row, engagement) in
        rows.iter().filter_map(|row| Some((*row, data.get::<Engagement>(*row)?)))
    {
        detail.push_item(vec![
            Fragment::link(data.title(row), data.path(row)),
            Fragment::dim(engagement.role.as_str()),
        ]);
        let told = detail.entries.len();
        engagement.work.iter().chain(&engagement.strands).for_each(|text| {
            detail.push_item(vec![Fragment::plain(&**text)]);
            detail.limit_lines(2);
        });
        let country = |id: &Text| {
            Fragment::link(
                data.short_label_of(KindId::Countries, id).into_owned(),
                RecordPath::for_record(KindId::Countries, id),
            )
        };
        let countries: Vec<Fragment> = engagement.countries.iter().map(country).collect();
        if !countries.is_empty() {
            detail.push_item(countries);
            detail.limit_lines(2);
        }
        if rows.len() > 1 {
            detail.mark_full_only(told);
        }
    }
}
