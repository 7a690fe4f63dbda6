//! Determines the role of an agency in an objective, a phase or a country.

use super::axis_items::AxisItem;
use super::dimension::GridDimension;
use super::grid_cell::CellContent;
use super::grid_query::GridQuery;
use crate::model::{AgencyRole, Engagement, KindId, Phase, RecordPath, Text};
use crate::query::QueryContext;
use crate::store::RecordRef;
use std::collections::HashSet;

/// Returns the role of the agency in the cell, and for a phase the list of donors that names it.
pub(super) fn agency_role(
    ctx: &QueryContext,
    query: &GridQuery,
    (row, column): (&AxisItem, &AxisItem),
    engagements: &[RecordRef],
) -> (CellContent, Vec<RecordPath>) {
    let is_agency_row = query.rows == GridDimension::Agency;
    let (agency, item) = if is_agency_row { (row, column) } else { (column, row) };
    let dimension = if is_agency_row { query.columns } else { query.rows };
    let names_agency = |ids: &[Text]| ids.iter().any(|id| **id == *agency.id);
    let roles = || {
        let engagements = engagements.iter().filter_map(|row| ctx.data.get::<Engagement>(*row));
        engagements.map(|engagement| engagement.role)
    };
    if dimension == GridDimension::Objective {
        let role = AgencyRole::ALL.iter().find(|role| roles().any(|other| other == Some(**role)));
        let content = match role {
            Some(role) => CellContent::from(*role),
            None if roles().next().is_some() => CellContent::TakesPart,
            None if names_anybody(ctx, query, dimension, item) => CellContent::OthersNamed,
            None => CellContent::NotStated,
        };
        return (content, Vec::new());
    }
    // sources give roles by objective, so in a phase or a country an agency takes part
    let mut takes_part = roles().next().is_some();
    let mut donors = Vec::new();
    if matches!(dimension, GridDimension::Phase | GridDimension::Programme) {
        for (id, phase) in phases_of(ctx, dimension, item) {
            takes_part |= names_agency(&phase.agencies);
            if names_agency(&phase.donors) {
                donors.push(RecordPath::for_record(KindId::Phases, id).join("donors"));
            }
        }
    } else if let Some(country) = ctx.data.countries().get(&item.id) {
        takes_part |= match &query.phase {
            Some(phase) => names_agency(country.agencies_in(phase)),
            None => names_agency(&country.agencies),
        };
    }
    let content = if !donors.is_empty() {
        CellContent::Funds
    } else if takes_part {
        CellContent::TakesPart
    } else {
        CellContent::OthersNamed
    };
    (content, donors)
}

/// Returns the phase of an item, or those of a programme.
fn phases_of<'a>(
    ctx: &QueryContext<'a>,
    dimension: GridDimension,
    item: &AxisItem,
) -> impl Iterator<Item = (&'a Text, &'a Phase)> {
    let data = ctx.data;
    let is_of_item = move |row: &RecordRef| match dimension {
        GridDimension::Programme => data.programmes_of(*row).into_iter().any(|id| **id == *item.id),
        _ => data.id(*row) == item.id,
    };
    let rows = data.records(KindId::Phases).filter(is_of_item);
    rows.filter_map(|row| data.phases().get_index(row.index as usize))
}

/// Returns the pairs of row and column for which an event in a country names an agency; none in a
/// grid without countries.
pub(super) fn agencies_in_events<'a>(
    ctx: &QueryContext<'a>,
    query: &GridQuery,
) -> HashSet<(&'a str, &'a str)> {
    let is_country_row = query.rows == GridDimension::Country;
    if !query.shows_roles() || !is_country_row && query.columns != GridDimension::Country {
        return HashSet::new();
    }
    let is_in_phase =
        |phase: Option<&str>| query.phase.is_none() || phase == query.phase.as_deref();
    let events = ctx.data.events().values().filter(|event| is_in_phase(event.phase.as_deref()));
    let pairs = events.flat_map(|event| {
        event
            .countries
            .iter()
            .flat_map(|country| event.agencies.iter().map(move |agency| (&**country, &**agency)))
    });
    pairs
        .map(|(country, agency)| if is_country_row { (country, agency) } else { (agency, country) })
        .collect()
}

/// Returns true if a source names an agency for the item. Only objectives lack names.
fn names_anybody(
    ctx: &QueryContext,
    query: &GridQuery,
    dimension: GridDimension,
    item: &AxisItem,
) -> bool {
    if dimension != GridDimension::Objective {
        return true;
    }
    let Some(objective) = ctx.data.find(KindId::Objectives, &item.id) else { return false };
    if query.phase.is_some() {
        !ctx.data.backlinks_of_kind(objective, KindId::Engagements).is_empty()
    } else {
        !ctx.data.engagements_in_objective(&item.id).is_empty()
    }
}
