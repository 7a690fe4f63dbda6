//! The rows or columns of a grid of money, and those that a budget line belongs to.

use super::axis_items::{AxisItem, axis_items, objective_id};
use super::dimension::GridDimension;
use crate::model::{BudgetLine, KindId, Text};
use crate::query::QueryContext;
use crate::query::country_money::line_country;
use crate::store::RecordRef;
use std::collections::{BTreeSet, HashSet};

/// The id of the item for lines that belong to no single item of a dimension.
pub(super) const NO_ITEM: &str = "";

/// Returns the items of a dimension for budget lines, the one for lines without an item last.
pub(super) fn budget_items(
    ctx: &QueryContext,
    dimension: GridDimension,
    phase: Option<&str>,
    lines: &[RecordRef],
) -> Vec<AxisItem> {
    let ids: Vec<Option<String>> =
        lines.iter().map(|row| budget_item_id(ctx, *row, dimension, phase)).collect();
    let stated: BTreeSet<&str> = ids.iter().flatten().map(String::as_str).collect();
    let mut items = match record_kind(dimension) {
        Some(_) => axis_items(ctx, dimension, phase, &[]),
        None => stated.iter().map(|word| AxisItem::from_word((*word).into())).collect(),
    };
    if dimension == GridDimension::Agency {
        items.retain(|item| stated.contains(&*item.id));
    }
    let known: HashSet<String> = items.iter().map(|item| item.id.clone()).collect();
    // a line may name a country outside of the programme
    let others = stated.iter().filter(|id| !known.contains(**id));
    let others = others.filter_map(|id| ctx.data.find(record_kind(dimension)?, id));
    items.extend(others.map(|row| AxisItem::from_record(ctx, row)));
    let is_on_axis =
        |id: &Option<String>| id.as_ref().is_some_and(|id| items.iter().any(|item| item.id == *id));
    if !ids.iter().all(is_on_axis) {
        let label = format!("not by {}", dimension.name());
        items.push(AxisItem { id: NO_ITEM.into(), ..AxisItem::from_word(label) });
    }
    items
}

/// Returns the kind of record that the items of a dimension are.
fn record_kind(dimension: GridDimension) -> Option<KindId> {
    match dimension {
        GridDimension::Objective => Some(KindId::Objectives),
        GridDimension::Agency => Some(KindId::Agencies),
        GridDimension::Phase => Some(KindId::Phases),
        GridDimension::Programme => Some(KindId::Programme),
        GridDimension::Country => Some(KindId::Countries),
        GridDimension::Kind | GridDimension::Year => None,
    }
}

/// Returns the id of the one item to which a line belongs. Money is never split: a line for several
/// years or countries belongs to none of them.
pub(super) fn budget_item_id(
    ctx: &QueryContext,
    row: RecordRef,
    dimension: GridDimension,
    phase: Option<&str>,
) -> Option<String> {
    let line: &BudgetLine = ctx.data.get(row)?;
    let activity = line.activity.as_ref().and_then(|id| ctx.data.activities().get(id));
    let id = match dimension {
        GridDimension::Objective => {
            let of_activity = || only(&activity?.objectives);
            let id = line.objective.as_ref().or_else(of_activity)?;
            return Some(objective_id(ctx, id, phase));
        }
        GridDimension::Agency => line.agency.as_ref(),
        GridDimension::Phase => ctx.data.phase_of(row),
        GridDimension::Programme => match ctx.data.programmes_of(row)[..] {
            [only] => Some(only),
            _ => None,
        },
        GridDimension::Country => line_country(ctx, row),
        GridDimension::Kind => return Some(line.kind().to_string()),
        GridDimension::Year => return line.year().map(|year| year.to_string()),
    };
    id.map(|id| id.to_string())
}

fn only(ids: &[Text]) -> Option<&Text> {
    if let [only] = ids { Some(only) } else { None }
}
