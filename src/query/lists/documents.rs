//! Publications, legal instruments and contacts: three groups in one list.

use crate::model::{Contact, Document, Instrument, When};
use crate::query::{Column, List, Value};
use crate::sort;
use crate::store::RecordRef;
use std::borrow::Cow;

/// Three groups, one list.
pub static LIST: List = List {
    nouns: ("document", "documents"),
    kinds: &["documents", "instruments", "contacts"],
    columns: &[
        Column {
            key: "group",
            title: "",
            says: "among",
            width: 12,
            gives_way: 2,
            once: true,
            value: |_, row| {
                Value::Text(Cow::Borrowed(match row.kind().name {
                    "documents" => "Publications",
                    "instruments" => "Instruments",
                    _ => "Contacts",
                }))
            },
            ..Column::USUAL
        },
        Column {
            key: "title",
            title: "Title",
            says: "called",
            width: 30,
            wide: 52,
            gives_way: 0,
            grows: true,
            value: |scope, row| Value::Text(scope.data.heading(row)),
            ..Column::USUAL
        },
        Column {
            key: "kind",
            title: "Kind",
            says: "kind",
            width: 13,
            gives_way: 5,
            value: |scope, row| match row.kind().name {
                "documents" => Value::text(scope.data.get::<Document>(row).map(|of| &*of.kind)),
                "instruments" => Value::text(scope.data.get::<Instrument>(row).map(|of| &*of.kind)),
                _ => scope.data.get::<Contact>(row).map_or(Value::Empty, |of| scope.names("agencies", &of.agency)),
            },
            ..Column::USUAL
        },
        Column {
            key: "date",
            title: "Date",
            says: "of",
            width: 17,
            gives_way: 3,
            value: |scope, row| {
                match row.kind().name {
                    "documents" => scope.data.get::<Document>(row).and_then(|of| of.date.as_ref()),
                    "instruments" => scope
                        .data
                        .get::<Instrument>(row)
                        .and_then(|of| of.adopted.as_ref().or(of.opened.as_ref()).or(of.in_force.as_ref()).or(of.period.as_ref())),
                    _ => None,
                }
                .map_or(Value::Empty, Value::Date)
            },
            ..Column::USUAL
        },
        Column {
            key: "phase",
            title: "Phase",
            says: "in phase",
            width: 5,
            names: true,
            gives_way: 4,
            value: |scope, row| {
                let ids = match row.kind().name {
                    "documents" => scope.data.get::<Document>(row).and_then(|of| of.phase.as_ref()),
                    "instruments" => scope.data.get::<Instrument>(row).and_then(|of| of.phase.as_ref()),
                    _ => scope.data.get::<Contact>(row).and_then(|of| of.phase.as_ref()),
                };
                scope.names("phases", ids)
            },
            ..Column::USUAL
        },
        Column {
            key: "agency",
            title: "Agencies",
            says: "with",
            width: 0,
            names: true,
            value: |scope, row| match row.kind().name {
                "documents" => scope.data.get::<Document>(row).map_or(Value::Empty, |of| scope.names("agencies", &of.agencies)),
                "contacts" => scope.data.get::<Contact>(row).map_or(Value::Empty, |of| scope.names("agencies", &of.agency)),
                _ => Value::Empty,
            },
            ..Column::USUAL
        },
        Column {
            key: "country",
            title: "Countries",
            says: "on",
            width: 0,
            names: true,
            value: |scope, row| match row.kind().name {
                "documents" => scope.data.get::<Document>(row).map_or(Value::Empty, |of| scope.names("countries", &of.countries)),
                "instruments" => scope.data.get::<Instrument>(row).map_or(Value::Empty, |of| scope.names("countries", &of.country)),
                _ => Value::Empty,
            },
            ..Column::USUAL
        },
        Column {
            key: "contact",
            title: "Reached by",
            says: "reached by",
            width: 0,
            value: |scope, row| {
                let contact = scope.data.get::<Contact>(row);
                Value::text(contact.and_then(|of| of.email.as_deref().or(of.other.as_deref())))
            },
            ..Column::USUAL
        },
        Column {
            key: "short",
            title: "Short name",
            says: "called",
            width: 0,
            value: |scope, row| Value::Text(scope.data.label(row)),
            ..Column::USUAL
        },
    ],
    rows: |data, _| {
        let mut documents: Vec<RecordRef> = data.rows("documents").collect();
        sort::by_key(&mut documents, |row| data.get::<Document>(*row).map(|of| (of.date.is_none(), of.date.as_ref().map(When::order))));
        documents.into_iter().chain(data.rows("instruments")).chain(data.rows("contacts")).collect()
    },
    all: None,
};
