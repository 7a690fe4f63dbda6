//! The rows or columns of a grid: the items of a dimension, and those that an event or an
//! engagement belongs to.

use super::dimension::GridDimension;
use crate::model::{Country, Engagement, Event, KindId, Objective, Record, Text};
use crate::query::QueryContext;
use crate::query::agency_order::agencies_in_order;
use crate::store::RecordRef;
use std::borrow::Cow;
use std::collections::BTreeSet;

/// A row or a column.
#[derive(Clone, Debug, PartialEq)]
pub struct AxisItem {
    /// The id of the record, or the kind or year itself.
    pub id: String,
    /// The short name.
    pub label: String,
    /// The full name.
    pub title: String,
    pub row: Option<RecordRef>,
    /// The phase under which an objective stands where the grid has objectives of several.
    pub group: Option<RecordRef>,
}

impl AxisItem {
    pub(super) fn from_record(ctx: &QueryContext, row: RecordRef) -> AxisItem {
        AxisItem {
            id: ctx.data.id(row).into(),
            label: ctx.data.short_label(row).into(),
            title: ctx.data.title(row).into(),
            row: Some(row),
            group: None,
        }
    }

    pub(super) fn from_word(word: String) -> AxisItem {
        AxisItem { label: word.clone(), title: word.clone(), id: word, row: None, group: None }
    }
}

/// Returns the items of a dimension, limited to a phase if there is one.
pub(super) fn axis_items(
    ctx: &QueryContext,
    dimension: GridDimension,
    phase: Option<&str>,
    events: &[RecordRef],
) -> Vec<AxisItem> {
    let data = ctx.data;
    let events = events.iter().filter_map(|row| data.get::<Event>(*row));
    match dimension {
        GridDimension::Objective => objective_items(ctx, phase),
        GridDimension::Agency => {
            let rows = agencies_in_order(data, phase).into_iter();
            rows.map(|row| AxisItem::from_record(ctx, row)).collect()
        }
        GridDimension::Phase => {
            let rows = data.records(KindId::Phases);
            let rows = rows.filter(|row| phase.is_none_or(|phase| data.id(*row) == phase));
            rows.map(|row| AxisItem::from_record(ctx, row)).collect()
        }
        GridDimension::Programme => {
            let of_phase = phase.and_then(|phase| data.find(KindId::Phases, phase));
            let of_phase = of_phase.map(|phase| data.programmes_of(phase));
            let rows = data.records(KindId::Programme);
            let is_listed = |row: &RecordRef| {
                of_phase.as_ref().is_none_or(|ids| ids.iter().any(|id| ***id == *data.id(*row)))
            };
            rows.filter(is_listed).map(|row| AxisItem::from_record(ctx, row)).collect()
        }
        GridDimension::Country => country_items(ctx, phase),
        GridDimension::Kind => {
            let kinds = events.filter_map(|event| event.kind.as_ref());
            distinct_words(kinds.map(|kind| kind.to_string()))
        }
        GridDimension::Year => {
            let days = events.filter_map(|event| event.date.earliest());
            distinct_words(days.map(|day| day.year().to_string()))
        }
    }
}

fn objective_items(ctx: &QueryContext, phase: Option<&str>) -> Vec<AxisItem> {
    let data = ctx.data;
    let mut items = Vec::new();
    let objective = |row: &RecordRef| data.get::<Objective>(*row);
    let mut rows: Vec<RecordRef> = data.records(KindId::Objectives).collect();
    // objectives without a phase come last
    rows.sort_by_key(|row| {
        let record = objective(row);
        let phase = record.and_then(|record| data.phases().get_index_of(record.phase.as_deref()?));
        let number = record.and_then(|record| record.number);
        (phase.is_none(), phase, number.is_none(), number)
    });
    for row in rows {
        let Some(objective) = objective(&row) else { continue };
        // without a phase, an objective stands for all that continue it
        let is_listed = match phase {
            Some(phase) => objective.phase.as_deref() == Some(phase),
            None => data.original_objective(data.id(row)) == data.id(row),
        };
        if is_listed {
            let (label, title): (Cow<str>, Cow<str>) = match phase {
                Some(_) => (objective.short_label().into(), (&*objective.title).into()),
                None => {
                    let id = data.id(row);
                    (data.short_label_over_phases(id), data.title_over_phases(id))
                }
            };
            items.push(AxisItem {
                label: objective.numbered(&label),
                title: objective.numbered(&title),
                group: objective.phase.as_deref().and_then(|id| data.find(KindId::Phases, id)),
                ..AxisItem::from_record(ctx, row)
            });
        }
    }
    // one phase needs no heading
    if items.windows(2).all(|pair| pair[0].group == pair[1].group) {
        items.iter_mut().for_each(|item| item.group = None);
    }
    items
}

fn country_items(ctx: &QueryContext, phase: Option<&str>) -> Vec<AxisItem> {
    let data = ctx.data;
    let is_in_phase = |row: &RecordRef| {
        let country = data.get::<Country>(*row);
        country.is_some_and(|country| {
            country.phases.iter().any(|id| phase.is_none_or(|phase| **id == *phase))
        })
    };
    let rows = (crate::query::lists::countries::LIST.rows)(data, false);
    // the official names are too long for a grid
    let item = |row: RecordRef| AxisItem {
        title: data.short_label(row).into(),
        ..AxisItem::from_record(ctx, row)
    };
    rows.into_iter().filter(is_in_phase).map(item).collect()
}

fn distinct_words(words: impl Iterator<Item = String>) -> Vec<AxisItem> {
    words.collect::<BTreeSet<String>>().into_iter().map(AxisItem::from_word).collect()
}

/// Returns the ids of the items to which an event belongs.
pub(super) fn event_ids(
    ctx: &QueryContext,
    (row, event): (RecordRef, &Event),
    dimension: GridDimension,
    phase: Option<&str>,
) -> Vec<String> {
    let to_strings = |ids: &[Text]| ids.iter().map(|id| id.to_string()).collect();
    match dimension {
        GridDimension::Objective => {
            let ids = event.objectives.iter();
            ids.map(|id| objective_id(ctx, id, phase)).collect()
        }
        GridDimension::Agency => to_strings(&event.agencies),
        GridDimension::Country => to_strings(&event.countries),
        GridDimension::Phase => to_strings(event.phase.as_slice()),
        GridDimension::Programme => programme_ids(ctx, row),
        GridDimension::Kind => to_strings(event.kind.as_slice()),
        GridDimension::Year => {
            event.date.earliest().map(|day| day.year().to_string()).into_iter().collect()
        }
    }
}

/// Returns the ids of the items to which an engagement belongs.
pub(super) fn engagement_ids(
    ctx: &QueryContext,
    (row, engagement): (RecordRef, &Engagement),
    dimension: GridDimension,
    phase: Option<&str>,
) -> Vec<String> {
    let Some(objective) = ctx.data.objectives().get(&engagement.objective) else {
        return Vec::new();
    };
    if phase.is_some() && objective.phase.as_deref() != phase {
        return Vec::new();
    }
    match dimension {
        GridDimension::Objective => vec![objective_id(ctx, &engagement.objective, phase)],
        GridDimension::Agency => vec![engagement.agency.to_string()],
        GridDimension::Country => engagement.countries.iter().map(|id| id.to_string()).collect(),
        GridDimension::Programme => programme_ids(ctx, row),
        GridDimension::Phase => objective.phase.iter().map(|phase| phase.to_string()).collect(),
        GridDimension::Kind | GridDimension::Year => Vec::new(),
    }
}

fn programme_ids(ctx: &QueryContext, row: RecordRef) -> Vec<String> {
    ctx.data.programmes_of(row).into_iter().map(ToString::to_string).collect()
}

/// Returns the objective itself in a phase, and the one that it continues over all phases.
pub(super) fn objective_id(ctx: &QueryContext, id: &str, phase: Option<&str>) -> String {
    if phase.is_some() { id.to_string() } else { ctx.data.original_objective(id).to_string() }
}
