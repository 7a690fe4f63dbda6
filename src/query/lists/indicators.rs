//! Lists the indicators with their latest target and actual value.

use super::{ACTIVITY, DATE, DERIVED_PHASE, OBJECTIVE, TITLE};
use crate::model::{Indicator, IndicatorPeriod, IndicatorValue, KindId, Text};
use crate::query::ColumnSource::{Computed, Links};
use crate::query::{CellValue, Column, ListDef, QueryContext};
use crate::store::RecordRef;

pub static LIST: ListDef = ListDef {
    singular_plural: ("indicator", "indicators"),
    all_singular_plural: None,
    count_suffix: "",
    kinds: &[KindId::Indicators],
    columns: &[
        Column { title: "", min_width: 1, hide_priority: 3, ..DERIVED_PHASE },
        Column {
            key: "level",
            title: "Level",
            preposition: "level",
            min_width: 8,
            hide_priority: 6,
            value: Computed(|ctx, row| {
                indicator(ctx, row).and_then(|indicator| indicator.level.as_deref()).into()
            }),
            ..Column::DEFAULT
        },
        Column { title: "Indicator", min_width: 28, preferred_width: 44, ..TITLE },
        Column {
            key: "baseline",
            title: "Baseline",
            preposition: "from",
            min_width: 8,
            hide_priority: 4,
            value: Computed(|ctx, row| {
                let baseline = indicator(ctx, row).and_then(|it| it.baseline.as_ref());
                cell(baseline.and_then(|baseline| baseline.value.as_ref()))
            }),
            ..Column::DEFAULT
        },
        Column {
            key: "target",
            title: "Target",
            preposition: "target",
            min_width: 8,
            hide_priority: 1,
            value: Computed(|ctx, row| cell(period(ctx, row).and_then(|it| it.target.as_ref()))),
            ..Column::DEFAULT
        },
        Column {
            key: "actual",
            title: "Actual",
            preposition: "actual",
            min_width: 8,
            hide_priority: 1,
            value: Computed(|ctx, row| cell(period(ctx, row).and_then(|it| it.actual.as_ref()))),
            ..Column::DEFAULT
        },
        Column {
            key: "unit",
            title: "Unit",
            preposition: "in",
            min_width: 8,
            hide_priority: 5,
            value: Computed(|ctx, row| {
                indicator(ctx, row).and_then(|indicator| indicator.unit.as_deref()).into()
            }),
            ..Column::DEFAULT
        },
        Column {
            key: "behind",
            title: "Behind",
            preposition: "behind:",
            min_width: 6,
            hide_priority: 2,
            value: Computed(|ctx, row| {
                let is_behind = indicator(ctx, row).and_then(|it| it.is_behind(ctx.today));
                is_behind.map(|is_behind| if is_behind { "yes" } else { "no" }).into()
            }),
            ..Column::DEFAULT
        },
        Column {
            key: "period",
            title: "Period",
            preposition: "for",
            min_width: 0,
            value: Computed(|ctx, row| {
                period(ctx, row).and_then(|period| period.period.as_ref()).into()
            }),
            ..DATE
        },
        Column { min_width: 0, value: Links(&["objective"]), ..OBJECTIVE },
        ACTIVITY,
        Column {
            key: "text",
            title: "Text",
            preposition: "about",
            min_width: 0,
            search_only: true,
            value: Computed(|ctx, row| indicator(ctx, row).map(long_texts).into()),
            ..Column::DEFAULT
        },
    ],
    rows: |data, _| data.records(KindId::Indicators).collect(),
    all_description: None,
    dependent_column: None,
};

fn indicator<'a>(ctx: &QueryContext<'a>, row: RecordRef) -> Option<&'a Indicator> {
    ctx.data.get(row)
}

fn period<'a>(ctx: &QueryContext<'a>, row: RecordRef) -> Option<&'a IndicatorPeriod> {
    indicator(ctx, row)?.latest_period()
}

/// Returns a whole number as such, so that it sorts and is exported as one; other values as text.
fn cell<'a>(value: Option<&IndicatorValue>) -> CellValue<'a> {
    match value {
        Some(IndicatorValue::Number(number)) if number.is_i64() => {
            CellValue::Number(number.as_i64().unwrap_or_default())
        }
        Some(value) => value.display().into(),
        None => CellValue::Empty,
    }
}

fn long_texts(indicator: &Indicator) -> String {
    let periods = indicator.periods.iter().filter_map(|period| period.comment.as_ref());
    let texts: Vec<&Text> =
        indicator.description.iter().chain(&indicator.note).chain(periods).collect();
    texts.into_iter().map(|text| &**text).collect::<Vec<_>>().join(" ")
}
