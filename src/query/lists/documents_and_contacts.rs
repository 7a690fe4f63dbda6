//! Lists publications, legal instruments and contacts, in three groups.

use super::{AGENCY, COUNTRY, DATE, GROUP, KIND, PHASE, TITLE};
use crate::model::{Contact, Document, EdtfDate, Instrument, KindId};
use crate::query::ColumnSource::Computed;
use crate::query::{CellValue, Column, ListDef, QueryContext};
use crate::store::RecordRef;

pub static LIST: ListDef = ListDef {
    singular_plural: ("document", "documents"),
    all_singular_plural: None,
    count_suffix: "",
    kinds: &[KindId::Documents, KindId::Instruments, KindId::Contacts],
    columns: &[
        Column {
            min_width: 12,
            value: Computed(|_, row| {
                let group = match row.kind {
                    KindId::Documents => "Publications",
                    KindId::Instruments => "Instruments",
                    _ => "Contacts",
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
                let kind = match document(ctx, row) {
                    Some(document) => document.kind.as_deref(),
                    None => instrument(ctx, row).and_then(|instrument| instrument.kind.as_deref()),
                };
                kind.into()
            }),
            ..KIND
        },
        Column {
            preposition: "of",
            min_width: 17,
            hide_priority: 3,
            value: Computed(|ctx, row| {
                let date = match document(ctx, row) {
                    Some(document) => document.date.as_ref(),
                    None => instrument(ctx, row).and_then(instrument_date),
                };
                date.into()
            }),
            ..DATE
        },
        Column { min_width: 5, hide_priority: 4, ..PHASE },
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
            key: "short",
            title: "Short name",
            preposition: "called",
            min_width: 0,
            value: Computed(|ctx, row| CellValue::Text(ctx.data.short_label(row))),
            ..Column::DEFAULT
        },
    ],
    rows: |data, _| {
        let mut rows: Vec<RecordRef> = data.records(KindId::Documents).collect();
        rows.sort_by_key(|row| {
            let date = data.get::<Document>(*row).and_then(|document| document.date.as_ref());
            (date.is_none(), date.map(EdtfDate::sort_bounds))
        });
        rows.extend(data.records(KindId::Instruments));
        rows.extend(data.records(KindId::Contacts));
        rows
    },
    all_description: None,
    dependent_column: None,
};

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
