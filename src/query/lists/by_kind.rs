//! Lists by the kind of their records: the list of the pane that is its home, else one with a column for each field.

use super::{countries, documents, events, overview, phases, sources};
use crate::model::{KindId, LINK_FIELDS, Link};
use crate::query::field_value::{ValuePart, value_lines};
use crate::query::{CellValue, Column, ListDef, QueryContext, RecordLink};
use crate::store::RecordRef;
use std::borrow::Cow;
use std::sync::OnceLock;

/// The lists of the panes.
const PANE_LISTS: &[&ListDef] = &[
    &phases::LIST,
    &countries::LIST,
    &events::LIST,
    &documents::LIST,
    &sources::LIST,
    &overview::LIST,
];

/// Fields of so many words that a table for the eye has no room for them.
const LONG_FIELDS: &[&str] = &[
    "areas",
    "continues",
    "description",
    "note",
    "roles",
    "short",
    "strands",
    "takes_in",
    "units",
    "what",
    "work",
];

/// The most fields that a record of a kind without a home may have.
const MOST: usize = 12;

/// The value of the field of a number: one function a number, for a column keeps no more than a function.
const FIELDS: [for<'a> fn(&QueryContext<'a>, RecordRef) -> CellValue<'a>; MOST] = [
    field::<0>,
    field::<1>,
    field::<2>,
    field::<3>,
    field::<4>,
    field::<5>,
    field::<6>,
    field::<7>,
    field::<8>,
    field::<9>,
    field::<10>,
    field::<11>,
];

/// The list that has the records of a kind among its rows; one for each field of the kind where no pane has one.
pub fn list(kind: KindId) -> &'static ListDef {
    static LISTS: [OnceLock<ListDef>; KindId::ALL.len()] =
        [const { OnceLock::new() }; KindId::ALL.len()];
    if let Some(home) = pane_list(kind) {
        return home;
    }
    LISTS[kind as usize].get_or_init(|| field_list(kind))
}

fn pane_list(kind: KindId) -> Option<&'static ListDef> {
    PANE_LISTS.iter().copied().find(|list| list.kinds.contains(&kind))
}

fn field_list(kind: KindId) -> ListDef {
    let of = |(at, key): (usize, &&'static str)| {
        let width = if LONG_FIELDS.contains(key) { 0 } else { Column::DEFAULT.min_width };
        let names = LINK_FIELDS.iter().any(|(of, _)| of == key);
        Column {
            key,
            title: "",
            preposition: "",
            min_width: width,
            is_links: names,
            value: FIELDS[at],
            ..Column::DEFAULT
        }
    };
    // the sources of a row stand beside its columns anyhow
    let fields = kind.fields().iter().enumerate().take(MOST).filter(|(_, key)| **key != "sources");
    let columns: Vec<Column> = fields.map(of).collect();
    ListDef {
        singular_plural: (kind.singular(), kind.name()),
        kinds: std::slice::from_ref(&KindId::ALL[kind as usize]),
        columns: Vec::leak(columns),
        rows: |data, _| {
            KindId::ALL
                .iter()
                .filter(|kind| pane_list(**kind).is_none())
                .flat_map(|kind| data.records(*kind))
                .collect()
        },
        all_description: None,
    }
}

fn field<'a, const N: usize>(scope: &QueryContext<'a>, row: RecordRef) -> CellValue<'a> {
    let data = scope.data;
    let Some(key) = row.kind.fields().get(N).copied() else { return CellValue::Empty };
    if let Some((_, date)) = data.dates(row).into_iter().find(|(of, _)| *of == key) {
        return CellValue::Date(date);
    }
    if LINK_FIELDS.iter().any(|(of, _)| *of == key) {
        let named = data.links(row).filter(|link| link.field == key);
        let names: Vec<RecordLink> = named
            .map(|Link { kind, id, .. }| RecordLink {
                kind,
                id,
                label: data.short_label_of(kind, id),
            })
            .collect();
        return if names.is_empty() { CellValue::Empty } else { CellValue::Links(names) };
    }
    match data.value(row).get(key) {
        None => CellValue::Empty,
        Some(value) if value.is_i64() => CellValue::Number(value.as_i64().unwrap_or_default()),
        Some(value) => {
            let lines = value_lines(scope, &data.path(row).join(key), value);
            let texts: Vec<&str> = lines.iter().flatten().map(ValuePart::text).collect();
            CellValue::Text(Cow::Owned(texts.join(", ")))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::Dataset;

    #[test]
    fn a_column_says_whether_it_shows_names() {
        let data = Dataset::bundled();
        let scope = QueryContext::new(&data, jiff::civil::date(2026, 11, 22));
        for kind in KindId::ALL {
            let list = list(*kind);
            // what stands under kind is the agency of a contact, which has a column of its own
            for column in list.columns.iter().filter(|column| column.key != "kind") {
                for row in data.records(*kind) {
                    let value = (column.value)(&scope, row);
                    let names = matches!(value, CellValue::Links(_));
                    assert!(
                        names == column.is_links || value == CellValue::Empty,
                        "{} of {}",
                        column.key,
                        kind.name()
                    );
                }
            }
        }
    }

    #[test]
    fn every_kind_has_a_list_and_every_field_a_column() {
        for kind in KindId::ALL {
            let list = list(*kind);
            assert!(list.columns.iter().all(|column| !column.key.is_empty()), "{}", kind.name());
            if pane_list(*kind).is_none() {
                let fields = kind.fields().iter().filter(|field| **field != "sources");
                assert!(
                    fields.eq(list.columns.iter().map(|column| &column.key)),
                    "{}: raise MOST",
                    kind.name()
                );
            }
        }
    }
}
