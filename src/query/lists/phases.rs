//! The phases of the programme.

use crate::model::{KindId, Phase};
use crate::query::{CellValue, Column, ListDef, QueryContext};
use crate::store::RecordRef;
use std::borrow::Cow;

/// The phases in order.
pub static LIST: ListDef = ListDef {
    singular_plural: ("phase", "phases"),
    kinds: &[KindId::Phases],
    columns: &[
        Column {
            key: "title",
            title: "Phase",
            preposition: "called",
            min_width: 24,
            hide_priority: 0,
            fills: true,
            value: |scope, row| CellValue::Text(scope.data.title(row)),
            ..Column::DEFAULT
        },
        Column {
            key: "sign",
            title: "Sign",
            preposition: "",
            min_width: 0,
            is_links: true,
            value: |scope, row| {
                scope
                    .data
                    .phases()
                    .get_index(row.index as usize)
                    .map_or(CellValue::Empty, |(id, _)| scope.record_links(KindId::Phases, [id]))
            },
            ..Column::DEFAULT
        },
        Column {
            key: "date",
            title: "Years",
            preposition: "in",
            min_width: 9,
            hide_priority: 1,
            value: |scope, row| {
                phase(scope, row).map_or(CellValue::Empty, |p| CellValue::Date(&p.date))
            },
            ..Column::DEFAULT
        },
        Column {
            key: "budget",
            title: "Budget",
            preposition: "budget",
            min_width: 14,
            hide_priority: 3,
            value: |scope, row| {
                phase(scope, row)
                    .and_then(|p| p.budget.as_ref())
                    .map_or(CellValue::Empty, |money| CellValue::Text(Cow::Owned(money.display())))
            },
            ..Column::DEFAULT
        },
        Column {
            key: "agency",
            title: "Agencies",
            preposition: "with",
            min_width: 20,
            is_links: true,
            hide_priority: 6,
            value: |scope, row| {
                phase(scope, row)
                    .map_or(CellValue::Empty, |p| scope.record_links(KindId::Agencies, &p.agencies))
            },
            ..Column::DEFAULT
        },
        Column {
            key: "donor",
            title: "Paid by",
            preposition: "paid by",
            min_width: 12,
            is_links: true,
            hide_priority: 7,
            value: |scope, row| {
                phase(scope, row)
                    .map_or(CellValue::Empty, |p| scope.record_links(KindId::Agencies, &p.donors))
            },
            ..Column::DEFAULT
        },
        Column {
            key: "countries",
            title: "Countries",
            preposition: "countries",
            min_width: 16,
            hide_priority: 7,
            value: |scope, row| {
                let counts =
                    phase(scope, row).map(|p| (p.countries_delivered, p.countries_planned));
                match counts {
                    Some((Some(delivered), Some(planned))) => {
                        CellValue::Text(Cow::Owned(format!("{delivered} of {planned} planned")))
                    }
                    Some((Some(delivered), None)) => CellValue::Number(delivered.into()),
                    Some((None, Some(planned))) => {
                        CellValue::Text(Cow::Owned(format!("{planned} planned")))
                    }
                    _ => CellValue::Empty,
                }
            },
            ..Column::DEFAULT
        },
        Column {
            key: "status",
            title: "Status",
            preposition: "",
            min_width: 0,
            value: |scope, row| {
                phase(scope, row).map_or(CellValue::Empty, |p| {
                    CellValue::Text(Cow::Owned(p.schedule_status(scope.today)))
                })
            },
            ..Column::DEFAULT
        },
    ],
    rows: |data, _| data.records(KindId::Phases).collect(),
    all_description: None,
};

fn phase<'a>(scope: &QueryContext<'a>, row: RecordRef) -> Option<&'a Phase> {
    scope.data.get::<Phase>(row)
}
