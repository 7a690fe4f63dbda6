//! Lists the phases of the programme.

use super::{AGENCY, DATE, DONOR, STATUS, TITLE};
use crate::model::{CountryCount, DifferenceGrade, KindId, Phase, ValueClaims};
use crate::query::ColumnSource::{Computed, Links};
use crate::query::{CellValue, Column, ListDef, QueryContext};
use crate::store::RecordRef;

pub static LIST: ListDef = ListDef {
    singular_plural: ("phase", "phases"),
    all_singular_plural: None,
    count_suffix: "",
    kinds: &[KindId::Phases],
    columns: &[
        Column { title: "Phase", min_width: 24, ..TITLE },
        Column {
            key: "sign",
            title: "Sign",
            min_width: 0,
            is_links: true,
            value: Computed(|ctx, row| {
                let phase = ctx.data.phases().get_index(row.index as usize);
                phase.map(|(id, _)| ctx.record_links(KindId::Phases, [id])).unwrap_or_default()
            }),
            ..Column::DEFAULT
        },
        Column {
            title: "Years",
            preposition: "in",
            min_width: 9,
            hide_priority: 1,
            value: Computed(|ctx, row| {
                phase(ctx, row).and_then(|phase| phase.date.as_ref()).into()
            }),
            ..DATE
        },
        Column {
            key: "budget",
            title: "Budget",
            is_money: true,
            preposition: "budget",
            min_width: 14,
            hide_priority: 3,
            value: Computed(|ctx, row| {
                phase(ctx, row).and_then(|phase| phase.budget.as_ref()).into()
            }),
            ..Column::DEFAULT
        },
        Column { min_width: 20, hide_priority: 6, ..AGENCY },
        Column { min_width: 12, hide_priority: 7, value: Links(&["donors"]), ..DONOR },
        Column {
            key: "countries",
            title: "Countries",
            preposition: "countries",
            min_width: 16,
            hide_priority: 7,
            value: Computed(|ctx, row| {
                phase(ctx, row).map(|it| country_counts(ctx, row, it)).into()
            }),
            fields: &["countries_delivered", "countries_planned"],
            ..Column::DEFAULT
        },
        Column {
            min_width: 0,
            value: Computed(|ctx, row| {
                let Some(phase) = phase(ctx, row) else { return CellValue::Empty };
                let schedule = phase.schedule_status(ctx.today);
                match &phase.status {
                    Some(status) => CellValue::Words(vec![(&**status).into(), schedule.into()]),
                    None => schedule.into(),
                }
            }),
            ..STATUS
        },
    ],
    rows: |data, _| data.records(KindId::Phases).collect(),
    all_description: None,
    dependent_column: None,
};

fn phase<'a>(ctx: &QueryContext<'a>, row: RecordRef) -> Option<&'a Phase> {
    ctx.data.get(row)
}

/// Returns the number of countries, and that expected at the start. An expectation that changed
/// stands in the phase alone, with the claim that tells of it: beside the outcome it would look
/// like a plan that was missed.
fn country_counts<'a>(ctx: &QueryContext, row: RecordRef, phase: &Phase) -> CellValue<'a> {
    let path = ctx.data.path(row).join("countries_planned");
    let difference = ctx.data.citation(&path).and_then(ValueClaims::difference);
    let expected = phase.countries_planned.filter(|_| {
        phase.countries_delivered.is_none() || difference <= Some(DifferenceGrade::Wording)
    });
    match (phase.countries_delivered, expected) {
        (Some(delivered), Some(expected)) => {
            format!("{} ({} expected)", delivered.display(), expected.display()).into()
        }
        (Some(CountryCount::Exactly(delivered)), None) => CellValue::Number(delivered.into()),
        (Some(delivered), None) => delivered.display().into(),
        (None, Some(expected)) => format!("{} expected", expected.display()).into(),
        (None, None) => CellValue::Empty,
    }
}
