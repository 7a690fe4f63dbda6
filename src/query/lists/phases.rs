//! The phases of the programme.

use crate::model::Phase;
use crate::model::edtf::distance;
use crate::query::{Column, List, Scope, Value};
use crate::store::RecordRef;
use jiff::civil::Date;
use std::borrow::Cow;

/// The phases in order.
pub static LIST: List = List {
    nouns: ("phase", "phases"),
    kinds: &["phases"],
    columns: &[
        Column {
            key: "title",
            title: "Phase",
            says: "called",
            width: 24,
            gives_way: 0,
            grows: true,
            value: |scope, row| Value::Text(scope.data.heading(row)),
            ..Column::USUAL
        },
        Column {
            key: "sign",
            title: "Sign",
            says: "",
            width: 0,
            names: true,
            value: |scope, row| scope.data.phases.get_index(row.index as usize).map_or(Value::Empty, |(id, _)| scope.names("phases", [id])),
            ..Column::USUAL
        },
        Column {
            key: "date",
            title: "Years",
            says: "in",
            width: 9,
            gives_way: 1,
            value: |scope, row| phase(scope, row).map_or(Value::Empty, |p| Value::Date(&p.date)),
            ..Column::USUAL
        },
        Column {
            key: "budget",
            title: "Budget",
            says: "budget",
            width: 14,
            gives_way: 3,
            value: |scope, row| {
                phase(scope, row).and_then(|p| p.budget.as_ref()).map_or(Value::Empty, |money| Value::Text(Cow::Owned(money.words())))
            },
            ..Column::USUAL
        },
        Column {
            key: "agency",
            title: "Agencies",
            says: "with",
            width: 20,
            names: true,
            gives_way: 6,
            value: |scope, row| phase(scope, row).map_or(Value::Empty, |p| scope.names("agencies", &p.agencies)),
            ..Column::USUAL
        },
        Column {
            key: "donor",
            title: "Paid by",
            says: "paid by",
            width: 12,
            names: true,
            gives_way: 7,
            value: |scope, row| phase(scope, row).map_or(Value::Empty, |p| scope.names("agencies", &p.donors)),
            ..Column::USUAL
        },
        Column {
            key: "countries",
            title: "Countries",
            says: "countries",
            width: 16,
            gives_way: 7,
            value: |scope, row| {
                let counts = phase(scope, row).map(|p| (p.countries_delivered, p.countries_planned));
                match counts {
                    Some((Some(delivered), Some(planned))) => Value::Text(Cow::Owned(format!("{delivered} of {planned} planned"))),
                    Some((Some(delivered), None)) => Value::Number(delivered.into()),
                    Some((None, Some(planned))) => Value::Text(Cow::Owned(format!("{planned} planned"))),
                    _ => Value::Empty,
                }
            },
            ..Column::USUAL
        },
        Column {
            key: "status",
            title: "Status",
            says: "",
            width: 0,
            value: |scope, row| phase(scope, row).map_or(Value::Empty, |p| Value::Text(Cow::Owned(status(p, scope.today)))),
            ..Column::USUAL
        },
    ],
    rows: |data, _| data.rows("phases").collect(),
    all: None,
};

fn phase<'a>(scope: &Scope<'a>, row: RecordRef) -> Option<&'a Phase> {
    scope.data.get::<Phase>(row)
}

/// How the planned years of a phase stand to today.
pub fn status(phase: &Phase, today: Date) -> String {
    match (phase.date.earliest(), phase.date.latest()) {
        (Some(start), _) if today < start => format!("planned to begin {}", distance(start, today)),
        (_, Some(end)) if today > end => format!("planned years over, {}", distance(end, today)),
        _ => "within its planned years".into(),
    }
}
