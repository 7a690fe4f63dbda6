//! Lists the countries of the programme, and on request all places that the sources list.

use super::{AGENCY, EVENT_COUNT, KIND, PHASE};
use crate::model::{Country, KindId, Text};
use crate::query::ColumnSource::Computed;
use crate::query::agency_order::sort_agency_links;
use crate::query::country_money::{country_money_cell, has_country_money};
use crate::query::sort_key::natural_key;
use crate::query::{
    CellValue, Column, DependentColumn, LinkPhases, ListDef, QueryContext, RecordLink,
};
use crate::store::RecordRef;
use crate::store::budget_totals::BudgetMeasure;

pub static LIST: ListDef = ListDef {
    singular_plural: ("country", "countries"),
    all_singular_plural: Some(("place or office", "places and offices")),
    count_suffix: "",
    kinds: &[KindId::Countries, KindId::Offices],
    columns: &[
        Column {
            key: "name",
            title: "Country",
            preposition: "called",
            min_width: 15,
            preferred_width: 26,
            hide_priority: 0,
            fills: true,
            value: Computed(|ctx, row| match country(ctx, row) {
                Some(country) => (&**country.short.as_ref().unwrap_or(&country.name)).into(),
                None => CellValue::Text(ctx.data.title(row)),
            }),
            fields: &["name", "short"],
            ..Column::DEFAULT
        },
        Column {
            key: "region",
            title: "Region",
            preposition: "in",
            min_width: 14,
            preferred_width: 24,
            hide_priority: 4,
            value: Computed(|ctx, row| {
                country(ctx, row).and_then(|country| country.region.as_deref()).into()
            }),
            ..Column::DEFAULT
        },
        Column { min_width: 0, value: Computed(|ctx, row| ctx.data.singular(row).into()), ..KIND },
        Column { title: "Phases", min_width: 6, hide_priority: 3, ..PHASE },
        Column {
            min_width: 16,
            value: Computed(|ctx, row| match country(ctx, row) {
                Some(country) => agencies_with_phases(ctx, country).into(),
                None => CellValue::Empty,
            }),
            fields: &["agencies", "agencies_by_phase"],
            ..AGENCY
        },
        Column { hide_priority: 6, ..EVENT_COUNT },
        Column {
            key: "budget",
            title: "Budget",
            preposition: "with a budget of",
            min_width: 12,
            hide_priority: 9,
            is_money: true,
            shown_if: Some(|ctx| has_country_money(ctx, BudgetMeasure::Budget)),
            value: Computed(|ctx, row| country_money_cell(ctx, row, BudgetMeasure::Budget)),
            ..Column::DEFAULT
        },
        Column {
            key: "spent",
            title: "Spent",
            preposition: "with spent money of",
            min_width: 12,
            hide_priority: 9,
            is_money: true,
            shown_if: Some(|ctx| has_country_money(ctx, BudgetMeasure::Spent)),
            value: Computed(|ctx, row| country_money_cell(ctx, row, BudgetMeasure::Spent)),
            ..Column::DEFAULT
        },
        Column {
            key: "code",
            title: "Code",
            preposition: "code",
            min_width: 4,
            hide_priority: 8,
            value: Computed(|ctx, row| {
                // a place without a code of ISO 3166-1 has a longer id
                let has_code = |id: &&str| country(ctx, row).is_some() && id.len() == 2;
                Some(ctx.data.id(row)).filter(has_code).into()
            }),
            ..Column::DEFAULT
        },
        Column {
            key: "m49",
            title: "M49 region",
            preposition: "in M49",
            min_width: 0,
            search_only: true,
            value: Computed(|ctx, row| {
                let Some(country) = country(ctx, row) else { return CellValue::Empty };
                let codes =
                    [&country.m49, &country.m49_region, &country.m49_subregion, &country.iso3];
                join(codes.into_iter().flatten())
            }),
            ..Column::DEFAULT
        },
        Column {
            key: "alias",
            title: "Other names",
            preposition: "also called",
            min_width: 0,
            search_only: true,
            value: Computed(|ctx, row| {
                let Some(country) = country(ctx, row) else { return CellValue::Empty };
                let names = std::iter::once(&country.name).chain(&country.official);
                join(names.chain(&country.aliases).chain(country.names.values()))
            }),
            ..Column::DEFAULT
        },
    ],
    rows: |data, all| {
        let is_listed = |row: &RecordRef| {
            all || data.get::<Country>(*row).is_some_and(|country| !country.phases.is_empty())
        };
        let mut rows: Vec<RecordRef> = data.records(KindId::Countries).filter(is_listed).collect();
        rows.sort_by_cached_key(|row| natural_key(&data.short_label(*row)));
        if all {
            rows.extend(data.records(KindId::Offices));
        }
        rows
    },
    all_description: Some("all places that the sources list"),
    dependent_column: Some(DependentColumn {
        key: "agency",
        depends_on: "phase",
        value: |ctx, row, is_named| {
            let Some(country) = country(ctx, row) else { return CellValue::Empty };
            let phases = country.phases.iter();
            let phases = phases
                .filter(|id| is_named(&ctx.record_links(KindId::Phases, std::iter::once(*id))));
            let agencies = phases.flat_map(|id| country.agencies_in(id));
            ctx.record_links(KindId::Agencies, agencies)
        },
    }),
};

fn country<'a>(ctx: &QueryContext<'a>, row: RecordRef) -> Option<&'a Country> {
    ctx.data.get(row)
}

/// Returns the agencies of a country; those that work there in some of its phases only say in
/// which.
fn agencies_with_phases<'a>(ctx: &QueryContext<'a>, country: &'a Country) -> Vec<RecordLink<'a>> {
    let phases = ctx.data.phases();
    let link = |agency: &'a Text| {
        let (here, others): (Vec<&Text>, Vec<&Text>) =
            country.phases.iter().partition(|id| country.agencies_in(id).contains(agency));
        let stage = |id: &Text| phases.get(id).and_then(|phase| phase.stage.as_ref());
        let words = |id: &Text| match stage(id)
            .filter(|own| !others.iter().any(|other| stage(other) == Some(*own)))
        {
            Some(stage) => stage.to_string(),
            None => ctx.data.short_label_of(KindId::Phases, id).into_owned(),
        };
        let is_limited = !here.is_empty() && !others.is_empty();
        let only_in = is_limited.then(|| LinkPhases {
            ids: here.iter().map(|id| &***id).collect(),
            words: here.iter().map(|id| words(id)).collect::<Vec<_>>().join(", "),
        });
        RecordLink { only_in, ..ctx.record_link(KindId::Agencies, agency) }
    };
    let mut links: Vec<RecordLink> = country.agencies.iter().map(link).collect();
    sort_agency_links(ctx.data, &mut links);
    links
}

fn join<'a>(texts: impl Iterator<Item = &'a Text>) -> CellValue<'a> {
    texts.map(|text| &**text).collect::<Vec<_>>().join(" ").into()
}
