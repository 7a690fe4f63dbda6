//! Countries, and the offices and other places that a source lists beside them.

use crate::model::{Country, KindId, Office};
use crate::query::{CellValue, Column, ListDef, QueryContext};
use crate::store::{Dataset, RecordRef};
use std::borrow::Cow;

/// The programme's countries; with all, every place that is listed.
pub static LIST: ListDef = ListDef {
    singular_plural: ("country", "countries"),
    kinds: &[KindId::Countries, KindId::Offices],
    columns: &[
        Column {
            key: "name",
            title: "Country",
            preposition: "called",
            min_width: 15,
            preferred_width: 18,
            hide_priority: 0,
            fills: true,
            value: |scope, row| match country(scope, row) {
                Some((_, country)) => {
                    CellValue::Text(Cow::Borrowed(country.short.as_ref().unwrap_or(&country.name)))
                }
                None => CellValue::Text(scope.data.title(row)),
            },
            ..Column::DEFAULT
        },
        Column {
            key: "region",
            title: "Region",
            preposition: "in",
            min_width: 14,
            preferred_width: 24,
            hide_priority: 4,
            value: |scope, row| match country(scope, row) {
                Some((_, country)) => CellValue::optional_text(country.region.as_deref()),
                None => CellValue::optional_text(
                    scope.data.get::<Office>(row).map(|office| &*office.kind),
                ),
            },
            ..Column::DEFAULT
        },
        Column {
            key: "phase",
            title: "Phases",
            preposition: "in phase",
            min_width: 6,
            is_links: true,
            hide_priority: 3,
            value: |scope, row| {
                country(scope, row).map_or(CellValue::Empty, |(_, country)| {
                    scope.record_links(KindId::Phases, &country.phases)
                })
            },
            ..Column::DEFAULT
        },
        Column {
            key: "agency",
            title: "Agencies",
            preposition: "with",
            min_width: 16,
            is_links: true,
            hide_priority: 5,
            value: |scope, row| {
                country(scope, row).map_or(CellValue::Empty, |(_, country)| {
                    scope.record_links(KindId::Agencies, &country.agencies)
                })
            },
            ..Column::DEFAULT
        },
        Column {
            key: "events",
            title: "Events",
            preposition: "events",
            min_width: 6,
            hide_priority: 6,
            value: |scope, row| scope.count_referrers(row, KindId::Events),
            ..Column::DEFAULT
        },
        Column {
            key: "code",
            title: "Code",
            preposition: "code",
            min_width: 4,
            hide_priority: 8,
            value: |scope, row| {
                country(scope, row)
                    .map_or(CellValue::Empty, |(id, _)| CellValue::Text(Cow::Borrowed(id)))
            },
            ..Column::DEFAULT
        },
        Column {
            key: "m49",
            title: "M49 region",
            preposition: "in M49",
            min_width: 0,
            search_only: true,
            value: |scope, row| {
                country(scope, row).map_or(CellValue::Empty, |(_, country)| {
                    let parts =
                        [&country.m49, &country.m49_region, &country.m49_subregion, &country.iso3];
                    CellValue::Text(Cow::Owned(
                        parts
                            .into_iter()
                            .flatten()
                            .map(|part| &**part)
                            .collect::<Vec<_>>()
                            .join(" "),
                    ))
                })
            },
            ..Column::DEFAULT
        },
        Column {
            key: "alias",
            title: "Other names",
            preposition: "also called",
            min_width: 0,
            search_only: true,
            value: |scope, row| {
                country(scope, row).map_or(CellValue::Empty, |(_, country)| {
                    let names = std::iter::once(&country.name)
                        .chain(&country.official)
                        .chain(&country.aliases)
                        .chain(country.names.values());
                    CellValue::Text(Cow::Owned(
                        names.map(|name| &**name).collect::<Vec<_>>().join(" "),
                    ))
                })
            },
            ..Column::DEFAULT
        },
    ],
    rows: |data, all| {
        let member = |row: &RecordRef| {
            all || data.get::<Country>(*row).is_some_and(|country| !country.phases.is_empty())
        };
        let mut rows: Vec<RecordRef> = data.records(KindId::Countries).filter(member).collect();
        rows.sort_by_key(|row| crate::query::sort_key::natural_key(&data.short_label(*row)));
        rows.extend(data.records(KindId::Offices).filter(|_| all));
        rows
    },
    all_description: Some("every place that the sources list"),
};

fn country<'a>(scope: &QueryContext<'a>, row: RecordRef) -> Option<(&'a str, &'a Country)> {
    let data: &'a Dataset = scope.data;
    Some((data.id(row), data.get::<Country>(row)?))
}
