//! Lists the programme, its phases and its agencies.

use super::{DATE, EVENT_COUNT, GROUP, TITLE};
use crate::model::{KindId, Phase};
use crate::query::ColumnSource::Computed;
use crate::query::{CellValue, Column, ListDef};

pub static LIST: ListDef = ListDef {
    singular_plural: ("part", "parts"),
    all_singular_plural: None,
    count_suffix: "",
    kinds: &[KindId::Programme],
    columns: &[
        Column {
            min_width: 10,
            value: Computed(|_, row| {
                let group = match row.kind {
                    KindId::Programme => "Programme",
                    KindId::Phases => "Phases",
                    _ => "Agencies",
                };
                group.into()
            }),
            ..GROUP
        },
        Column { min_width: 26, ..TITLE },
        Column {
            title: "Years",
            preposition: "in",
            min_width: 9,
            hide_priority: 3,
            value: Computed(|ctx, row| {
                ctx.data.get(row).and_then(|phase: &Phase| phase.date.as_ref()).into()
            }),
            ..DATE
        },
        Column {
            hide_priority: 4,
            value: Computed(|ctx, row| match row.kind {
                KindId::Programme => CellValue::Number(ctx.data.events().len() as i64),
                _ => ctx.count_backlinks(row, KindId::Events),
            }),
            ..EVENT_COUNT
        },
    ],
    rows: |data, _| {
        [KindId::Programme, KindId::Phases, KindId::Agencies]
            .into_iter()
            .flat_map(|kind| data.records(kind))
            .collect()
    },
    all_description: None,
    dependent_column: None,
};
