//! Lists the programme, its phases and its agencies.

use super::{DATE, EVENT_COUNT, GROUP, TITLE};
use crate::model::{KindId, Phase};
use crate::query::ColumnValue::Computed;
use crate::query::{CellValue, Column, ListDef};
use std::borrow::Cow;

pub static LIST: ListDef = ListDef {
    singular_plural: ("part", "parts"),
    kinds: &[KindId::Programme],
    columns: &[
        Column {
            min_width: 10,
            value: Computed(|_, row| {
                CellValue::Text(Cow::Borrowed(match row.kind {
                    KindId::Programme => "Programme",
                    KindId::Phases => "Phases",
                    _ => "Agencies",
                }))
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
                let phase = ctx.data.get::<Phase>(row);
                phase.map(|phase| CellValue::Date(&phase.date)).unwrap_or_default()
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
};
