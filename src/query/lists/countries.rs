//! Countries, and the offices and other places that a source lists beside them.

use crate::model::{Country, Office};
use crate::query::{Column, List, Scope, Value};
use crate::sort;
use crate::store::{Dataset, RecordRef};
use std::borrow::Cow;

/// The programme's countries; with all, every place that is listed.
pub static LIST: List = List {
    nouns: ("country", "countries"),
    kinds: &["countries", "offices"],
    columns: &[
        Column {
            key: "name",
            title: "Country",
            says: "called",
            width: 15,
            wide: 18,
            gives_way: 0,
            grows: true,
            value: |scope, row| match country(scope, row) {
                Some((_, country)) => Value::Text(Cow::Borrowed(country.short.as_ref().unwrap_or(&country.name))),
                None => Value::Text(scope.data.heading(row)),
            },
            ..Column::USUAL
        },
        Column {
            key: "region",
            title: "Region",
            says: "in",
            width: 14,
            wide: 24,
            gives_way: 4,
            value: |scope, row| match country(scope, row) {
                Some((_, country)) => Value::text(country.region.as_deref()),
                None => Value::text(scope.data.get::<Office>(row).map(|office| &*office.kind)),
            },
            ..Column::USUAL
        },
        Column {
            key: "phase",
            title: "Phases",
            says: "in phase",
            width: 6,
            names: true,
            gives_way: 3,
            value: |scope, row| country(scope, row).map_or(Value::Empty, |(_, country)| scope.names("phases", &country.phases)),
            ..Column::USUAL
        },
        Column {
            key: "agency",
            title: "Agencies",
            says: "with",
            width: 16,
            names: true,
            gives_way: 5,
            value: |scope, row| country(scope, row).map_or(Value::Empty, |(_, country)| scope.names("agencies", &country.agencies)),
            ..Column::USUAL
        },
        Column {
            key: "events",
            title: "Events",
            says: "events",
            width: 6,
            gives_way: 6,
            value: |scope, row| scope.count(row, "events"),
            ..Column::USUAL
        },
        Column {
            key: "code",
            title: "Code",
            says: "code",
            width: 4,
            gives_way: 8,
            value: |scope, row| country(scope, row).map_or(Value::Empty, |(id, _)| Value::Text(Cow::Borrowed(id))),
            ..Column::USUAL
        },
        Column {
            key: "m49",
            title: "M49 region",
            says: "in M49",
            width: 0,
            searched: true,
            value: |scope, row| {
                country(scope, row).map_or(Value::Empty, |(_, country)| {
                    let parts = [&country.m49, &country.m49_region, &country.m49_subregion, &country.iso3];
                    Value::Text(Cow::Owned(parts.into_iter().flatten().map(|part| &**part).collect::<Vec<_>>().join(" ")))
                })
            },
            ..Column::USUAL
        },
        Column {
            key: "alias",
            title: "Other names",
            says: "also called",
            width: 0,
            searched: true,
            value: |scope, row| {
                country(scope, row).map_or(Value::Empty, |(_, country)| {
                    let names =
                        std::iter::once(&country.name).chain(&country.official).chain(&country.aliases).chain(country.names.values());
                    Value::Text(Cow::Owned(names.map(|name| &**name).collect::<Vec<_>>().join(" ")))
                })
            },
            ..Column::USUAL
        },
    ],
    rows: |data, all| {
        let member = |row: &RecordRef| all || data.get::<Country>(*row).is_some_and(|country| !country.phases.is_empty());
        let mut rows: Vec<RecordRef> = data.rows("countries").filter(member).collect();
        sort::by_key(&mut rows, |row| crate::query::sort_key::natural(&data.label(*row)));
        rows.extend(data.rows("offices").filter(|_| all));
        rows
    },
    all: Some("every place that the sources list"),
};

fn country<'a>(scope: &Scope<'a>, row: RecordRef) -> Option<(&'a str, &'a Country)> {
    let data: &'a Dataset = scope.data;
    Some((data.id(row), data.get::<Country>(row)?))
}
