//! Publications, legal instruments and contacts: three groups in one list.

use crate::model::{Contact, Document, EdtfDate, Instrument, KindId};
use crate::query::{CellValue, Column, ListDef};
use crate::store::RecordRef;
use std::borrow::Cow;

/// Three groups, one list.
pub static LIST: ListDef = ListDef {
    singular_plural: ("document", "documents"),
    kinds: &[KindId::Documents, KindId::Instruments, KindId::Contacts],
    columns: &[
        Column {
            key: "group",
            title: "",
            preposition: "among",
            min_width: 12,
            hide_priority: 2,
            suppress_repeats: true,
            value: |_, row| {
                CellValue::Text(Cow::Borrowed(match row.kind {
                    KindId::Documents => "Publications",
                    KindId::Instruments => "Instruments",
                    _ => "Contacts",
                }))
            },
            ..Column::DEFAULT
        },
        Column {
            key: "title",
            title: "Title",
            preposition: "called",
            min_width: 30,
            preferred_width: 52,
            hide_priority: 0,
            fills: true,
            value: |scope, row| CellValue::Text(scope.data.title(row)),
            ..Column::DEFAULT
        },
        Column {
            key: "kind",
            title: "Kind",
            preposition: "kind",
            min_width: 13,
            hide_priority: 5,
            value: |scope, row| match row.kind {
                KindId::Documents => {
                    CellValue::optional_text(scope.data.get::<Document>(row).map(|of| &*of.kind))
                }
                KindId::Instruments => {
                    CellValue::optional_text(scope.data.get::<Instrument>(row).map(|of| &*of.kind))
                }
                _ => scope.data.get::<Contact>(row).map_or(CellValue::Empty, |of| {
                    scope.record_links(KindId::Agencies, &of.agency)
                }),
            },
            ..Column::DEFAULT
        },
        Column {
            key: "date",
            title: "Date",
            preposition: "of",
            min_width: 17,
            hide_priority: 3,
            value: |scope, row| {
                match row.kind {
                    KindId::Documents => {
                        scope.data.get::<Document>(row).and_then(|of| of.date.as_ref())
                    }
                    KindId::Instruments => scope.data.get::<Instrument>(row).and_then(|of| {
                        of.adopted
                            .as_ref()
                            .or(of.opened.as_ref())
                            .or(of.in_force.as_ref())
                            .or(of.period.as_ref())
                    }),
                    _ => None,
                }
                .map_or(CellValue::Empty, CellValue::Date)
            },
            ..Column::DEFAULT
        },
        Column {
            key: "phase",
            title: "Phase",
            preposition: "in phase",
            min_width: 5,
            is_links: true,
            hide_priority: 4,
            value: |scope, row| {
                let ids = match row.kind {
                    KindId::Documents => {
                        scope.data.get::<Document>(row).and_then(|of| of.phase.as_ref())
                    }
                    KindId::Instruments => {
                        scope.data.get::<Instrument>(row).and_then(|of| of.phase.as_ref())
                    }
                    _ => scope.data.get::<Contact>(row).and_then(|of| of.phase.as_ref()),
                };
                scope.record_links(KindId::Phases, ids)
            },
            ..Column::DEFAULT
        },
        Column {
            key: "agency",
            title: "Agencies",
            preposition: "with",
            min_width: 0,
            is_links: true,
            value: |scope, row| match row.kind {
                KindId::Documents => {
                    scope.data.get::<Document>(row).map_or(CellValue::Empty, |of| {
                        scope.record_links(KindId::Agencies, &of.agencies)
                    })
                }
                KindId::Contacts => scope.data.get::<Contact>(row).map_or(CellValue::Empty, |of| {
                    scope.record_links(KindId::Agencies, &of.agency)
                }),
                _ => CellValue::Empty,
            },
            ..Column::DEFAULT
        },
        Column {
            key: "country",
            title: "Countries",
            preposition: "on",
            min_width: 0,
            is_links: true,
            value: |scope, row| match row.kind {
                KindId::Documents => {
                    scope.data.get::<Document>(row).map_or(CellValue::Empty, |of| {
                        scope.record_links(KindId::Countries, &of.countries)
                    })
                }
                KindId::Instruments => {
                    scope.data.get::<Instrument>(row).map_or(CellValue::Empty, |of| {
                        scope.record_links(KindId::Countries, &of.country)
                    })
                }
                _ => CellValue::Empty,
            },
            ..Column::DEFAULT
        },
        Column {
            key: "contact",
            title: "Reached by",
            preposition: "reached by",
            min_width: 0,
            value: |scope, row| {
                let contact = scope.data.get::<Contact>(row);
                CellValue::optional_text(
                    contact.and_then(|of| of.email.as_deref().or(of.other.as_deref())),
                )
            },
            ..Column::DEFAULT
        },
        Column {
            key: "short",
            title: "Short name",
            preposition: "called",
            min_width: 0,
            value: |scope, row| CellValue::Text(scope.data.short_label(row)),
            ..Column::DEFAULT
        },
    ],
    rows: |data, _| {
        let mut documents: Vec<RecordRef> = data.records(KindId::Documents).collect();
        documents.sort_by_key(|row| {
            data.get::<Document>(*row)
                .map(|of| (of.date.is_none(), of.date.as_ref().map(EdtfDate::sort_bounds)))
        });
        documents
            .into_iter()
            .chain(data.records(KindId::Instruments))
            .chain(data.records(KindId::Contacts))
            .collect()
    },
    all_description: None,
};
