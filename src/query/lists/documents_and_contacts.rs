//! Lists publications, legal instruments and contacts in groups, and on request activities,
//! indicators and budget lines.

use super::{AGENCY, COUNTRY, DATE, GROUP, KIND, PHASE, TITLE};
use crate::model::{
    Activity, BudgetLine, Contact, Document, EdtfDate, Indicator, Instrument, KindId,
};
use crate::query::ColumnSource::Computed;
use crate::query::{CellValue, Column, ListDef, QueryContext};
use crate::store::RecordRef;

pub static LIST: ListDef = ListDef {
    singular_plural: ("document", "documents"),
    all_singular_plural: Some(("document or work", "documents and work")),
    count_suffix: "",
    kinds: &[
        KindId::Documents,
        KindId::Instruments,
        KindId::Contacts,
        KindId::Activities,
        KindId::Indicators,
        KindId::Budgets,
    ],
    columns: &[
        Column {
            min_width: 12,
            value: Computed(|_, row| {
                let group = match row.kind {
                    KindId::Documents => "Publications",
                    KindId::Instruments => "Instruments",
                    KindId::Contacts => "Contacts",
                    KindId::Activities => "Activities",
                    KindId::Indicators => "Indicators",
                    _ => "Budget lines",
                };
                group.into()
            }),
            ..GROUP
        },
        Column { min_width: 30, preferred_width: 52, ..TITLE },
        Column {
            min_width: 13,
            value: Computed(|ctx, row| {
                if let Some(contact) = contact(ctx, row) {
                    return if contact.title.is_some() { "person" } else { "mailbox" }.into();
                }
                kind(ctx, row).into()
            }),
            ..KIND
        },
        Column {
            preposition: "of",
            min_width: 17,
            hide_priority: 3,
            value: Computed(|ctx, row| date(ctx, row).into()),
            ..DATE
        },
        Column { min_width: 5, hide_priority: 4, value: Computed(phases), ..PHASE },
        Column { min_width: 0, ..AGENCY },
        Column { preposition: "on", min_width: 0, ..COUNTRY },
        Column {
            key: "contact",
            title: "E-mail",
            preposition: "reached by",
            min_width: 0,
            value: Computed(|ctx, row| {
                let address = contact(ctx, row)
                    .and_then(|contact| contact.email.as_deref().or(contact.other.as_deref()));
                address.into()
            }),
            ..Column::DEFAULT
        },
        Column {
            key: "value",
            title: "Value",
            preposition: "of",
            min_width: 0,
            value: Computed(|ctx, row| {
                let data = ctx.data;
                if let Some(indicator) = data.get::<Indicator>(row) {
                    return indicator.latest_values().into();
                }
                data.get::<BudgetLine>(row).map(|line| line.money().display()).into()
            }),
            ..Column::DEFAULT
        },
        Column {
            key: "short",
            title: "Short name",
            preposition: "called",
            min_width: 0,
            value: Computed(|ctx, row| CellValue::Text(ctx.data.short_label(row))),
            ..Column::DEFAULT
        },
    ],
    rows: |data, all| {
        let mut rows: Vec<RecordRef> = data.records(KindId::Documents).collect();
        rows.sort_by_key(|row| {
            let date = data.get::<Document>(*row).and_then(|document| document.date.as_ref());
            (date.is_none(), date.map(EdtfDate::sort_bounds))
        });
        rows.extend(data.records(KindId::Instruments));
        rows.extend(data.records(KindId::Contacts));
        if all {
            rows.extend(WORK_KINDS.iter().flat_map(|kind| data.records(*kind)));
        }
        rows
    },
    all_description: Some("activities, indicators and budget lines"),
    dependent_column: None,
};

/// The kinds that are hidden by default.
const WORK_KINDS: &[KindId] = &[KindId::Activities, KindId::Indicators, KindId::Budgets];

/// Returns the number of records of each kind that is hidden by default, if there are any.
pub fn hidden_work(ctx: &QueryContext) -> Option<String> {
    let count = |kind: &KindId| {
        let count = ctx.data.records(*kind).count();
        let list = super::for_kind(*kind);
        let (singular, plural) = list.singular_plural;
        let noun = match (kind, count) {
            (_, 1) => singular,
            (KindId::Budgets, _) => "budget lines",
            _ => plural,
        };
        (count > 0).then(|| format!("{count} {noun}"))
    };
    let counts: Vec<String> = WORK_KINDS.iter().filter_map(count).collect();
    (!counts.is_empty()).then(|| counts.join(", "))
}

/// Returns the phase that a record names, or that of its objective or activity.
fn phases<'a>(ctx: &QueryContext<'a>, row: RecordRef) -> CellValue<'a> {
    match WORK_KINDS.contains(&row.kind) {
        true => ctx.record_links(KindId::Phases, ctx.data.phase_of(row)),
        false => ctx.field_links(row, &["phase", "phases"]),
    }
}

/// Returns the sort of a document or an instrument, the status of an activity, the level of an
/// indicator, or the kind of a budget line.
fn kind<'a>(ctx: &QueryContext<'a>, row: RecordRef) -> Option<&'a str> {
    let data = ctx.data;
    if let Some(document) = document(ctx, row) {
        return document.kind.as_deref();
    }
    if let Some(instrument) = instrument(ctx, row) {
        return instrument.kind.as_deref();
    }
    if let Some(activity) = data.get::<Activity>(row) {
        return activity.status.as_deref();
    }
    if let Some(indicator) = data.get::<Indicator>(row) {
        return indicator.level.as_deref();
    }
    data.get::<BudgetLine>(row).map(BudgetLine::kind)
}

fn date<'a>(ctx: &QueryContext<'a>, row: RecordRef) -> Option<&'a EdtfDate> {
    let data = ctx.data;
    if let Some(document) = document(ctx, row) {
        return document.date.as_ref();
    }
    if let Some(instrument) = instrument(ctx, row) {
        return instrument_date(instrument);
    }
    if let Some(activity) = data.get::<Activity>(row) {
        return activity.best_date();
    }
    data.get::<BudgetLine>(row)?.period.as_ref()
}

fn document<'a>(ctx: &QueryContext<'a>, row: RecordRef) -> Option<&'a Document> {
    ctx.data.get(row)
}

fn instrument<'a>(ctx: &QueryContext<'a>, row: RecordRef) -> Option<&'a Instrument> {
    ctx.data.get(row)
}

fn contact<'a>(ctx: &QueryContext<'a>, row: RecordRef) -> Option<&'a Contact> {
    ctx.data.get(row)
}

/// Returns the date of adoption of a legal instrument, else the first that it states.
fn instrument_date(instrument: &Instrument) -> Option<&EdtfDate> {
    let dates = [&instrument.adopted, &instrument.opened, &instrument.in_force, &instrument.period];
    dates.into_iter().find_map(|date| date.as_ref())
}
