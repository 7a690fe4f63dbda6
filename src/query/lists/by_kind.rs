//! Lists by the kind of their records: the list of the pane that is its home, else one with a column for each field.

use super::{countries, documents, events, overview, phases, sources};
use crate::detail::lines;
use crate::model::LINKS;
use crate::query::{Column, List, Name, Scope, Value};
use crate::store::{KINDS, RecordRef, kind_number};
use std::borrow::Cow;
use std::sync::OnceLock;

/// The lists of the panes.
const HOMES: &[&List] = &[&phases::LIST, &countries::LIST, &events::LIST, &documents::LIST, &sources::LIST, &overview::LIST];

/// Fields of so many words that a table for the eye has no room for them.
const LONG: &[&str] = &["areas", "continues", "description", "note", "roles", "short", "strands", "takes_in", "units", "what", "work"];

/// The most fields that a record of a kind without a home may have.
const MOST: usize = 12;

/// The value of the field of a number: one function a number, for a column keeps no more than a function.
const FIELDS: [for<'a> fn(&Scope<'a>, RecordRef) -> Value<'a>; MOST] = [
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
pub fn list(kind: &str) -> &'static List {
    static LISTS: [OnceLock<List>; KINDS.len()] = [const { OnceLock::new() }; KINDS.len()];
    if let Some(home) = home(kind) {
        return home;
    }
    let number = kind_number(kind).unwrap_or_default() as usize;
    LISTS[number].get_or_init(|| of_fields(number))
}

fn home(kind: &str) -> Option<&'static List> {
    HOMES.iter().copied().find(|list| list.kinds.contains(&kind))
}

fn of_fields(number: usize) -> List {
    let kind = &KINDS[number];
    let of = |(at, key): (usize, &&'static str)| {
        let width = if LONG.contains(key) { 0 } else { Column::USUAL.width };
        let names = LINKS.iter().any(|(of, _)| of == key);
        Column { key, title: "", says: "", width, names, value: FIELDS[at], ..Column::USUAL }
    };
    // the sources of a row stand beside its columns anyhow
    let fields = kind.fields().iter().enumerate().take(MOST).filter(|(_, key)| **key != "sources");
    let columns: Vec<Column> = fields.map(of).collect();
    List {
        nouns: (kind.singular, kind.name),
        kinds: std::slice::from_ref(&kind.name),
        columns: Vec::leak(columns),
        rows: |data, _| KINDS.iter().filter(|kind| home(kind.name).is_none()).flat_map(|kind| data.rows(kind.name)).collect(),
        all: None,
    }
}

fn field<'a, const N: usize>(scope: &Scope<'a>, row: RecordRef) -> Value<'a> {
    let data = scope.data;
    let Some(key) = row.kind().fields().get(N).copied() else { return Value::Empty };
    if let Some((_, date)) = data.dates(row).into_iter().find(|(of, _)| *of == key) {
        return Value::Date(date);
    }
    if LINKS.iter().any(|(of, _)| *of == key) {
        let named = data.links(row).filter(|(of, ..)| *of == key);
        let names: Vec<Name> = named.map(|(_, kind, id)| Name { kind, id, label: data.label_of(kind, id) }).collect();
        return if names.is_empty() { Value::Empty } else { Value::Names(names) };
    }
    match data.value(row).get(key) {
        None => Value::Empty,
        Some(value) if value.is_i64() => Value::Number(value.as_i64().unwrap_or_default()),
        Some(value) => {
            let told = lines(scope, &data.place(row).field(key), value);
            let words: Vec<&str> = told.iter().flatten().map(|piece| piece.text.as_str()).collect();
            Value::Text(Cow::Owned(words.join(", ")))
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
        let scope = Scope::new(&data, jiff::civil::date(2026, 11, 22));
        for kind in KINDS {
            let list = list(kind.name);
            // what stands under kind is the agency of a contact, which has a column of its own
            for column in list.columns.iter().filter(|column| column.key != "kind") {
                for row in data.rows(kind.name) {
                    let value = (column.value)(&scope, row);
                    let names = matches!(value, Value::Names(_));
                    assert!(names == column.names || value == Value::Empty, "{} of {}", column.key, kind.name);
                }
            }
        }
    }

    #[test]
    fn every_kind_has_a_list_and_every_field_a_column() {
        for kind in KINDS {
            let list = list(kind.name);
            assert!(list.columns.iter().all(|column| !column.key.is_empty()), "{}", kind.name);
            if home(kind.name).is_none() {
                let fields = kind.fields().iter().filter(|field| **field != "sources");
                assert!(fields.eq(list.columns.iter().map(|column| &column.key)), "{}: raise MOST", kind.name);
            }
        }
    }
}
