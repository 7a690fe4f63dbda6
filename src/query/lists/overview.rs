//! Lists the programme, its phases and its agencies.

use super::{DATE, EVENT_COUNT, GROUP, TITLE};
use crate::model::{KindId, Phase};
use crate::query::ColumnSource::Computed;
use crate::query::{CellValue, Column, ListDef, QueryContext};
use crate::store::RecordRef;

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
                if row.kind == KindId::Programme {
                    return years_of_programme(ctx, row);
                }
                ctx.data.get(row).and_then(|phase: &Phase| phase.date.as_ref()).into()
            }),
            ..DATE
        },
        Column {
            hide_priority: 4,
            value: Computed(|ctx, row| match row.kind {
                KindId::Programme => {
                    CellValue::Number(records_of_programme(ctx, row, KindId::Events).count() as i64)
                }
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

/// Returns the records of a kind that belong to a programme; one alone has all.
fn records_of_programme(
    ctx: &QueryContext,
    programme: RecordRef,
    kind: KindId,
) -> impl Iterator<Item = RecordRef> {
    let data = ctx.data;
    let is_alone = data.programme().len() < 2;
    let belongs = move |row: &RecordRef| {
        data.programmes_of(*row).into_iter().any(|id| **id == *data.id(programme))
    };
    data.records(kind).filter(move |row| is_alone || belongs(row))
}

/// Returns the years from the first to the last day of the phases of a programme.
fn years_of_programme<'a>(ctx: &QueryContext<'a>, programme: RecordRef) -> CellValue<'a> {
    let phases = records_of_programme(ctx, programme, KindId::Phases);
    let dates = phases.filter_map(|row| ctx.data.get::<Phase>(row)?.date.as_ref());
    let dates: Vec<_> = dates.collect();
    let first = dates.iter().filter_map(|date| date.earliest()).min();
    let last = dates.iter().filter_map(|date| date.latest()).max();
    match first.zip(last).map(|(first, last)| (first.year(), last.year())) {
        Some((first, last)) if first == last => CellValue::Text(first.to_string().into()),
        Some((first, last)) => CellValue::Text(format!("{first}/{last}").into()),
        None => CellValue::Empty,
    }
}
