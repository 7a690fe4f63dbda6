//! Lists the budget lines.

use super::{ACTIVITY, AGENCY, COUNTRY, DATE, DERIVED_PHASE, DONOR, KIND, OBJECTIVE, TITLE, YEAR};
use crate::model::{BudgetLine, EdtfDate, KindId};
use crate::query::ColumnSource::{Computed, Links};
use crate::query::{CellValue, Column, ListDef, QueryContext};
use crate::store::RecordRef;

pub static LIST: ListDef = ListDef {
    singular_plural: ("budget line", "budgets"),
    all_singular_plural: None,
    count_suffix: "",
    kinds: &[KindId::Budgets],
    columns: &[
        Column { title: "", min_width: 1, hide_priority: 3, ..DERIVED_PHASE },
        Column {
            key: "period",
            title: "Period",
            preposition: "for",
            min_width: 12,
            hide_priority: 1,
            value: Computed(|ctx, row| line(ctx, row).and_then(|line| line.period.as_ref()).into()),
            ..DATE
        },
        Column {
            title: "Budget line",
            min_width: 24,
            preferred_width: 36,
            value: Computed(|ctx, row| line(ctx, row).map(|line| subject(ctx, line)).into()),
            ..TITLE
        },
        Column { min_width: 12, hide_priority: 4, value: Links(&["country"]), ..COUNTRY },
        Column {
            key: "amount",
            title: "Amount",
            preposition: "amount",
            is_money: true,
            min_width: 16,
            hide_priority: 0,
            value: Computed(|ctx, row| line(ctx, row).map(BudgetLine::money).into()),
            ..Column::DEFAULT
        },
        Column {
            min_width: 12,
            hide_priority: 5,
            value: Computed(|ctx, row| line(ctx, row).map(BudgetLine::kind).into()),
            ..KIND
        },
        Column { min_width: 10, hide_priority: 6, value: Links(&["donor"]), ..DONOR },
        Column { min_width: 10, hide_priority: 7, value: Links(&["agency"]), ..AGENCY },
        Column { min_width: 0, value: Links(&["objective"]), ..OBJECTIVE },
        ACTIVITY,
        Column {
            key: "within",
            title: "Part of",
            preposition: "part of",
            min_width: 0,
            is_links: true,
            value: Links(&["within"]),
            ..Column::DEFAULT
        },
        Column {
            min_width: 0,
            value: Computed(|ctx, row| {
                let year = line(ctx, row).and_then(BudgetLine::year);
                year.map(|year| CellValue::Number(year.into())).unwrap_or_default()
            }),
            ..YEAR
        },
        Column {
            key: "text",
            title: "Text",
            preposition: "about",
            min_width: 0,
            search_only: true,
            value: Computed(|ctx, row| line(ctx, row).and_then(|line| line.note.as_deref()).into()),
            ..Column::DEFAULT
        },
    ],
    rows: |data, _| {
        let mut rows: Vec<RecordRef> = data.records(KindId::Budgets).collect();
        rows.sort_by_key(|row| {
            let period = data.get::<BudgetLine>(*row).and_then(|line| line.period.as_ref());
            (period.is_none(), period.map(EdtfDate::sort_bounds))
        });
        rows
    },
    all_description: None,
    dependent_column: None,
};

fn line<'a>(ctx: &QueryContext<'a>, row: RecordRef) -> Option<&'a BudgetLine> {
    ctx.data.get(row)
}

/// Returns the title of a line, else the name of the activity, the objective or the phase that the
/// money is for.
fn subject(ctx: &QueryContext, line: &BudgetLine) -> String {
    if let Some(title) = &line.title {
        return title.to_string();
    }
    let subjects = [
        (KindId::Activities, &line.activity),
        (KindId::Objectives, &line.objective),
        (KindId::Phases, &line.phase),
    ];
    let subject = subjects.into_iter().find_map(|(kind, id)| Some((kind, id.as_ref()?)));
    subject.map(|(kind, id)| ctx.data.short_label_of(kind, id).into_owned()).unwrap_or_default()
}
