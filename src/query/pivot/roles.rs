//! Determines the role of an agency in an objective, a phase or a country.

use super::cell::CellContent;
use super::dimension::{AxisItem, Dimension, GridQuery, engagement_ids};
use crate::model::{Engagement, KindId, RecordPath, Role, Text};
use crate::query::QueryContext;
use crate::store::RecordRef;

/// Returns the role of the agency in the cell, and the lists of donors that name it.
pub(super) fn agency_role(
    ctx: &QueryContext,
    query: &GridQuery,
    (row, column): (&AxisItem, &AxisItem),
    engagements: &[RecordRef],
) -> (CellContent, Vec<RecordPath>) {
    let is_agency_row = query.rows == Dimension::Agency;
    let (agency, item) = if is_agency_row { (row, column) } else { (column, row) };
    let dimension = if is_agency_row { query.columns } else { query.rows };
    let names_agency = |ids: &[Text]| ids.iter().any(|id| **id == *agency.id);
    let has_role = |role: Role| {
        let mut engagements = engagements.iter().filter_map(|row| ctx.data.get::<Engagement>(*row));
        engagements.any(|engagement| engagement.role == role)
    };
    let mut donors = Vec::new();
    for id in phases_of(ctx, query, dimension, item) {
        if ctx.data.phases().get(id).is_some_and(|phase| names_agency(&phase.donors)) {
            donors.push(RecordPath::for_record(KindId::Phases, id).join("donors"));
        }
    }
    let takes_part = match dimension {
        Dimension::Phase => {
            ctx.data.phases().get(&item.id).is_some_and(|phase| names_agency(&phase.agencies))
        }
        Dimension::Country => {
            let country = ctx.data.countries().get(&item.id);
            country.is_some_and(|country| match &query.phase {
                Some(phase) => names_agency(country.agencies_in(phase)),
                None => names_agency(&country.agencies),
            })
        }
        _ => false,
    };
    let content = if has_role(Role::Lead) {
        CellContent::Lead
    } else if has_role(Role::Partner) {
        CellContent::Partner
    } else if !donors.is_empty() {
        CellContent::Funds
    } else if takes_part {
        CellContent::TakesPart
    } else if names_anybody(ctx, query, dimension, item) {
        CellContent::OthersNamed
    } else {
        CellContent::NotStated
    };
    (content, donors)
}

/// Returns the phases in which an item of a dimension takes place, limited to that of the query.
fn phases_of<'a>(
    ctx: &QueryContext<'a>,
    query: &GridQuery,
    dimension: Dimension,
    item: &'a AxisItem,
) -> Vec<&'a str> {
    let data = ctx.data;
    let mut phases: Vec<&str> = match dimension {
        Dimension::Phase => vec![&item.id],
        Dimension::Objective => {
            let original = data.original_objective(&item.id);
            let versions =
                data.objectives().iter().filter(|(id, _)| data.original_objective(id) == original);
            versions.map(|(_, objective)| &*objective.phase).collect()
        }
        Dimension::Country => match data.countries().get(&item.id) {
            Some(country) => country.phases.iter().map(|id| &**id).collect(),
            None => Vec::new(),
        },
        _ => Vec::new(),
    };
    phases.retain(|id| query.phase.as_deref().is_none_or(|phase| phase == *id));
    phases.dedup();
    phases
}

/// Returns true if a source names an agency for the item. Only objectives lack names.
fn names_anybody(
    ctx: &QueryContext,
    query: &GridQuery,
    dimension: Dimension,
    item: &AxisItem,
) -> bool {
    if dimension != Dimension::Objective {
        return true;
    }
    let phase = query.phase.as_deref();
    let mut engagements = ctx.data.engagements().values();
    engagements
        .any(|engagement| engagement_ids(ctx, engagement, dimension, phase).contains(&item.id))
}
